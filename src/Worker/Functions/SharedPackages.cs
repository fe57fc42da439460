using Actors.Contracts.Activities;
using Actors.Worker.Artifacts;
using Actors.Worker.Jobs;
using Actors.Worker.Session;

namespace Actors.Worker.Functions;

/// <summary>Sets of packages that the controller keeps for the project, so that one worker installs them for all others.</summary>
internal static class SharedPackages
{
    // Of folders: what an archive cannot hold is seen, and the set is not shared then.
    private static readonly ArchiveLimits Limits = new() { Whole = true };

    /// <summary>Longest time for a fetch, and for keeping a set: the function can do without, and does after that.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Fetches the job's set into a new folder. False: it is not there, or cannot be used.</summary>
    public static async Task<bool> FetchAsync(PythonTool python, string folder, JobContext context)
    {
        var archive = context.Folders.PrivateFile("packages");
        using var limit = Limit(context);
        try
        {
            await context.Controller.FetchPackagesAsync(python.Platform, archive, limit.Token);
        }
        catch (NotThereException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!context.Control.Interrupt.IsCancellationRequested)
        {
            await context.Log.LineAsync($"the dependencies that the controller may keep for the project could not be had within {Patience.TotalMinutes} min: they are installed", context.Control.Interrupt);
            File.Delete(archive);
            return false;
        }
        try
        {
            Directory.CreateDirectory(folder);
            await using (var stream = File.OpenRead(archive))
            {
                await new ArchiveUnpacker(folder, Limits).UnpackAsync(stream, context.Control.Interrupt);
            }
            return true;
        }
        catch (JobFailure failure)
        {
            await context.Log.LineAsync($"the dependencies that the controller keeps for the project cannot be used ({failure.Message}): they are installed again", context.Control.Interrupt);
            Directory.Delete(folder, recursive: true);
            return false;
        }
        finally
        {
            File.Delete(archive);
        }
    }

    /// <summary>Keeps the job's set for the other workers of the project. They only have to install it by themselves when it cannot be kept.</summary>
    public static async Task KeepAsync(PythonTool python, string folder, JobContext context)
    {
        var archive = context.Folders.PrivateFile("packages");
        using var limit = Limit(context);
        try
        {
            var left = await ArchivePacker.PackAsync(folder, archive, Limits, context.Control.Interrupt);
            if (left > 0)
            {
                await SayAsync($"{left} of their files cannot be archived");
                return;
            }
            await context.Controller.KeepPackagesAsync(python.Platform, archive, limit.Token);
        }
        catch (JobFailure e) when (e.Reason == ReasonCode.LimitExceeded)
        {
            await SayAsync(e.Message);
        }
        catch (Exception e) when (e is TooLargeException or NotThereException)
        {
            await SayAsync(e.Message);
        }
        catch (OperationCanceledException) when (!context.Control.Interrupt.IsCancellationRequested)
        {
            await SayAsync($"the controller did not take them within {Patience.TotalMinutes} min");
        }
        finally
        {
            File.Delete(archive);
        }

        Task SayAsync(string reason) => context.Log.LineAsync($"the dependencies are not kept for other calls: {reason}", context.Control.Interrupt).AsTask();
    }

    private static CancellationTokenSource Limit(JobContext context)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(context.Control.Interrupt);
        limit.CancelAfter(Patience);
        return limit;
    }
}
