using System.Text.Json.Nodes;
using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Worker.Tests.Support;

namespace Actors.Worker.Tests.Functions;

/// <summary>A handler that takes every path of the protocol, by its input: <c>error</c> says which, <c>count</c> how often before it succeeds.</summary>
internal static class Probe
{
    public const string Python = """
        from logging import Logger
        from typing import Any, Dict
        from python_sdk_rafay_workflow import const
        from python_sdk_rafay_workflow import sdk

        def handle(logger: Logger, request: Dict[str, Any]) -> Dict[str, Any]:
            logger.info(f"received request, req: {request}")
            assert const.WorkflowTokenHeader == "X-Workflow-Token"
            counter = request.get("previous", {}).get("counter", 0)
            error = request.get("error")
            if error == "execute_again" and counter < request["count"]:
                raise sdk.ExecuteAgainException("not yet", counter=counter + 1)
            if error == "transient":
                raise sdk.TransientException("the API is busy")
            if error == "failed":
                raise sdk.FailedException("no such zone")
            if error == "unknown":
                raise KeyError("zone")
            return {"counter": counter, "metadata": request["metadata"]}
        """;

    public static FunctionCaller Caller => new()
    {
        ActivityId = "activity-1", EnvironmentId = "env-1", EnvironmentName = "prod", OrganizationId = "org-1", ProjectId = "project-1",
        EventSource = "action", EventSourceName = "restart", EventType = "deploy",
    };

    public static WorkerJob Job(FunctionJob function) => new()
    {
        Kind = WorkerKind.Function,
        Grace = TimeSpan.FromMilliseconds(500),
        Function = function with { Caller = Caller, LogToken = "al.planted-log-token", StateToken = FakeValues.Token },
    };

    /// <summary>Calls it until it does not ask to be called again; gives the number of calls.</summary>
    public static async Task<int> CallAsync(this Bench bench)
    {
        for (var calls = 1; ; calls++)
        {
            await bench.RunAsync();
            if (bench.Controller.Result!.Again is not { } again)
            {
                return calls;
            }
            var job = bench.Controller.Job;
            bench.Controller.Job = job with { Function = job.Function! with { Previous = again.Data ?? [] } };
        }
    }

    public static JsonObject Input(string? error = null, int count = 0) => new() { ["error"] = error, ["count"] = count };
}
