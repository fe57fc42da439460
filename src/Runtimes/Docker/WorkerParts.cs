using Actors.Contracts.Activities;
using Actors.Contracts.Runtimes;

namespace Actors.Runtimes.Docker;

/// <summary>What is put into a container before it starts.</summary>
internal sealed class WorkerParts(RuntimeSettings settings, DockerRuntimeOptions options, WorkerProgram program)
{
    /// <summary>
    /// Path of the Worker program in a container. What an image says of itself counts only for images that the agent's configuration names: one that
    /// a template names gets the ticket's reader from us.
    /// </summary>
    public static string ProgramIn(WorkerSpec spec, WorkerImage image) => Own(spec, image) ?? ContainerLayout.Program;

    /// <summary>The archive for a container.</summary>
    /// <exception cref="WorkerStartException">A part of it is missing.</exception>
    public async Task<Stream> OfAsync(WorkerSpec spec, WorkerImage image, CancellationToken cancellationToken)
    {
        try
        {
            var ca = settings.CaFile is { } file ? await File.ReadAllBytesAsync(file, cancellationToken) : null;
            return WorkerArchive.OfWorker(Own(spec, image) is null ? program.Entry() : null, spec.Ticket, ca, options.User, spec.Volumes.Count);
        }
        catch (Exception exception) when (exception is InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            throw new WorkerStartException(ReasonCode.StartError, exception.Message, exception);
        }
    }

    private static string? Own(WorkerSpec spec, WorkerImage image) => spec.ForeignImage ? null : image.Program;
}
