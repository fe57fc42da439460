using System.Net;
using System.Text;

namespace Actors.Cluster.Security;

/// <summary>A secret that a function does its best to spread.</summary>
public sealed class PlantedSecretTests
{
    private const string Api = "/apis/eaas.envmgmt.io/v1/projects/default";

    [Fact]
    public async Task SensitiveVariable_PrintedEncodedAndPutOut_IsFoundNowhere()
    {
        var secret = $"planted-{Guid.NewGuid():N}-{Guid.NewGuid():N}";
        using var folder = new TempFolder();
        var source = $$"""
            input=$(cat)
            secret=$(sed -E 's/.*"secret" *: *"([^"]*)".*/\1/' <<<"$input")
            echo "begin ${#secret}"
            echo "$input"
            echo "secret: $secret" >&2
            printf '%s' "$secret" | base64 -w0
            echo
            for ((i = 0; i < ${#secret}; i += 7)); do printf '%s' "${secret:i:7}"; sleep 0.05; done
            echo
            printf '{"copy": "%s"}' "$secret" >"$ACTORS_OUTPUT"
            echo there >{{folder.File("there")}}
            until [ -e {{folder.File("go")}} ]; do sleep 0.1; done
            echo "end"
            """;
        await using var silo = await SiloProcess.StartAsync();
        using var client = new Client(silo);
        await client.ApplyAsync(Documents.Agent()
            + Documents.Resource("spread", source, $$"""[{ name: secret, valueType: text, value: "{{secret}}", options: { sensitive: true } }]""")
            + Documents.Of("secrets", "local", "spread"));
        await client.AskAsync("deploy", "secrets");
        var shown = new List<string>();
        await Eventually.TrueAsync(
            () =>
            {
                shown.AddRange(Processes(secret));
                return File.Exists(folder.File("there"));
            },
            "the function runs", () => silo.Tail);
        shown.AddRange(Processes(secret));
        Assert.Empty(shown);
        folder.Write("go", "");
        await client.EndsAsync("secrets", "Deployed");

        var activity = Client.Name((await client.ActivitiesAsync("secrets")).Single());
        var (_, log) = await client.LogAsync("secrets", activity);
        Assert.Contains($"begin {secret.Length}", log, StringComparison.Ordinal);
        Assert.Contains("end", log, StringComparison.Ordinal);
        HidesIt(secret, log, "log");
        HidesIt(secret, silo.Printed, "the silo's output");
        foreach (var path in new[]
        {
            $"{Api}/environments", $"{Api}/environments/secrets", $"{Api}/environments/secrets/activities", $"{Api}/environments/secrets/runs", $"{Api}/activities",
            $"{Api}/resourcetemplates", $"{Api}/resourcetemplates/spread", $"{Api}/resourcetemplates/spread/versions", $"{Api}/environmenttemplates",
        })
        {
            var (status, body) = await client.SendAsync(HttpMethod.Get, path);
            Assert.Equal(HttpStatusCode.OK, status);
            HidesIt(secret, body, path);
        }

        HidesIt(secret, await client.MustAsync("describe", "environment", "secrets"), "describe environment");
        HidesIt(secret, await client.MustAsync("describe", "resourcetemplate", "spread"), "describe resourcetemplate");
        HidesIt(secret, await client.MustAsync("logs", "secrets"), "logs");
        await silo.NothingIsLeftAsync();
        var run = (await client.GetAsync($"{Api}/environments/secrets/runs"))["items"]![0]!["metadata"]!["name"]!.GetValue<string>();
        foreach (var path in new[] { $"{Api}/environments/secrets/runs/{run}", $"{Api}/environments/secrets/activities/{activity}" })
        {
            HidesIt(secret, (await client.GetAsync(path)).ToJsonString(), path);
        }

        HoldsNone(secret, silo.Data);
        await silo.StopAsync();
        HoldsNone(secret, silo.Data);
    }

    /// <summary>Processes that show the secret in their arguments or environment.</summary>
    private static IEnumerable<string> Processes(string secret) => Directory.EnumerateDirectories("/proc")
        .Select(path => int.TryParse(Path.GetFileName(path), out var pid) ? pid : 0)
        .Where(pid => pid > 0 && (WorkerProcesses.Arguments(pid) + WorkerProcesses.EnvironmentOf(pid)).Contains(secret, StringComparison.Ordinal))
        .Select(pid => WorkerProcesses.Arguments(pid).Replace('\0', ' '));

    /// <summary>Looks through the data folder, the database and its log included: what is stored is sealed.</summary>
    private static void HoldsNone(string secret, string folder)
    {
        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories);
        Assert.Contains(files, file => Path.GetFileName(file) == "actors.db");
        foreach (var file in files)
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            HidesIt(secret, reader.ReadToEnd(), file);
        }
    }

    private static void HidesIt(string secret, string text, string where)
    {
        Assert.False(text.Contains(secret, StringComparison.Ordinal), $"The secret is in {where}.");
        Assert.False(text.Contains(Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)).TrimEnd('=')[..^2], StringComparison.Ordinal), $"The secret in base64 is in {where}.");
    }
}
