using System.CommandLine;
using Actors.Cli.Api;
using Actors.Cli.Hosting;

namespace Actors.Cli.Inspection;

/// <summary><c>delete KIND NAME</c>. The server refuses what is deployed or referred to.</summary>
internal static class DeleteCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CliHost host, GlobalOptions options)
    {
        var kind = new Argument<string>("kind") { Description = "Kind by plural, singular or alias." };
        var name = new Argument<string>("name") { Description = "Name of the document." };
        var version = new Option<string?>("--version") { Description = "Only this version of a template." };
        return new Command("delete", "Delete a document that is neither deployed nor referred to.") { kind, name, version }.Runs(
            host, options, async (invocation, cancellation) =>
            {
                var info = Target.KindOf(invocation.GetRequired(kind));
                await invocation.Api.DeleteAsync(
                    ApiPaths.Document(info, invocation.Project, invocation.GetRequired(name), invocation.Get(version)), cancellation);
                invocation.Printer.Line($"{info.Kind}/{invocation.GetRequired(name)} deleted");
                return ExitCodes.Ok;
            });
    }
}
