using System.Security.Cryptography;
using System.Text;
using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Actors.Storage.Tests.Testing;

/// <summary>Reads what <see cref="OlderBuild"/> left, and writes it again.</summary>
internal static class OlderRows
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static DocumentKey Document => new(OlderBuild.Organisation, OlderBuild.Project, "Environment", "e");

    private static AttemptId Attempt => new(OlderBuild.Activity, 1);

    public static async Task AllReadAsTheyWereAsync(ServiceProvider services)
    {
        var installation = await services.GetRequiredService<IInstallationStore>().GetOrCreateAsync(Token);
        Assert.Equal(("aold", Convert.ToHexString(OlderBuild.Key)), (installation.Id, Convert.ToHexString(installation.Key.Span)));
        Assert.Equal(7, (await StateAsync(services)).State!.Count);
        var listed = Assert.Single(await services.GetRequiredService<IStateIndex>().ListAsync(new StateQuery { Kind = "activity" }, Token));
        Assert.StartsWith("""{"count":7""", Encoding.UTF8.GetString(listed.Payload!.Value.Span), StringComparison.Ordinal);
        Assert.Equal(OlderBuild.Json, (await services.GetRequiredService<IDocumentStore>().GetAsync(Document, Token))!.Json);
        Assert.Equal(OlderBuild.Json, await services.GetRequiredService<IRunStore>().GetPlanAsync(OlderBuild.Run, Token));
        Assert.Equal(OlderBuild.Json, await services.GetRequiredService<IRunStore>().GetArchiveAsync(OlderBuild.Run, Token));
        Assert.Equal(OlderBuild.Json, Encoding.UTF8.GetString((await services.GetRequiredService<ITofuStateStore>().GetAsync($"{OlderBuild.Environment}/r", Token))!));
        Assert.All(await services.GetRequiredService<ITofuStateStore>().ListVersionsAsync($"{OlderBuild.Environment}/r", Token),
            version => Assert.Equal((Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(OlderBuild.Json))), OlderBuild.Json.Length), (version.Sha256, (int)version.Bytes)));
        Assert.Equal(OlderBuild.Json, Encoding.UTF8.GetString((await services.GetRequiredService<IFunctionStateStore>().GetAsync(OlderBuild.Environment, "k", Token))!.Json));
        await using var artifact = await services.GetRequiredService<IArtifactStore>().OpenAsync(OlderBuild.Activity, "work", Token);
        using var reader = new StreamReader(artifact!);
        Assert.Equal(OlderBuild.Json, await reader.ReadToEndAsync(Token));
    }

    public static async Task VersionIsKnownAsync(ServiceProvider services)
    {
        var version = Assert.Single(await services.GetRequiredService<ITofuStateStore>().ListVersionsAsync($"{OlderBuild.Environment}/r", Token));
        Assert.Equal((OlderBuild.Sha256, OlderBuild.Json.Length, TofuStateOrigin.Restored, "ann"), (version.Sha256, (int)version.Bytes, version.Origin, version.By));
        Assert.Equal(OlderBuild.Json, Encoding.UTF8.GetString((await services.GetRequiredService<ITofuStateStore>().GetAsync($"{OlderBuild.Environment}/r", Token))!));
    }

    public static async Task WriteAllAgainAsync(ServiceProvider services)
    {
        var bytes = Encoding.UTF8.GetBytes(OlderBuild.Json);
        var state = await StateAsync(services);
        state.State!.Fence = 1;
        await services.GetRequiredKeyedService<IGrainStorage>("actors").WriteStateAsync("state", GrainId.Create("activity", OlderBuild.Activity), state);
        await services.GetRequiredService<IDocumentStore>().PutAsync(Document, OlderBuild.Json, 1, Token);
        // A plan is written once and goes with the archive.
        await services.GetRequiredService<IRunStore>().ArchiveAsync(OlderBuild.Run, OlderBuild.Json, Token);
        await services.GetRequiredService<IRunStore>().PutPlanAsync(OlderBuild.Run, OlderBuild.Json, Token);
        Assert.Equal(TofuStateWrite.Written, await services.GetRequiredService<ITofuStateStore>().PutAsync($"{OlderBuild.Environment}/r", Attempt, null, bytes, Token));
        Assert.Equal(FunctionStateWrite.Written, await services.GetRequiredService<IFunctionStateStore>().PutAsync(OlderBuild.Environment, Attempt, "k", bytes, 1, Token));
        Assert.True(await services.GetRequiredService<IArtifactStore>().WriteAsync(Attempt, "work", new MemoryStream(bytes), 1000, Token));
    }

    private static async Task<GrainState<CounterState>> StateAsync(ServiceProvider services)
    {
        var state = new GrainState<CounterState>();
        await services.GetRequiredKeyedService<IGrainStorage>("actors").ReadStateAsync("state", GrainId.Create("activity", OlderBuild.Activity), state);
        return state;
    }
}
