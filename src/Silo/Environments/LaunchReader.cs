using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Grains.Environments;
using Actors.Silo.Documents;
using Actors.Templates.Planning;

namespace Actors.Silo.Environments;

/// <summary>Reads launches from the stored states, so that no environment is woken.</summary>
internal sealed class LaunchReader(IStateIndex index) : ILaunches
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<(string Environment, Launch Launch)>> ListAsync(ActorKey key, CancellationToken cancellationToken)
    {
        var found = new List<(string, Launch)>();
        var query = new StateQuery { Kind = "environment", Under = key.Value };
        while (true)
        {
            var rows = await index.ListAsync(query, cancellationToken);
            foreach (var row in rows)
            {
                if (row.Payload is { } payload && StateJson.Deserialize<EnvironmentRecord>(payload).Launched is { } launch)
                {
                    found.Add((ActorKey.Parse(row.Key).Segments[^1], launch));
                }
            }

            if (rows.Count < query.Limit)
            {
                return found;
            }

            query = query with { After = rows[^1].Key };
        }
    }
}
