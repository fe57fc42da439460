using System.Net;

namespace Actors.Cluster.Runs;

/// <summary>What goes wrong is told once, with the thing and the place, and leaves what was stored as it was.</summary>
public sealed class BadInputTests
{
    private const string Api = "/apis/eaas.envmgmt.io/v1/projects/default";

    [Fact]
    public async Task BadDocumentsRepositoriesAndTokens_EachGiveOneClearError()
    {
        await using var silo = await SiloProcess.StartAsync();
        using var client = new Client(silo);
        using var folder = new TempFolder();
        await client.ApplyAsync(Documents.Agent() + Documents.Resource("good", "echo good") + Repository + Cloned + Documents.Of("unreachable", "local", "cloned"));
        var stored = await client.GetAsync($"{Api}/resourcetemplates/good");

        await RefusesAsync(client, folder, Documents.Resource("good", "echo bad").Replace("spec:", "spec: [", StringComparison.Ordinal), "bad.yaml:");
        await RefusesAsync(client, folder, "apiVersion: eaas.envmgmt.io/v1\nkind: Surprise\nmetadata: {name: x}\n", "Surprise");
        await RefusesAsync(client, folder, Documents.Of("missing", "local", "nowhere") + "\n", "nowhere", "--deploy");
        await RefusesAsync(client, folder, Documents.Resource("round", "echo") + Documents.Resource("about", "echo") + Documents.Of("circle", "local", "round: about", "about: round"), "in a circle: ");
        Assert.True(JsonNode.DeepEquals(stored, await client.GetAsync($"{Api}/resourcetemplates/good")));

        var failed = await client.CliAsync("deploy", "unreachable", "--wait");
        Assert.Equal(1, failed.Code);
        Assert.Contains("GitFailed", failed.ToString(), StringComparison.Ordinal);
        Assert.Contains("127.0.0.1", failed.ToString(), StringComparison.Ordinal);

        using var wrong = new Client(silo, "wrong");
        Assert.Equal(HttpStatusCode.Unauthorized, (await wrong.SendAsync(HttpMethod.Get, $"{Api}/environments")).Status);
    }

    private static async Task RefusesAsync(Client client, TempFolder folder, string yaml, string names, params string[] options)
    {
        var ran = await client.CliAsync(["apply", folder.Write("bad.yaml", yaml), .. options]);
        Assert.True(ran.Code == 1, ran.ToString());
        Assert.Contains(names, ran.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ran.Error, StringComparison.Ordinal);
    }

    private const string Repository = """
        apiVersion: integrations.k8smgmt.io/v3
        kind: Repository
        metadata: { name: unreachable }
        spec: { type: Git, endpoint: "https://127.0.0.1:1/unreachable.git", options: { maxRetries: 0 } }
        ---

        """;

    private const string Cloned = """
        apiVersion: eaas.envmgmt.io/v1
        kind: ResourceTemplate
        metadata: { name: cloned }
        spec:
          version: v1
          provider: opentofu
          providerOptions: { openTofu: { backendType: system } }
          repositoryOptions: { name: unreachable, branch: main }
        ---

        """;
}
