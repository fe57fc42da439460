using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Worker.Jobs;
using Actors.Worker.Logs;
using Actors.Worker.Session;

namespace Actors.Worker.Hosting;

/// <summary>The life of a worker: trade the ticket, do the job while the heart beats, ship the log, report, end.</summary>
internal sealed class WorkerHost(WorkerSettings settings, HttpClient http, Stream output, TimeProvider time)
{
    private static readonly TimeSpan OpenTime = TimeSpan.FromMinutes(2);
    private readonly ControllerClient _controller = new(http, settings.Url, time);

    /// <summary>Lives it; returns the exit code.</summary>
    public async Task<int> RunAsync()
    {
        using var control = new JobControl(time);
        using var termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, x => Terminate(x, control));
        using var interruption = PosixSignalRegistration.Create(PosixSignal.SIGINT, x => Terminate(x, control));
        try
        {
            var (session, opened) = await OpenAsync(control);
            return await WorkAsync(session, opened, control);
        }
        catch (RefusedException e)
        {
            await Console.Error.WriteLineAsync($"actors: the attempt is not this worker's: {e.Message}");
            return WorkerProtocol.ExitRefused;
        }
        catch (ControllerException e)
        {
            await Console.Error.WriteLineAsync($"actors: the controller does not take it: {e.Message}");
            return ExitCodes.Protocol;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"actors: {Why(control.Reason)}");
            return control.Reason switch
            {
                StopReason.Refused => WorkerProtocol.ExitRefused,
                StopReason.Terminated => WorkerProtocol.ExitCancelled,
                _ => WorkerProtocol.ExitFenced,
            };
        }
    }

    private static void Terminate(PosixSignalContext context, JobControl control)
    {
        context.Cancel = true;
        control.Stop(StopReason.Terminated);
    }

    private static string Why(StopReason reason) => reason switch
    {
        StopReason.Refused => "the attempt is over",
        StopReason.Terminated => "asked to end before the job began",
        _ => "the controller did not answer in time",
    };

    private async Task<(SessionResponse Session, long Opened)> OpenAsync(JobControl control)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        using var limit = new CancellationTokenSource(OpenTime, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, control.Interrupt);
        var session = await _controller.OpenAsync(new SessionRequest(settings.Ticket, nonce, WorkerProtocol.Version), stop.Token);
        return (session, _controller.Answered);
    }

    private async Task<int> WorkAsync(SessionResponse session, long opened, JobControl control)
    {
        var job = WorkDirAddress.Resolve(session.Job, _controller.Address);
        control.Grace = job.Kind == WorkerKind.OpenTofu && job.Grace < Tofu.TofuExecutor.LeastGrace ? Tofu.TofuExecutor.LeastGrace : job.Grace;
        if (job.Timeout is { } timeout)
        {
            control.LimitTo(timeout);
        }
        using var done = new CancellationTokenSource();
        var heart = new Heartbeat(_controller.HeartbeatAsync, control, time, session.Heartbeat, session.Silence).RunAsync(opened, done.Token);
        await using var shipper = new LogShipper(_controller, time);
        await using var fence = control.Abandoned.Register(shipper.Abort);
        shipper.Start();
        using var log = new JobLog(new SecretSet(JobSecrets.Of(session).Append(settings.Ticket)), output, shipper);
        try
        {
            var result = await RunAsync(job, log, control);
            await shipper.CompleteAsync();
            await ReportAsync(result, control);
            return ExitCodeOf(result, control);
        }
        finally
        {
            await done.CancelAsync();
            await heart;
        }
    }

    private async Task<WorkerResult> RunAsync(WorkerJob job, JobLog log, JobControl control)
    {
        JobFolders folders;
        try
        {
            folders = new JobFolders(settings.WorkDir);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new WorkerResult { Reason = ReasonCode.StartError, Message = $"The worker's folder {settings.WorkDir} cannot be used: {e.Message}" };
        }
        var result = await JobRunner.RunAsync(new JobContext
        {
            Job = job,
            Folders = folders,
            Log = log,
            Controller = _controller,
            Control = control,
            Time = time,
            Path = settings.Path,
            CaFile = settings.CaFile,
            GitSchemes = settings.GitSchemes,
            HttpAllow = settings.HttpAllow,
            HttpRefuse = [$"{settings.Url.Host}:{settings.Url.Port}", .. settings.HttpRefuse],
            Isolated = settings.Isolated,
            ImageCommand = settings.ImageCommand,
            ImageEnvironment = settings.ImageEnvironment,
            ImageFolder = settings.ImageFolder,
            Tools = settings.Tools,
        });
        try
        {
            folders.Delete();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The engine removes the worker's folder in any case; the job's end does not depend on it.
            await Console.Error.WriteLineAsync($"actors: files stay in {settings.WorkDir}: {log.Mask(e.Message)}");
        }
        return result;
    }

    private async Task ReportAsync(WorkerResult result, JobControl control)
    {
        try
        {
            await _controller.ReportAsync(result, control.Abandoned);
        }
        catch (TooLargeException e)
        {
            await _controller.ReportAsync(new WorkerResult { Reason = ReasonCode.LimitExceeded, Message = $"The controller does not take a result of this size: {e.Message}" }, control.Abandoned);
        }
    }

    private static int ExitCodeOf(WorkerResult result, JobControl control) => result switch
    {
        { Succeeded: true } or { Again: not null } => ExitCodes.Succeeded,
        { Reason: ReasonCode.Cancelled } => WorkerProtocol.ExitCancelled,
        _ when control.Reason == StopReason.Silence => WorkerProtocol.ExitFenced,
        _ => WorkerProtocol.ExitFailed,
    };
}
