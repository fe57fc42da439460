using Actors.Contracts.Workers;
using Docker.DotNet.Models;

namespace Actors.Runtimes.Docker;

/// <summary>What is to be known of an image that the engine has.</summary>
/// <param name="Program">Path of the Worker program in it, as its label <see cref="ProgramLabel"/> says; null: it has none.</param>
/// <param name="HasPath">Whether its own environment has a PATH.</param>
/// <param name="Command">What it would start itself.</param>
/// <param name="Folder">Where it would start it; null: it does not say.</param>
internal sealed record WorkerImage(string? Program, bool HasPath, ImageCommand Command, string? Folder)
{
    /// <summary>Label of images that contain the Worker program; its value is the program's path.</summary>
    public const string ProgramLabel = "actors.worker";

    /// <summary>Reads an image's description.</summary>
    public static WorkerImage Of(ImageInspectResponse image) => new(
        image.Config?.Labels is { } labels && labels.TryGetValue(ProgramLabel, out var path) && path.StartsWith('/') ? path : null,
        image.Config?.Env?.Any(variable => variable.StartsWith("PATH=", StringComparison.Ordinal) && variable.Length > "PATH=".Length) ?? false,
        new([.. image.Config?.Entrypoint ?? []], [.. image.Config?.Cmd ?? []]),
        image.Config?.WorkingDir is { Length: > 0 } folder ? folder : null);
}
