using System.Formats.Tar;
using System.Text;
using Docker.DotNet;

namespace Actors.Runtimes.Docker;

/// <summary>Small files in the volumes of containers, whether these run or not.</summary>
internal sealed class ContainerFiles(DockerConnection connection)
{
    private const int Longest = 4096;

    /// <summary>Puts an archive into a container's volume.</summary>
    /// <exception cref="DockerContainerNotFoundException">The container is gone.</exception>
    public async Task PutAsync(string id, Stream archive, CancellationToken cancellationToken)
    {
        var client = await connection.GetAsync(cancellationToken);
        await using (archive)
            await client.Containers.ExtractArchiveToContainerAsync(id, new() { Path = ContainerLayout.Root }, archive, cancellationToken);
    }

    /// <summary>Reads a file; null when it, or the container, is not there.</summary>
    public async Task<string?> ReadAsync(string id, string path, CancellationToken cancellationToken)
    {
        var client = await connection.GetAsync(cancellationToken);
        try
        {
            // Asking first is cheap: the engine starts a process of its own for reading.
            await client.Containers.GetArchiveFromContainerAsync(id, new() { Path = path }, true, cancellationToken);
            var answer = await client.Containers.GetArchiveFromContainerAsync(id, new() { Path = path }, false, cancellationToken);
            await using var archive = answer.Stream ?? Stream.Null;
            await using var reader = new TarReader(archive);
            if (await reader.GetNextEntryAsync(false, cancellationToken) is not { DataStream: { } content })
                return null;
            var bytes = new byte[Longest];
            return Encoding.UTF8.GetString(bytes, 0, await content.ReadAtLeastAsync(bytes, Longest, false, cancellationToken));
        }
        catch (DockerContainerNotFoundException)
        {
            return null;
        }
    }
}
