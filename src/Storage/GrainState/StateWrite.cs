using Actors.Contracts.Storage;
using Actors.Storage.Sql;

namespace Actors.Storage.GrainState;

/// <summary>A grain state that is to be written, or cleared when there is no payload. Statements of it read nothing first, so that many can be sent together.</summary>
/// <param name="Kind">Type of the grain.</param>
/// <param name="Key">Its escaped key.</param>
/// <param name="Name">Name of the state.</param>
/// <param name="Expected">The version that must be stored; null: none must be.</param>
/// <param name="Payload">The state as JSON; null clears it.</param>
/// <param name="Organisation">First segment of the key.</param>
/// <param name="Project">Second segment of the key.</param>
/// <param name="Index">The index columns.</param>
/// <param name="Modified">Now, in ticks.</param>
internal sealed record StateWrite(string Kind, string Key, string Name, long? Expected, byte[]? Payload, string Organisation, string Project, StateIndex Index, long Modified)
{
    /// <summary>Runs some in one transaction. What they come to stands once it is committed.</summary>
    public static async ValueTask<StateWritten[]> RunAsync(SqlSession session, IReadOnlyList<StateWrite> writes)
    {
        var versions = await session.NumbersAsync([.. writes.Select(x => x.Statement())]);
        var results = writes.Select((x, i) => x.ClearsNothing ? new StateWritten(0, versions[i]) : new StateWritten(versions[i], 0)).ToArray();
        var refused = writes.Index().Where(x => !x.Item.ClearsNothing && versions[x.Index] == 0).ToArray();
        if (refused.Length == 0) return results;
        var stored = await session.NumbersAsync([.. refused.Select(x => x.Item.Stored())]);
        foreach (var (place, (index, _)) in refused.Index()) results[index] = new StateWritten(0, stored[place] == 0 ? StateWritten.None : stored[place]);
        return results;
    }

    // Right when there is nothing stored; else another activation has written what this one does not know.
    private bool ClearsNothing => Expected is null && Payload is null;

    private SqlStatement Stored() => new("SELECT version FROM grain_state WHERE kind = $kind AND key = $key AND name = $name", Address());

    private SqlStatement Statement() => ClearsNothing ? Stored() : Expected is { } expected ? new(Update, [.. Row(), ("$expected", expected)]) : new(Insert, Row());

    private (string, object?)[] Address() => [("$kind", Kind), ("$key", Key), ("$name", Name)];

    private (string, object?)[] Row() =>
    [
        .. Address(), ("$payload", Payload), ("$organisation", Organisation), ("$project", Project),
        ("$status", Index.Status), ("$open", Index.Open ? 1L : 0L), ("$due", Index.Due?.UtcTicks), ("$fence", Index.Fence), ("$modified", Modified),
    ];

    private const string Insert = """
        INSERT INTO grain_state(kind, key, name, payload, version, organisation, project, status, open, due, fence, modified)
        VALUES($kind, $key, $name, $payload, 1, $organisation, $project, $status, $open, $due, $fence, $modified)
        ON CONFLICT DO NOTHING RETURNING version
        """;

    private const string Update = """
        UPDATE grain_state SET payload = $payload, version = version + 1, organisation = $organisation, project = $project,
            status = $status, open = $open, due = $due, fence = $fence, modified = $modified
        WHERE kind = $kind AND key = $key AND name = $name AND version = $expected RETURNING version
        """;
}
