using Actors.Worker.Hosting;

namespace Actors.Worker.Tests.Hosting;

public sealed class InstallerTests : IDisposable
{
    private const UnixFileMode Mode0755 = (UnixFileMode)0b111_101_101;
    private readonly string _folder = Directory.CreateTempSubdirectory("installer-").FullName;
    private readonly string _program;

    public InstallerTests()
    {
        _program = Path.Combine(_folder, "program");
        File.WriteAllBytes(_program, [.. Enumerable.Range(0, 100_000).Select(x => (byte)x)]);
    }

    [Fact]
    public void Install_NewPlace_CopyOfMode0755InFolderThatWasMade()
    {
        var target = Path.Combine(_folder, "a", "b", "worker");

        Installer.Install(_program, target);

        Assert.Equal(File.ReadAllBytes(_program), File.ReadAllBytes(target));
        Assert.Equal(Mode0755, File.GetUnixFileMode(target));
        Assert.Equal([target], Directory.GetFileSystemEntries(Path.GetDirectoryName(target)!));
    }

    [Fact]
    public void Install_OverRunningOlderOne_ReplacesTheNameAndLeavesTheOlderFile()
    {
        var target = Path.Combine(_folder, "worker");
        File.WriteAllText(target, "older");
        using var running = File.OpenRead(target);

        Installer.Install(_program, target);

        Assert.Equal("older", new StreamReader(running).ReadToEnd());
        Assert.Equal(File.ReadAllBytes(_program), File.ReadAllBytes(target));
    }

    [Fact]
    public void Install_Fails_LeavesNothing()
    {
        var target = Path.Combine(_folder, "there", "worker");

        Assert.ThrowsAny<IOException>(() => Installer.Install(Path.Combine(_folder, "absent"), target));
        Assert.Empty(Directory.GetFileSystemEntries(Path.GetDirectoryName(target)!));
    }

    [Fact]
    public void CommandLine_InstallIntoFolder_SaysSo()
    {
        var error = new StringWriter();

        Assert.Equal(ExitCodes.InstallFailed, WorkerCommandLine.Run(["install", _folder], _program, true, TextWriter.Null, error));
        Assert.Contains($"{_folder} is a folder", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void CommandLine_InstallOfManagedProgram_SaysHowToMakeNativeOne()
    {
        var error = new StringWriter();
        var target = Path.Combine(_folder, "worker");

        Assert.Equal(ExitCodes.Usage, WorkerCommandLine.Run(["install", target], _program, false, TextWriter.Null, error));
        Assert.Contains("StaticWorker=true", error.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(target));
    }

    [Theory]
    [InlineData("install")]
    [InlineData("install", "a", "b")]
    [InlineData("run")]
    public void CommandLine_NotUnderstood_Usage(params string[] arguments)
    {
        var error = new StringWriter();

        Assert.Equal(ExitCodes.Usage, WorkerCommandLine.Run(arguments, _program, true, TextWriter.Null, error));
        Assert.StartsWith("usage: ", error.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
