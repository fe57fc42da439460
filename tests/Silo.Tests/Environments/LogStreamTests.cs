using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using Actors.Contracts.Activities;
using Actors.Contracts.Api;
using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Silo.Environments;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Silo.Tests.Environments;

public sealed class LogStreamTests
{
    private readonly Logs _logs = new();
    private readonly FakeTimeProvider _clock = new();
    private ActivityView _view = new() { Key = "org/p/env/r/a", Id = "a", State = ActivityStatus.Running, Attempt = 1 };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_EndedActivity_GivesAllAttemptsInOrderAndEnds()
    {
        _logs.Add(1, "one\n");
        _logs.Add(3, "three\n");
        _view = _view with { State = ActivityStatus.Failed, Reason = ReasonCode.ExitCode, Message = "no", Attempt = 3 };

        var events = await AllAsync(new(0, 0));

        Assert.Equal(
            ["status -", "attempt 1.0", "log 1.4 one\n", "attempt 2.0", "attempt 3.0", "log 3.6 three\n", "end 3.6.end"],
            events.Select(Show));
        Assert.Equal((ActivityStatus.Failed, ReasonCode.ExitCode, "no"), (Data(events[^1]).State, Data(events[^1]).Reason, Data(events[^1]).Message));
    }

    [Fact]
    public async Task Read_FromAPosition_GivesWhatFollows()
    {
        _logs.Add(1, "one\n");
        _logs.Add(2, "0123456789");
        _view = _view with { State = ActivityStatus.Succeeded, Attempt = 2 };

        Assert.Equal(["status -", "log 2.10 456789", "end 2.10.end"], (await AllAsync(new(2, 4))).Select(Show));
        Assert.Equal(["status -", "attempt 2.0", "log 2.10 0123456789", "end 2.10.end"], (await AllAsync(new(1, 4))).Select(Show));
    }

    [Fact]
    public async Task Read_OneAttempt_EndsWithIt()
    {
        _logs.Add(1, "one\n");
        _view = _view with { Attempt = 2 };

        Assert.Equal(["status -", "attempt 1.0", "log 1.4 one\n", "end 1.4.end"], (await AllAsync(new(0, 0), only: 1)).Select(Show));
    }

    [Fact]
    public async Task Read_NothingNew_LooksAgainAndSendsAHeartbeat()
    {
        await using var events = Stream().ReadAsync(new(0, 0), _view, CancellationToken.None, Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.Equal("status -", Show(await NextAsync(events)));
        Assert.Equal("attempt 1.0", Show(await NextAsync(events)));

        var next = NextAsync(events);
        var waited = await AdvanceUntilAsync(next);
        Assert.Equal(LogEvents.Heartbeat, (await next).EventType);
        Assert.InRange(waited, LogStream.Silence, 4 * LogStream.Silence);

        next = NextAsync(events);
        _logs.Add(1, "late");
        await AdvanceUntilAsync(next);
        Assert.Equal("log 1.4 late", Show(await next));
    }

    [Fact]
    public async Task Read_StateChanges_IsTold()
    {
        await using var events = Stream().ReadAsync(new(0, 0), _view, CancellationToken.None, Cancellation).GetAsyncEnumerator(Cancellation);
        await NextAsync(events);
        await NextAsync(events);

        var next = NextAsync(events);
        _view = _view with { State = ActivityStatus.Queued, Reason = ReasonCode.AgentsFull, Message = "full" };
        await AdvanceUntilAsync(next);

        Assert.Equal((LogEvents.Status, ReasonCode.AgentsFull, "full"), ((await next).EventType, Data(await next).Reason, Data(await next).Message));
    }

    [Fact]
    public async Task Read_LogThatWasCut_SaysSoOnce()
    {
        _logs.Add(1, "begin [cut]", full: true);
        _view = _view with { State = ActivityStatus.Succeeded };

        Assert.Equal(["status -", "attempt 1.0", "log 1.11 begin [cut]", "truncated 1.11", "end 1.11.end"], (await AllAsync(new(0, 0))).Select(Show));
    }

    [Fact]
    public async Task Read_LargeLog_ComesInPieces()
    {
        _logs.Add(1, new string('x', (2 * LogStream.PieceBytes) + 1));
        _view = _view with { State = ActivityStatus.Succeeded };

        var lengths = (await AllAsync(new(0, 0))).Where(item => item.EventType == LogEvents.Log).Select(item => Data(item).Text!.Length);

        Assert.Equal([LogStream.PieceBytes, LogStream.PieceBytes, 1], lengths);
        Assert.True(_logs.Largest <= LogStream.PieceBytes);
    }

    [Fact]
    public async Task Read_CharacterInTwoWrites_ComesWhole()
    {
        var bytes = Encoding.UTF8.GetBytes("a€");
        _logs.Add(1, bytes[..2]);
        await using var events = Stream().ReadAsync(new(0, 0), _view, CancellationToken.None, Cancellation).GetAsyncEnumerator(Cancellation);
        await NextAsync(events);
        await NextAsync(events);
        Assert.Equal("log 1.1 a", Show(await NextAsync(events)));

        var next = NextAsync(events);
        _logs.Add(1, bytes[2..]);
        await AdvanceUntilAsync(next);

        Assert.Equal("log 1.4 €", Show(await next));
    }

    [Fact]
    public async Task Read_SiloStops_EndsWithoutAnEnd()
    {
        using var stopping = new CancellationTokenSource();
        await using var events = Stream().ReadAsync(new(0, 0), _view, stopping.Token, Cancellation).GetAsyncEnumerator(Cancellation);
        await NextAsync(events);
        await NextAsync(events);
        var next = events.MoveNextAsync();

        await stopping.CancelAsync();

        Assert.False(await next);
    }

    [Theory]
    [InlineData("1.0", 1, 0, false)]
    [InlineData("12.345", 12, 345, false)]
    [InlineData("2.7.end", 2, 7, true)]
    public void Position_Id_IsReadBack(string id, int attempt, long offset, bool ended)
    {
        Assert.Equal(new LogPosition(attempt, offset, ended), LogPosition.Parse(id));
        Assert.Equal(id, new LogPosition(attempt, offset, ended).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("a.b")]
    [InlineData("-1.0")]
    [InlineData("1.-5")]
    [InlineData("1.2.3")]
    public void Position_NoId_IsNone(string id) => Assert.Null(LogPosition.Parse(id));

    [Theory]
    [InlineData("abc", 3)]
    [InlineData("é", 2)]
    [InlineData("é", 1, 0)]
    [InlineData("x😀", 4, 1)]
    [InlineData("x😀", 5)]
    public void Whole_CutText_EndsBetweenCharacters(string text, int bytes, int? whole = null) => Assert.Equal(whole ?? bytes, LogText.Whole(Encoding.UTF8.GetBytes(text).AsSpan(0, bytes)));

    [Fact]
    public void Whole_NoUtf8_CountsAsWhole() => Assert.Equal(4, LogText.Whole([0x80, 0x80, 0x80, 0x80]));

    [Fact]
    public void Followers_MoreThanMay_GetNoPlaceUntilOneGoes()
    {
        var followers = new LogFollowers();
        var places = Enumerable.Range(0, LogFollowers.Most).Select(_ => followers.TryEnter()).ToList();
        Assert.Null(followers.TryEnter());

        places[0]!.Dispose();
        places[0]!.Dispose();

        Assert.NotNull(followers.TryEnter());
        Assert.Null(followers.TryEnter());
    }

    private static async Task<SseItem<string>> NextAsync(IAsyncEnumerator<SseItem<string>> events)
    {
        Assert.True(await events.MoveNextAsync());
        return events.Current;
    }

    private static LogEventData Data(SseItem<string> item) => JsonSerializer.Deserialize(item.Data, ApiJson.Default.LogEventData)!;

    private static string Show(SseItem<string> item) => $"{item.EventType} {item.EventId ?? "-"} {Data(item).Text}".TrimEnd(' ');

    private LogStream Stream(int? only = null) => new(_ => Task.FromResult(_view), _logs, _clock, only);

    private async Task<List<SseItem<string>>> AllAsync(LogPosition from, int? only = null)
    {
        var all = new List<SseItem<string>>();
        await foreach (var item in Stream(only).ReadAsync(from, _view, CancellationToken.None, Cancellation))
        {
            all.Add(item);
        }

        return all;
    }

    // Each step lets the stream look once more; returns the time that it took.
    private async Task<TimeSpan> AdvanceUntilAsync(Task task)
    {
        var begin = _clock.GetTimestamp();
        for (var i = 0; i < 2000 && !task.IsCompleted; i++)
        {
            var looks = _logs.Looks;
            _clock.Advance(TimeSpan.FromMilliseconds(100));
            for (var j = 0; j < 100 && _logs.Looks == looks && !task.IsCompleted; j++)
            {
                await Task.Yield();
            }
        }

        await task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        return _clock.GetElapsedTime(begin);
    }

    private sealed class Logs : ILogStore
    {
        private readonly Dictionary<int, (byte[] Bytes, bool Full)> _attempts = [];

        public int Looks { get; private set; }

        public int Largest { get; private set; }

        public void Add(int attempt, string text, bool full = false) => Add(attempt, Encoding.UTF8.GetBytes(text), full);

        public void Add(int attempt, byte[] bytes, bool full = false) => _attempts[attempt] = ([.. _attempts.GetValueOrDefault(attempt).Bytes ?? [], .. bytes], full);

        public Task<LogSlice> ReadAsync(AttemptId attempt, long offset, int maxBytes, CancellationToken cancellationToken)
        {
            Looks++;
            var (all, full) = _attempts.GetValueOrDefault(attempt.Number, ([], false));
            var slice = all.Skip((int)offset).Take(maxBytes).ToArray();
            Largest = Math.Max(Largest, slice.Length);
            return Task.FromResult(new LogSlice(Math.Min(offset, all.Length), slice, all.Length) { Full = full });
        }

        public Task<LogAppend> AppendAsync(AttemptId attempt, long offset, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> AddAsync(AttemptId attempt, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task DeleteUnderAsync(string key, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
