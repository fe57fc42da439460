using System.Text;
using Actors.Templates.Kinds;
using Actors.Templates.Reading;
using Actors.Templates.Tests.Corpus;

namespace Actors.Templates.Tests.Reference;

/// <summary>Writes the reference of the kinds as Markdown, from the records and their doc comments.</summary>
internal static class ReferenceWriter
{
    public static string Write()
    {
        var text = new StringBuilder();
        var parts = new List<Type>();
        foreach (var kind in KindInfo.All)
        {
            var names = string.Join(", ", kind.Aliases.Prepend(kind.Plural).Select(name => $"`{name}`"));
            text.Append($"### {kind.Kind}\n{DocComments.Of(kind.SpecType)} `apiVersion: {kind.ApiVersion}`; on the command line: {names}.\n\n```yaml\n");
            text.Append(File.ReadAllText(Path.Combine(CorpusFile.Folder, "examples", $"{kind.Kind}.yaml")).TrimEnd()).Append("\n```\n\n");
            Fields(text, kind.SpecType, "spec.", parts);
        }

        text.Append("### Parts of documents\n\n");
        Part(text, typeof(Metadata), parts);
        for (var i = 0; i < parts.Count; i++)
        {
            Part(text, parts[i], parts);
        }

        return text.ToString().TrimEnd();
    }

    private static void Part(StringBuilder text, Type type, List<Type> parts)
    {
        text.Append($"#### {type.Name}\n{DocComments.Of(type)}\n\n");
        Fields(text, type, "", parts);
    }

    private static void Fields(StringBuilder text, Type type, string prefix, List<Type> parts)
    {
        text.Append("| field | type | meaning |\n|---|---|---|\n");
        foreach (var field in RecordShape.Of(type).Fields)
        {
            if (field.Kind is RecordShape.FieldKind.Record or RecordShape.FieldKind.RecordList && !parts.Contains(field.Type))
            {
                parts.Add(field.Type);
            }

            var aliases = field.Aliases.Count == 0 ? "" : $" Also spelled {string.Join(", ", field.Aliases.Select(alias => $"`{alias}`"))}.";
            text.Append($"| `{prefix}{field.Name}` | {TypeOf(field)} | {DocComments.Of(field.Property).Replace("|", "\\|", StringComparison.Ordinal)}{aliases} |\n");
        }

        text.Append('\n');
    }

    private static string TypeOf(RecordShape.Field field)
    {
        var link = $"[{field.Type.Name}](#{field.Type.Name.ToLowerInvariant()})";
        return field.Kind switch
        {
            RecordShape.FieldKind.Text when field.IsJsonText => "text, or anything that becomes its JSON",
            RecordShape.FieldKind.Text => "text",
            RecordShape.FieldKind.Boolean => "true or false",
            RecordShape.FieldKind.Integer => "whole number",
            RecordShape.FieldKind.TextList => "list of texts",
            RecordShape.FieldKind.TextMap => "mapping of texts",
            RecordShape.FieldKind.Any => "anything",
            RecordShape.FieldKind.AnyObject => "mapping",
            RecordShape.FieldKind.Record => link,
            _ => $"list of {link}",
        };
    }
}
