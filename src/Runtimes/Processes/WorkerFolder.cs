using System.Globalization;
using System.Text.Json;
using Actors.Contracts.Runtimes;

namespace Actors.Runtimes.Processes;

/// <summary>The folder of one worker. Its creation is the mutex of a start: it appears whole, by a rename, or not at all.</summary>
/// <param name="folder">Absolute path; its last part is the worker's name.</param>
internal sealed class WorkerFolder(string folder)
{
    private const int MaxFile = 1024 * 1024;
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Mode 0700.</summary>
    public const UnixFileMode PrivateFolder = Private | UnixFileMode.UserExecute;

    /// <summary>Absolute path.</summary>
    public string FullPath { get; } = folder;
    /// <summary>Name of the worker.</summary>
    public string Worker => Path.GetFileName(FullPath);
    /// <summary>The ticket, which the worker removes as soon as it has read it.</summary>
    public string Ticket => At("ticket");
    /// <summary>What the worker may write to.</summary>
    public string Work => At("work");
    /// <summary>HOME.</summary>
    public string Home => At("home");
    /// <summary>TMPDIR.</summary>
    public string Temp => At("tmp");
    /// <summary>The supervisor's script.</summary>
    public string Supervisor => At("supervise.sh");
    /// <summary>Output of the worker and its supervisor.</summary>
    public string Output => At("output");

    /// <summary>Whether it is there, as a folder and not as a link to somewhere else.</summary>
    public bool Exists => new DirectoryInfo(FullPath) is { Exists: true, LinkTarget: null };

    /// <summary>Puts all that a start needs into this folder, which must not exist.</summary>
    public void Fill(WorkerFile file, string ticket)
    {
        foreach (var path in new[] { FullPath, Work, Home, Temp })
            Directory.CreateDirectory(path, PrivateFolder);
        Write("spec.json", JsonSerializer.Serialize(file, JsonSerializerOptions.Web));
        Write("ticket", ticket);
        Write("cgroups", string.Concat(file.Cgroups.Select(cgroup => $"{cgroup}/cgroup.procs\n")));
        Write("supervise.sh", SupervisorScript.Text);
        Write("output", "");
    }

    /// <summary>Renames it to another place; false when something is there already, or this folder is gone.</summary>
    public bool TryMove(string target)
    {
        try
        {
            Directory.Move(FullPath, target);
            return true;
        }
        catch (IOException) when (Directory.Exists(target) || !Directory.Exists(FullPath))
        {
            return false;
        }
    }

    /// <summary>What the worker is; null when there is none, or it is not readable.</summary>
    public WorkerFile? ReadFile() => Exists ? ReadJson<WorkerFile>("spec.json") : null;

    /// <summary>The supervisor; null when none has started.</summary>
    public ProcessIdentity? ReadIdentity() => ReadText("pid") is { } text ? ProcessIdentity.Parse(text) : null;

    /// <summary>The exit code as a shell tells it (128 + n for signal n); null when there is none.</summary>
    public int? ReadExit() => int.TryParse(ReadText("exit"), NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : null;

    /// <summary>Whether the program could not be executed.</summary>
    public bool StartFailed => File.Exists(At("failed"));

    /// <summary>The order to end; null when there is none.</summary>
    public StopOrder? ReadStop() => ReadJson<StopOrder>("stop");

    /// <summary>Stores an order to end.</summary>
    public void WriteStop(StopOrder order) => Write("stop", JsonSerializer.Serialize(order, JsonSerializerOptions.Web));

    private string At(string name) => Path.Combine(FullPath, name);

    private T? ReadJson<T>(string name) where T : class
    {
        try
        {
            return ReadText(name) is { } text ? JsonSerializer.Deserialize<T>(text, JsonSerializerOptions.Web) : null;
        }
        catch (JsonException)
        {
            // Not ours, or a disk that was full: such a folder is nobody's worker.
            return null;
        }
    }

    private string? ReadText(string name)
    {
        try
        {
            var file = new FileInfo(At(name));
            return file is { Exists: true, LinkTarget: null, Length: <= MaxFile } ? File.ReadAllText(file.FullName).Trim() : null;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private void Write(string name, string text)
    {
        var temporary = At($".{name}.{Guid.NewGuid():N}");
        using (var stream = new FileStream(temporary, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = Private }))
        using (var writer = new StreamWriter(stream))
            writer.Write(text);
        File.Move(temporary, At(name), true);
    }
}
