using System.CommandLine;
using Actors.Cli.Hosting;

namespace Actors.Cli.Documents;

/// <summary>The paths of a command that reads documents: as arguments, or by <c>-f</c>.</summary>
internal sealed class DocumentArguments
{
    private readonly Argument<string[]> _paths = new("path")
    {
        Description = "Files, folders (their *.yaml, *.yml and *.json), or - for standard input.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string[]> _files = new("--file", "-f") { Description = "The same, by option; may be repeated." };

    /// <summary>Adds both to a command, and requires that there is one.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(_paths);
        command.Options.Add(_files);
        command.Validators.Add(result =>
        {
            if ((result.GetValue(_paths)?.Length ?? 0) + (result.GetValue(_files)?.Length ?? 0) == 0)
            {
                result.AddError("Name at least one file or folder.");
            }
        });
    }

    /// <summary>The paths of a call.</summary>
    public IReadOnlyList<string> Of(Invocation invocation) => [.. invocation.Get(_paths) ?? [], .. invocation.Get(_files) ?? []];
}
