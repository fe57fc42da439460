using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Templates.Planning;
using Actors.Templates.Tests.Support;

namespace Actors.Templates.Tests.Planning;

/// <summary>What an environment was launched with is what later runs of it read, until one is asked for with something else.</summary>
public sealed class LaunchPayloadTests
{
    private static PlanResult Plan(RunKind kind, string? payload, Launch? launch)
    {
        var catalog = Documents.Catalog(
            Documents.Custom("net", "variables: [{name: who, valueType: expression, value: $(trigger.payload.who)$}]"), Documents.EnvironmentTemplate("resources: [{name: net}]"), Documents.Environment());
        return RunPlanner.Plan(new()
        {
            RunKind = kind,
            Environment = catalog.Find("Environment", "prod")!,
            Catalog = catalog,
            Facts = Documents.Facts,
            Launch = launch,
            TriggerPayload = payload is null ? null : JsonNode.Parse(payload),
        });
    }

    [Theory]
    [InlineData(RunKind.Deploy)]
    [InlineData(RunKind.Plan)]
    [InlineData(RunKind.Destroy)]
    public void Plan_NoPayload_ReadsThatOfTheLaunch(RunKind kind)
    {
        var launch = Plan(RunKind.Deploy, "{\"who\": \"ann\"}", null).Launch!;

        var later = Plan(kind, null, JsonSerializer.Deserialize<Launch>(JsonSerializer.Serialize(launch)));

        Assert.Equal("{\"who\":\"ann\"}", later.PlanOrThrow().TriggerPayload!.ToJsonString());
        Assert.Equal(kind == RunKind.Deploy ? "{\"who\":\"ann\"}" : null, later.Launch?.Payload?.ToJsonString());
    }

    [Fact]
    public void Plan_AnotherPayload_TakesItsPlace()
    {
        var launch = Plan(RunKind.Deploy, "{\"who\": \"ann\"}", null).Launch!;

        Assert.Equal("{\"who\":\"bob\"}", Plan(RunKind.Deploy, "{\"who\": \"bob\"}", launch).Launch!.Payload!.ToJsonString());
        Assert.Contains(Plan(RunKind.Deploy, "{}", launch).Findings, finding => finding.Message.Contains("'who'", StringComparison.Ordinal));
    }

    [Fact]
    public void Plan_NeverAnyPayload_IsAnErrorWhereOneIsRead() => Assert.Null(Plan(RunKind.Deploy, null, null).Plan);
}
