using System.Data.Common;
using Actors.Contracts.Storage;
using Actors.Storage.Sql;

namespace Actors.Storage.Tokens;

/// <summary>Tokens of agents, by hash.</summary>
internal sealed class SqlAgentTokenStore(SqlDatabase database) : IAgentTokenStore
{
    private const string Columns = "id, agent, sha256, created";

    public Task AddAsync(AgentToken token, CancellationToken cancellationToken) =>
        database.WriteAsync(session => session.RunAsync($"INSERT INTO agent_token({Columns}) VALUES($id, $agent, $sha256, $created)",
            ("$id", token.Id), ("$agent", token.Agent), ("$sha256", token.Sha256), ("$created", token.CreatedAt.UtcTicks)), cancellationToken);

    public Task<AgentToken?> FindAsync(string sha256, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.SingleAsync($"SELECT {Columns} FROM agent_token WHERE sha256 = $sha256", Row, ("$sha256", sha256)), cancellationToken);

    public Task<IReadOnlyList<AgentToken>> ListUnderAsync(string key, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<AgentToken>>(async session => await session.QueryAsync(
            $"SELECT {Columns} FROM agent_token WHERE {KeyRange.Condition("agent")} ORDER BY agent, created, id", Row, KeyRange.Under(key)), cancellationToken);

    public Task<bool> DeleteAsync(string id, CancellationToken cancellationToken) =>
        database.WriteAsync(async session => await session.RunAsync("DELETE FROM agent_token WHERE id = $id", ("$id", id)) == 1, cancellationToken);

    private static AgentToken Row(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(2), SqlTime.At(row, 3));
}
