using System.Net;
using Actors.Cli.Hosting;
using Actors.Cli.Tests.Support;

namespace Actors.Cli.Tests.Inspection;

public sealed class DeleteCommandTests
{
    private const string Template = "/apis/eaas.envmgmt.io/v1/projects/default/resourcetemplates/demo";

    [Fact]
    public async Task Delete_Document_AsksTheServer()
    {
        await using var server = await FakeServer.StartAsync();
        server.On($"DELETE {Template}", "", HttpStatusCode.NoContent);

        var result = await server.RunAsync("delete", "rt", "demo", "--version", "v1");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Equal("ResourceTemplate/demo deleted\n", result.Out);
        Assert.Equal($"DELETE {Template}?version=v1", server.Requests.Single().Line);
    }

    [Fact]
    public async Task Delete_Deployed_SaysWhyItIsRefused()
    {
        await using var server = await FakeServer.StartAsync();
        server.On($"DELETE {Shapes.Environment}", """{"error":{"code":"Conflict","message":"Environment/demo is deployed; destroy it first."}}""", HttpStatusCode.Conflict);

        var result = await server.RunAsync("delete", "env", "demo");

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Equal("error: Environment/demo is deployed; destroy it first.\n", result.Error);
    }
}
