namespace Actors.Templates.Kinds;

/// <summary>What an environment template may override.</summary>
public sealed record TemplateOverrides
{
    /// <summary>Paths below `spec`.</summary>
    public IReadOnlyList<string> AllowedPaths { get; init; } = [];
}
