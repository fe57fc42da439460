using Actors.Contracts.Storage;

namespace Actors.Conformance.Storage;

/// <summary>Documents of the catalog.</summary>
public abstract class DocumentStoreKit<TStorage> : StorageKit<TStorage>
    where TStorage : StorageUnderTest, new()
{
    private IDocumentStore Documents => Get<IDocumentStore>();

    [Fact]
    public async Task Put_ThenReopen_IsThere()
    {
        var stored = await Documents.PutAsync(Key("a"), """{"x":"é"}""", null, Token);
        Reopen();
        Assert.Equal(stored, await Documents.GetAsync(Key("a"), Token));
        Assert.Equal(1, stored!.Revision);
        Assert.Equal(stored.CreatedAt, stored.ModifiedAt);
        Assert.Null(await Documents.GetAsync(Key("a", "v2"), Token));
    }

    [Fact]
    public async Task Put_Again_GrowsTheRevisionAndKeepsTheCreation()
    {
        var first = await Documents.PutAsync(Key("a"), "1", null, Token);
        var second = await Documents.PutAsync(Key("a"), "2", first!.Revision, Token);
        Assert.Equal((2, "2", first.CreatedAt), (second!.Revision, second.Json, second.CreatedAt));
    }

    [Fact]
    public async Task Put_OtherRevision_WritesNothing()
    {
        await Documents.PutAsync(Key("a"), "1", 0, Token);
        Assert.Null(await Documents.PutAsync(Key("a"), "2", 0, Token));
        Assert.Null(await Documents.PutAsync(Key("a"), "2", 7, Token));
        Assert.Null(await Documents.PutAsync(Key("b"), "2", 1, Token));
        Assert.Equal("1", (await Documents.GetAsync(Key("a"), Token))!.Json);
        Assert.Null(await Documents.GetAsync(Key("b"), Token));
    }

    [Fact]
    public async Task Put_HundredCreateAtOnce_OneWins()
    {
        var stored = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => Documents.PutAsync(Key("a"), $"{i}", 0, Token), Token)));
        Assert.Equal((await Documents.GetAsync(Key("a"), Token))!.Json, Assert.Single(stored, x => x is not null)!.Json);
    }

    [Fact]
    public async Task Put_LargerThanLimit_KeepsWhatWasThere()
    {
        await Documents.PutAsync(Key("a"), "1", null, Token);
        await Assert.ThrowsAsync<SizeLimitException>(() => Documents.PutAsync(Key("a"), new string('x', Limits.DocumentBytes + 1), null, Token));
        Assert.Equal("1", (await Documents.GetAsync(Key("a"), Token))!.Json);
    }

    [Fact]
    public async Task Delete_TellsWhetherItWasThere()
    {
        await Documents.PutAsync(Key("a"), "1", null, Token);
        Assert.False(await Documents.DeleteAsync(Key("a", "v9"), Token));
        Assert.True(await Documents.DeleteAsync(Key("a"), Token));
        Assert.False(await Documents.DeleteAsync(Key("a"), Token));
    }

    [Fact]
    public async Task List_RestrictsAndPages()
    {
        foreach (var name in new[] { "c", "a", "b" }) await Documents.PutAsync(Key(name), name, null, Token);
        await Documents.PutAsync(Key("a", "v2"), "a2", null, Token);
        await Documents.PutAsync(Key("z") with { Organisation = "other" }, "z", null, Token);
        await Documents.PutAsync(Key("z") with { Project = "q" }, "z", null, Token);
        await Documents.PutAsync(Key("z") with { Kind = "Agent" }, "z", null, Token);

        var page = await Documents.ListAsync(new("org", "p", "Environment", Offset: 1, Limit: 2), Token);
        Assert.Equal(4, page.Count);
        Assert.Equal(["a2", "b"], page.Items.Select(x => x.Json));
        Assert.Equal(["a", "a2"], (await Documents.ListAsync(new("org", "p", "Environment", "a"), Token)).Items.Select(x => x.Json));
        Assert.Equal(6, (await Documents.ListAsync(new("org", null), Token)).Count);
        Assert.Empty((await Documents.ListAsync(new("org", "p", Offset: 100), Token)).Items);
    }

    [Fact]
    public async Task List_NewestFirst_OrdersByCreation()
    {
        foreach (var name in new[] { "b", "a", "c" })
        {
            await Documents.PutAsync(Key(name), name, null, Token);
            var now = TimeProvider.System.GetUtcNow();
            SpinWait.SpinUntil(() => TimeProvider.System.GetUtcNow() > now);
        }
        await Documents.PutAsync(Key("b"), "b", null, Token);
        Assert.Equal(["c", "a", "b"], (await Documents.ListAsync(new("org", "p", NewestFirst: true), Token)).Items.Select(x => x.Json));
    }

    [Fact]
    public async Task List_OneIsDamaged_IsNamedAndHidesNoOther()
    {
        foreach (var name in new[] { "a", "b", "c" }) await Documents.PutAsync(Key(name, "v1"), name, null, Token);
        await Storage.ExecuteAsync("UPDATE document SET json = (SELECT json FROM document WHERE name = 'a') WHERE name = 'b'");
        var page = await Documents.ListAsync(new("org", "p"), Token);
        Assert.Equal((3, "a c"), (page.Count, string.Join(' ', page.Items.Select(x => x.Json))));
        var damaged = Assert.Single(page.Damaged);
        Assert.Equal((Key("b", "v1"), 1), (damaged.Key, damaged.Revision));
        foreach (var part in new[] { "Environment 'b'", "'v1'", "'p'", "backup", "apply it again" }) Assert.Contains(part, damaged.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("or delete it", damaged.Message, StringComparison.Ordinal);
        var error = await Assert.ThrowsAsync<DamagedException>(() => Documents.GetAsync(Key("b", "v1"), Token));
        Assert.Equal((damaged.Message, (long?)damaged.Revision), (error.Message, error.Revision));
        await Documents.PutAsync(Key("b", "v1"), "again", damaged.Revision, Token);
        Assert.Equal("again", (await Documents.GetAsync(Key("b", "v1"), Token))!.Json);
    }

    [Fact]
    public async Task List_WhileWriting_SeesWholeDocuments()
    {
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 200; i++) await Documents.PutAsync(Key("a"), new string((char)('a' + i % 26), 10_000), null, Token);
        }, Token);
        do
        {
            foreach (var document in (await Documents.ListAsync(new("org", "p"), Token)).Items) Assert.Single(document.Json.Distinct());
        }
        while (!writing.IsCompleted);
        await writing;
    }

    private static DocumentKey Key(string name, string version = "") => new("org", "p", "Environment", name, version);
}
