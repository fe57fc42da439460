namespace Actors.Runtimes.Docker;

/// <summary>The Worker program that is put into containers: one static binary, which needs neither a shell nor a C library there.</summary>
internal sealed class WorkerProgram(string? setting, string baseFolder)
{
    private const string Binary = "Actors.Worker";
    private const string HowToBuild = "deploy/images/build builds a static one";

    private readonly Lock _gate = new();
    private (string Path, long Length, DateTime Written, byte[] Entry)? _kept;

    /// <summary>Says what is wrong with the setting <c>Actors:WorkerProgram</c>; null: nothing.</summary>
    public static string? Problem(string? setting) => setting switch
    {
        null => null,
        _ when setting.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) =>
            $"Actors:WorkerProgram is '{setting}', which needs .NET inside of every image: {HowToBuild} (dotnet publish src/Worker -r linux-x64 -p:StaticWorker=true); name that one, or leave the setting out.",
        _ when !File.Exists(setting) => $"Actors:WorkerProgram is '{setting}', and there is no such file: {HowToBuild}.",
        _ => null,
    };

    /// <summary>The program as an entry of a tar archive. It is read once for as long as the file stays the same.</summary>
    /// <exception cref="InvalidOperationException">There is no such program; the message says where it was looked for.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public byte[] Entry()
    {
        var file = new FileInfo(Find());
        lock (_gate)
        {
            if (_kept is { } kept && kept.Path == file.FullName && kept.Length == file.Length && kept.Written == file.LastWriteTimeUtc)
                return kept.Entry;
            var entry = WorkerArchive.Entry(ContainerLayout.ProgramName, File.ReadAllBytes(file.FullName), WorkerArchive.ReadAndExecute, 0, 0);
            _kept = (file.FullName, file.Length, file.LastWriteTimeUtc, entry);
            return entry;
        }
    }

    private string Find()
    {
        var places = setting is not null ? [Path.GetFullPath(setting)] : Places();
        return places.FirstOrDefault(File.Exists) ?? throw new InvalidOperationException(
            $"The Worker program for images that lack it is not at {string.Join(" nor at ", places)}: {HowToBuild}, or name one by the setting Actors:WorkerProgram.");
    }

    private string[] Places()
    {
        var beside = Path.Combine(Path.GetFullPath(baseFolder), "worker-static", Binary);
        // src/<project>/bin/<configuration>/<framework>
        var source = Path.GetFullPath(Path.Combine(baseFolder, "..", "..", "..", "..", ".."));
        return File.Exists(Path.Combine(source, "Actors.sln")) ? [beside, Path.Combine(source, "artifacts", "worker", Binary)] : [beside];
    }
}
