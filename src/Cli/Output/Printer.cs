using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Cli.Hosting;
using Actors.Templates.Reading;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Actors.Cli.Output;

/// <summary>Writes results.</summary>
internal sealed class Printer(CliHost host)
{
    /// <summary>For people.</summary>
    public const string Table = "table";

    /// <summary>For programs.</summary>
    public const string Json = "json";

    /// <summary>For both.</summary>
    public const string Yaml = "yaml";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a line.</summary>
    public void Line(string text = "") => host.Out.WriteLine(text);

    /// <summary>Writes JSON or YAML.</summary>
    /// <param name="format"><see cref="Json"/> or <see cref="Yaml"/>.</param>
    /// <param name="value">The value.</param>
    public void Value(string format, JsonNode value) =>
        host.Out.WriteLine((format == Yaml ? YamlText.Write(value) : value.ToJsonString(Indented)).TrimEnd('\n'));

    /// <summary>Writes a table without lines around it.</summary>
    /// <param name="headers">Names of the columns.</param>
    /// <param name="rows">Cells; control characters are replaced.</param>
    public void Rows(IReadOnlyList<string> headers, IEnumerable<IReadOnlyList<string?>> rows)
    {
        var table = new Table { Border = host.IsTerminal ? TableBorder.Simple : TableBorder.None, UseSafeBorder = false };
        foreach (var header in headers)
        {
            table.AddColumn(new TableColumn(new Text(header, new Style(decoration: Decoration.Bold))) { NoWrap = !host.IsTerminal, Padding = new(0, 0, 2, 0) });
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => (IRenderable)new Text(DisplayText.Clean(cell))));
        }

        Write(table);
    }

    /// <summary>Writes names and values, those without a value left out.</summary>
    public void Fields(params ReadOnlySpan<(string Name, string? Value)> fields)
    {
        var width = 0;
        foreach (var (name, _) in fields)
        {
            width = Math.Max(width, name.Length + 2);
        }

        foreach (var (name, value) in fields)
        {
            if (!string.IsNullOrEmpty(value))
            {
                Line($"{(name + ":").PadRight(width)} {DisplayText.Clean(value, keepLines: true)}");
            }
        }
    }

    private void Write(IRenderable renderable)
    {
        if (host.IsTerminal)
        {
            host.CreateConsole(host.Out).Write(renderable);
            return;
        }

        // Cells are padded to the width of their column; the padding at the end of lines is of no use in a file.
        using var buffer = new StringWriter();
        host.CreateConsole(buffer).Write(renderable);
        foreach (var line in buffer.ToString().TrimEnd().Split('\n'))
        {
            Line(line.TrimEnd());
        }
    }
}
