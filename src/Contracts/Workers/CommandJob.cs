namespace Actors.Contracts.Workers;

/// <summary>Run a program of the image, to its end or as a server. Outputs: <c>{exitCode}</c> with the members of the object that it wrote to <c>$ACTORS_OUTPUT</c>, or <c>{calls: [{status, body}]}</c> of a server.</summary>
public sealed record CommandJob
{
    /// <summary>The program, by its path or its name on <c>PATH</c>, and its first arguments; empty: the image's own entrypoint. Nothing secret.</summary>
    public required IReadOnlyList<string> Command { get; init; }
    /// <summary>Arguments after those; where both are empty, the image's own. Nothing secret.</summary>
    public IReadOnlyList<string> Arguments { get => field ?? []; init; }
    /// <summary>
    /// Folder to run it in: below the working directory, or an absolute one of the image, where the working directory is then unpacked. Null: the working directory, where the job has one or has files
    /// for it, else the image's own folder.
    /// </summary>
    public string? Directory { get; init; }
    /// <summary>Largest output, in bytes.</summary>
    public int MaxOutputBytes { get => field > 0 ? field : 256 * 1024; init; }
    /// <summary>How it is used as a server; null: it runs to its end.</summary>
    public ServerUse? Server { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Server is null ? "command" : "server";
}
