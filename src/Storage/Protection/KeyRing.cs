using System.Globalization;
using System.Xml.Linq;
using Actors.Storage.Sql;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Logging;

namespace Actors.Storage.Protection;

/// <summary>
/// Data Protection's keys in the table <c>key_ring</c>, sealed with keys that are not in the store. The first key is made in turn, by one of all silos that start at once, and so is
/// each next one, a week before it is needed: until then every silo has read it.
/// </summary>
internal sealed partial class KeyRing(SqlDatabase database, StorageOptions options, TimeProvider clock, ILoggerFactory loggers) : IXmlRepository
{
    /// <summary>Data Protection reads the ring once a day.</summary>
    internal static readonly TimeSpan Ahead = TimeSpan.FromDays(7);

    private const string Turn = "key ring";

    private readonly ILogger _logger = loggers.CreateLogger<KeyRing>();
    private IReadOnlyList<RingKey>? _keys;
    private volatile bool _refusesPlain;

    private sealed record Row(string Id, RingEnvelope Envelope);

    /// <summary>Whether everything in the store is sealed: then what is not was put there by somebody else. As of when the ring was last read.</summary>
    public bool RefusesPlain => _refusesPlain;

    /// <summary>
    /// Makes sure that there is a ring which this process can open, sealed for all keys that it has, with a key in it for now and the days to come. At a start only: later it would undo a
    /// change of keys that silos started since have made.
    /// </summary>
    /// <exception cref="KeyRingException">There is a ring that it cannot open, or there was one.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (_keys is null)
        {
            var (rows, isUsed) = await database.ReadAsync(async session => (await session.ScalarAsync<long>("SELECT count(*) FROM key_ring"), await IsUsedAsync(session)), cancellationToken);
            if (rows == 0 && isUsed) throw Gone();
            var keys = options.RingKeys!(rows > 0);
            if (keys.Count == 0) throw new KeyRingException("There is no key for the store's key ring.");
            _keys = keys;
        }
        try
        {
            await CompleteAsync(_keys, isStart: true, cancellationToken);
        }
        catch (KeyRingException)
        {
            // Another key may be there when it is tried again.
            _keys = null;
            throw;
        }
    }

    /// <summary>
    /// Adds the next key when it is time, once the ring was opened; what is there stays as it is. The new key is sealed for those that the ring is sealed for, as far as this process has them.
    /// </summary>
    /// <exception cref="KeyRingException">The ring cannot be opened any more; the keys that are in memory go on.</exception>
    public Task RenewAsync(CancellationToken cancellationToken) => _keys is { } keys ? CompleteAsync(keys, isStart: false, cancellationToken) : Task.CompletedTask;

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        var keys = _keys ?? throw new InvalidOperationException("The key ring was not opened.");
        // Data Protection cannot wait otherwise; on the pool, so that no scheduler of a grain is needed to go on.
        var rows = Task.Run(() => database.ReadAsync(RowsAsync, CancellationToken.None)).GetAwaiter().GetResult();
        return [.. rows.Select(x => PlainMark.Without(x.Envelope.Open(x.Id, keys)))];
    }

    /// <summary>
    /// Says in the ring that nothing plain is left in the store, once it was opened; false, and nothing is said, when something is. For whom it is sealed stays as it is. It cannot be taken back: what is plain
    /// then is refused for ever.
    /// </summary>
    /// <exception cref="KeyRingException">The ring cannot be opened any more.</exception>
    public async Task<bool> RefusePlainAsync(Func<SqlSession, CancellationToken, ValueTask<bool>> isLeft, CancellationToken cancellationToken)
    {
        var keys = _keys ?? throw new InvalidOperationException("The key ring was not opened.");
        _refusesPlain |= await database.WriteInTurnAsync(Turn, async session =>
        {
            if (await isLeft(session, cancellationToken)) return false;
            foreach (var (id, envelope) in await RowsAsync(session))
            {
                var element = envelope.Open(id, keys);
                if (!PlainMark.IsOn(element)) await session.RunAsync("UPDATE key_ring SET envelope = $envelope WHERE id = $id", ("$id", id), ("$envelope", envelope.With(id, PlainMark.On(element), keys).ToJson()));
            }
            return true;
        }, cancellationToken);
        return _refusesPlain;
    }

    public void StoreElement(XElement element, string friendlyName) => throw new NotSupportedException("Keys are added in turn.");

    private async Task CompleteAsync(IReadOnlyList<RingKey> keys, bool isStart, CancellationToken cancellationToken)
    {
        var (made, refusesPlain) = await database.WriteInTurnAsync<(string?, bool)>(Turn, async session =>
        {
            var rows = await RowsAsync(session);
            if (rows.Count == 0 && await IsUsedAsync(session)) throw Gone();
            var elements = rows.Select(x => x.Envelope.Open(x.Id, keys)).ToList();
            foreach (var ((id, envelope), element) in rows.Zip(elements))
            {
                if (isStart && !envelope.IsFor(keys)) await session.RunAsync("UPDATE key_ring SET envelope = $envelope WHERE id = $id", ("$id", id), ("$envelope", RingEnvelope.Seal(id, element, keys).ToJson()));
            }
            var isSealed = rows.Count == 0 ? !await PlainMark.MayBeNeededAsync(session) : elements.Any(PlainMark.IsOn);
            var now = clock.GetUtcNow();
            var usable = elements.Where(x => x.Name == "key").Select(Expiration).DefaultIfEmpty(DateTimeOffset.MinValue).Max();
            if (usable > now + Ahead) return (null, isSealed);
            var next = DataProtection.NewKey(usable > now ? usable : now, (usable > now ? usable : now) + DataProtection.KeyLifetime, loggers);
            if (isSealed) next = PlainMark.On(next);
            var name = $"key-{(string?)next.Attribute("id")}";
            var fitting = isStart ? keys : [.. keys.Where(key => rows.Any(row => row.Envelope.Keys.ContainsKey(key.Id)))];
            await session.RunAsync("INSERT INTO key_ring(id, envelope, created) VALUES($id, $envelope, $now)",
                ("$id", name), ("$envelope", RingEnvelope.Seal(name, next, fitting).ToJson()), ("$now", clock.Now()));
            return (name, isSealed);
        }, cancellationToken);
        _refusesPlain |= refusesPlain;
        if (made is not null) LogMade(made);
    }

    private static async ValueTask<List<Row>> RowsAsync(SqlSession session) =>
        [.. (await session.QueryAsync("SELECT id, envelope FROM key_ring ORDER BY created, id", row => (Id: row.GetString(0), Json: row.GetString(1)))).Select(x => new Row(x.Id, RingEnvelope.FromJson(x.Id, x.Json)))];

    // The key of the installation is the first thing that is sealed, and it is never taken away.
    private static async ValueTask<bool> IsUsedAsync(SqlSession session) =>
        await session.ScalarAsync<long>("SELECT count(*) FROM installation WHERE length(key) > 32") > 0;

    private static DateTimeOffset Expiration(XElement key) =>
        DateTimeOffset.Parse((string?)key.Element("expirationDate") ?? "", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static KeyRingException Gone() => new("The key ring of the store is gone (the table key_ring is empty), and without it nobody can read what was sealed. Restore the table from a backup.");
}
