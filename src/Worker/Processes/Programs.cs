namespace Actors.Worker.Processes;

/// <summary>Finds programs on the path.</summary>
internal static class Programs
{
    /// <summary>The path where the worker's own environment has none.</summary>
    public const string DefaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>Absolute path of an executable, or null.</summary>
    public static string? Find(string name, string path) =>
        path.Split(':', StringSplitOptions.RemoveEmptyEntries).Where(Path.IsPathRooted).Select(x => Path.Combine(x, name)).FirstOrDefault(IsExecutable);

    private static bool IsExecutable(string file) =>
        File.Exists(file) && (File.GetUnixFileMode(file) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;
}
