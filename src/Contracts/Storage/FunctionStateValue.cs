namespace Actors.Contracts.Storage;

/// <summary>A value that functions keep.</summary>
/// <param name="Json">The value, as JSON in UTF-8.</param>
/// <param name="Version">Its version, from 1.</param>
public sealed record FunctionStateValue(byte[] Json, long Version)
{
    /// <inheritdoc/>
    public override string ToString() => $"value {Version}";
}
