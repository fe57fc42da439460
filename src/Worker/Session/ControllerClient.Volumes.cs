using Actors.Contracts.Workers;

namespace Actors.Worker.Session;

internal sealed partial class ControllerClient
{
    /// <summary>Downloads what was kept of a volume into a file.</summary>
    /// <exception cref="NotThereException">Nothing was.</exception>
    public Task DownloadVolumeAsync(string name, string file, CancellationToken cancellationToken) => DownloadAsync($"{WorkerProtocol.Volumes}/{Uri.EscapeDataString(name)}", file, cancellationToken);

    /// <summary>Uploads what is to be kept of a volume.</summary>
    public Task UploadVolumeAsync(string name, string file, CancellationToken cancellationToken) => UploadAsync(new Uri($"{WorkerProtocol.Volumes}/{Uri.EscapeDataString(name)}", UriKind.Relative), file, cancellationToken);
}
