using Actors.Contracts.Storage;
using Actors.Grains.Catalog;
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

    private static string Text(int i) => $"apiVersion: eaas.envmgmt.io/v1\nkind: ConfigContext\nmetadata: {{ name: shared }}\nspec: {{ variables: [{{ name: by, valueType: text, value: silo-{i} }}] }}\n";
}
