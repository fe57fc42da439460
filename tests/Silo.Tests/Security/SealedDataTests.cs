using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Silo.Hosting;
using Actors.Silo.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Silo.Tests.Security;

/// <summary>A silo whose store gets secrets in every way that there is, and then its whole data folder.</summary>
public sealed class SealedDataTests : IDisposable
{
    private const string Api = "/apis/eaas.envmgmt.io/v1/projects/p";
    private const string Environment = Api + "/environments/env";
    private const string Secret = "planted-c2VjcmV0-4711-in-every-place";
    private static readonly byte[] Json = Encoding.UTF8.GetBytes("{\"outputs\":{\"password\":{\"value\":\"" + Secret + "\"}}}");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actors-sealed-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Data => Path.Combine(_folder.FullName, "data");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Secrets_OfARunAndOfWorkers_AreInNoFileAndShownByNobody()
    {
        var activity = "";
        await using (var silo = await StartAsync())
        {
            await ApplyAsync(silo);
            var run = (await SendAsync(silo, HttpMethod.Post, Environment + "/deploy")).Body["run"]!.GetValue<string>();
            // No agent is there: the activity waits, with its job.
            activity = await EventuallyAsync(async () => (await SendAsync(silo, HttpMethod.Get, Environment + "/activities")).Body["items"]!.AsArray()
                .FirstOrDefault(item => item!["status"]!["state"]!.GetValue<string>() == "Queued")?["metadata"]!["name"]!.GetValue<string>());
            await PlantAsync(silo.Services, run, activity);
            Assert.True(await HoldsAsync(silo.Services, run), "the secret went into the plan");
            await ShowsNothingAsync(silo, run, activity);
            Assert.Empty(Finds());

            Assert.Equal(HttpStatusCode.Accepted, (await SendAsync(silo, HttpMethod.Post, Environment + "/cancel")).Status);
            await EventuallyAsync(async () => (await SendAsync(silo, HttpMethod.Get, $"{Environment}/runs/{run}")).Body["status"]?["finishedAt"]?.GetValue<string>());
            // The next run sends this one to the archive.
            Assert.Equal(HttpStatusCode.Accepted, (await SendAsync(silo, HttpMethod.Post, Environment + "/deploy")).Status);
            await EventuallyAsync(async () => await silo.Services.GetRequiredService<IRunStore>().GetArchiveAsync($"default/p/env/{run}", Token));
            await ShowsNothingAsync(silo, run, activity);
            Assert.Empty(Finds());
            await silo.StopAsync(Token);
        }

        Assert.Empty(Finds());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(Data, StoreKeys.FileName)));

        // The next start opens all of it.
        await using var again = await StartAsync();
        Assert.Equal(Json, await again.Services.GetRequiredService<ITofuStateStore>().GetAsync("default/p/env/r", Token));
        var document = await again.Services.GetRequiredService<IDocumentStore>().GetAsync(new("default", "p", "ConfigContext", "c"), Token);
        Assert.Contains(Secret, document!.Json, StringComparison.Ordinal);
        await again.StopAsync(Token);
    }

    private async Task<WebApplication> StartAsync()
    {
        var app = ActorsHost.Build(new(null, Exit: false, SiloFixture.SettingsFor(Data)));
        await app.StartAsync(Token);
        return app;
    }

    private static async Task ApplyAsync(WebApplication silo)
    {
        const string group = "apiVersion: eaas.envmgmt.io/v1\n";
        var variables = $"[{{name: secret, valueType: text, value: {Secret}, options: {{sensitive: true}}}}]";
        await PostAsync(silo, "/apis/gitops.k8smgmt.io/v3/projects/p/agents", "apiVersion: gitops.k8smgmt.io/v3\nkind: Agent\nmetadata: {name: one}\nspec: {type: Docker, config: {environment: {numWorkers: 1}}}\n");
        foreach (var (plural, yaml) in new[]
        {
            ("configcontexts", $"{group}kind: ConfigContext\nmetadata: {{name: c}}\nspec: {{variables: {variables}}}\n"),
            ("resourcetemplates", $"{group}kind: ResourceTemplate\nmetadata: {{name: r}}\nspec: {{provider: custom, variables: {variables}, "
                + "providerOptions: {custom: {tasks: [{name: t, workflowHandler: {data: {config: {type: function, function: {language: bash, source: echo}}}}}]}}}\n"),
            ("environmenttemplates", $"{group}kind: EnvironmentTemplate\nmetadata: {{name: et}}\nspec: {{resources: [{{name: r}}], agents: [{{name: one}}]}}\n"),
            ("environments", $"{group}kind: Environment\nmetadata: {{name: env}}\nspec: {{template: {{name: et}}}}\n"),
        })
        {
            await PostAsync(silo, $"{Api}/{plural}", yaml);
        }
    }

    /// <summary>What workers would store.</summary>
    private static async Task PlantAsync(IServiceProvider services, string run, string activity)
    {
        // No attempt holds the activity: its state is kept aside, and then adopted. Values and artifacts are of an activity that is made up.
        var states = services.GetRequiredService<ITofuStateStore>();
        Assert.Equal(TofuStateWrite.KeptAside, await states.PutAsync("default/p/env/r", new AttemptId($"default/p/env/{run}/{activity}", 1), null, Json, Token));
        await states.ResolveKeptAsideAsync("default/p/env/r", adopt: true, Token);
        Assert.Equal(TofuStateWrite.KeptAside, await states.PutAsync("default/p/env/r", new AttemptId($"default/p/env/{run}/{activity}", 2), null, Json, Token));
        var storage = services.GetRequiredKeyedService<Orleans.Storage.IGrainStorage>("actors");
        var made = new Orleans.GrainState<Fenced> { State = new() { Text = Secret } };
        await storage.WriteStateAsync("state", Orleans.Runtime.GrainId.Create("activity", "default/other/env/run/a"), made);
        var attempt = new AttemptId("default/other/env/run/a", 1);
        Assert.Equal(FunctionStateWrite.Written, await services.GetRequiredService<IFunctionStateStore>().PutAsync("default/p/env", attempt, "key", Json, 0, Token));
        Assert.True(await services.GetRequiredService<IArtifactStore>().WriteAsync(attempt, "work", new MemoryStream(Json), 1000, Token));
    }

    private static async Task<bool> HoldsAsync(IServiceProvider services, string run) =>
        (await services.GetRequiredService<IRunStore>().GetPlanAsync($"default/p/env/{run}", Token))?.Contains(Secret, StringComparison.Ordinal) == true;

    private static async Task ShowsNothingAsync(WebApplication silo, string run, string activity)
    {
        foreach (var path in new[]
        {
            $"{Api}/configcontexts", $"{Api}/configcontexts/c", $"{Api}/resourcetemplates", $"{Api}/resourcetemplates/r", $"{Api}/resourcetemplates/r/versions", $"{Api}/environments", Environment,
            $"{Environment}/activities", $"{Environment}/activities?run={run}", $"{Environment}/activities/{activity}", $"{Environment}/activities/{activity}?run={run}", $"{Api}/activities",
            $"{Environment}/runs", $"{Environment}/runs/{run}",
        })
        {
            using var client = Client(silo);
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), Token);
            var body = await answer.Content.ReadAsStringAsync(Token);
            Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {body}");
            Assert.False(body.Contains(Secret, StringComparison.Ordinal), $"The secret is shown by {path}.");
        }
    }

    /// <summary>The files that hold the secret.</summary>
    private IEnumerable<string> Finds()
    {
        var files = Directory.GetFiles(Data, "*", SearchOption.AllDirectories);
        Assert.Contains(files, file => file.EndsWith("actors.db", StringComparison.Ordinal));
        // It looks where things are: names may be seen.
        Assert.Contains(files, file => Has(file, "default/p/env"));
        return files.Where(file => Has(file, Secret) || Has(file, Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret))[..^4]) || Has(file, Convert.ToHexString(Encoding.UTF8.GetBytes(Secret))));
    }

    private static bool Has(string file, string text)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
    }

    private static async Task<string> EventuallyAsync(Func<Task<string?>> look)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            if (await look() is { } found)
            {
                return found;
            }

            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), "It did not come to that.");
            await Task.Delay(50, Token);
        }
    }

    private static async Task PostAsync(WebApplication silo, string path, string yaml)
    {
        using var client = Client(silo);
        using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), SiloFixture.Yaml(yaml), Token);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Token));
    }

    private static async Task<(HttpStatusCode Status, JsonNode Body)> SendAsync(WebApplication silo, HttpMethod method, string path)
    {
        using var client = Client(silo);
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        using var answer = await client.SendAsync(request, Token);
        var text = await answer.Content.ReadAsStringAsync(Token);
        return (answer.StatusCode, text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!);
    }

    private static HttpClient Client(WebApplication silo)
    {
        var client = new HttpClient { BaseAddress = new(silo.Configuration["Actors:Urls"]!) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", silo.Services.GetRequiredService<AdminToken>().Value);
        return client;
    }

    private sealed class Fenced : IIndexedState
    {
        public string Text { get; set; } = "";

        public StateIndex GetIndex() => new("Running", Open: false, Fence: 1);
    }
}
