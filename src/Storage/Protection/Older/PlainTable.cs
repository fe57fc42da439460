namespace Actors.Storage.Protection.Older;

/// <summary>A table with something sealed in each row.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Payload">The column that is sealed.</param>
/// <param name="Key">Columns of its key, all of them texts.</param>
/// <param name="Place">Where the row of a key is.</param>
internal sealed record PlainTable(string Name, string Payload, string[] Key, Func<string[], SealedPlace> Place)
{
    public static readonly IReadOnlyList<PlainTable> All =
    [
        new("grain_state", "payload", ["kind", "key", "name"], key => SealedPlace.GrainState(key[0], key[1], key[2])),
        new("document", "json", ["organisation", "project", "kind", "name", "version"], key => SealedPlace.Document(new(key[0], key[1], key[2], key[3], key[4]))),
        new("run_plan", "plan", ["run"], key => SealedPlace.Plan(key[0])),
        new("run_archive", "json", ["run"], key => SealedPlace.Archive(key[0])),
        new("function_state", "value", ["scope", "key"], key => SealedPlace.FunctionValue(key[0], key[1])),
    ];

    /// <summary>The condition of one row, with its parameters <c>$key0</c>, <c>$key1</c>…</summary>
    public string ByKey => string.Join(" AND ", Key.Select((column, i) => FormattableString.Invariant($"{column} = $key{i}")));

    /// <summary>The condition of the rows after one.</summary>
    public string After => $"({string.Join(", ", Key)}) > ({string.Join(", ", Key.Select((_, i) => FormattableString.Invariant($"$key{i}")))})";

    /// <summary>The parameters of a key.</summary>
    public static IEnumerable<(string, object?)> Arguments(string[] key) => key.Select((part, i) => (FormattableString.Invariant($"$key{i}"), (object?)part));
}
