using Actors.Contracts.Workers;

namespace Actors.Worker.Session;

internal sealed partial class ControllerClient
{
    /// <summary>Uploads a file of the job's plan.</summary>
    /// <exception cref="TooLargeException">It is larger than what is kept.</exception>
    public Task KeepPlanAsync(string name, string file, CancellationToken cancellationToken) => UploadAsync(new Uri($"{WorkerProtocol.Plans}/{Uri.EscapeDataString(name)}", UriKind.Relative), file, cancellationToken);

    /// <summary>Downloads the plan that an activity of the run made.</summary>
    /// <exception cref="NotThereException">It is not kept.</exception>
    public Task FetchPlanAsync(string activity, string file, CancellationToken cancellationToken) => DownloadAsync($"{WorkerProtocol.Plans}/{Uri.EscapeDataString(activity)}", file, cancellationToken);
}
