using System.Globalization;
using Actors.Contracts.Identity;
using Actors.Contracts.Runtimes;
using Actors.Runtimes.Processes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Conformance.Runtimes;

/// <summary>Local processes, in a data folder of the test's own.</summary>
public sealed class ProcessHarness : RuntimeHarness
{
    private readonly string _data = Directory.CreateTempSubdirectory("actors-kit-").FullName;

    public override IWorkerRuntime Create(string script, string installation, string agent)
    {
        var program = Path.Combine(_data, $"program-{Guid.NewGuid():N}");
        File.WriteAllText(program, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return Launch(program, installation, agent);
    }

    public override IWorkerRuntime CreateBroken()
    {
        var program = Path.Combine(_data, "not-executable");
        File.WriteAllText(program, "#!/no/such/interpreter\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return Launch(program, Installation, Agent);
    }

    public override Task DeleteAsync(AttemptId attempt)
    {
        Directory.Delete(FolderOf(attempt, Installation, Agent), true);
        return Task.CompletedTask;
    }

    public override async Task KillAsync(AttemptId attempt)
    {
        var supervisor = File.ReadAllText(Path.Combine(FolderOf(attempt, Installation, Agent), "pid")).Split(' ')[0];
        foreach (var child in (await File.ReadAllTextAsync($"/proc/{supervisor}/task/{supervisor}/children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            using var process = System.Diagnostics.Process.GetProcessById(int.Parse(child, CultureInfo.InvariantCulture));
            process.Kill();
        }
    }

    public override bool IsAnythingLeft(AttemptId attempt, string installation, string agent)
    {
        var folder = FolderOf(attempt, installation, agent);
        return Directory.Exists(folder) || ProcessesOf(folder) || Groups(Path.GetFileName(folder)).Any();
    }

    public override string SharedFile(string name) => Path.Combine(_data, name);

    public override ValueTask DisposeAsync()
    {
        Directory.Delete(_data, true);
        return ValueTask.CompletedTask;
    }

    private IWorkerRuntime Launch(string program, string installation, string agent) =>
        new ProcessRuntimeFactory(TimeProvider.System, NullLoggerFactory.Instance).Create(new()
        {
            Installation = installation,
            AgentKey = agent,
            AgentName = "kit",
            DataFolder = _data,
            WorkerProgram = program,
        });

    private string FolderOf(AttemptId attempt, string installation, string agent) =>
        Path.Combine(_data, "workers", WorkerName.Hash($"{installation}\n{agent}"), WorkerName.Of(installation, attempt));

    private static bool ProcessesOf(string folder) => Directory.EnumerateDirectories("/proc").Any(process =>
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "environ")).Contains(folder, StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    });

    private static IEnumerable<string> Groups(string worker) => Directory.Exists("/sys/fs/cgroup")
        ? Directory.EnumerateDirectories("/sys/fs/cgroup", worker, new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 8 })
        : [];
}
