using System.Globalization;
using Docker.DotNet;
using Docker.DotNet.Models;
using Microsoft.Extensions.Logging;

namespace Actors.Runtimes.Docker;

/// <summary>The one stream of events of an agent's containers, opened again whenever it breaks.</summary>
internal sealed partial class EngineEvents(DockerConnection connection, ContainerLabels labels, EngineFacts facts, Action<Message> happened, Action opened, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);
    // What happened between the last look and the opening of the stream is told again.
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(3);

    /// <summary>Listens until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var pause = FirstPause;
        while (!cancellationToken.IsCancellationRequested)
        {
            var begin = time.GetTimestamp();
            try
            {
                await ListenAsync(cancellationToken);
                LogEnded(connection.Endpoint.Text);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // Another engine may be there when it answers again.
                if (exception is DockerApiException)
                    connection.Renegotiate();
                LogBroken(exception, connection.Endpoint.Text);
            }

            pause = time.GetElapsedTime(begin) > LongestPause ? FirstPause : pause;
            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        var since = (await facts.NowAsync(cancellationToken) - Overlap).ToUnixTimeMilliseconds() / 1000m;
        var client = await connection.GetAsync(cancellationToken);
        var listening = client.System.MonitorEventsAsync(
            new() { Filters = labels.Events, Since = since.ToString("F3", CultureInfo.InvariantCulture) }, new Listener(happened), cancellationToken);
        opened();
        await listening;
    }

    private sealed class Listener(Action<Message> happened) : IProgress<Message>
    {
        public void Report(Message value) => happened(value);
    }
}
