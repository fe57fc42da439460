namespace Actors.Templates.Planning;

/// <summary>How the text of a variable is understood.</summary>
public enum ValueType
{
    /// <summary>As it is.</summary>
    Text,

    /// <summary>Text with expressions.</summary>
    Expression,

    /// <summary>JSON.</summary>
    Json,

    /// <summary>A value in OpenTofu's language, handed on as it is.</summary>
    Hcl,
}
