using System.Text.Json.Nodes;
using Actors.Cli.Output;

namespace Actors.Cli.Inspection;

/// <summary>Writes what <c>describe environment</c> shows of versions and values.</summary>
internal sealed class ValuesView(Printer printer)
{
    private const int MaxText = 60;
    private static readonly string[] Flags = ["sensitive", "required", "immutable"];

    /// <summary>The versions that the environment is on; null when nothing of it is up.</summary>
    public static string? Launched(JsonObject document)
    {
        if (JsonField.Text(document, "status.launched.template") is not { } template)
        {
            return null;
        }

        var resources = (JsonField.At(document, "status.launched.resources") as JsonObject ?? []).Select(entry => Versioned(entry.Key, JsonField.Text(entry.Value)));
        return $"{Versioned(template, JsonField.Text(document, "status.launched.version"))} with {string.Join(", ", resources.DefaultIfEmpty("no resource templates"))}";
    }

    /// <summary>Each value with its type and where it comes from, and below it what it overrides.</summary>
    public void Write(JsonObject document)
    {
        if (JsonField.At(document, "status.values") is not JsonArray { Count: > 0 } values)
        {
            return;
        }

        printer.Line();
        printer.Rows(["RESOURCE", "KIND", "NAME", "TYPE", "VALUE", "FROM", "NOTE"], values.SelectMany(Rows));
    }

    private static IEnumerable<IReadOnlyList<string?>> Rows(JsonNode? value)
    {
        var name = JsonField.Text(value, "resource") is { Length: > 0 } own ? own : "environment";
        var resource = JsonField.Text(value, "task") is { } task ? $"{name}.{task}" : name;
        var kind = JsonField.Text(value, "kind");
        var from = JsonField.At(value, "from");
        yield return
        [
            resource, kind, JsonField.Text(value, "name"), JsonField.Text(value, "type") ?? JsonField.Text(value, "mountPath"),
            from is null ? "" : Shown(kind, JsonField.Text(from, "value")), from is null ? "no value" : Place(from), Note(value),
        ];
        foreach (var other in JsonField.At(value, "overridden") as JsonArray ?? [])
        {
            yield return [resource, kind, JsonField.Text(value, "name"), "", Shown(kind, JsonField.Text(other, "value")), Place(other), JsonField.Text(other, "refused") ?? "overridden"];
        }
    }

    private static string Place(JsonNode? place) => $"{JsonField.Text(place, "subject")} {JsonField.Text(place, "path")}";

    private static string Note(JsonNode? value) => string.Join(", ", Flags.Where(flag => JsonField.Text(value, flag) == "true"));

    // The content of a file is no line of a table.
    private static string? Shown(string? kind, string? value)
    {
        if (value is null || kind == "file")
        {
            return value is null ? null : "(content)";
        }

        var line = value.ReplaceLineEndings(" ");
        return line.Length <= MaxText ? line : line[..(MaxText - 1)] + "…";
    }

    private static string Versioned(string name, string? version) => string.IsNullOrEmpty(version) ? name : $"{name} {version}";
}
