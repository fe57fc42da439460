using Actors.Cli.Hosting;

namespace Actors.Cli.Clusters;

/// <summary>One silo of the cluster through all its lives.</summary>
internal sealed class ClusterSilo(CliHost host, ClusterSettings settings, string program, SiloPlan plan, ClusterOutput output) : IDisposable
{
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan CallTime = TimeSpan.FromSeconds(5);
    private readonly HttpClient _http = new() { BaseAddress = plan.Api, Timeout = CallTime };
    private readonly List<SiloChild> _lives = [];

    /// <summary>Where its process id stands as long as it runs.</summary>
    private readonly PidFile _pid = new(Path.Combine(settings.Folder, $"{plan.Name}.pid"));
    private Task _recorded = Task.CompletedTask;

    /// <summary>Its name.</summary>
    public string Name => plan.Name;

    /// <summary>Its process.</summary>
    public int Pid => Life.Pid;

    /// <summary>Whether it runs.</summary>
    public bool IsAlive => _lives.Count > 0 && !Life.HasExited;

    /// <summary>Done when its present life is over.</summary>
    public Task Ended => Task.WhenAll(Life.Ended, _recorded);

    /// <summary>Whether its last life has ended in good order. One that was asked to end before it had begun has nothing to put in order.</summary>
    public bool EndedWell => Life.EndedWell || (_lives.Count == 1 && Life.EndedEarly);

    /// <summary>How its last life ended.</summary>
    public string End => Life.End;

    private SiloChild Life => _lives[^1];

    /// <summary>Starts it and waits until it takes part in the cluster, then says where it is.</summary>
    /// <param name="cancellation">Ends the waiting, not the silo.</param>
    /// <exception cref="CliException">It ended before it was ready.</exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var life = SiloChild.Start(program, plan, line => output.Pass(Name, line));
        _lives.Add(life);
        _recorded = RecordAsync(life);
        var begin = host.Time.GetTimestamp();
        // Asked only when the process itself has said that it listens: who else may answer at its address is no silo of this cluster.
        while (!life.HasAddress || !await IsReadyAsync(cancellation))
        {
            if (life.HasExited)
            {
                await life.Ended;
                throw new CliException(ExitCodes.Failed, $"{Name} (pid {life.Pid}) has ended {life.End} before it was ready. What it said is above.");
            }

            if (host.Time.GetElapsedTime(begin) > ReadyWithin)
            {
                throw new CliException(ExitCodes.Failed, $"{Name} (pid {life.Pid}) is not ready after {ReadyWithin.TotalMinutes:0} minutes. What it said is above.");
            }

            await Task.Delay(Pause, host.Time, cancellation);
        }

        output.Say($"{Name}  pid {life.Pid}  API {Address}/apis  dashboard {Address}/login?token={(host.IsTerminal ? Token() : "TOKEN")}");
    }

    /// <summary>Asks it to end in good order. To be called once.</summary>
    public void Stop() => Life.Stop();

    /// <summary>Ends it at once.</summary>
    public void Kill()
    {
        if (IsAlive)
        {
            Life.Kill();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _http.Dispose();
        _lives.ForEach(life => life.Dispose());
    }

    private string Address => plan.Api.GetLeftPart(UriPartial.Authority);

    /// <summary>For a person's eyes only: into a file goes no token.</summary>
    private string Token()
    {
        try
        {
            return File.ReadAllText(host.Environment("Actors__AdminTokenFile") is { Length: > 0 } file ? file : Path.Combine(settings.Folder, "admin.token")).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "TOKEN";
        }
    }

    private async Task RecordAsync(SiloChild life)
    {
        try
        {
            _pid.Write(life.Pid);
            await life.Ended;
            _pid.Delete(life.Pid);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            output.Say($"{Name}.pid in {settings.Folder} cannot be kept: {e.Message}");
        }
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellation)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri("/readyz", UriKind.Relative), cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return false;
        }
    }
}
