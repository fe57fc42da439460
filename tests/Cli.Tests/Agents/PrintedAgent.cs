using System.Net;
using System.Text.Json.Nodes;
using Actors.Cli.Tests.Support;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Actors.Cli.Tests.Agents;

/// <summary>Asks for the agent <c>east</c>, and reads what is printed.</summary>
internal static class PrintedAgent
{
    /// <summary>Path of the agent on the server.</summary>
    public const string Path = "/apis/gitops.k8smgmt.io/v3/projects/default/agents/east";

    /// <summary>A server that makes a token.</summary>
    public static async Task<FakeServer> ServerAsync()
    {
        var server = await FakeServer.StartAsync();
        return server.On($"POST {Path}/tokens", """{"id":"t1","token":"ag.new"}""", HttpStatusCode.Created).On("GET /apis", """{"name":"actors","version":"1.2.3","installation":"i"}""");
    }

    public static Task<CliResult> RunAsync(FakeServer server, TempFolder folder, params string[] arguments) =>
        CliRun.RunAsync(["create", "token", .. arguments.Contains("--agent") ? (string[])[] : ["--agent", "east"], .. arguments], server: server.Address, token: FakeServer.Token, folder: folder.Path);

    public static JsonNode Yaml(string text) => Assert.Single(Yamls(text));

    /// <summary>What a reader that is not ours takes the text for. Scalars in quotes are text, others are what they look like.</summary>
    public static List<JsonNode> Yamls(string text)
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
}
