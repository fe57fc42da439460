namespace Actors.Runtimes.Processes;

/// <summary>Names of folders that are being filled. They say who fills them: what a killed process began is known as a leftover at once.</summary>
internal static class DraftFolder
{
    /// <summary>Prefix of these names.</summary>
    public const string Prefix = ".new-";

    private const char Separator = '~';

    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    /// <summary>A new name for a folder of a worker that this process fills.</summary>
    public static string NameFor(string worker)
    {
        var start = ProcFs.Read(Environment.ProcessId)?.StartTime ?? 0;
        return FormattableString.Invariant($"{Prefix}{worker}-{Guid.NewGuid():N}{Separator}{Environment.ProcessId}{Separator}{start}{Separator}{ProcFs.BootId}");
    }

    /// <summary>Whether nobody fills the folder any more: its maker is gone; without a known maker, it is old.</summary>
    public static bool IsLeftOver(string path, DateTimeOffset now)
    {
        var parts = Path.GetFileName(path).Split(Separator);
        return ProcessIdentity.Parse(string.Join(' ', parts[1..])) is { } maker
            ? !maker.IsAlive()
            : now - new DirectoryInfo(path).LastWriteTimeUtc >= Life;
    }
}
