using System.CommandLine;

namespace Actors.Cli.Hosting;

/// <summary>Options that every command has.</summary>
internal sealed class GlobalOptions
{
    /// <summary>The project when neither an option nor a document names one.</summary>
    public const string DefaultProject = "default";

    /// <summary><c>--project</c>.</summary>
    public Option<string?> Project { get; } = new("--project", "-p")
    {
        Description = $"Project (default: {DefaultProject}).",
        Recursive = true,
    };

    /// <summary><c>--server</c>.</summary>
    public Option<string?> Server { get; } = new("--server")
    {
        Description = "Address of the server (default: ACTORS_SERVER, else http://127.0.0.1:8080).",
        Recursive = true,
    };

    /// <summary><c>--token-file</c>.</summary>
    public Option<string?> TokenFile { get; } = new("--token-file")
    {
        Description = "File with the token, when ACTORS_TOKEN is not set (default for a server on this machine: ./.actors/admin.token).",
        Recursive = true,
    };

    /// <summary>Adds the options to the root.</summary>
    public void AddTo(Command root)
    {
        root.Options.Add(Project);
        root.Options.Add(Server);
        root.Options.Add(TokenFile);
    }
}
