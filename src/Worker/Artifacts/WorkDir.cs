using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Worker.Jobs;
using Actors.Worker.Session;

namespace Actors.Worker.Artifacts;

/// <summary>Fills the working directory of a job: the archive of an earlier activity, then the job's files.</summary>
internal static class WorkDir
{
    /// <summary>Fills it.</summary>
    public static async Task PrepareAsync(JobContext context)
    {
        if (context.Job.Command?.Directory is { } folder && Path.IsPathRooted(folder) && context.Job.WorkDir is not null)
        {
            MoveTo(folder, context);
        }
        if (context.Job.WorkDir is { } artifact)
        {
            await FetchAsync(artifact, context);
        }
        foreach (var file in context.Job.Files)
        {
            Write(file, context);
        }
    }

    /// <summary>Keeps a folder as the working directory that other jobs start from.</summary>
    /// <returns>Name of the artifact.</returns>
    public static async Task<string> KeepAsync(string folder, JobContext context, ArchiveLimits? limits = null)
    {
        var archive = context.Folders.PrivateFile(ArtifactRef.WorkDirName);
        await ArchivePacker.PackAsync(folder, archive, limits ?? new ArchiveLimits(), context.Control.Interrupt);
        await context.Controller.UploadAsync(ArtifactRef.WorkDirName, archive, context.Control.Interrupt);
        await context.Log.LineAsync($"{new FileInfo(archive).Length} bytes packed", context.Control.Interrupt);
        File.Delete(archive);
        return ArtifactRef.WorkDirName;
    }

    private static void MoveTo(string folder, JobContext context)
    {
        if (!context.Isolated)
        {
            throw new JobFailure(ReasonCode.InvalidInput, $"The working directory is to be unpacked at '{folder}', and this engine does not isolate the file system: use a relative path, or an agent that runs containers.");
        }
        try
        {
            context.Folders.WorkIn(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JobFailure(ReasonCode.InvalidInput, $"The working directory cannot be unpacked at '{folder}': {e.Message} A worker writes to its own folder, /tmp and its volumes: use a relative path, or mount a volume there.");
        }
    }

    private static async Task FetchAsync(ArtifactRef artifact, JobContext context)
    {
        var archive = context.Folders.PrivateFile(ArtifactRef.WorkDirName);
        try
        {
            await context.Controller.DownloadAsync(artifact, archive, context.Control.Interrupt);
        }
        catch (NotThereException e)
        {
            throw new JobFailure(ReasonCode.InvalidInput, $"The working directory, artifact {artifact.Name} of {artifact.Activity}, is not there: {e.Message}");
        }
        await using (var stream = File.OpenRead(archive))
        {
            await new ArchiveUnpacker(context.Folders.Work, new ArchiveLimits()).UnpackAsync(stream, context.Control.Interrupt);
        }
        File.Delete(archive);
    }

    private static void Write(JobFile file, JobContext context)
    {
        var path = Path.IsPathRooted(file.Path) ? Absolute(file, context) : Target(file, context.Folders);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (file.Sensitive)
        {
            // The mode counts only for a new file.
            File.Delete(path);
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        try
        {
            using var stream = new FileStream(path, options);
            stream.Write(file.Content);
        }
        catch (Exception e) when (Path.IsPathRooted(file.Path) && (e is UnauthorizedAccessException or DirectoryNotFoundException || IsReadOnly(e)))
        {
            throw Unwritable(file, e);
        }
    }

    // EROFS.
    private static bool IsReadOnly(Exception e) => e is IOException { HResult: 30 };

    private static string Target(JobFile file, JobFolders folders)
    {
        var parts = SafePath.Parts(file.Path);
        if (parts is null or [])
        {
            throw new JobFailure(ReasonCode.InvalidInput, $"The file '{file.Path}' leaves the working directory.");
        }
        var parent = folders.Work;
        foreach (var part in parts.SkipLast(1))
        {
            parent = Path.Combine(parent, part);
            Directory.CreateDirectory(parent);
            if (SafePath.Resolve(folders.Work, Path.GetRelativePath(folders.Work, parent)) is null)
            {
                throw new JobFailure(ReasonCode.InvalidInput, $"The file '{file.Path}' leaves the working directory through a link.");
            }
        }
        var path = Path.Combine(parent, parts[^1]);
        return new FileInfo(path).LinkTarget is null && !Directory.Exists(path)
            ? path
            : throw new JobFailure(ReasonCode.InvalidInput, $"The file '{file.Path}' cannot be written: a link or a folder has its name.");
    }

    private static string Absolute(JobFile file, JobContext context)
    {
        if (!context.Isolated)
        {
            throw new JobFailure(ReasonCode.InvalidInput, $"The file '{file.Path}' has an absolute path, and this engine does not isolate the file system: use a relative one, or an agent that runs containers.");
        }
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file.Path) ?? "/");
            return file.Path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(file, e);
        }
    }

    private static JobFailure Unwritable(JobFile file, Exception e) =>
        new(ReasonCode.InvalidInput, $"The file '{file.Path}' cannot be written: {e.Message} A worker writes to its working directory, /tmp and its volumes: use a relative path, or mount a volume there.");
}
