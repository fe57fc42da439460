using System.Text;
using Actors.Templates.Reading;

namespace Actors.Templates.Rendering;

/// <summary>Renders the part of Go's template language that documents are written in: values by <c>{{ . }}</c>, <c>{{ .a.b }}</c> and <c>{{ $x.a }}</c>,
/// variables by <c>{{ $x := .a }}</c>, comments, and the marks that trim white space. Everything else of the language is an error that names it.</summary>
public static class GoTemplate
{
    private const int MaxErrors = 100;

    /// <summary>Renders a template. Never throws on a bad template: it reports findings.</summary>
    /// <param name="template">The template.</param>
    /// <param name="values">Its values.</param>
    /// <param name="source">Name of the template for messages, usually a file.</param>
    /// <returns>The text with findings: an error for each construct that is not supported, a warning for each value that is missing.</returns>
    public static RenderedText Render(string template, TemplateValues values, string source)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentException.ThrowIfNullOrEmpty(source);
        var text = new SourceText(source);
        if (template.Length > DocumentReader.MaxLength)
        {
            return new(source, "", [], [new(Severity.Error, $"The template has {template.Length} characters; at most {DocumentReader.MaxLength} are read. Split it.", Place: text.Place(1, 1))]);
        }

        var findings = new FindingLog(text);
        var output = new RenderedOutput();
        var scope = new GoScope(values.Root);
        var failed = false;
        var errors = 0;
        foreach (var piece in new GoScanner(template).Pieces())
        {
            try
            {
                if (piece.Action is null)
                {
                    output.Verbatim(template.AsSpan(piece.Start, piece.Length), piece.Line, piece.Column);
                }
                else if (GoParser.Parse(piece.Action, piece.Line, piece.Column) is { } action)
                {
                    Run(action, scope, output, piece, warning => findings.Add(new(Severity.Warning, warning.Message, Place: text.Place(warning.Line, warning.Column))));
                }
            }
            catch (SourceException e)
            {
                failed = true;
                findings.Add(new(Severity.Error, e.Message, Place: text.Place(e.Line, e.Column)));
                if (++errors == MaxErrors)
                {
                    break;
                }
            }

            if (output.Length > DocumentReader.MaxLength)
            {
                failed = true;
                findings.Add(new(Severity.Error, $"The rendered text is longer than {DocumentReader.MaxLength} characters.", Place: text.Place(piece.Line, piece.Column)));
                break;
            }
        }

        return failed ? new(source, "", [], findings.InOrder()) : new(source, output.ToString(), output.Parts, findings.InOrder());
    }

    private static void Run(GoAction action, GoScope scope, RenderedOutput output, GoPiece piece, Action<SourceException> warn)
    {
        var value = scope.Evaluate(action, warn);
        if (action.Declares is { } name)
        {
            scope.Declare(name, value);
            return;
        }

        if (value is SourceMapping or SourceList)
        {
            var what = value is SourceMapping ? "a mapping" : "a list";
            warn(new($"{action.Text} is {what}: it renders as Go prints it, which is no YAML of {what}. Name the values in it.", piece.Line, piece.Column));
        }

        if (value is SourceScalar { IsPlain: true } number && GoValue.LosesZeros(number.Text))
        {
            warn(new($"{action.Text} is a number with zeros at its end, and renders without them, as in Go. If it is a text such as a version, put it in quotes in the values.", piece.Line, piece.Column));
        }

        if ((value?.Extent.Characters ?? 0) > DocumentReader.MaxLength)
        {
            throw new SourceException($"{action.Text} is longer than {DocumentReader.MaxLength} characters.", piece.Line, piece.Column);
        }

        var text = new StringBuilder();
        GoValue.Write(text, value);
        output.Value(text.ToString(), piece.Line, piece.Column);
    }
}
