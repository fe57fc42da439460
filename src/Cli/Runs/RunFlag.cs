using System.CommandLine;
using Actors.Cli.Hosting;

namespace Actors.Cli.Runs;

/// <summary>An option of a verb that becomes a parameter of the request.</summary>
/// <param name="Option">The option.</param>
/// <param name="Parameter">Name of the parameter.</param>
/// <param name="Value">Its value when the option is given; else it is left out.</param>
internal sealed record RunFlag(Option<bool> Option, string Parameter, string Value)
{
    /// <summary>The parameter of a call.</summary>
    public (string Name, string? Value) Of(Invocation invocation) => (Parameter, invocation.Get(Option) ? Value : null);
}
