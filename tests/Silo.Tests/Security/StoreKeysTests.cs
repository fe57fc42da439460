using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Actors.Contracts.Storage;
using Actors.Silo.Configuration;
using Actors.Silo.Hosting;
using Actors.Silo.Security;
using Actors.Storage.Protection;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Silo.Tests.Security;

public sealed class StoreKeysTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actors-keys-");

    private string Data => Path.Combine(_folder.FullName, "data");

    private string DefaultFile => Path.Combine(Data, StoreKeys.FileName);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Build_TwiceOnOneFolder_OpensWhatTheFirstSealed()
    {
        var first = await BuildAsync();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(DefaultFile));
        var key = await File.ReadAllTextAsync(DefaultFile, TestContext.Current.CancellationToken);
        Assert.Equal(first, await BuildAsync());
        Assert.Equal(key, await File.ReadAllTextAsync(DefaultFile, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Build_ManyAtOnceOnAnEmptyFolder_ShareOneKey()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => BuildAsync())));
        Assert.Single(ids.Distinct());
    }

    [Fact]
    public async Task Build_KeyFileIsGone_IsRefusedAndNoneIsMade()
    {
        await BuildAsync();
        var kept = await File.ReadAllTextAsync(DefaultFile, TestContext.Current.CancellationToken);
        File.Delete(DefaultFile);
        var refusal = await Assert.ThrowsAsync<StartupException>(() => BuildAsync());
        Assert.Contains(DefaultFile, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Actors:KeyFile", refusal.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(DefaultFile));
        Write("restored", kept);
        await BuildAsync(("Actors:KeyFile", Path.Combine(_folder.FullName, "restored")));
    }

    [Fact]
    public async Task Build_WithAnotherKey_IsRefusedWithTheWayOut()
    {
        await BuildAsync();
        var another = Write("another", PrivateFile.NewSecret());
        var refusal = await Assert.ThrowsAsync<StartupException>(() => BuildAsync(("Actors:KeyFile", another)));
        Assert.Contains("sealed with another key", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Actors:KeyFile", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Actors:KeyCertificate", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", refusal.Message, StringComparison.Ordinal);
        await BuildAsync();
    }

    [Fact]
    public async Task Build_KeyAddedThenTheOldTakenAway_GoesOn()
    {
        var first = await BuildAsync();
        var next = PrivateFile.NewSecret();
        await File.AppendAllTextAsync(DefaultFile, next + "\n", TestContext.Current.CancellationToken);
        Assert.Equal(first, await BuildAsync());
        await File.WriteAllTextAsync(DefaultFile, next + "\n", TestContext.Current.CancellationToken);
        Assert.Equal(first, await BuildAsync());
    }

    [Fact]
    public async Task Build_FromAFileToACertificate_GoesOn()
    {
        var first = await BuildAsync();
        using var rsa = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=x", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(1));
        var (file, key) = (Write("cert.pem", certificate.ExportCertificatePem()), Write("key.pem", rsa.ExportPkcs8PrivateKeyPem()));
        Assert.Equal(first, await BuildAsync(("Actors:KeyCertificate", file), ("Actors:KeyCertificateKey", key), ("Actors:KeyFile", DefaultFile)));
        File.Delete(DefaultFile);
        Assert.Equal(first, await BuildAsync(("Actors:KeyCertificate", file), ("Actors:KeyCertificateKey", key)));
        Assert.False(File.Exists(DefaultFile));
    }

    [Fact]
    public async Task Build_CertificateOfAnotherKind_SaysHowToMakeOne()
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=x", curve, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue);
        var file = Write("cert.pem", certificate.ExportCertificatePem() + "\n" + curve.ExportPkcs8PrivateKeyPem());
        var refusal = await Assert.ThrowsAsync<StartupException>(() => BuildAsync(("Actors:KeyCertificate", file)));
        Assert.Contains("openssl", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "umask 077")]
    [InlineData(true, "backup")]
    public void Read_KeyFileIsNotThere_NamesTheWayOut(bool ringExists, string wayOut)
    {
        var refusal = Assert.Throws<StartupException>(() => StoreKeys.Read(new ActorsOptions { Data = Data, KeyFile = Path.Combine(_folder.FullName, "none") }, ringExists));
        Assert.Contains("Actors:KeyFile", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(wayOut, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SeveralLines_AreSeveralKeys()
    {
        var (one, two) = (PrivateFile.NewSecret(), PrivateFile.NewSecret());
        var file = Write("keys", $"{one}\n\n  {two}  \n");
        Assert.Equal(new[] { one, two }.Select(secret => new SecretRingKey(secret).Id), StoreKeys.Read(new ActorsOptions { Data = Data, KeyFile = file }, false).Select(key => key.Id));
        Assert.Throws<StartupException>(() => StoreKeys.Read(new ActorsOptions { Data = Data, KeyFile = Write("short", $"{one}\ntooshort\n") }, false));
    }

    [Fact]
    public async Task Build_AgentsOnly_NeedsNoKey()
    {
        var settings = SiloFixture.SettingsFor(Data);
        (settings["Actors:Roles"], settings["Actors:Controller"]) = ("agent", "https://controller.example");
        await using (var app = ActorsHost.Build(new(null, false, settings)))
        {
            await app.StartAsync(TestContext.Current.CancellationToken);
            await app.StopAsync(TestContext.Current.CancellationToken);
        }

        Assert.False(File.Exists(DefaultFile));
    }

    private string Write(string name, string content)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, content);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }

    /// <summary>Builds a silo, which opens the store, and gives the installation that it found.</summary>
    private async Task<string> BuildAsync(params (string Key, string Value)[] more)
    {
        var settings = SiloFixture.SettingsFor(Data);
        foreach (var (key, value) in more)
        {
            settings[key] = value;
        }

        await using var app = ActorsHost.Build(new(null, false, settings));
        var installation = app.Services.GetRequiredService<Installation>();
        return installation.Id + Convert.ToHexString(installation.Key.Span);
    }
}
