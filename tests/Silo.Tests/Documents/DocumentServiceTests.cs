using Actors.Contracts.Storage;
using Actors.Grains.Catalog;
using Actors.Silo.Api;
using Actors.Silo.Documents;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Silo.Tests.Documents;

/// <summary>Services of several silos on one store.</summary>
[Collection<SiloCollection>]
public sealed class DocumentServiceTests(SiloFixture silo)
{
    private const int Silos = 8;

    [Fact]
    public async Task Apply_ByManySilosAtOnce_StoresEachWithoutAConflict()
    {
        var services = silo.App.Services;
        var store = services.GetRequiredService<IDocumentStore>();
        var scope = DocumentScope.Of("default", "eaas.envmgmt.io", "v1", $"p{Guid.NewGuid():N}", "configcontexts");
        var silos = Enumerable.Range(0, Silos).Select(_ => new DocumentService(store, services.GetRequiredService<CatalogLoader>(), [], services.GetRequiredService<ILaunches>())).ToList();

        var stored = await Task.WhenAll(silos.Select((service, i) => Task.Run(() => service.ApplyAsync(scope, Text(i), "test", failOnExists: false, TestContext.Current.CancellationToken))));

        Assert.Equal(Silos, stored.Select(item => item.Stored.Revision).Distinct().Count());
        var last = stored.MaxBy(item => item.Stored.Revision).Stored;
        Assert.Equal(last.Json, (await store.GetAsync(scope.Key("shared"), TestContext.Current.CancellationToken))!.Json);
        silos.ForEach(service => service.Dispose());
    }

    [Fact]
    public async Task Apply_VersionBeyondThosePerList_ReplacesItAlsoWhenItIsDamaged()
    {
        const int PerList = 1000;
        var services = silo.App.Services;
        var (store, cancellation) = (services.GetRequiredService<IDocumentStore>(), TestContext.Current.CancellationToken);
        var scope = DocumentScope.Of("default", "eaas.envmgmt.io", "v1", $"p{Guid.NewGuid():N}", "environmenttemplates");
        using var service = new DocumentService(store, services.GetRequiredService<CatalogLoader>(), [], services.GetRequiredService<ILaunches>());
        await service.ApplyAsync(scope, Version("z"), "test", failOnExists: true, cancellation);
        var json = (await store.GetAsync(scope.Key("many", "z"), cancellation))!.Json;
        for (var i = 0; i < PerList; i++)
        {
            await store.PutAsync(scope.Key("many", $"v{i}"), json.Replace("\"z\"", $"\"v{i}\"", StringComparison.Ordinal), 0, cancellation);
        }

        var (again, _) = await service.ApplyAsync(scope, Version("z"), "test", failOnExists: false, cancellation);
        Assert.Equal(2, again.Revision);
        await Assert.ThrowsAsync<ApiException>(() => service.ApplyAsync(scope, Version("z"), "test", failOnExists: true, cancellation));

        Assert.Equal(1, await DamageAsync());
        var (mended, _) = await service.ApplyAsync(scope, Version("z"), "test", failOnExists: false, cancellation);
        Assert.Equal((3, json), (mended.Revision, mended.Json));

        Assert.Equal(1, await DamageAsync());
        await service.DeleteAsync(scope, "many", version: null, cancellation);
        Assert.Equal(0, (await store.ListAsync(new("default", scope.Project), cancellation)).Count);

        Task<int> DamageAsync() => silo.ExecuteAsync(
            $"UPDATE document SET json = (SELECT json FROM document WHERE project = '{scope.Project}' AND version = 'v0') WHERE project = '{scope.Project}' AND version = 'z'");
    }

    private static string Version(string version) =>
        $"apiVersion: eaas.envmgmt.io/v1\nkind: EnvironmentTemplate\nmetadata: {{ name: many }}\nspec: {{ version: {version}, versionState: draft }}\n";

    private static string Text(int i) => $"apiVersion: eaas.envmgmt.io/v1\nkind: ConfigContext\nmetadata: {{ name: shared }}\nspec: {{ variables: [{{ name: by, valueType: text, value: silo-{i} }}] }}\n";
}
