using System.Collections.Concurrent;
using Actors.Contracts.Activities;
using Actors.Contracts.Runtimes;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Actors.Runtimes.Docker;

/// <summary>Sees to it that the engine has an image. A pull belongs to nobody's call: whoever gives up and asks again finds it further on.</summary>
internal sealed class DockerImages(DockerConnection connection, DockerRuntimeOptions options, TimeProvider time, CancellationToken end)
{
    private readonly ConcurrentDictionary<(string Name, ImageAccount? Account), Lazy<Task>> _pulls = new();

    /// <summary>The image, pulled where the policy says so.</summary>
    /// <exception cref="WorkerStartException">It cannot be had: <see cref="ReasonCode.InvalidImage"/> or <see cref="ReasonCode.ImagePull"/>.</exception>
    public async Task<WorkerImage> EnsureAsync(string? name, ImageAccount? account, CancellationToken cancellationToken)
    {
        if (name is not { Length: > 0 } || ImageReference.Parse(name) is not { } reference)
            throw new WorkerStartException(ReasonCode.InvalidImage, name is { Length: > 0 } ? $"'{EngineWords.Cut(name)}' is no name of an image." : "The worker has no image.");
        if (options.PullPolicy == DockerPullPolicy.Always)
            await PullAsync(name, reference, account, cancellationToken);
        if (await FindAsync(name, cancellationToken) is { } image)
            return image;
        if (options.PullPolicy == DockerPullPolicy.Never)
            throw new WorkerStartException(ReasonCode.ImagePull, $"The engine at {connection.Endpoint.Text} does not have the image {name}, and the setting Docker:PullPolicy is Never: load it there.");
        await PullAsync(name, reference, account, cancellationToken);
        return await FindAsync(name, cancellationToken)
            ?? throw new WorkerStartException(ReasonCode.ImagePull, $"The image {name} was pulled, and is not there any more.");
    }

    private async Task<WorkerImage?> FindAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var client = await connection.GetAsync(cancellationToken);
            return WorkerImage.Of(await client.Images.InspectImageAsync(name, cancellationToken));
        }
        catch (DockerImageNotFoundException)
        {
            return null;
        }
    }

    private async Task PullAsync(string name, ImageReference reference, ImageAccount? account, CancellationToken cancellationToken)
    {
        // Whoever has no account is not to have what another one's account gets.
        var pull = _pulls.GetOrAdd((name, account), _ => new(() => RunAsync(name, reference, account)));
        await pull.Value.WaitAsync(cancellationToken);
    }

    private async Task RunAsync(string name, ImageReference reference, ImageAccount? account)
    {
        await Task.Yield();
        using var limit = new CancellationTokenSource(options.PullTimeout, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, end);
        var answer = new PullAnswer();
        try
        {
            var credentials = account is null
                ? await RegistryCredentials.FindAsync(options.RegistryConfig, reference.Registry, stop.Token)
                : RegistryCredentials.Of(account, reference.Registry);
            var client = await connection.GetAsync(stop.Token);
            await client.Images.CreateImageAsync(new() { FromImage = reference.Name, Tag = reference.Version }, credentials, answer, stop.Token);
        }
        catch (DockerApiException exception)
        {
            throw Refused(name, EngineWords.Of(exception), exception);
        }
        catch (InvalidOperationException exception)
        {
            throw Refused(name, exception.Message, exception);
        }
        catch (OperationCanceledException exception) when (limit.IsCancellationRequested && !end.IsCancellationRequested)
        {
            throw Refused(name, $"not done within {options.PullTimeout} (setting Docker:PullTimeout)", exception);
        }
        finally
        {
            _pulls.TryRemove((name, account), out _);
        }

        if (answer.Error is { } error)
            throw Refused(name, EngineWords.Cut(error), null);
    }

    private static WorkerStartException Refused(string name, string words, Exception? exception) =>
        new(ReasonCode.ImagePull, $"The image {name} could not be pulled: {words}", exception);

    private sealed class PullAnswer : IProgress<JSONMessage>
    {
        public string? Error { get; private set; }

        public void Report(JSONMessage value) => Error ??= value.Error is { } error ? error.Message ?? $"code {error.Code}" : null;
    }
}
