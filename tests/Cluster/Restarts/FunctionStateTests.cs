namespace Actors.Cluster.Restarts;

/// <summary>Functions that keep something while the controller is away. Their client is that of Python's standard library: it tries nothing again, and waits for 5 s as the public SDK does.</summary>
public sealed class FunctionStateTests
{
    [Fact]
    public async Task KilledSilo_WhileAFunctionCalls_TheCallIsAnswered()
    {
        using var folder = new TempFolder();
        await using var silo = await SiloProcess.StartAsync();
        using var client = new Client(silo);
        await client.ApplyAsync(Documents.Agent() + Documents.Resource("keeps", Keeping(folder)) + Documents.Of("kept", "local", "keeps"));
        await client.AskAsync("deploy", "kept");
        await Eventually.TrueAsync(() => File.Exists(folder.File("started")), "the function runs", () => silo.Tail);

        await silo.KillAsync();
        folder.Write("away", "");
        await Eventually.TrueAsync(() => File.Exists(folder.File("calls")), "the function calls", () => silo.Tail);
        await silo.StartAgainAsync();

        await client.EndsAsync("kept", "Deployed");
        Assert.Equal(["""{"value":{"n": 2},"version":2}"""], File.ReadAllLines(folder.File("read")));
        Assert.Equal(["started"], File.ReadAllLines(folder.File("started")));
        Assert.Equal(1, (await client.ActivitiesAsync("kept")).Single()["status"]!["attempt"]!.GetValue<int>());
        await silo.NothingIsLeftAsync();
    }

    private static string Keeping(TempFolder folder) => $$"""
        set -e
        cat >keep.py <<'END'
        import json, os, sys, urllib.request
        scope = {"organization_id": os.environ["ACTORS_ORGANIZATION_ID"]}
        def call(method, query="", body=None):
            data = None if body is None else json.dumps(body).encode()
            request = urllib.request.Request(os.environ["ACTORS_STATE_ENDPOINT"] + query, data, {"X-Eaas-State-Token": os.environ["ACTORS_STATE_TOKEN"]}, method=method)
            with urllib.request.urlopen(request, timeout=5) as answer:
                return answer.read().decode()
        version = int(sys.argv[1])
        call("PUT", body={"scope": scope, "key": "n", "value": {"n": version + 1}, "version": version})
        print(call("GET", "?key=n&organization_id=" + scope["organization_id"]))
        END
        python3 keep.py 0
        echo started >>{{folder.File("started")}}
        until [ -e {{folder.File("away")}} ]; do sleep 0.1; done
        echo calls >{{folder.File("calls")}}
        python3 keep.py 1 >{{folder.File("read")}}
        """;
}
