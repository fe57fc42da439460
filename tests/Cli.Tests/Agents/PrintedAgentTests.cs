using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Cli.Hosting;
using Actors.Cli.Tests.Support;
using Microsoft.AspNetCore.Http;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Actors.Cli.Tests.Agents;

/// <summary><c>create token -o compose</c> and <c>-o kubernetes</c>.</summary>
public sealed class PrintedAgentTests
{
    private const string Agent = "/apis/gitops.k8smgmt.io/v3/projects/default/agents/east";
    private const string Certificate = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";

    [Fact]
    public async Task Compose_OfAnAgent_RefersToTheTokenAndHoldsItNowhere()
    {
        using var folder = new TempFolder();
        await using var server = await ServerAsync();

        var result = await RunAsync(server, folder, "-o", "compose", "--controller", "http://10.0.0.5:8080");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.DoesNotContain("ag.new", result.Out + result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("{", result.Out.Replace("${ACTORS_DOCKER_SOCKET:-/var/run/docker.sock}", "", StringComparison.Ordinal), StringComparison.Ordinal);
        foreach (var line in new[]
        {
            "image: \"actors/silo:1.2.3\"", "Put this file and east.token side by side", "Actors__Controller: \"http://10.0.0.5:8080\"", "Actors__Agents__east__WorkerUrl: \"http://10.0.0.5:8081\"",
            "Actors__Agents__east__Project: \"default\"", "file: \"./east.token\"",
        })
        {
            Assert.Contains(line, result.Out, StringComparison.Ordinal);
        }

        var token = Path.Combine(folder.Path, "east.token");
        Assert.Equal("ag.new\n", await File.ReadAllTextAsync(token, TestContext.Current.CancellationToken));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(token) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public async Task Compose_TokenFileIsThere_MakesNoToken()
    {
        using var folder = new TempFolder().Write("east.token", "old");
        await using var server = await ServerAsync();

        var result = await RunAsync(server, folder, "-o", "compose", "--controller", "http://10.0.0.5:8080");

        Assert.Equal(ExitCodes.Usage, result.ExitCode);
        Assert.Contains("east.token is there already", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Requests, request => request.Method == "POST");
        Assert.Equal("old", await File.ReadAllTextAsync(Path.Combine(folder.Path, "east.token"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Compose_ServerRefuses_LeavesNoFile()
    {
        using var folder = new TempFolder();
        await using var server = await FakeServer.StartAsync();
        server.On("GET /apis", """{"name":"actors","version":"1.2.3","installation":"i"}""");
        folder.Write("ca.pem", Certificate);

        var result = await RunAsync(server, folder, "-o", "compose", "--controller", "http://10.0.0.5:8080", "--ca-file", "ca.pem");

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Equal("ca.pem", Path.GetFileName(Assert.Single(Directory.GetFiles(folder.Path))));
    }

    [Theory]
    [InlineData("another")]
    [InlineData(null)]
    public async Task Compose_AuthorityCannotBeWritten_MakesNoTokenAndLeavesNoFile(string? there)
    {
        using var folder = new TempFolder().Write("ca.pem", Certificate);
        if (there is null)
        {
            Directory.CreateDirectory(Path.Combine(folder.Path, "east.ca.pem"));
        }
        else
        {
            folder.Write("east.ca.pem", there);
        }

        await using var server = await ServerAsync();

        var result = await RunAsync(server, folder, "-o", "compose", "--controller", "http://10.0.0.5:8080", "--ca-file", "ca.pem");

        Assert.Equal(ExitCodes.Usage, result.ExitCode);
        Assert.Contains("east.ca.pem is there already", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Requests, request => request.Method == "POST");
        Assert.False(File.Exists(Path.Combine(folder.Path, "east.token")));
    }

    [Fact]
    public async Task Compose_AuthorityIsThereAlready_IsLeftAsItIs()
    {
        using var folder = new TempFolder().Write("east.ca.pem", Certificate);
        await using var server = await ServerAsync();

        var result = await RunAsync(server, folder, "-o", "compose", "--controller", "https://c.example:8080", "--ca-file", "east.ca.pem");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Equal(["east.ca.pem", "east.token"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order());
        Assert.Equal("./east.ca.pem", Yaml(result.Out)["secrets"]!["ca"]!["file"]!.ToString());
    }

    [Theory]
    [InlineData("table")]
    [InlineData("json")]
    [InlineData("compose")]
    [InlineData("kubernetes")]
    public async Task CreateToken_OutputCannotBeWritten_DeletesTheTokenAgain(string format)
    {
        using var folder = new TempFolder();
        await using var server = (await ServerAsync()).On($"DELETE {Agent}/tokens/t1", "", HttpStatusCode.NoContent);

        var result = await RunOntoFullDiskAsync(server, folder, format);

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Contains("No space left on device", result.Error, StringComparison.Ordinal);
        Assert.Contains("deleted again", result.Error, StringComparison.Ordinal);
        Assert.Single(server.Requests, request => request.Method == "DELETE");
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task CreateToken_NeitherKeptNorDeleted_SaysHowToDeleteIt()
    {
        using var folder = new TempFolder();
        await using var server = await ServerAsync();

        var result = await RunOntoFullDiskAsync(server, folder, "kubernetes");

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Contains("actors delete token east/t1 --project default", result.Error, StringComparison.Ordinal);
    }

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
        await using var server = await ServerAsync();
        var path = new PathString($"/apis/gitops.k8smgmt.io/v3/projects/{project}/agents/east/tokens");
        server.On($"POST {path}", """{"id":"t1","token":"null"}""", HttpStatusCode.Created);

        var compose = await RunAsync(server, folder, "-o", "compose", "--controller", "http://c.example:8080", "--project", project);
        var kubernetes = await RunAsync(server, folder, "-o", "kubernetes", "--controller", "http://c.example:8080", "--namespace", "123", "--project", project);

        Assert.Equal((ExitCodes.Ok, ExitCodes.Ok), (compose.ExitCode, kubernetes.ExitCode));
        var agent = Yaml(compose.Out)["services"]!["agent"]!;
        Assert.Equal(project, Expanded(agent["environment"]!["Actors__Agents__east__Project"]!));
        Assert.Equal(["cap_add", "cap_drop", "environment", "healthcheck", "image", "read_only", "restart", "secrets", "security_opt", "stop_grace_period", "tmpfs", "user", "volumes"],
            agent.AsObject().Select(pair => pair.Key).Order(StringComparer.Ordinal));
        var documents = Yamls(kubernetes.Out);
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
        await using var server = await ServerAsync();

        var result = await RunAsync(server, folder, "-o", "kubernetes", "--controller", "https://c.example:8443", "--worker-url", "https://10.0.0.5:8444", "--ca-file", "ca.pem");

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
        await using var server = await ServerAsync();

        var result = await RunAsync(server, folder, "-o", format, "--controller", controller, "--worker-url", workers);

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
        await using var server = await ServerAsync();

        var result = await RunAsync(server, folder, "-o", format, "--controller", "https://c.example:8443", "--worker-url", "https://c.example:8444");

        Assert.DoesNotContain("WARNING", result.Out + result.Error, StringComparison.Ordinal);
        Assert.Equal(plain, result.Out.Contains("Actors__PlainHttp", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("is the agent's own machine", "-o", "compose")]
    [InlineData("--worker-url", "-o", "kubernetes", "--controller", "https://c.example")]
    [InlineData("--controller is not valid", "-o", "compose", "--controller", "c.example:8080")]
    [InlineData("is no name of a namespace", "-o", "kubernetes", "--controller", "http://c.example:8080", "--namespace", "A B")]
    [InlineData("is no name of a namespace", "-o", "kubernetes", "--controller", "http://c.example:8080", "--namespace", "a\n")]
    [InlineData("belongs to all of the cluster", "-o", "kubernetes", "--controller", "http://c.example:8080", "--namespace", "default")]
    [InlineData("belongs to all of the cluster", "-o", "kubernetes", "--controller", "http://c.example:8080", "--namespace", "kube-node-lease")]
    [InlineData("belongs to all of the cluster", "-o", "kubernetes", "--controller", "http://c.example:8080", "--namespace", "kube-public")]
    [InlineData("belongs to all of the cluster", "-o", "kubernetes", "--controller", "http://c.example:8080", "--namespace", "kube-system")]
    [InlineData("--namespace is for -o kubernetes only", "-o", "compose", "--controller", "http://c.example:8080", "--namespace", "a")]
    [InlineData("--namespace is for -o kubernetes only", "--namespace", "a")]
    [InlineData("--controller is for -o compose and -o kubernetes only", "--controller", "http://c.example:8080")]
    [InlineData("--image is for -o compose and -o kubernetes only", "-o", "json", "--image", "a")]
    [InlineData("is no name of an agent", "-o", "kubernetes", "--controller", "http://c.example:8080", "--agent", "a__b")]
    [InlineData("is no name of an agent", "-o", "compose", "--controller", "http://c.example:8080", "--agent", "../a")]
    [InlineData("is no name of an image", "-o", "compose", "--controller", "http://c.example:8080", "--image", "a\"b")]
    [InlineData("cannot be read", "-o", "compose", "--controller", "http://c.example:8080", "--ca-file", "missing.pem")]
    public async Task CreateToken_WhatCannotWork_EndsBeforeThereIsAToken(string message, params string[] arguments)
    {
        using var folder = new TempFolder();
        await using var server = await ServerAsync();

        var result = await RunAsync(server, folder, arguments);

        Assert.Equal(ExitCodes.Usage, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Requests, request => request.Method == "POST");
    }

    private static async Task<FakeServer> ServerAsync()
    {
        var server = await FakeServer.StartAsync();
        return server.On($"POST {Agent}/tokens", """{"id":"t1","token":"ag.new"}""", HttpStatusCode.Created).On("GET /apis", """{"name":"actors","version":"1.2.3","installation":"i"}""");
    }

    private static Task<CliResult> RunAsync(FakeServer server, TempFolder folder, params string[] arguments) =>
        CliRun.RunAsync(["create", "token", .. arguments.Contains("--agent") ? (string[])[] : ["--agent", "east"], .. arguments], server: server.Address, token: FakeServer.Token, folder: folder.Path);

    private static async Task<CliResult> RunOntoFullDiskAsync(FakeServer server, TempFolder folder, string format)
    {
        await using var disk = new FullDisk();
        return await CliRun.RunAsync(
            ["create", "token", "--agent", "east", "-o", format, .. format is "compose" or "kubernetes" ? (string[])["--controller", "http://c.example:8080"] : []], server: server.Address, token: FakeServer.Token, folder: folder.Path, output: disk);
    }

    private static JsonNode Yaml(string text) => Assert.Single(Yamls(text));

    /// <summary>What a reader that is not ours takes the text for. Scalars in quotes are text, others are what they look like.</summary>
    private static List<JsonNode> Yamls(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return [.. stream.Documents.Select(document => Json(document.RootNode)!)];
    }

    private static JsonNode? Json(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, Json(pair.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Select(Json)]),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar when scalar.Value is "null" or "" or "true" or "false" || double.TryParse(scalar.Value, out _) => JsonNode.Parse(scalar.Value is "" ? "null" : scalar.Value),
        YamlScalarNode scalar => scalar.Value,
        _ => throw new NotSupportedException(node.ToString()),
    };

    /// <summary>What compose and Kubernetes make of a value that names no variable.</summary>
    private static string Expanded(JsonNode value)
    {
        var text = value.GetValue<string>();
        Assert.DoesNotMatch(@"(?<!\$)(\$\$)*\$(?!\$)", text);
        return text.Replace("$$", "$", StringComparison.Ordinal);
    }

    private sealed class FullDisk : StringWriter
    {
        public override void WriteLine(string? value) => throw new IOException("No space left on device");
    }
}
