using System.Net;
using System.Net.Sockets;
using Actors.Silo.Configuration;
using Actors.Silo.Hosting;
using Actors.Silo.Security;
using Actors.Testing;

namespace Actors.Silo.Tests.Hosting;

public sealed class StartTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actors-start-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("Actors:Urls", "http://127.0.0.1:{0}")]
    [InlineData("Actors:WorkerListen", "http://127.0.0.1:{0}")]
    [InlineData("Actors:SiloPort", "{0}")]
    public void Build_WithAPortInUse_NamesKeyAndPort(string key, string value)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        // As another silo listens: it would share the port with whoever asks for that.
        taken.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var settings = SiloFixture.SettingsFor(_folder.FullName);
        settings[key] = value.Replace("{0}", $"{port}", StringComparison.Ordinal);

        var problem = Assert.Throws<StartupException>(() => ActorsHost.Build(new(null, false, settings)));

        Assert.Contains(key, problem.Message, StringComparison.Ordinal);
        Assert.Contains($"{port} is in use", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("agent", true)]
    [InlineData("controller", false)]
    public void Check_WorkerPortInUse_MattersToControllersOnly(string roles, bool starts)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var options = new ActorsOptions
        {
            Roles = roles, Data = _folder.FullName, Urls = $"http://127.0.0.1:{FreePorts.Take()}", WorkerListen = $"http://{taken.LocalEndpoint}",
            SiloPort = FreePorts.Take(),
        };

        Assert.Equal(starts, Record.Exception(() => Preflight.Check(options)) is null);
    }

    [Theory]
    [InlineData("http://127.0.0.1:{0}", "http://127.0.0.1:{0}", 0, "by Actors:Urls and by Actors:WorkerListen")]
    [InlineData("http://0.0.0.0:{0}", "http://127.0.0.1:{0}", 0, "by Actors:Urls and by Actors:WorkerListen")]
    [InlineData("http://127.0.0.1:{0}", null, 1, "by Actors:Urls and by Actors:SiloPort")]
    public void Check_OnePortTwice_NamesBothSettings(string urls, string? workers, int own, string expected)
    {
        var port = FreePorts.Take();
        var options = new ActorsOptions
        {
            Data = _folder.FullName, Urls = string.Format(null, urls, port), WorkerListen = workers is null ? $"http://127.0.0.1:{FreePorts.Take()}" : string.Format(null, workers, port),
            SiloPort = own == 1 ? port : FreePorts.Take(), PlainHttp = "private",
        };

        Assert.Contains(expected, Assert.Throws<StartupException>(() => Preflight.Check(options)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Actors:Agents:a:Slots", "many")]
    [InlineData("Actors:Agents:a:StopWorkersOnShutdown", "maybe")]
    [InlineData("Actors:Agents:a:Runtime", "lxc")]
    [InlineData("Actors:Roles", "controller,cook")]
    [InlineData("Actors:Urls", "ftp://127.0.0.1:1")]
    [InlineData("Actors:Urls", "https://127.0.0.1:1")]
    [InlineData("Actors:SiloPort", "0")]
    [InlineData("Actors:SiloPort", "many")]
    [InlineData("Actors:Tofu:Mirror", "nowhere")]
    [InlineData("Actors:Lease", "abc")]
    [InlineData("Actors:Urls", "http://*:15999")]
    [InlineData("Actors:SiloAddress", "0.0.0.0")]
    public void Build_WithABadSetting_NamesIt(string key, string value)
    {
        var settings = SiloFixture.SettingsFor(_folder.FullName);
        settings[key] = value;

        var problem = Assert.Throws<StartupException>(() => ActorsHost.Build(new(null, false, settings)));

        Assert.Contains(key, problem.Message, StringComparison.Ordinal);
        Assert.Contains(value, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Actors:Controller", "http://10.0.0.5:8080")]
    [InlineData("Actors:Agents:east:WorkerUrl", "http://controller.example:8081")]
    [InlineData("Actors:Agents:east:Slots", "0")]
    public void Build_WithABadSettingOfAgents_NamesItBeforeAnythingRuns(string key, string value)
    {
        var settings = SiloFixture.SettingsFor(_folder.FullName);
        (settings["Actors:Roles"], settings["Actors:Controller"], settings["Actors:Agents:east:TokenFile"]) = ("agent", "https://controller.example", "token");
        settings[key] = value;

        var problem = Assert.Throws<StartupException>(() => ActorsHost.Build(new(null, false, settings)));

        Assert.StartsWith($"{key} is {(key.EndsWith("Slots", StringComparison.Ordinal) ? "0" : $"'{value}'")}", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_SiloAddressOfAnotherMachine_NamesTheSetting()
    {
        // Of a block that is kept for documentation: no machine has it.
        var options = new ActorsOptions { Data = _folder.FullName, SiloAddress = "192.0.2.1", Urls = $"http://127.0.0.1:{FreePorts.Take()}", WorkerListen = $"http://127.0.0.1:{FreePorts.Take()}" };

        var problem = Assert.Throws<StartupException>(() => Preflight.Check(options));

        Assert.Contains("192.0.2.1 is no address of this machine", problem.Message, StringComparison.Ordinal);
        Assert.Contains("--Actors:SiloAddress", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_WithAFileAsDataFolder_NamesIt()
    {
        var file = Path.Combine(_folder.FullName, "file");
        File.WriteAllText(file, "");

        var problem = Assert.Throws<StartupException>(() => ActorsHost.Build(new(null, false, SiloFixture.SettingsFor(Path.Combine(file, "data")))));

        Assert.Contains(file, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadOrCreate_OfAFileThatOthersCanRead_IsRefused()
    {
        var path = Path.Combine(_folder.FullName, "token");
        PrivateFile.ReadOrCreate(path);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        Assert.Contains("chmod 600", Assert.Throws<StartupException>(() => PrivateFile.ReadOrCreate(path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "is not there", "umask 077")]
    [InlineData("short", "holds no token", "umask 077")]
    [InlineData("two words, which no header could carry as a token", "holds no token", "umask 077")]
    public void ReadShared_WithoutAToken_SaysHowToMakeOne(string? content, params string[] words)
    {
        var path = Path.Combine(_folder.FullName, "mounted");
        if (content is not null)
        {
            File.WriteAllText(path, content);
            File.SetUnixFileMode(path, UnixFileMode.UserRead);
        }

        var problem = Assert.Throws<StartupException>(() => PrivateFile.ReadShared(path, "Actors:AdminTokenFile")).Message;

        Assert.All([path, "Actors:AdminTokenFile", .. words], word => Assert.Contains(word, problem, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.GroupRead, true)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite, true)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead, false)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.GroupWrite, false)]
    public void ReadShared_ByALinkAsSecretsAreMounted_TheModeOfTheFileBehindItCounts(UnixFileMode mode, bool taken)
    {
        var (file, link) = (Path.Combine(_folder.FullName, "data"), Path.Combine(_folder.FullName, "link"));
        File.WriteAllText(file, new string('s', 40));
        File.SetUnixFileMode(file, mode);
        File.CreateSymbolicLink(link, file);

        var problem = Record.Exception(() => Assert.Equal(new string('s', 40), PrivateFile.ReadShared(link, "Actors:AdminTokenFile")));

        Assert.Equal(taken, problem is null);
        Assert.True(taken || problem is StartupException);
    }
}
