using System.CommandLine;
using System.Text.Json.Nodes;
using Actors.Cli.Api;
using Actors.Cli.Hosting;

namespace Actors.Cli.Runs;

/// <summary><c>--deploy [--queue] [--payload JSON]</c>: a deploy of what was stored.</summary>
internal sealed class DeployOptions
{
    private readonly Option<bool> _deploy = new("--deploy") { Description = "Deploy the environments among the documents, too." };
    private readonly RunFlag _queue = RunFlag.Queue();
    private readonly PayloadOption _payload = new();

    /// <summary>Adds them.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_deploy);
        command.Options.Add(_queue.Option);
        _payload.AddTo(command);
    }

    /// <summary>Whether a deploy is asked for, and how: a query with its question mark, and a body.</summary>
    /// <returns>Null: it is not asked for.</returns>
    /// <exception cref="CliException">How is said of a deploy that is not asked for.</exception>
    public (string Query, JsonObject? Body)? Read(Invocation invocation)
    {
        var body = _payload.Body(invocation);
        return invocation.Get(_deploy) ? (ApiPaths.Query(_queue.In(invocation)), body)
            : body is not null || invocation.Get(_queue.Option) ? throw new CliException(ExitCodes.Usage, "--queue and --payload are about a deploy: add --deploy.")
            : null;
    }
}
