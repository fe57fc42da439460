namespace Actors.Templates.Expressions.BuiltIns;

/// <summary>Everything that Starlark has.</summary>
internal static class StarlarkTables
{
    public static BuiltInTable Functions { get; } = new(StarlarkFunctions.All, StarlarkSequences.All, StarlarkModules.All);

    public static MethodTable Methods { get; } = new([.. TextMethods.All, .. SplitMethods.All], CollectionMethods.OfLists, CollectionMethods.OfMaps);
}
