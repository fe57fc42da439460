namespace Actors.Templates.Reading;

/// <summary>Bounds of what is read, so that no text can exhaust the memory or the stack.</summary>
internal static class SourceLimits
{
    public const int MaxDepth = 64;
    public const int MaxNodes = 200_000;
    public const int MaxDocuments = 5_000;
    public const int MaxKeyLength = 512;

    /// <summary>Size of a collection, itself included; stops counting above the bound.</summary>
    public static int Sum(IEnumerable<SourceNode> nodes)
    {
        var sum = 1L;
        foreach (var node in nodes)
        {
            sum += node.Size;
        }

        return (int)Math.Min(sum, MaxNodes + 1L);
    }
}
