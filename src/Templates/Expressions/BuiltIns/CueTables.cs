namespace Actors.Templates.Expressions.BuiltIns;

/// <summary>Everything that CUE has.</summary>
internal static class CueTables
{
    public static BuiltInTable Functions { get; } = new(CueTexts.All, CueConversions.All, CueLists.All, CueNumbers.All, CueEncodings.All);
}
