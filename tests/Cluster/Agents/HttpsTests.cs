using Actors.Testing;

namespace Actors.Cluster.Agents;

/// <summary>A controller whose certificate comes from a private authority, and an agent on another host, as far as one machine can show it.</summary>
public sealed class HttpsTests
{
    [Fact]
    public async Task AgentOnlySilo_OverHttpsWithAPrivateAuthority_RunsItsWorkersOverHttps()
    {
        using var folder = new TempFolder();
        using var authority = new TestAuthority("actors test");
        await using var controller = await SiloProcess.StartExactlyAsync(["--Actors:Roles", "controller"], authority: authority);
        using var client = new Client(controller);
        await client.ApplyAsync(Documents.Agent("remote")
            + Documents.Resource("one", "echo one >>" + folder.File("ledger"))
            + Documents.Of("secure", "remote", "one"));
        var token = folder.Write("token", await client.MustAsync("create", "token", "--agent", "remote"));
        string[] arguments =
        [
            "--Actors:Roles", "agent", "--Actors:Controller", controller.Api.ToString(), "--Actors:Agents:remote:TokenFile", token,
            "--Actors:Agents:remote:WorkerUrl", controller.Workers.ToString(), "--Actors:Agents:remote:CaFile", authority.RootFile,
        ];

        // Neither without the authority nor with another one does the agent say its token.
        using var other = new TestAuthority("actors other");
        foreach (var wrong in new[] { [], new[] { "--Actors:ControllerCaFile", other.RootFile } })
        {
            await using var astray = await SiloProcess.StartExactlyAsync([.. arguments, .. wrong]);
            await Eventually.TrueAsync(
                () => astray.Printed.Contains("is not trusted", StringComparison.Ordinal) && astray.Printed.Contains("Actors:ControllerCaFile", StringComparison.Ordinal),
                "the controller is not trusted", () => astray.Tail);
        }

        await using var agent = await SiloProcess.StartExactlyAsync([.. arguments, "--Actors:ControllerCaFile", authority.RootFile]);
        await client.AskAsync("deploy", "secure");
        await client.EndsAsync("secure", "Deployed");

        Assert.Equal(["one"], File.ReadAllLines(folder.File("ledger")));
        var described = await client.MustAsync("describe", "agent", "remote");
        Assert.Matches("(?m)^Runtime: +process$", described);
        Assert.Matches("(?m)^Capacity: +10 workers of up to 500m/1Gi need 5.8 cores and 11.5 GiB with 15 % headroom, the engine has ", described);
        await agent.NothingIsLeftAsync();
    }
}
