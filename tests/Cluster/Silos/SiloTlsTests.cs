using Actors.Testing;

namespace Actors.Cluster.Silos;

/// <summary>TLS between silos: who has a certificate of the cluster is let in, and nobody else is.</summary>
public sealed class SiloTlsTests
{
    // What Orleans says when a silo that joins gets no answer from those that are in the cluster.
    private const string GotNoAnswer = "Failed to get ping responses";

    [Fact]
    public async Task Cluster_OfSilosWithCertificates_WorksAndLetsNobodyElseIn()
    {
        using var folder = new TempFolder();
        using var authority = new TestAuthority("actors test");
        using var other = new TestAuthority("actors other");
        await using var first = await SiloProcess.StartExactlyAsync(["--Actors:Roles", "controller", .. Tls(authority.Issue("actors-silo"), authority.RootFile)]);
        await using var second = await SiloProcess.StartExactlyAsync(["--Actors:Agents:local:Runtime", "process", .. Tls(authority.Issue("actors-silo"), authority.RootFile)], beside: first);
        using var client = new Client(first);
        await client.ApplyAsync(Documents.Agent() + Documents.Resource("once", $"echo run >>{folder.File("ledger")}") + Documents.Of("before", "local", "once") + Documents.Of("after", "local", "once"));

        // The agent is on the second silo only, and what is asked of the first one gets there.
        await client.AskAsync("deploy", "before");
        await client.EndsAsync("before", "Deployed");

        // All have the store, and find the cluster there. None gets in: another authority; the right one, but a certificate that was not made for silos; no TLS at all.
        string[][] strangers =
        [
            Tls(other.Issue("actors-silo"), other.RootFile), [.. Tls(authority.Issue("localhost"), authority.RootFile), "--Actors:SiloCertificateName", "localhost"], [],
        ];
        foreach (var arguments in strangers)
        {
            await using var stranger = SiloProcess.Begin(["--Actors:Roles", "controller", .. arguments], beside: first);
            try
            {
                await Eventually.TrueAsync(() => stranger.Printed.Contains(GotNoAnswer, StringComparison.Ordinal), "the stranger gets no answer", () => stranger.Tail + first.Tail);
                Assert.NotEqual("ok", await stranger.ReadinessAsync());
                Assert.Equal(arguments.Length > 0, stranger.Printed.Contains("Another silo is refused", StringComparison.Ordinal));
                Assert.DoesNotContain("API  ", stranger.Printed, StringComparison.Ordinal);
            }
            finally
            {
                await stranger.KillAsync();
            }
        }

        Assert.All([first, second], silo => Assert.Contains("Authentication failed", silo.Printed, StringComparison.Ordinal));
        await client.AskAsync("deploy", "after");
        await client.EndsAsync("after", "Deployed");
        Assert.Equal(2, (await File.ReadAllLinesAsync(folder.File("ledger"), TestContext.Current.CancellationToken)).Length);
    }

    [Fact]
    public async Task Silos_WithOneCertificateMadeAsDocumented_FormACluster()
    {
        using var folder = new TempFolder();
        await SiloCertificates.MakeAsync(folder);
        string[] tls = [.. Tls(folder.File("tls.crt"), folder.File("ca.crt")), "--Actors:SiloCertificateKey", folder.File("tls.key")];

        await using var first = await SiloProcess.StartExactlyAsync(["--Actors:Roles", "controller", .. tls]);

        // A silo gets ready when those that are there have answered it.
        await using var second = await SiloProcess.StartExactlyAsync(["--Actors:Roles", "controller", .. tls], beside: first);
        Assert.DoesNotContain("Authentication failed", first.Printed + second.Printed, StringComparison.Ordinal);
    }

    private static string[] Tls(string certificate, string ca) => ["--Actors:SiloCertificate", certificate, "--Actors:SiloCaFile", ca];
}
