using System.Globalization;
using Actors.Storage.Tests.Testing;

namespace Actors.Storage.Tests.Sqlite;

public sealed class KilledProcessTests : IAsyncLifetime
{
    private readonly TemporaryStore _store = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Kill_InTheMiddleOfWriting_LosesNothingThatWasConfirmed()
    {
        using var child = ChildProgram.Start(nameof(KilledWriter), _store.Folder);
        await WaitForLedgerAsync(child, 500);
        await child.KillAsync(Token);

        var confirmed = new int[KilledWriter.Grains];
        foreach (var line in (await ReadLedgerAsync()).Select(x => x.Split(' '))) confirmed[Number(line[0])] = Number(line[1]);
        using var services = _store.Open();
        for (var i = 0; i < KilledWriter.Grains; i++)
        {
            var state = await KilledWriter.ReadAsync(services, i);
            Assert.InRange(state.State!.Count, confirmed[i], confirmed[i] + 1);
            await KilledWriter.WriteAsync(services, i, state);
        }
        using var file = _store.Connect();
        Assert.Equal("ok", TemporaryStore.Execute(file, "PRAGMA integrity_check"));
    }

    private async Task WaitForLedgerAsync(ChildProgram child, int lines)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        while ((await ReadLedgerAsync()).Length < lines)
        {
            child.AssertRuns();
            await Task.Delay(20, deadline.Token);
        }
    }

    // The last line may be torn; only those with their end count.
    private async Task<string[]> ReadLedgerAsync()
    {
        var path = Path.Combine(_store.Folder, "ledger");
        if (!File.Exists(path)) return [];
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return [.. (await reader.ReadToEndAsync(Token)).Split('\n').Where(x => x.EndsWith('.'))];
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
