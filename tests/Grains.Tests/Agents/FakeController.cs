using Actors.Contracts.Activities;
using Actors.Contracts.Agents;
using Actors.Contracts.Identity;

namespace Actors.Grains.Tests.Agents;

/// <summary>The controller's side of one agent, in memory, true to <see cref="IControllerLink"/>. Nobody registers before <see cref="Open"/>.</summary>
public sealed class FakeController : IControllerLink
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<AttemptId, ActivityLease> _held = [];
    private readonly Queue<ActivityLease> _queue = [];
    private readonly HashSet<AttemptId> _cancels = [];
    private readonly HashSet<AttemptId> _over = [];
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _epoch;
    private long _newest;
    private bool _known;

    public int Slots { get; set; } = 2;
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(15);
    public string? Refusal { get; set; }
    public int AnswersToLose { get; set; }
    public int RegistrationsToLose { get; set; }
    public int ReportsToLose { get; set; }
    public bool Superseded { get; set; }
    public int Registrations { get; private set; }
    public long Epoch => _epoch;
    public List<PollRequest> Polls { get; } = [];
    public List<ExitReport> Exits { get; } = [];
    public List<PollRequest> Overtaken { get; } = [];

    public void Open() => _open.TrySetResult();

    public ActivityLease Offer(string activity, WorkerKind kind = WorkerKind.Git)
    {
        var lease = new ActivityLease { Kind = kind, Attempt = new($"org/p/e/r/{activity}", 1), Ticket = "ticket-" + activity, Display = activity, Grace = TimeSpan.FromSeconds(5) };
        Change(() => _queue.Enqueue(lease));
        return lease;
    }

    public void Cancel(AttemptId attempt) => Change(() => _cancels.Add(attempt));

    public void Finish(AttemptId attempt) => Change(() => { _held.Remove(attempt); _over.Add(attempt); });

    public void Forget() => Change(() => _known = false);

    public T Read<T>(Func<FakeController, T> read)
    {
        lock (_lock)
        {
            return read(this);
        }
    }

    public async Task<RegisterResponse> RegisterAsync(RegisterRequest request, CancellationToken cancellationToken)
    {
        await _open.Task.WaitAsync(cancellationToken);
        lock (_lock)
        {
            Registrations++;
            if (RegistrationsToLose-- > 0)
            {
                throw new IOException("The answer was lost.");
            }

            if (Refusal is not null)
            {
                return new() { Accepted = false, Refusal = Refusal, Retry = true };
            }

            (_known, _newest) = (true, 0);
            return new()
            {
                Accepted = true, Epoch = ++_epoch, Installation = "test", Protocol = AgentProtocol.Version, Slots = Slots, Lease = Lease,
                PollWait = TimeSpan.FromSeconds(1),
            };
        }
    }

    public async Task<PollResponse> PollAsync(PollRequest request, CancellationToken cancellationToken)
    {
        var until = DateTime.UtcNow + TimeSpan.FromSeconds(1);
        lock (_lock)
        {
            Polls.Add(request);
            _newest = Math.Max(_newest, request.Number);
            Wake();
        }

        while (true)
        {
            Task news;
            lock (_lock)
            {
                if (Answer(request, DateTime.UtcNow >= until) is { } answer)
                {
                    return AnswersToLose-- > 0 ? throw new IOException("The answer was lost.") : answer;
                }

                news = _news.Task;
            }

            await Task.WhenAny(news, Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    public Task<ExitResponse> ReportExitAsync(ExitReport report, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Exits.Add(report);
            if (ReportsToLose-- > 0)
            {
                throw new IOException("The report was lost.");
            }

            if (Superseded || report.Epoch < _epoch || !_known)
            {
                return Task.FromResult(new ExitResponse(_known ? SessionStatus.Superseded : SessionStatus.Unknown, false));
            }

            var wasOver = !_held.Remove(report.Attempt);
            _over.Add(report.Attempt);
            return Task.FromResult(new ExitResponse(SessionStatus.Live, true, wasOver));
        }
    }

    private PollResponse? Answer(PollRequest request, bool expired)
    {
        if (Superseded || request.Epoch < _epoch)
        {
            return new() { Session = SessionStatus.Superseded };
        }

        if (!_known)
        {
            return new() { Session = SessionStatus.Unknown };
        }

        if (request.Number < _newest)
        {
            Overtaken.Add(request);
            return new() { Slots = Slots };
        }

        var leases = _held.Values.Where(l => !request.Held.Contains(l.Attempt)).ToList();
        while (leases.Count < request.FreeSlots && _queue.TryDequeue(out var next))
        {
            _held[next.Attempt] = next;
            leases.Add(next);
        }

        foreach (var adopted in request.Held.Where(h => !_over.Contains(h) && !_held.ContainsKey(h)))
        {
            _held[adopted] = new() { Attempt = adopted, Ticket = "" };
        }

        var response = new PollResponse { Slots = Slots, Leases = leases, Cancels = [.. _cancels.Intersect(request.Held)], Over = [.. _over.Intersect(request.Held)] };
        return expired || leases.Count + response.Cancels.Count + response.Over.Count > 0 ? response : null;
    }

    private void Change(Action change)
    {
        lock (_lock)
        {
            change();
            Wake();
        }
    }

    private void Wake()
    {
        _news.TrySetResult();
        _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
