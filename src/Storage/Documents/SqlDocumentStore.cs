using System.Data.Common;
using System.Text;
using Actors.Contracts.Storage;
using Actors.Storage.Protection;
using Actors.Storage.Sql;
using Microsoft.Extensions.Logging;

namespace Actors.Storage.Documents;

/// <summary>The catalog's documents, one row each, their JSON sealed.</summary>
internal sealed partial class SqlDocumentStore(SqlDatabase database, ISealer sealer, StorageOptions options, TimeProvider clock, ILogger<SqlDocumentStore> logger) : IDocumentStore
{
    private const string Columns = "organisation, project, kind, name, version, json, revision, created, modified";
    private const string ByKey = "organisation = $organisation AND project = $project AND kind = $kind AND name = $name AND version = $version";

    // The document of an environment says whether it may be deleted.
    private const string Environment = "Environment";

    private sealed record Stored(DocumentKey Key, byte[] Json, long Revision, DateTimeOffset CreatedAt, DateTimeOffset ModifiedAt);

    public async Task<StoredDocument?> GetAsync(DocumentKey key, CancellationToken cancellationToken) =>
        await database.ReadAsync(session => session.SingleAsync($"SELECT {Columns} FROM document WHERE {ByKey}", Row, Key(key)), cancellationToken) is { } stored
            ? await OpenAsync(stored, cancellationToken) : null;

    public async Task<DocumentPage> ListAsync(DocumentQuery query, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(query.Offset);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, 1000);
        var where = "organisation = $organisation";
        var arguments = new List<(string, object?)> { ("$organisation", query.Organisation) };
        Restrict("project", query.Project);
        Restrict("kind", query.Kind);
        Restrict("name", query.Name);
        var order = query.NewestFirst ? "created DESC, project, kind, name, version" : "project, kind, name, version";
        var filter = arguments.ToArray();
        (string, object?)[] page = [.. filter, ("$offset", query.Offset), ("$limit", query.Limit)];
        var (rows, count) = await database.ReadAsync(async session => (
            await session.QueryAsync($"SELECT {Columns} FROM document WHERE {where} ORDER BY {order} LIMIT $limit OFFSET $offset", Row, page),
            (int)await session.ScalarAsync<long>($"SELECT count(*) FROM document WHERE {where}", filter)), cancellationToken);
        var (documents, damaged) = (new List<StoredDocument>(rows.Count), new List<DamagedDocument>());
        foreach (var row in rows)
        {
            // One that is damaged must not hide all the others.
            try
            {
                documents.Add(await OpenAsync(row, cancellationToken));
            }
            catch (DamagedException error)
            {
                LogCannotBeOpened(row.Key.Kind, row.Key.Name, row.Key.Version, row.Key.Project, error.Message);
                damaged.Add(new(row.Key, row.Revision, error.Message));
            }
        }
        return new(documents, count) { Damaged = damaged };

        void Restrict(string column, string? value)
        {
            if (value is null) return;
            where += $" AND {column} = ${column}";
            arguments.Add(($"${column}", value));
        }
    }

    public async Task<StoredDocument?> PutAsync(DocumentKey key, string json, long? expectedRevision, CancellationToken cancellationToken)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        if (bytes.Length > options.DocumentBytes) throw new SizeLimitException($"The {key.Kind} '{key.Name}'", options.DocumentBytes);
        var payload = await sealer.SealAsync(SealedPlace.Document(key), bytes, cancellationToken);
        (string, object?)[] arguments = [.. Key(key), ("$json", payload), ("$now", clock.Now())];
        var written = await database.WriteInTurnAsync(Turn(key), async session =>
        {
            var revision = await session.ScalarAsync<long>($"SELECT revision FROM document WHERE {ByKey}", Key(key));
            if (expectedRevision is not null && expectedRevision != revision) return null;
            await session.RunAsync($"""
                INSERT INTO document({Columns}) VALUES($organisation, $project, $kind, $name, $version, $json, 1, $now, $now)
                ON CONFLICT(organisation, project, kind, name, version) DO UPDATE SET json = $json, revision = document.revision + 1, modified = $now
                """, arguments);
            return await session.SingleAsync($"SELECT {Columns} FROM document WHERE {ByKey}", Row, Key(key));
        }, cancellationToken);
        return written is null ? null : Document(written, json);
    }

    public Task<bool> DeleteAsync(DocumentKey key, CancellationToken cancellationToken) =>
        database.WriteInTurnAsync(Turn(key), async session => await session.RunAsync($"DELETE FROM document WHERE {ByKey}", Key(key)) == 1, cancellationToken);

    private static string Turn(DocumentKey key) => $"document {key.Organisation}/{key.Project}/{key.Kind}/{key.Name}/{key.Version}";

    private static (string, object?)[] Key(DocumentKey key) =>
        [("$organisation", key.Organisation), ("$project", key.Project), ("$kind", key.Kind), ("$name", key.Name), ("$version", key.Version)];

    private static Stored Row(DbDataReader row) => new(
        new DocumentKey(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4)),
        row.GetFieldValue<byte[]>(5), row.GetInt64(6), SqlTime.At(row, 7), SqlTime.At(row, 8));

    private async ValueTask<StoredDocument> OpenAsync(Stored stored, CancellationToken cancellationToken)
    {
        var key = stored.Key;
        try
        {
            return Document(stored, Encoding.UTF8.GetString(await sealer.OpenAsync(SealedPlace.Document(key), stored.Json, cancellationToken)));
        }
        catch (DamagedException error)
        {
            throw new DamagedException($"{key.Kind} '{key.Name}'{(key.Version.Length == 0 ? "" : $" of version '{key.Version}'")} of project '{key.Project}' is damaged. {error.Message} Or apply it again{(key.Kind == Environment ? ": before that it cannot be deleted" : ", or delete it")}.", error)
            {
                Revision = stored.Revision,
            };
        }
    }

    private static StoredDocument Document(Stored stored, string json) => new(stored.Key, json, stored.Revision, stored.CreatedAt, stored.ModifiedAt);
}
