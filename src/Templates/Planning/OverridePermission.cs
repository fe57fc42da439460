namespace Actors.Templates.Planning;

/// <summary>What a template lets environments choose.</summary>
internal enum OverridePermission
{
    /// <summary>Anything.</summary>
    Allowed,
    /// <summary>Nothing.</summary>
    NotAllowed,
    /// <summary>What the template lists.</summary>
    Restricted,
    /// <summary>The template says something that nobody knows, so nothing can be chosen.</summary>
    Unknown,
}
