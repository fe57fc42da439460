using Actors.Contracts.Workers;

namespace Actors.Worker.Session;

internal sealed partial class ControllerClient
{
    /// <summary>Downloads the packages of the job, for a platform, into a file.</summary>
    /// <exception cref="NotThereException">Nobody has put them yet.</exception>
    public Task FetchPackagesAsync(string platform, string file, CancellationToken cancellationToken) => DownloadAsync($"{WorkerProtocol.Packages}/{Uri.EscapeDataString(platform)}", file, cancellationToken);

    /// <summary>Uploads the packages of the job, for a platform. What is there stays.</summary>
    /// <exception cref="TooLargeException">They are larger than what is kept.</exception>
    public Task KeepPackagesAsync(string platform, string file, CancellationToken cancellationToken) => UploadAsync(new Uri($"{WorkerProtocol.Packages}/{Uri.EscapeDataString(platform)}", UriKind.Relative), file, cancellationToken);
}
