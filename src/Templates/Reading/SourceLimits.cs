namespace Actors.Templates.Reading;

/// <summary>Bounds of what is read, so that no text can exhaust the memory or the stack.</summary>
internal static class SourceLimits
{
    /// <summary>Levels of nesting. Less than the 64 that readers of JSON allow, as stored documents stand in lists and answers.</summary>
    public const int MaxDepth = 60;

    public const int MaxNodes = 200_000;
    public const int MaxDocuments = 5_000;
    public const int MaxKeyLength = 512;

    /// <summary>Characters of a text with aliases expanded.</summary>
    public const long MaxCharacters = 8L * 1024 * 1024;

    /// <summary>Findings of one text that are kept.</summary>
    public const int MaxFindings = 1_000;
}
