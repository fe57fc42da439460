using System.CommandLine;
using Actors.Cli.Hosting;

namespace Actors.Cli.Runs;

/// <summary>An option of a verb that becomes a parameter of the request.</summary>
/// <param name="Option">The option.</param>
/// <param name="Parameter">Name of the parameter.</param>
/// <param name="Value">Its value when the option is given; else it is left out.</param>
internal sealed record RunFlag(Option<bool> Option, string Parameter, string Value)
{
    /// <summary>Makes one.</summary>
    public static RunFlag Of(string name, string description, string parameter, string value) => new(new(name) { Description = description }, parameter, value);

    /// <summary><c>--queue</c>.</summary>
    public static RunFlag Queue() => Of("--queue", "Wait its turn while another run is open (default: it is refused).", "ifBusy", "queue");

    /// <summary>The parameter of a call.</summary>
    public (string Name, string? Value) In(Invocation invocation) => (Parameter, invocation.Get(Option) ? Value : null);
}
