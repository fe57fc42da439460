using Actors.Contracts.Storage;
using Actors.Grains.Catalog;
using Actors.Grains.Tests.Hosting;
using Actors.Templates.Reading;

namespace Actors.Grains.Tests.Catalog;

public sealed class CatalogLoaderTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    public async Task Load_MoreThanOnePage_BringsEveryDocument(int count)
    {
        var store = new PagedDocuments(pageSize: 3, count);

        var catalog = await new CatalogLoader(store).LoadAsync("default", "p", TestContext.Current.CancellationToken);

        Assert.All(Enumerable.Range(0, count), i => Assert.NotNull(catalog.Find("Agent", $"a{i}")));
        Assert.Null(catalog.Find("Agent", $"a{count}"));
        Assert.Equal(Math.Max(1, (count + 2) / 3), store.Queries.Count);
        Assert.All(store.Queries, query => Assert.Equal(("default", "p"), (query.Organisation, query.Project)));
    }

    [Fact]
    public async Task Load_TooManyDocuments_SaysSo()
    {
        var loader = new CatalogLoader(new PagedDocuments(pageSize: 1000, CatalogLoader.MaxDocuments * 2));

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => loader.LoadAsync("default", "p", TestContext.Current.CancellationToken));

        Assert.Contains("'p'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_OneIsDamaged_NamesIt()
    {
        var loader = new CatalogLoader(new PagedDocuments(pageSize: 3, 7, damaged: 4));

        var error = await Assert.ThrowsAsync<DamagedException>(() => loader.LoadAsync("default", "p", TestContext.Current.CancellationToken));

        Assert.Contains("a4 is damaged", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LoadReadable_OneIsDamaged_BringsEveryOther()
    {
        var catalog = await new CatalogLoader(new PagedDocuments(pageSize: 3, 7, damaged: 4)).LoadReadableAsync("default", "p", TestContext.Current.CancellationToken);

        Assert.Equal(["a0", "a1", "a2", "a3", "a5", "a6"], catalog.Documents.Select(document => document.Name));
    }

    [Fact]
    public async Task LoadReadable_SettingsOfTheOrganisationAreDamaged_BringsTheProject()
    {
        var loader = new CatalogLoader(new PagedDocuments(pageSize: 3, 1, areSettingsDamaged: true));

        var catalog = await loader.LoadReadableAsync("default", "p", TestContext.Current.CancellationToken);

        Assert.Equal(["a0"], catalog.Documents.Select(document => document.Name));
        Assert.Null(catalog.OrganisationSettings);
        await Assert.ThrowsAsync<DamagedException>(() => loader.LoadAsync("default", "p", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Load_Project_BringsTheSettingsOfTheOrganisation()
    {
        var catalog = await new CatalogLoader(new PagedDocuments(pageSize: 3, 1)).LoadAsync("default", "p", TestContext.Current.CancellationToken);

        Assert.Equal("GlobalSettings/default", catalog.OrganisationSettings?.Subject);
        Assert.Null(catalog.ProjectSettings);
        Assert.Single(catalog.Documents);
    }

    [Fact]
    public async Task Load_Organisation_AsksForAgentsAndPoolsOfAllProjects()
    {
        var store = new PagedDocuments(pageSize: 3, 1);

        var catalog = await new CatalogLoader(store).LoadAsync("default", "*", TestContext.Current.CancellationToken);

        Assert.True(catalog.IsOrganisation);
        Assert.NotNull(catalog.Find("Agent", "a0"));
        Assert.Equal([("*", null), (null, "Agent"), (null, "AgentPool")], store.Queries.Select(query => (query.Project, query.Kind)));
    }

    private sealed class PagedDocuments(int pageSize, int count, int? damaged = null, bool areSettingsDamaged = false) : IDocumentStore
    {
        public List<DocumentQuery> Queries { get; } = [];

        public Task<DocumentPage> ListAsync(DocumentQuery query, CancellationToken cancellationToken)
        {
            Queries.Add(query);
            var page = Enumerable.Range(query.Offset, Math.Max(0, Math.Min(Math.Min(pageSize, query.Limit), count - query.Offset))).ToList();
            return Task.FromResult(new DocumentPage([.. page.Where(i => i != damaged).Select(Document)], count)
            {
                Damaged = [.. page.Where(i => i == damaged).Select(i => new DamagedDocument(Document(i).Key, 1, $"a{i} is damaged."))],
            });
        }

        public Task<StoredDocument?> GetAsync(DocumentKey key, CancellationToken cancellationToken) =>
            areSettingsDamaged ? throw new DamagedException("The settings are damaged.") { Revision = 1 }
                : Task.FromResult(key == new DocumentKey("default", "*", "GlobalSettings", "default") ? Settings() : null);

        public Task<StoredDocument?> PutAsync(DocumentKey key, string json, long? expectedRevision, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("Not asked for.");

        public Task<bool> DeleteAsync(DocumentKey key, CancellationToken cancellationToken) => throw new InvalidOperationException("Not asked for.");

        private static StoredDocument Settings()
        {
            const string Yaml = "apiVersion: paas.envmgmt.io/v1\nkind: GlobalSettings\nmetadata: {name: default, project: '*'}\nspec: {agents: [{name: a0}]}\n";
            var document = DocumentReader.Read(Yaml, "test.yaml").Documents[0];
            return new(new("default", "*", "GlobalSettings", "default"), document.ToJson().ToJsonString(), 1, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);
        }

        private static StoredDocument Document(int i)
        {
            var document = DocumentReader.Read(TestDocuments.Agent(name: $"a{i}"), "test.yaml").Documents[0];
            return new(new("default", "p", "Agent", $"a{i}"), document.ToJson().ToJsonString(), 1, DateTimeOffset.UnixEpoch.AddSeconds(i), DateTimeOffset.UnixEpoch);
        }
    }
}
