using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Worker.Jobs;
using Actors.Worker.Session;

namespace Actors.Worker.Artifacts;

/// <summary>Brings the content of volumes from one job to the next: restored before the job, kept after it, whether it succeeded or failed.</summary>
internal static class VolumeBackups
{
    private static readonly ArchiveLimits Limits = new() { Whole = true };

    /// <summary>Restores them; what was never kept is empty.</summary>
    /// <exception cref="JobFailure">One cannot be restored.</exception>
    public static async Task RestoreAsync(JobContext context)
    {
        foreach (var volume in context.Job.Volumes)
        {
            if (!context.Isolated || !Directory.Exists(volume.Path))
            {
                throw new JobFailure(ReasonCode.InvalidInput, $"There is no volume at '{volume.Path}' to restore: only agents that run containers have volumes.");
            }
            var archive = context.Folders.PrivateFile(volume.Name);
            try
            {
                await context.Controller.DownloadVolumeAsync(volume.Name, archive, context.Control.Interrupt);
            }
            catch (NotThereException)
            {
                await context.Log.LineAsync($"{volume.Path}: nothing was kept yet", context.Control.Interrupt);
                continue;
            }
            await using (var stream = File.OpenRead(archive))
            {
                await new ArchiveUnpacker(volume.Path, Limits).UnpackAsync(stream, context.Control.Interrupt);
            }
            await context.Log.LineAsync($"{volume.Path}: restored ({new FileInfo(archive).Length} bytes)", context.Control.Interrupt);
            File.Delete(archive);
        }
    }

    /// <summary>Keeps them. Nothing is kept of a job that was stopped: what it left may be half of something.</summary>
    /// <exception cref="JobFailure">One cannot be kept.</exception>
    public static async Task KeepAsync(JobContext context)
    {
        foreach (var volume in context.Job.Volumes.Where(_ => context.Control.Reason == StopReason.None))
        {
            var archive = context.Folders.PrivateFile(volume.Name);
            var left = await ArchivePacker.PackAsync(volume.Path, archive, Limits, context.Control.Interrupt);
            await context.Controller.UploadVolumeAsync(volume.Name, archive, context.Control.Interrupt);
            await context.Log.LineAsync($"{volume.Path}: kept ({new FileInfo(archive).Length} bytes{(left == 0 ? "" : $", without {left} entries that an archive cannot hold: links out of it, sockets, what others own")})", context.Control.Interrupt);
            File.Delete(archive);
        }
    }
}
