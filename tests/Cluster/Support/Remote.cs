namespace Actors.Cluster.Support;

/// <summary>The command line against a controller that was deployed somewhere.</summary>
/// <param name="server">Its address.</param>
/// <param name="token">The administrator's token.</param>
/// <param name="tell">More about the deployment, for messages.</param>
internal sealed class Remote(string server, string token, Func<string> tell) : IDisposable
{
    private readonly TempFolder _folder = new();

    /// <summary>Runs <c>actors …</c>, which must work, and gives its output.</summary>
    public async Task<string> MustAsync(params string[] arguments) => (await RunAsync(arguments)).Output;

    /// <summary>Runs <c>actors …</c>, which must work.</summary>
    public async Task<Ran> RunAsync(params string[] arguments)
    {
        var ran = await Child.RunAsync(_folder.Path, "dotnet", [SourceTree.Cli, .. arguments], new Dictionary<string, string?> { ["ACTORS_SERVER"] = server, ["ACTORS_TOKEN"] = token });
        Assert.True(ran.Code == 0, $"actors {string.Join(' ', arguments)}: {ran}{(ran.Code == 0 ? "" : tell())}");
        return ran;
    }

    /// <summary>Stores documents.</summary>
    public Task ApplyAsync(string yaml) => MustAsync("apply", _folder.Write($"{Guid.NewGuid():N}.yaml", yaml));

    /// <summary>Stores the documents of the quickstart, its repository at another address.</summary>
    public async Task ApplyQuickstartAsync(string repository)
    {
        foreach (var name in new[] { "repository", "resource-templates", "environment-template", "environment" })
        {
            var text = await File.ReadAllTextAsync(SourceTree.Sample($"quickstart/{name}.yaml"), TestContext.Current.CancellationToken);
            await ApplyAsync(text.Replace("http://127.0.0.1:8081/quickstart.git", repository, StringComparison.Ordinal));
        }
    }

    /// <summary>State of an environment.</summary>
    public async Task<string> StateAsync(string environment) =>
        JsonNode.Parse(await MustAsync("get", "environment", environment, "-o", "json"))!["status"]!["state"]!.GetValue<string>();

    public void Dispose() => _folder.Dispose();
}
