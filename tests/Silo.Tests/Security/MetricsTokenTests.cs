using Actors.Silo.Configuration;
using Actors.Silo.Security;
using Microsoft.Extensions.Options;

namespace Actors.Silo.Tests.Security;

public sealed class MetricsTokenTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actors-metrics-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void MetricsToken_NoFileIsNamed_EachDataFolderHasItsOwn()
    {
        var (first, second) = (Of("one", null), Of("two", null));
        var token = File.ReadAllText(Path.Combine(_folder.FullName, "one", MetricsToken.FileName)).Trim();

        Assert.Equal((true, false), (first.IsToken(token), second.IsToken(token)));
    }

    [Fact]
    public void MetricsToken_AFileIsNamed_IsThatOfAllWhoNameIt()
    {
        var file = Path.Combine(_folder.FullName, "shared");
        File.WriteAllText(file, new string('m', 40) + "\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.GroupRead);

        Assert.All([Of("one", file), Of("two", file)], token => Assert.True(token.IsToken(new string('m', 40))));
        Assert.False(File.Exists(Path.Combine(_folder.FullName, "one", MetricsToken.FileName)));
    }

    [Fact]
    public void MetricsToken_TheNamedFileIsNotThere_IsNotMade() =>
        Assert.Contains("Actors:MetricsTokenFile", Assert.Throws<StartupException>(() => Of("one", Path.Combine(_folder.FullName, "missing"))).Message, StringComparison.Ordinal);

    [Fact]
    public void MetricsToken_TheFileHoldsTheAdministratorsToken_IsRefused()
    {
        var options = new ActorsOptions { Data = _folder.CreateSubdirectory("one").FullName };
        _ = new AdminToken(Options.Create(options));

        Assert.Contains("administrator's token", Assert.Throws<StartupException>(() => Of("one", options.TokenFile)).Message, StringComparison.Ordinal);
    }

    private MetricsToken Of(string data, string? file)
    {
        var options = Options.Create(new ActorsOptions { Data = _folder.CreateSubdirectory(data).FullName, MetricsTokenFile = file });
        return new(options, new AdminToken(options));
    }
}
