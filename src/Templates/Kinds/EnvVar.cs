namespace Actors.Templates.Kinds;

/// <summary>An environment variable of workers.</summary>
public sealed record EnvVar
{
    /// <summary>Name of the environment variable.</summary>
    public string? Key { get; init; }

    /// <summary>Its value; expressions in it are evaluated.</summary>
    public string? Value { get; init; }

    /// <summary>Deprecated place of `options.sensitive`.</summary>
    public bool? Sensitive { get; init; }

    /// <summary>Rules and presentation.</summary>
    public VariableOptions? Options { get; init; }

    /// <summary>Names the entry without its value, which may be secret.</summary>
    public override string ToString() => $"EnvVar {Key}";
}
