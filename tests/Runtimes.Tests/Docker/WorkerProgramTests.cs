using Actors.Runtimes.Docker;

namespace Actors.Runtimes.Tests.Docker;

public sealed class WorkerProgramTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actors-program-");

    [Fact]
    public void Entry_NoProgramAnywhere_SaysHowToBuildOne()
    {
        var problem = Assert.Throws<InvalidOperationException>(() => new WorkerProgram(null, _folder.FullName).Entry());

        Assert.Contains("deploy/images/build", problem.Message, StringComparison.Ordinal);
        Assert.Contains(_folder.FullName, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Entry_ProgramBesideTheSilo_IsTaken()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "worker-static"));
        File.WriteAllText(Path.Combine(_folder.FullName, "worker-static", "Actors.Worker"), "the program");

        var entry = new WorkerProgram(null, _folder.FullName).Entry();

        Assert.Contains("the program", System.Text.Encoding.ASCII.GetString(entry), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/opt/Actors.Worker.dll", "needs .NET")]
    [InlineData("/no/such/worker", "no such file")]
    public void Problem_ProgramThatCannotBeInjected_IsNamed(string setting, string words) =>
        Assert.Contains(words, WorkerProgram.Problem(setting)!, StringComparison.Ordinal);

    public void Dispose() => _folder.Delete(true);
}
