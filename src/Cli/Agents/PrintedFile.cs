namespace Actors.Cli.Agents;

/// <summary>The files that <c>create token</c> fills in.</summary>
internal static class PrintedFile
{
    /// <summary>Reads one.</summary>
    /// <param name="name">Its name in the folder <c>Printed</c>.</param>
    public static string Read(string name)
    {
        using var stream = typeof(PrintedFile).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The program was built without {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    /// <summary>The lines of a text, each with an indent.</summary>
    public static string Indented(string text, int indent) =>
        string.Concat(text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Select(line => $"{new string(' ', indent)}{line}\n"));
}
