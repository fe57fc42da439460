using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Worker.Tests.Support;

namespace Actors.Worker.Tests.Functions;

/// <summary>The stand-in for the public SDK, as handlers use it.</summary>
public sealed class PythonStateTests
{
    private const string Values = """
        from python_sdk_rafay_workflow import sdk
        from python_sdk_rafay_workflow.state_client import StateClientBuilder

        async def handle(logger, request):
            org = StateClientBuilder(request).with_org_scope()
            project = StateClientBuilder(request).with_project_scope()
            env = StateClientBuilder(request).with_env_scope()
            assert env.get("counter") == (None, 0)
            for client in (org, project, env):
                client.set("counter", lambda old: int(old or 0) + 1)
            env.set("counter", lambda old: old + 1)
            value, version = env.get("counter")
            env.set_kv("counter", {"text": "ö", "was": value}, version)
            await project.set_async("list", lambda old: [1, None])
            assert await project.get_async("list") == ([1, None], 1)
            await project.set_kv_async("list", [2], 1)
            await project.delete_async("list")
            project.delete("list")
            org.set("gone", lambda old: 1)
            org.delete("gone")
            try:
                env.set_kv("counter", 1, 1)
            except Exception as error:
                return {"conflict": error.status_code, "version": env.get("counter")[1]}
        """;

    private const string Events = """
        from python_sdk_rafay_workflow import EventDetails, EventType, sdk

        def handle(logger, request):
            event = EventDetails(request)
            assert event.type == EventType.DEPLOY and str(event.type) == "deploy" and event.get_type_as_string() == "deploy"
            assert event.is_action() and not event.is_schedules() and not event.is_workload_deploy() and not event.is_environment_destroy()
            assert event.get_action_name() == ("restart", True) and event.get_workload_name() == ("", False)
            other = EventDetails({"metadata": {"eventSource": "environment", "eventType": "force-destroy"}})
            assert other.is_environment_destroy() and other.is_force_destroy() and other.is_destroy() and not other.is_deploy()
            assert EventDetails({}).type is None and EventDetails({}).get_type_as_string() == ""
            assert (sdk.ERROR_CODE_EXECUTE_AGAIN, sdk.ERROR_CODE_FAILED, sdk.ERROR_CODE_TRANSIENT) == (1, 2, 3)
            assert sdk.ExecuteAgainException("x", a=1).data == {"a": 1}
            assert str(sdk.FailedException("x")) == "function: failed: x"
            return {"ok": True}
        """;

    [Fact]
    public async Task StateClient_EveryScopeAndEveryCall_ReachesTheStore()
    {
        await using var bench = await Bench.StartAsync(PythonFunctionTests.Python(Values));

        Assert.Equal(0, await bench.RunAsync());
        Assert.Equal("""{"conflict":409,"version":3}""", bench.Controller.Result!.Outputs!.ToJsonString());
        Assert.Equal(
            ["org-1 counter = 1 (1)", "org-1/project-1 counter = 1 (1)", "org-1/project-1/env-1 counter = {\"text\":\"\\u00F6\",\"was\":2} (3)"],
            bench.Controller.Values.All.Select(x => $"{x.Key} = {x.Value.Json} ({x.Value.Version})").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task StateClient_ControllerComesAndGoes_WritesOnce()
    {
        const string Source = """
            from python_sdk_rafay_workflow import StateClientBuilder, serve_function
            def handle(logger, request):
                state = StateClientBuilder(request).with_env_scope()
                state.set("k", lambda old: (old or 0) + 1)
                state.set("k", lambda old: (old or 0) + 1)
                return {"k": state.get("k")}
            if __name__ == "__main__":
                serve_function(handle)
            """;
        await using var bench = await Bench.StartAsync(PythonFunctionTests.Python(Source));
        (bench.Controller.Values.Unavailable, bench.Controller.Values.AnswersToLose) = (3, 2);

        Assert.Equal(0, await bench.RunAsync());
        Assert.Equal("""{"k":[2,2]}""", bench.Controller.Result!.Outputs!.ToJsonString());
    }

    [Fact]
    public async Task StateClient_SomebodyElseIsFaster_TriesAgainUpToFiveTimes()
    {
        const string Source = """
            from python_sdk_rafay_workflow import StateClientBuilder
            def handle(logger, request):
                StateClientBuilder(request).with_env_scope().set("k", lambda old: 1)
                return {}
            """;
        await using var bench = await Bench.StartAsync(PythonFunctionTests.Python(Source));
        bench.Controller.Values.Conflicts = 4;
        Assert.Equal(0, await bench.RunAsync());

        bench.Controller.Values.Conflicts = 5;
        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        Assert.Equal(ReasonCode.FunctionFailed, bench.Controller.Result!.Reason);
        Assert.Contains("changed by others", bench.Controller.Result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EventDetails_Codes_AreThoseOfThePublicSdk()
    {
        await using var bench = await Bench.StartAsync(PythonFunctionTests.Python(Events));

        Assert.True(await bench.RunAsync() == 0, bench.Controller.Log);
    }
}
