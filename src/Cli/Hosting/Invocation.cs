using System.CommandLine;
using Actors.Cli.Api;
using Actors.Cli.Output;

namespace Actors.Cli.Hosting;

/// <summary>One call of a command: its options, the server and the output.</summary>
internal sealed class Invocation(CliHost host, GlobalOptions options, ParseResult parse) : IDisposable
{
    private ApiClient? _api;

    /// <summary>The host.</summary>
    public CliHost Host => host;

    /// <summary>Prints results.</summary>
    public Printer Printer { get; } = new(host);

    /// <summary>The project that an option names; null when none does.</summary>
    public string? ExplicitProject => parse.GetValue(options.Project);

    /// <summary>The project.</summary>
    public string Project => ExplicitProject ?? GlobalOptions.DefaultProject;

    /// <summary>The server. Made at the first use, so that offline commands need no address and no token.</summary>
    public ApiClient Api => _api ??= Connect();

    /// <summary>Address of the server.</summary>
    public Uri Server => ServerAddress.Of(parse.GetValue(options.Server), host);

    /// <summary>Value of an option.</summary>
    public T? Get<T>(Option<T> option) => parse.GetValue(option);

    /// <summary>Value of an argument.</summary>
    public T? Get<T>(Argument<T> argument) => parse.GetValue(argument);

    /// <summary>Value of an argument that the parser has required.</summary>
    public T GetRequired<T>(Argument<T> argument) => parse.GetRequiredValue(argument);

    /// <summary>Value of an option that is required or has a default.</summary>
    public T GetRequired<T>(Option<T> option) => parse.GetRequiredValue(option);

    /// <inheritdoc/>
    public void Dispose() => _api?.Dispose();

    private ApiClient Connect()
    {
        var server = Server;
        return new(server, TokenSource.Read(parse.GetValue(options.TokenFile), server, host), host.Time);
    }
}
