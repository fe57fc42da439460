using System.Text.RegularExpressions;

namespace Actors.Cli.Agents;

/// <summary>The files that <c>create token</c> fills in.</summary>
internal static class PrintedFile
{
    /// <summary>Reads one and puts values in.</summary>
    /// <param name="name">Its name in the folder <c>Printed</c>.</param>
    /// <param name="values">What stands in the file, and what comes in its place. What has come in is not looked at again, whatever it holds.</param>
    public static string Fill(string name, IReadOnlyDictionary<string, string> values)
    {
        var text = Read(name);
        if (values.Keys.FirstOrDefault(key => !text.Contains(key, StringComparison.Ordinal)) is { } missing)
        {
            throw new InvalidOperationException($"The program's {name} has no '{missing}' to fill in.");
        }

        return Regex.Replace(text, string.Join('|', values.Keys.Select(Regex.Escape)), match => values[match.Value], RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }

    private static string Read(string name)
    {
        using var stream = typeof(PrintedFile).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The program was built without {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
