namespace Actors.Templates.Schemas;

/// <summary>What a schema may cost: its author is not trusted.</summary>
internal static class SchemaLimits
{
    /// <summary>Most values of a schema once its references are replaced by what they refer to.</summary>
    public const int MaxNodes = 5_000;

    /// <summary>Deepest nesting of the same.</summary>
    public const int MaxDepth = 60;

    /// <summary>Longest regular expression, in characters.</summary>
    public const int MaxPattern = 1_000;

    /// <summary>Most combinations of values of a schema with values of what it is to check.</summary>
    public const long MaxChecks = 2_000_000;

    /// <summary>Most items of a list that is checked for equal ones.</summary>
    public const int MaxUniqueItems = 1_000;

    /// <summary>Longest text that is checked, in characters.</summary>
    public const int MaxText = 256 * 1024;

    /// <summary>Longest search by one regular expression. Only a last resort: the searches take linear time.</summary>
    public static readonly TimeSpan MatchTimeout = TimeSpan.FromMilliseconds(500);
}
