using System.Globalization;

namespace Actors.Worker.Tests.Images;

/// <summary>A container of a test; goes with it.</summary>
internal sealed class DockerContainer(string id) : IAsyncDisposable
{
    public Task StartAsync() => DockerCommand.MustAsync("start", id);

    /// <summary>Waits for its end; gives the exit code and what it printed.</summary>
    public async Task<(int Code, string Output)> EndAsync()
    {
        var code = int.Parse(await DockerCommand.MustAsync("wait", id), CultureInfo.InvariantCulture);
        return (code, await DockerCommand.MustAsync("logs", id));
    }

    public async ValueTask DisposeAsync() => await DockerCommand.MustAsync("rm", "--force", "--volumes", id);
}
