using System.Diagnostics;
using System.Text.Json.Nodes;
using Actors.Contracts.Workers;

namespace Actors.Silo.Tests.Workers;

/// <summary>The client that Python functions have, against the real state store.</summary>
[Collection<SiloCollection>]
public sealed class FunctionSdkTests(SiloFixture silo)
{
    private const string Client = """
        import json, sys
        from python_sdk_rafay_workflow.state_client import StateClientBuilder, StateStoreError
        request = {"metadata": json.loads(sys.argv[1])}
        for client in (StateClientBuilder(request).with_org_scope(), StateClientBuilder(request).with_project_scope(), StateClientBuilder(request).with_env_scope()):
            assert client.get("sdk") == (None, 0)
            client.set("sdk", lambda old: {"n": (old or {"n": 0})["n"] + 1})
            client.set("sdk", lambda old: {"n": old["n"] + 1})
            assert client.get("sdk") == ({"n": 2}, 2), client.get("sdk")
            client.set_kv("sdk", "three", 3)
            try:
                client.set_kv("sdk", "late", 1)
                raise SystemExit("an old version was written")
            except StateStoreError as error:
                assert error.status_code == 409
            client.delete("sdk")
            client.delete("sdk")
            assert client.get("sdk") == (None, 0)
        print("all is well")
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task StateClient_EveryCallInEveryScope_IsAnswered()
    {
        var function = await FunctionUnderTest.StartAsync(silo, "state-sdk");
        var caller = function.Job.Caller!;
        var metadata = new JsonObject
        {
            ["organizationID"] = caller.OrganizationId, ["projectID"] = caller.ProjectId, ["environmentID"] = caller.EnvironmentId,
            ["stateStoreUrl"] = silo.WorkerServer + FunctionProtocol.StatePath, ["stateStoreToken"] = function.Job.StateToken,
        };
        var start = new ProcessStartInfo("python3", ["-c", Client, metadata.ToJsonString()]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PYTHONPATH"] = Path.Combine(SourceRoot(), "src", "Worker", "Functions", "Python");
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync(Cancellation) + await process.StandardError.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);

        Assert.Equal("all is well\n", said);
    }

    private static string SourceRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Actors.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests do not run below the source tree.");
    }
}
