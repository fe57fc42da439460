using Actors.Runtimes.Processes;

namespace Actors.Runtimes.Tests.Processes;

public sealed class WorkerCommandTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("actors-command-").FullName;

    public void Dispose() => Directory.Delete(_root, true);

    [Fact]
    public void Resolve_SourceTree_FindsTheWorkerOfTheSameConfiguration()
    {
        var worker = Touch("src/Worker/bin/Release/net10.0/Actors.Worker.dll");

        var command = WorkerCommand.Resolve(null, Folder("src/Silo/bin/Release/net10.0") + "/");

        Assert.Equal([worker], command.Arguments);
        Assert.True(File.Exists(command.Program));
        Assert.Equal(Path.Combine(command.DotnetRoot!, "dotnet"), command.Program);
    }

    [Fact]
    public void Resolve_NativeBesideTheSilo_IsUsedAlone()
    {
        var worker = Touch("app/Actors.Worker");

        var command = WorkerCommand.Resolve(null, Folder("app"));

        Assert.Equal(worker, command.Program);
        Assert.Empty(command.Arguments);
        Assert.Null(command.DotnetRoot);
    }

    private string Folder(string path) => Directory.CreateDirectory(Path.Combine(_root, path)).FullName;

    private string Touch(string path)
    {
        var file = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, "");
        return file;
    }
}
