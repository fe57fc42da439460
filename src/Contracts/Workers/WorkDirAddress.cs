using System.Text.Json;

namespace Actors.Contracts.Workers;

/// <summary>Addresses of working directories that expressions read (<c>url</c>). Which address of the controller a worker reaches is known to the worker only: until it begins, a job names it by a placeholder.</summary>
public static class WorkDirAddress
{
    /// <summary>Name of the archive: a zstd-compressed tar.</summary>
    public const string FileName = "job.tar.zst";

    private const string Controller = "http://controller.actors.invalid";

    /// <summary>The address of an activity's working directory, for a job.</summary>
    /// <param name="activity">Id of the activity within the run.</param>
    public static string Of(string activity) => $"{Controller}/workers/v1/{WorkerProtocol.WorkDirs}/{Uri.EscapeDataString(activity)}/{FileName}";

    /// <summary>The job as its worker runs it: placeholders are the worker's own address of the controller. They stand in texts, not in files.</summary>
    /// <param name="job">The job.</param>
    /// <param name="controller">The address, without a slash at its end.</param>
    public static WorkerJob Resolve(WorkerJob job, string controller)
    {
        ArgumentNullException.ThrowIfNull(job);
        var json = JsonSerializer.Serialize(job, WorkerJson.Default.WorkerJob);
        return json.Contains(Controller, StringComparison.Ordinal)
            ? JsonSerializer.Deserialize(json.Replace(Controller, JsonEncodedText.Encode(controller).ToString(), StringComparison.Ordinal), WorkerJson.Default.WorkerJob)!
            : job;
    }
}
