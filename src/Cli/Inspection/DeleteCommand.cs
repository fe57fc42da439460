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
        var kind = new Argument<string>("kind") { Description = "Kind by plural, singular or alias; also token." };
        var name = new Argument<string>("name") { Description = "Name of the document. A token: AGENT/ID." };
        var version = new Option<string?>("--version") { Description = "Only this version of a template." };
        return new Command("delete", "Delete a document that is neither deployed nor referred to.") { kind, name, version }.Runs(
            host, options, async (invocation, cancellation) =>
            {
                var target = Target.Of(invocation.GetRequired(kind));
                target.CheckVersion(invocation.Get(version), invocation.GetRequired(name));
                if (target.Plural == Target.Tokens)
                {
                    return await DeleteTokenAsync(invocation, invocation.GetRequired(name), cancellation);
                }

                var info = Target.KindOf(invocation.GetRequired(kind));
                await invocation.Api.DeleteAsync(
                    ApiPaths.Document(info, invocation.Project, invocation.GetRequired(name), invocation.Get(version)), cancellation);
                invocation.Printer.Line($"{info.Kind}/{invocation.GetRequired(name)} deleted");
                return ExitCodes.Ok;
            });
    }

    private static async Task<int> DeleteTokenAsync(Invocation invocation, string name, CancellationToken cancellation)
    {
        if (Target.Split(name) is not (var agent, { } id))
        {
            throw new CliException(ExitCodes.Usage, $"Name the agent, too: 'actors delete token AGENT/{name}'.");
        }

        await invocation.Api.DeleteAsync(ApiPaths.Tokens(invocation.Project, agent, id), cancellation);
        invocation.Printer.Line($"token {id} of Agent/{agent} deleted");
        return ExitCodes.Ok;
    }
}
