using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Worker.Jobs;

namespace Actors.Worker.Commands;

/// <summary>What a command job runs: as Docker and Kubernetes decide it from the template's words and the image's own.</summary>
internal static class CommandLine
{
    /// <summary>Program and arguments, at least one word.</summary>
    /// <param name="job">What the template says.</param>
    /// <param name="image">What the image says; null: it is not known.</param>
    /// <exception cref="JobFailure">There is none.</exception>
    public static IReadOnlyList<string> Of(CommandJob job, ImageCommand? image)
    {
        if (job.Command.Count > 0)
        {
            return Checked([.. job.Command, .. job.Arguments], "The command names no program.");
        }
        if (image is null)
        {
            throw new JobFailure(ReasonCode.InvalidInput, "The template names no command, and this engine does not tell the worker the image's own: name it ('commands').");
        }
        return Checked([.. image.Entrypoint, .. job.Arguments.Count > 0 ? job.Arguments : image.Command], "Neither the template nor the image names a command.");
    }

    private static IReadOnlyList<string> Checked(IReadOnlyList<string> words, string problem) =>
        words is [{ Length: > 0 }, ..] ? words : throw new JobFailure(ReasonCode.InvalidInput, problem);
}
