using System.ComponentModel;
using System.Text.Json;
using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Worker.Artifacts;
using Actors.Worker.Commands;
using Actors.Worker.Functions;
using Actors.Worker.Git;
using Actors.Worker.Http;
using Actors.Worker.Session;
using Actors.Worker.Tofu;

namespace Actors.Worker.Jobs;

/// <summary>Runs a job and turns whatever happens into its result.</summary>
internal static class JobRunner
{
    private const int MaxMessage = 4000;

    /// <summary>Runs it.</summary>
    public static async Task<WorkerResult> RunAsync(JobContext context)
    {
        WorkerResult result;
        try
        {
            await VolumeBackups.RestoreAsync(context);
            await WorkDir.PrepareAsync(context);
            var outcome = await RunAndKeepAsync(Executor(context.Job), context);
            // What arrived before the stop was done wins; only silence and a lost attempt make the work worthless.
            result = outcome.Again is { } again
                ? await CalledAgainAsync(again, context)
                : new WorkerResult { Succeeded = true, Outputs = outcome.Outputs, Artifacts = outcome.Artifacts, Status = outcome.Status, Message = outcome.Message };
        }
        catch (Exception e)
        {
            await context.Log.FlushAsync(CancellationToken.None);
            result = Failed(e, context);
            await context.Log.LineAsync($"{result.Reason}: {result.Message?.Split('\n')[0]}", CancellationToken.None);
        }
        await context.Log.FlushAsync(CancellationToken.None);
        return Bounded(result with { Plan = context.Facts.Plan });
    }

    private static async Task<JobOutcome> RunAndKeepAsync(IJobExecutor executor, JobContext context)
    {
        JobOutcome outcome;
        try
        {
            outcome = await executor.RunAsync(context);
        }
        catch (Exception e) when (context.Job.Volumes.Count > 0 && e is not OutOfMemoryException)
        {
            try
            {
                await VolumeBackups.KeepAsync(context);
            }
            catch (Exception second) when (second is JobFailure or IOException or UnauthorizedAccessException or TooLargeException or OperationCanceledException)
            {
                // Why the job failed is what counts.
                await context.Log.LineAsync($"the volumes were not kept: {second.Message}", CancellationToken.None);
            }
            throw;
        }
        await VolumeBackups.KeepAsync(context);
        return context.Job.KeepsWorkDir && outcome.Again is null
            ? outcome with { Artifacts = [.. outcome.Artifacts, await WorkDir.KeepAsync(context.Folders.Work, context)] }
            : outcome;
    }

    private static IJobExecutor Executor(WorkerJob job) => job switch
    {
        { Kind: WorkerKind.Git, Git: { } git } => new GitExecutor(git),
        { Kind: WorkerKind.OpenTofu, OpenTofu: { } tofu } => new TofuExecutor(tofu),
        { Kind: WorkerKind.Function, Function: { } function } => new FunctionExecutor(function),
        { Kind: WorkerKind.Command, Command: { } command } => new CommandExecutor(command),
        { Kind: WorkerKind.Http, Http: { } http } => new HttpExecutor(http),
        _ => throw new JobFailure(ReasonCode.InvalidInput, $"This worker cannot do a {job.Kind} job, or its description is missing."),
    };

    private static async Task<WorkerResult> CalledAgainAsync(FunctionAgain again, JobContext context)
    {
        var message = again.Message is { } words ? Bounded(context.Log.Mask(words)) : null;
        await context.Log.LineAsync($"The function asks to be called again: {message?.Split('\n')[0]}", CancellationToken.None);
        return new WorkerResult { Reason = ReasonCode.Polling, Message = message, Again = again with { Message = message } };
    }

    private static WorkerResult Failed(Exception e, JobContext context)
    {
        var (reason, message) = context.Control.Reason switch
        {
            StopReason.Cancelled => (ReasonCode.Cancelled, "Cancelled while it ran."),
            StopReason.Terminated => (ReasonCode.Cancelled, "The worker was asked to end (SIGTERM)."),
            StopReason.Deadline => (ReasonCode.DeadlineExceeded, $"It took longer than {context.Job.Timeout}."),
            StopReason.Silence or StopReason.Refused => (ReasonCode.WorkerLost, "The worker did not hear the controller for half of Actors:Silence (Actors:ApplySilence while OpenTofu applies), and stopped the job before the controller gives it to another."),
            _ => Describe(e),
        };
        var failure = e as JobFailure;
        var tail = failure is { Tail: > 0 } ? context.Log.Tail(failure.Tail) : "";
        message = context.Log.Mask(message) + (tail.Length == 0 ? "" : $"\n{tail}");
        // What was stopped came to nothing that could be judged.
        var outcome = context.Control.Reason == StopReason.None ? failure?.Outcome : null;
        return new WorkerResult
        {
            Reason = reason,
            Message = Bounded(message),
            ExitCode = failure?.ExitCode,
            Outputs = outcome?.Outputs,
            Status = outcome?.Status,
        };
    }

    private static (ReasonCode Reason, string Message) Describe(Exception e) => e switch
    {
        JobFailure failure => (failure.Reason, failure.Message),
        TooLargeException => (ReasonCode.LimitExceeded, $"The controller takes nothing of this size: {e.Message}"),
        IOException { HResult: 28 } => (ReasonCode.LimitExceeded, $"No space is left on the worker's disk: {e.Message}"),
        IOException or UnauthorizedAccessException or Win32Exception => (ReasonCode.JobFailed, e.Message),
        _ => (ReasonCode.JobFailed, $"The worker failed: {e.GetType().Name}: {e.Message}"),
    };

    private static string Bounded(string message) => Texts.Cut(message, MaxMessage);

    private static WorkerResult Bounded(WorkerResult result)
    {
        var size = JsonSerializer.SerializeToUtf8Bytes(result, WorkerJson.Default.WorkerResult).Length;
        return size <= WorkerProtocol.MaxResult
            ? result
            : new WorkerResult { Reason = ReasonCode.LimitExceeded, Message = $"The result has {size} bytes, more than the {WorkerProtocol.MaxResult} that it may have: make the outputs smaller." };
    }
}
