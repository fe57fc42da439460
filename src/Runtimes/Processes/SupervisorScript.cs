namespace Actors.Runtimes.Processes;

/// <summary>The script that supervises a worker.</summary>
internal static class SupervisorScript
{
    private static readonly Lazy<string> Loaded = new(() =>
    {
        using var stream = typeof(SupervisorScript).Assembly.GetManifestResourceStream("supervise.sh")
            ?? throw new InvalidOperationException("The assembly lacks the resource supervise.sh.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    });

    /// <summary>Its text.</summary>
    public static string Text => Loaded.Value;
}
