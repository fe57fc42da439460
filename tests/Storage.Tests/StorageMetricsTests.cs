using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Actors.Storage.GrainState;
using Actors.Storage.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Actors.Storage.Tests;

public sealed class StorageMetricsTests : IAsyncLifetime
{
    private static readonly AsyncLocal<bool> Mine = new();
    private readonly TemporaryStore _store = new();
    private readonly ConcurrentQueue<(string Name, double Value, string? Outcome)> _seen = new();
    private readonly MeterListener _listener = new();

    public StorageMetricsTests()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == StorageMetrics.MeterName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => See(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => See(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => See(instrument, value, tags));
        _listener.Start();
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        _listener.Dispose();
        return _store.DisposeAsync();
    }

    [Fact]
    public async Task StateWrites_AreCountedByStoreAndOutcome_AndTimed()
    {
        var storage = _store.Open().GetRequiredService<SqlGrainStorage>();
        var grain = GrainId.Create("counter", "default/a");
        var state = new GrainState<CounterState>(new() { Count = 1 });
        Mine.Value = true;

        await storage.WriteStateAsync("state", grain, state);
        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync("state", grain, new GrainState<CounterState>(new() { Count = 2 })));

        Assert.Equal(["written", "conflict"], _seen.Where(each => each.Name == "actors.storage.state.writes").Select(each => each.Outcome));
        Assert.Equal(2, _seen.Count(each => each is { Name: "actors.storage.state.write.duration", Value: > 0 and < 60 }));
    }

    [Fact]
    public async Task Commit_OfManyWrites_TellsHowManySharedIt()
    {
        const int many = 83;
        var database = _store.OpenDatabase();
        using var gate = new Gate();
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = database.WriteAsync(_ => { entered.TrySetResult(); gate.Wait(); return ValueTask.FromResult(0); }, TestContext.Current.CancellationToken);
        await entered.Task;
        var others = Enumerable.Range(0, many).Select(_ => database.WriteAsync(_ => ValueTask.FromResult(0), TestContext.Current.CancellationToken)).ToList();
        gate.Open();
        await first;
        await Task.WhenAll(others);

        Assert.Contains(("actors.storage.commit.size", many, null), _seen);
    }

    private void See(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string? outcome = null;
        foreach (var tag in tags)
        {
            outcome = tag.Key == "outcome" ? (string?)tag.Value : outcome;
        }

        // Other tests write at the same time; commits are told apart by their size.
        if (Mine.Value || instrument.Name == "actors.storage.commit.size")
        {
            _seen.Enqueue((instrument.Name, value, outcome));
        }
    }
}
