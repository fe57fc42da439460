namespace Actors.Contracts.Workers;

/// <summary>Run a program of the image, to its end or as a server. Outputs: <c>{exitCode}</c>, or <c>{calls: [{status, body}]}</c> of a server.</summary>
public sealed record CommandJob
{
    /// <summary>The program, by its path or its name on <c>PATH</c>, and its arguments; nothing secret.</summary>
    public required IReadOnlyList<string> Command { get; init; }
    /// <summary>Folder below the working directory, or an absolute one of the image, to run it in; null: the working directory.</summary>
    public string? Directory { get; init; }
    /// <summary>How it is used as a server; null: it runs to its end.</summary>
    public ServerUse? Server { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Server is null ? "command" : "server";
}
