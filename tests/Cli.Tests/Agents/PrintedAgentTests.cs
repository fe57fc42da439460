using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Cli.Hosting;
using Actors.Cli.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Actors.Cli.Tests.Agents;

/// <summary>What <c>create token -o compose</c> and <c>-o kubernetes</c> print.</summary>
public sealed class PrintedAgentTests
{
    private const string Certificate = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";

    [Theory]
    [InlineData("a\"b: c")]
    [InlineData("x\n  evil: true\n#")]
    [InlineData("\\ ' # {image} {file} actors-agents")]
    [InlineData("$HOME ${X} $(Actors__Roles) $$")]
    [InlineData("null")]
    [InlineData("\u0085\u2028 \ud83d\ude00 ü")]
    [InlineData("  egress:\n---\n")]
    public async Task CreateToken_HostileProject_IsOneValue(string project)
    {
        using var folder = new TempFolder();
        await using var server = await PrintedAgent.ServerAsync();
        var path = new PathString($"/apis/gitops.k8smgmt.io/v3/projects/{project}/agents/east/tokens");
        server.On($"POST {path}", """{"id":"t1","token":"null"}""", HttpStatusCode.Created);

        var compose = await PrintedAgent.RunAsync(server, folder, "-o", "compose", "--controller", "http://c.example:8080", "--project", project);
        var kubernetes = await PrintedAgent.RunAsync(server, folder, "-o", "kubernetes", "--controller", "http://c.example:8080", "--namespace", "123", "--project", project);

        Assert.Equal((ExitCodes.Ok, ExitCodes.Ok), (compose.ExitCode, kubernetes.ExitCode));
        var agent = PrintedAgent.Yaml(compose.Out)["services"]!["agent"]!;
        Assert.Equal(project, Expanded(agent["environment"]!["Actors__Agents__east__Project"]!));
        Assert.Equal(["cap_add", "cap_drop", "environment", "healthcheck", "image", "read_only", "restart", "secrets", "security_opt", "stop_grace_period", "tmpfs", "user", "volumes"],
            agent.AsObject().Select(pair => pair.Key).Order(StringComparer.Ordinal));
        var documents = PrintedAgent.Yamls(kubernetes.Out);
        Assert.Equal(["Namespace", "ServiceAccount", "Role", "RoleBinding", "Deployment", "NetworkPolicy", "NetworkPolicy", "Secret"], documents.Select(document => document["kind"]!.ToString()));
        var variables = documents[4]["spec"]!["template"]!["spec"]!["containers"]![0]!["env"]!.AsArray();
        Assert.Equal(project, Expanded(variables.Single(variable => variable!["name"]!.ToString() == "Actors__Agents__east__Project")!["value"]!));
        Assert.Equal(("123", JsonValueKind.String), (documents[^1]["metadata"]!["namespace"]!.ToString(), documents[0]["metadata"]!["name"]!.GetValueKind()));
        Assert.Equal("null", documents[^1]["stringData"]!["token"]!.GetValue<string>());
    }

    [Fact]
    public async Task Kubernetes_OfAnAgentWithAnAuthority_HasSecretAddressesAndTheWayOfWorkers()
    {
        using var folder = new TempFolder().Write("ca.pem", Certificate);
        await using var server = await PrintedAgent.ServerAsync();

        var result = await PrintedAgent.RunAsync(server, folder, "-o", "kubernetes", "--controller", "https://c.example:8443", "--worker-url", "https://10.0.0.5:8444", "--ca-file", "ca.pem");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.DoesNotContain("ag.new", result.Error, StringComparison.Ordinal);
        foreach (var text in new[]
        {
            "kind: Secret\n", "  token: ag.new\n", "    -----BEGIN CERTIFICATE-----\n    AAAA\n", "namespace: actors-east\n", "namespace: \"actors-east\"\n", "kind: Namespace\n",
            "value: \"https://c.example:8443\"", "value: \"https://10.0.0.5:8444\"", "image: \"actors/silo:1.2.3\"", "Actors__Agents__east__CaFile", "Actors__ControllerCaFile",
            "cidr: \"10.0.0.5/32\"", "port: 8444",
        })
        {
            Assert.Contains(text, result.Out, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("actors-agents", result.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("__local__", result.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("actors.actors.svc", result.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("compose", "http://10.0.0.5:8080", "http://10.0.0.5:8081", "no TLS at http://10.0.0.5:8080 and http://10.0.0.5:8081:", "      Actors__PlainHttp: private\n")]
    [InlineData("compose", "https://10.0.0.5:8443", "http://10.0.0.5:8081", "no TLS at http://10.0.0.5:8081:", "      Actors__PlainHttp: private\n")]
    [InlineData("kubernetes", "http://c.example:8080", "https://c.example:8444", "no TLS at http://c.example:8080:", "        - name: Actors__PlainHttp\n          value: private\n")]
    public async Task CreateToken_AddressesWithoutTls_WarnsAndSaysWhatTheAgentNeeds(string format, string controller, string workers, string warning, string setting)
    {
        using var folder = new TempFolder();
        await using var server = await PrintedAgent.ServerAsync();

        var result = await PrintedAgent.RunAsync(server, folder, "-o", format, "--controller", controller, "--worker-url", workers);

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Contains($"WARNING: {warning}", result.Error, StringComparison.Ordinal);
        Assert.StartsWith($"# WARNING: {warning}", result.Out, StringComparison.Ordinal);
        Assert.Contains(setting, result.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("compose", false)]
    [InlineData("kubernetes", true)] // Of its health, which the kubelet asks for.
    public async Task CreateToken_AddressesWithTls_WarnsOfNothing(string format, bool plain)
    {
        using var folder = new TempFolder();
        await using var server = await PrintedAgent.ServerAsync();

        var result = await PrintedAgent.RunAsync(server, folder, "-o", format, "--controller", "https://c.example:8443", "--worker-url", "https://c.example:8444");

        Assert.DoesNotContain("WARNING", result.Out + result.Error, StringComparison.Ordinal);
        Assert.Equal(plain, result.Out.Contains("Actors__PlainHttp", StringComparison.Ordinal));
    }

    /// <summary>What compose and Kubernetes make of a value that names no variable.</summary>
    private static string Expanded(JsonNode value)
    {
        var text = value.GetValue<string>();
        Assert.DoesNotMatch(@"(?<!\$)(\$\$)*\$(?!\$)", text);
        return text.Replace("$$", "$", StringComparison.Ordinal);
    }
}
