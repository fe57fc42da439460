using System.Net;
using Actors.Contracts.Activities;
using Actors.Contracts.Workers;

namespace Actors.Silo.Tests.Environments;

[Collection<SiloCollection>]
public sealed class PlanApiTests(SiloFixture silo)
{
    [Fact]
    public async Task Plan_KeptByItsWorker_IsThereAfterTheRunAndAfterTheNext()
    {
        var tofu = await TofuUnderTest.CreateAsync(silo);
        await tofu.StartAsync();
        foreach (var file in PlanFiles.All)
        {
            Assert.Equal(HttpStatusCode.NoContent, (await tofu.WorkerAsync(HttpMethod.Put, $"plans/{file}", $"{file} 1")).Status);
        }

        await tofu.EndAsync(new() { Succeeded = true, Plan = new() { Add = 2, Destroy = 1 } });
        var plan = $"{tofu.Environment}/activities/{TofuUnderTest.Id}/plan";
        var run = tofu.Attempt.Activity.Split('/')[3];
        Assert.Equal((HttpStatusCode.OK, "plan.txt 1"), await tofu.CallAsync(HttpMethod.Get, plan));
        Assert.Equal((HttpStatusCode.OK, "plan.json 1"), await tofu.CallAsync(HttpMethod.Get, $"{plan}?format=json"));
        Assert.Equal((HttpStatusCode.OK, "plan 1"), await tofu.CallAsync(HttpMethod.Get, $"{plan}?format=binary"));
        foreach (var path in new[] { $"{tofu.Environment}/activities/{TofuUnderTest.Id}", $"{tofu.Environment}/runs/{run}" })
        {
            var status = (await tofu.AskAsync(HttpMethod.Get, path)).Body["status"]!;
            status = status["activities"]?[0]!["status"] ?? status;
            Assert.Equal((2, 0, 1), (status["plan"]!["add"]!.GetValue<int>(), status["plan"]!["change"]!.GetValue<int>(), status["plan"]!["destroy"]!.GetValue<int>()));
        }

        await tofu.StartAsync();
        await tofu.EndAsync();
        Assert.Contains("No activity of the run has made one", await tofu.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, plan), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, "plan.txt 1"), await tofu.CallAsync(HttpMethod.Get, $"{plan}?run={run}"));
        Assert.Equal(HttpStatusCode.BadRequest, (await tofu.CallAsync(HttpMethod.Get, $"{plan}?format=yaml")).Status);
        using var anybody = silo.Client();
        using var answer = await anybody.GetAsync(new Uri($"{plan}?run={run}", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Plan_OfAFailedJob_IsThereWithItsNumbers()
    {
        var tofu = await TofuUnderTest.CreateAsync(silo);
        await tofu.StartAsync();
        await tofu.WorkerAsync(HttpMethod.Put, "plans/plan.txt", "planned");

        await tofu.EndAsync(new() { Reason = ReasonCode.InvalidInput, Message = "no", Plan = new() { Change = 3 } });

        Assert.Equal("planned", (await tofu.CallAsync(HttpMethod.Get, $"{tofu.Environment}/activities/{TofuUnderTest.Id}/plan")).Text);
        Assert.Contains("was not kept", await tofu.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, $"{tofu.Environment}/activities/{TofuUnderTest.Id}/plan?format=json"), StringComparison.Ordinal);
        Assert.Equal(3, (await tofu.AskAsync(HttpMethod.Get, $"{tofu.Environment}/activities/{TofuUnderTest.Id}")).Body["status"]!["plan"]!["change"]!.GetValue<int>());
    }

    [Fact]
    public async Task Worker_WritesItsOwnPlanAndReadsTheOneThatItApplies()
    {
        var tofu = await TofuUnderTest.CreateAsync(silo);
        await tofu.StartAsync(new() { SystemBackend = true, PlanOf = TofuUnderTest.Id });

        Assert.Equal(HttpStatusCode.NotFound, (await tofu.WorkerAsync(HttpMethod.Get, $"plans/{TofuUnderTest.Id}")).Status);
        await tofu.WorkerAsync(HttpMethod.Put, "plans/plan", "binary");
        Assert.Equal((HttpStatusCode.OK, "binary"), await tofu.WorkerAsync(HttpMethod.Get, $"plans/{TofuUnderTest.Id}"));
        Assert.Equal(HttpStatusCode.Forbidden, (await tofu.WorkerAsync(HttpMethod.Get, "plans/another")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await tofu.WorkerAsync(HttpMethod.Put, "plans/another", "x")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await tofu.WorkerAsync(HttpMethod.Get, $"artifacts/{TofuUnderTest.Id}/plan")).Status);
        await tofu.EndAsync();
        Assert.Equal(HttpStatusCode.Conflict, (await tofu.WorkerAsync(HttpMethod.Put, "plans/plan", "late")).Status);
    }

    [Fact]
    public async Task Plan_OfAnEarlierAttempt_IsGoneWhenTheNextBegins()
    {
        var tofu = await TofuUnderTest.CreateAsync(silo);
        var plan = $"{tofu.Environment}/activities/{TofuUnderTest.Id}/plan";
        await tofu.StartAsync();
        foreach (var file in PlanFiles.All)
        {
            await tofu.WorkerAsync(HttpMethod.Put, $"plans/{file}", "first");
        }

        await tofu.EndAsync(new() { Reason = ReasonCode.InvalidInput, Message = "no", Plan = new() { Change = 3 } });
        Assert.Equal((HttpStatusCode.OK, "first"), await tofu.CallAsync(HttpMethod.Get, plan));

        await tofu.RetryAsync();
        Assert.Equal(2, tofu.Attempt.Number);
        Assert.Null((await tofu.AskAsync(HttpMethod.Get, $"{tofu.Environment}/activities/{TofuUnderTest.Id}")).Body["status"]!["plan"]);
        foreach (var format in new[] { "text", "json", "binary" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await tofu.CallAsync(HttpMethod.Get, $"{plan}?format={format}")).Status);
        }

        await tofu.WorkerAsync(HttpMethod.Put, "plans/plan.txt", "second");
        await tofu.EndAsync();
        Assert.Equal((HttpStatusCode.OK, "second"), await tofu.CallAsync(HttpMethod.Get, plan));
        Assert.Equal(HttpStatusCode.NotFound, (await tofu.CallAsync(HttpMethod.Get, $"{plan}?format=binary")).Status);
    }

    [Fact]
    public async Task Worker_KeepsNoMoreThanMayBe()
    {
        var tofu = await TofuUnderTest.CreateAsync(silo);
        await tofu.StartAsync();
        var text = new string('x', PlanFiles.MaxText);

        Assert.Equal(HttpStatusCode.NoContent, (await tofu.WorkerAsync(HttpMethod.Put, "plans/plan.txt", text)).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await tofu.WorkerAsync(HttpMethod.Put, "plans/plan.txt", text + "x")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await tofu.WorkerAsync(HttpMethod.Put, "plans/plan.json", text + "x")).Status);
        Assert.Equal((64L << 20, 128L << 20), (PlanFiles.MaxOf(PlanFiles.Json), PlanFiles.MaxOf(PlanFiles.Binary)));
    }

    [Fact]
    public async Task Worker_OfAnotherKind_KeepsNoPlan()
    {
        var function = await Workers.FunctionUnderTest.StartAsync(silo, $"p{Guid.NewGuid():N}");

        var (status, _) = await function.CallAsync(HttpMethod.Put, "/workers/v1/plans/plan", new StringContent("x"), ("Authorization", $"Bearer {function.Session.Token}"));

        Assert.Equal(HttpStatusCode.Forbidden, status);
    }
}
