using System.CommandLine;
using Actors.Cli.Hosting;
using Actors.Templates.Reading;

namespace Actors.Cli.Documents;

/// <summary>The paths of a command that reads documents: as arguments, by <c>-f</c>, or by <c>-t</c> for templates; and the values of templates.</summary>
internal sealed class DocumentArguments
{
    private readonly Argument<string[]> _paths = new("path")
    {
        Description = "Files, folders (their *.yaml, *.yml, *.json and *.tmpl, those of sub-folders too), or - for standard input.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string[]> _files = new("--file", "-f") { Description = "The same, by option; may be repeated." };
    private readonly Option<string[]> _templates = new("--template", "-t") { Description = "A Go template of documents, rendered before it is read; may be repeated." };
    private readonly Option<string?> _values = new("--values") { Description = "YAML or JSON file with the values of templates. With it every file that is named is taken for a template, and those of folders that are templates." };

    /// <summary>Adds all to a command, and requires that there is a path.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(_paths);
        command.Options.Add(_files);
        command.Options.Add(_templates);
        command.Options.Add(_values);
        command.Validators.Add(result =>
        {
            if ((result.GetValue(_paths)?.Length ?? 0) + (result.GetValue(_files)?.Length ?? 0) + (result.GetValue(_templates)?.Length ?? 0) == 0)
            {
                result.AddError("Name at least one file or folder.");
            }

            foreach (var path in (string[])[.. result.GetValue(_paths) ?? [], .. result.GetValue(_files) ?? [], .. result.GetValue(_templates) ?? []])
            {
                if (string.IsNullOrWhiteSpace(path))
                {
                    result.AddError("A path is empty; '.' is the current folder.");
                }
                else if (path.Length > 1 && path[0] == '-')
                {
                    // What is no option is taken for an argument.
                    var known = command.Options.Concat(command.Parents.OfType<Command>().SelectMany(parent => parent.Options)).SelectMany(option => option.Aliases.Prepend(option.Name));
                    result.AddError($"There is no option '{path}'.{Nearest.Hint(path, known)} A file of that name is ./{path}.");
                }
            }
        });
    }

    /// <summary>Reads what a call names.</summary>
    /// <param name="invocation">The call.</param>
    /// <param name="mayBeEmpty">Whether files without any document will do.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="CliException">Something is not there, cannot be read, or there is no document at all.</exception>
    public Task<IReadOnlyList<DocumentFile>> ReadAsync(Invocation invocation, bool mayBeEmpty, CancellationToken cancellation) => DocumentFiles.ReadAsync(
        [.. invocation.Get(_paths) ?? [], .. invocation.Get(_files) ?? []], invocation.Get(_templates) ?? [], invocation.Get(_values), invocation.Host, mayBeEmpty, cancellation);
}
