namespace Actors.Templates.Kinds;

/// <summary>A file put into the working directory of workers.</summary>
public sealed record FileEntry
{
    /// <summary>Name of the file.</summary>
    public string? Name { get; init; }

    /// <summary>Content, base64.</summary>
    public string? Data { get; init; }

    /// <summary>Path relative to the working directory; blank means the name.</summary>
    public string? MountPath { get; init; }

    /// <summary>Deprecated place of `options.sensitive`.</summary>
    public bool? Sensitive { get; init; }

    /// <summary>Rules and presentation.</summary>
    public VariableOptions? Options { get; init; }

    /// <summary>Names the entry without its value, which may be secret.</summary>
    public override string ToString() => $"FileEntry {Name}";
}
