using Actors.Silo.Configuration;
using Actors.Silo.Hosting;
using Actors.Silo.Security;
using Microsoft.Extensions.Options;

namespace Actors.Silo.Tests.Hosting;

public sealed class StartMessageTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actors-message-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Lines_OnATerminal_ShowTheLoginAddress()
    {
        var (options, token) = Settings("controller,agent");

        var lines = StartMessage.Lines(options, token, terminal: true);

        Assert.Contains(lines, line => line.Contains("http://127.0.0.1:4711/apis", StringComparison.Ordinal) && line.Contains(AdminToken.FileName, StringComparison.Ordinal));
        Assert.Contains(lines, line => line.EndsWith($"http://127.0.0.1:4711/login?token={token.Value}", StringComparison.Ordinal));
    }

    [Fact]
    public void Lines_IntoAFile_KeepTheTokenToThemselves()
    {
        var (options, token) = Settings("controller");

        var lines = StartMessage.Lines(options, token, terminal: false);

        Assert.Contains(lines, line => line.Contains("/login?token=", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains(token.Value, StringComparison.Ordinal));
    }

    [Fact]
    public void Lines_NoController_NothingToShow()
    {
        var (options, token) = Settings("agent");

        Assert.Empty(StartMessage.Lines(options, token, terminal: true));
    }

    private (ActorsOptions Options, AdminToken Token) Settings(string roles)
    {
        var options = new ActorsOptions { Roles = roles, Data = _folder.FullName, Urls = "http://*:4711" };
        return (options, new(Options.Create(options)));
    }
}
