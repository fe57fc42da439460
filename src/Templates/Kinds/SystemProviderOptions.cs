namespace Actors.Templates.Kinds;

/// <summary>Settings of the system provider.</summary>
public sealed record SystemProviderOptions
{
    /// <summary>`credential` or `cluster`.</summary>
    [KnownValues("credential", "cluster")]
    public string? Kind { get; init; }
}
