using System.Text.Json.Nodes;
using Actors.Cli.Hosting;
using Actors.Cli.Tests.Support;
using Actors.Contracts.Activities;

namespace Actors.Cli.Tests.Inspection;

public sealed class DescribeCommandTests
{
    private const string Agent = "GET /apis/gitops.k8smgmt.io/v3/projects/default/agents/local";

    [Fact]
    public async Task Describe_Environment_ShowsRunActivitiesAndOutputs()
    {
        await using var server = await FakeServer.StartAsync();
        server.On($"GET {Shapes.Environment}", Shapes.EnvironmentJson("DeployFailed", """{"network":{"tasks":{"run":{"cidr":"10.0.0.0/16"}}}}"""));
        server.On($"GET {Shapes.Environment}/runs/{Shapes.Run}", Shapes.RunJson(
            "Failed", Shapes.Activity("app.tofu", ActivityStatus.Failed, ReasonCode.TofuFailed, "no such region")));

        var result = await server.RunAsync("describe", "env", "demo");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Matches("(?m)^State: +DeployFailed$", result.Out);
        Assert.Matches($"(?m)^Run: +{Shapes.Run}$", result.Out);
        Assert.Matches(@"(?m)^app\.tofu +Function +Failed .*TofuFailed: no such region$", result.Out);
        Assert.Matches(@"(?m)^network\.tasks\.run\.cidr +10\.0\.0\.0/16$", result.Out);
    }

    [Fact]
    public async Task Describe_RunAndActivity_ShowWhatPlansChange()
    {
        await using var server = await FakeServer.StartAsync();
        var tofu = Shapes.Activity("app.tofu", ActivityStatus.Succeeded);
        tofu = tofu with { Status = tofu.Status with { Plan = new() { Add = 2, Change = 1, Destroy = 1, Replace = 1 } } };
        server.On($"GET {Shapes.Environment}/runs/{Shapes.Run}", Shapes.RunJson("Succeeded", Shapes.Activity("app.artifact", ActivityStatus.Succeeded), tofu));
        server.On($"GET {Shapes.Environment}/runs/R2", Shapes.RunJson("Succeeded", Shapes.Activity("app.artifact", ActivityStatus.Succeeded)));
        server.On($"GET {Shapes.Environment}/activities/app.tofu", Shapes.ActivityJson(tofu));

        Assert.Matches(@"(?m)^app\.tofu .* 2 to add, 1 to change, 1 to destroy \(1 replaced\)\.$", (await server.RunAsync("describe", "run", $"demo/{Shapes.Run}")).Out);
        Assert.DoesNotContain("PLAN", (await server.RunAsync("describe", "run", "demo/R2")).Out, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^Plan: +2 to add, 1 to change, 1 to destroy \(1 replaced\)\.$", (await server.RunAsync("describe", "activity", "demo/app.tofu")).Out);
    }

    [Fact]
    public async Task Describe_Environment_ShowsWhatWaits()
    {
        await using var server = await FakeServer.StartAsync();
        server.On($"GET {Shapes.Environment}", """
            {"metadata":{"name":"demo"},"status":{"state":"Deploying","queue":[
             {"id":"R2","kind":"Destroy","state":"Queued","message":"Waits for the end of run R1 (Deploy).","queuedAt":"2026-01-01T12:00:00+00:00"}]}}
            """);

        var result = await server.RunAsync("describe", "env", "demo");

        Assert.Matches(@"(?m)^R2 +Destroy +2026-01-01T12:00:00\+00:00 +Waits for the end of run R1 \(Deploy\)\.$", result.Out);
    }

    [Fact]
    public async Task Describe_Environment_ShowsVersionsAndWhereValuesComeFrom()
    {
        await using var server = await FakeServer.StartAsync();
        server.On($"GET {Shapes.Environment}", """
            {"metadata":{"name":"demo"},"spec":{"template":{"name":"web"}},"status":{"state":"Deployed",
             "launched":{"template":"web","version":"v1","resources":{"net":"v2","app":""}},
             "values":[
              {"resource":"net","kind":"variable","name":"region","type":"text","sensitive":false,"required":true,"immutable":true,
               "from":{"subject":"Environment/demo","path":"spec.variables[0].value","value":"eu"},
               "overridden":[{"subject":"ResourceTemplate/net","path":"spec.variables[0].value","value":"us"},
                             {"subject":"GlobalSettings/default","path":"spec.variables[0].value","value":"af","refused":"must not be overridden"}]},
              {"resource":"net","task":"run","kind":"variable","name":"key","type":"text","sensitive":true,"required":false,"immutable":false,
               "from":{"subject":"Environment/demo","path":"spec.variables[1].value","value":"********"},"overridden":[]},
              {"resource":"","task":"onInit/ask","kind":"variable","name":"mirror","type":"text","sensitive":false,"required":false,"immutable":false,
               "from":{"subject":"EnvironmentTemplate/web","path":"spec.hooks.onInit[0].driver.data.inputs[0].data.variables[0].value","value":"near"},"overridden":[]},
              {"resource":"net","kind":"env","name":"E","type":"expression","sensitive":false,"required":true,"immutable":false,"overridden":[]},
              {"resource":"net","kind":"file","name":"f","mountPath":"a/b","sensitive":false,"required":false,"immutable":false,
               "from":{"subject":"Environment/demo","path":"spec.files[0].data","value":"YQ=="},"overridden":[]}]}}
            """);

        var result = await server.RunAsync("describe", "env", "demo");

        Assert.Matches("(?m)^Launched: +web v1 with net v2, app$", result.Out);
        Assert.Matches(@"(?m)^net +variable +region +text +eu +Environment/demo spec\.variables\[0\]\.value +required, immutable$", result.Out);
        Assert.Matches(@"(?m)^net +variable +region +us +ResourceTemplate/net spec\.variables\[0\]\.value +overridden$", result.Out);
        Assert.Matches(@"(?m)^net +variable +region +af +GlobalSettings/default spec\.variables\[0\]\.value +must not be overridden$", result.Out);
        Assert.Matches(@"(?m)^net\.run +variable +key +text +\*{8} +Environment/demo spec\.variables\[1\]\.value +sensitive$", result.Out);
        Assert.Matches(@"(?m)^environment\.onInit/ask +variable +mirror +text +near +EnvironmentTemplate/web ", result.Out);
        Assert.Matches("(?m)^net +env +E +expression +no value +required$", result.Out);
        Assert.Matches(@"(?m)^net +file +f +a/b +\(content\) +Environment/demo spec\.files\[0\]\.data", result.Out);
    }

    [Fact]
    public async Task Describe_Agent_ShowsSessionAndHeldAttempts()
    {
        await using var server = await FakeServer.StartAsync();
        server.On(Agent, """
            {"metadata":{"name":"local"},"spec":{"type":"Docker"},
             "status":{"state":"Draining","engine":"machine-1","epoch":3,"slots":10,"held":[{"activity":"default/default/demo/R/app.tofu","attempt":2}]}}
            """);

        var result = await server.RunAsync("describe", "agent", "local");

        Assert.Matches("(?m)^State: +Draining$", result.Out);
        Assert.Matches("(?m)^Epoch: +3$", result.Out);
        Assert.Matches(@"(?m)^default/default/demo/R/app\.tofu +2$", result.Out);
    }

    [Fact]
    public async Task Describe_Agent_ShowsWhatItsEngineHasAndWhatToChange()
    {
        await using var server = await FakeServer.StartAsync();
        server.On(Agent, """
            {"metadata":{"name":"local"},"spec":{"type":"Docker"},
             "status":{"state":"Online","runtime":"docker","engine":"ABCD:EF","epoch":3,"slots":10,"held":[{"activity":"default/default/demo/R/app.tofu","attempt":2}],
              "capacity":{"cpuMillis":2000,"memoryBytes":25769803776,"usedCpuMillis":500,"usedMemoryBytes":1073741825,"workers":1,"limitsEnforced":false,"note":"no cgroups",
               "fits":false,"advice":"10 workers need 5.8 cores: set numWorkers to 3",
               "sizes":[{"kind":"OpenTofu","cpuMillis":500,"memoryBytes":1073741824,"neededCpuMillis":5750,"neededMemoryBytes":12348030976,"fit":3},
                        {"kind":"Git","cpuMillis":250,"memoryBytes":536870912,"neededCpuMillis":2875,"neededMemoryBytes":6174015488}]}}}
            """);

        var result = await server.RunAsync("describe", "agent", "local");

        Assert.Matches("(?m)^Runtime: +docker$", result.Out);
        Assert.Matches("(?m)^Engine: +ABCD:EF$", result.Out);
        Assert.Matches("(?m)^Capacity: +10 workers need 5.8 cores: set numWorkers to 3$", result.Out);
        Assert.Matches("(?m)^In use: +500m CPU and 1025Mi; workers of this agent: 1, not held to their sizes$", result.Out);
        Assert.Matches("(?m)^Note: +no cgroups$", result.Out);
        Assert.Matches("(?m)^Slots: +10, 1 taken$", result.Out);
        Assert.Matches("(?m)^OpenTofu +500m +1024Mi +5750m +11776Mi +3$", result.Out);
        Assert.Matches("(?m)^Git +250m +512Mi +2875m +5888Mi +not known$", result.Out);
    }

    [Fact]
    public async Task Describe_Agent_EngineThatCannotBeAsked_SaysWhy()
    {
        await using var server = await FakeServer.StartAsync();
        server.On(Agent, """{"metadata":{"name":"local"},"spec":{"type":"Docker"},"status":{"state":"Online","capacity":{"problem":"connection refused"}}}""");

        var result = await server.RunAsync("describe", "agent", "local");

        Assert.Matches("(?m)^Capacity: +not known: connection refused$", result.Out);
    }

    [Fact]
    public async Task Describe_Environment_ShowsWhatADeployWouldFind()
    {
        await using var server = await FakeServer.StartAsync();
        var environment = JsonNode.Parse(Shapes.EnvironmentJson("Deployed"))!;
        environment["status"]!.AsObject().Remove("run");
        environment["status"]!["findings"] = JsonNode.Parse("""[{"severity":"warning","subject":"EnvironmentTemplate/diamond","path":"spec.agents","message":"'a' is the only agent here."}]""");
        server.On($"GET {Shapes.Environment}", environment.ToJsonString());

        var result = await server.RunAsync("describe", "env", "demo");

        Assert.Equal("?findings=true&values=true", server.Requests.Single().Query);
        Assert.Matches(@"(?m)^Warning +EnvironmentTemplate/diamond spec\.agents +'a' is the only agent here\.$", result.Out);
    }

    [Fact]
    public async Task Describe_Activity_ShowsWhoMayTakeItAndItsAttempts()
    {
        await using var server = await FakeServer.StartAsync();
        var waiting = Shapes.Activity("app.tofu", ActivityStatus.Queued, ReasonCode.AgentsFull, "All slots of agent 'a' are taken.", attempt: 1);
        server.On($"GET {Shapes.Environment}/activities/app.tofu", Shapes.ActivityJson(waiting with
        {
            Status = waiting.Status with
            {
                Candidates =
                [
                    new("a") { Level = "EnvironmentTemplate", Document = "EnvironmentTemplate/web", State = "Full", Slots = 2, Taken = 2, Note = "all its slots are taken" },
                    new("b") { Level = "EnvironmentTemplate", Document = "EnvironmentTemplate/web", Pool = "east", State = "Offline", Slots = 0, Taken = 0, Note = "has never registered" },
                ],
                Attempts = [new(1) { Agent = "a", Worker = "w-1", Reason = ReasonCode.AgentLost, Message = "it stopped polling", FinishedAt = waiting.Status.QueuedAt }, new(2) { Agent = "b", Worker = "w-2" }],
            },
        }));

        var result = await server.RunAsync("describe", "activity", "demo/app.tofu", "--run", Shapes.Run);

        Assert.Equal($"?run={Shapes.Run}", server.Requests.Single().Query);
        Assert.Matches("(?m)^Reason: +AgentsFull$", result.Out);
        Assert.Matches("(?m)^a +Full +2 of 2 +EnvironmentTemplate +EnvironmentTemplate/web +all its slots are taken$", result.Out);
        Assert.Matches("(?m)^b +Offline +0 of 0 +EnvironmentTemplate +EnvironmentTemplate/web by AgentPool/east +has never registered$", result.Out);
        Assert.Matches("(?m)^1 +a +w-1 .*AgentLost: it stopped polling$", result.Out);
        Assert.Matches("(?m)^2 +b +w-2 .*not over$", result.Out);
    }

    [Fact]
    public async Task Describe_ActivityWithLongMessages_ShowsEachInFull()
    {
        await using var server = await FakeServer.StartAsync();
        var failed = Shapes.Activity("app.tofu", ActivityStatus.Failed, ReasonCode.TofuFailed, "second failure\n" + new string('b', 4000), attempt: 2);
        server.On($"GET {Shapes.Environment}/activities/app.tofu", Shapes.ActivityJson(failed with
        {
            Status = failed.Status with
            {
                Attempts =
                [
                    new(1) { Agent = "a", Worker = "w-1", Reason = ReasonCode.TofuFailed, Message = "first failure\n" + new string('a', 4000), FinishedAt = failed.Status.QueuedAt },
                    new(2) { Agent = "a", Worker = "w-2", Reason = ReasonCode.TofuFailed, Message = failed.Status.Message, FinishedAt = failed.Status.FinishedAt },
                ],
            },
        }));

        var result = await server.RunAsync("describe", "activity", "demo/app.tofu");

        Assert.Matches("(?m)^Message: +second failure\nb{4000}$", result.Out);
        Assert.Matches("(?m)^1 +a +w-1 .*TofuFailed: first failure…$", result.Out);
        Assert.Matches("(?m)^2 +a +w-2 .*TofuFailed: second failure…$", result.Out);
        Assert.Matches("(?m)^Attempt 1: +first failure\na{4000}$", result.Out);
        Assert.DoesNotContain("Attempt 2:", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Describe_EnvironmentWithAVeryLongOutput_ShowsAllOfIt()
    {
        await using var server = await FakeServer.StartAsync();
        var value = new string('v', 10_000);
        server.On($"GET {Shapes.Environment}", Shapes.EnvironmentJson("Deployed", $$$"""{"net":{"key":"{{{value}}}","id":"n-1"}}"""));
        server.On($"GET {Shapes.Environment}/runs/{Shapes.Run}", Shapes.RunJson("Succeeded"));

        var result = await server.RunAsync("describe", "env", "demo");

        Assert.Matches(@"(?m)^net\.key +v{10000}$", result.Out);
        Assert.Matches(@"(?m)^net\.id +n-1$", result.Out);
    }

    [Theory]
    [InlineData("run", "actors get runs t5d", "actors describe run ENV/t5d")]
    [InlineData("activities", "actors get activities t5d", "actors describe activity ENV/t5d")]
    public async Task Describe_OnlyTheEnvironmentOrTheId_NamesTheCommandForEither(string kind, string list, string describe)
    {
        var result = await CliRun.RunAsync(["describe", kind, "t5d"]);

        Assert.Equal(ExitCodes.Usage, result.ExitCode);
        Assert.Contains($"If 't5d' is the environment, '{list}' lists", result.Error, StringComparison.Ordinal);
        Assert.Contains($"'{describe}'.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Describe_ActivityAsJson_PrintsWhatTheServerSent()
    {
        await using var server = await FakeServer.StartAsync();
        var json = Shapes.ActivityJson(Shapes.Activity("app.tofu", ActivityStatus.Failed, ReasonCode.OutOfMemory, "used more than 1Gi", attempt: 2));
        server.On($"GET {Shapes.Environment}/activities/app.tofu", json);

        var result = await server.RunAsync("describe", "activity", "demo/app.tofu", "-o", "json");

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), JsonNode.Parse(result.Out)));
    }

    [Fact]
    public async Task Describe_OtherKind_ShowsTheDocument()
    {
        await using var server = await FakeServer.StartAsync();
        server.On("GET /apis/integrations.k8smgmt.io/v3/projects/default/repositories/code", """{"kind":"Repository","metadata":{"name":"code"}}""");

        var result = await server.RunAsync("describe", "repo", "code");

        Assert.Contains("kind: Repository", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Describe_Json_PrintsWhatTheServerSent()
    {
        await using var server = await FakeServer.StartAsync();
        server.On($"GET {Shapes.Environment}", Shapes.EnvironmentJson("Deployed"));

        var result = await server.RunAsync("describe", "env", "demo", "-o", "json");

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Shapes.EnvironmentJson("Deployed")), JsonNode.Parse(result.Out)));
    }
}
