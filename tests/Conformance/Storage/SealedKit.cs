using System.Text;
using Actors.Contracts.Storage;
using Actors.Storage.Protection;
using Actors.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Conformance.Storage;

/// <summary>What is stored is sealed: with a key ring in the store, which opens with a key that is not there.</summary>
public abstract class SealedKit<TStorage> : StorageKit<TStorage>
    where TStorage : StorageUnderTest, new()
{
    private const string Tofu = "org/project/env/network";
    private const string Scope = "org/project/env";

    private static readonly RingKey Own = TestRingKeys.Read(true)[0];
    private static readonly RingKey Another = new SecretRingKey("another key, which is as good as the first one");
    private static readonly string Secret = "planted-" + Convert.ToHexStringLower(Encoding.UTF8.GetBytes("a secret of the tests, in each place"));
    private static readonly byte[] Json = Encoding.UTF8.GetBytes($$"""{"password":"{{Secret}}"}""");

    [Fact]
    public async Task Planted_InEveryPlace_IsInNoFileAndNoRow()
    {
        await WriteEverythingAsync();
        await ReadsEverythingAsync();
        await AssertHiddenAsync();
        Reopen();
        await ReadsEverythingAsync();
        await WriteEverythingAsync(fresh: false);
        await ReadsEverythingAsync();
        await AssertHiddenAsync();
    }

    [Fact]
    public async Task Open_ManyAtOnceWithoutARing_MakeOneRingAndReadEachOther()
    {
        for (var i = 0; i < 8; i++) Reopen();
        var stores = Enumerable.Range(0, 8).Select(Opened).ToArray();
        var ids = await Task.WhenAll(stores.Select((store, i) => Task.Run(async () =>
        {
            await store.GetRequiredService<IDocumentStore>().PutAsync(Document($"d{i}"), Encoding.UTF8.GetString(Json), null, Token);
            return (await store.GetRequiredService<IInstallationStore>().GetOrCreateAsync(Token)).Id;
        }, Token)));
        Assert.Single(ids.Distinct());
        Assert.Equal(1L, await CountAsync("SELECT count(*) FROM key_ring"));
        foreach (var store in stores) Assert.Equal(8, (await store.GetRequiredService<IDocumentStore>().ListAsync(new("org", "p"), Token)).Items.Count(x => x.Json.Contains(Secret, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Open_WithAnotherKey_IsRefusedAndChangesNothing()
    {
        await WriteEverythingAsync();
        var before = await RingAsync();
        Reopen(options => options.RingKeys = _ => [Another]);
        var refusal = await Assert.ThrowsAsync<KeyRingException>(() => Get<IInstallationStore>().GetOrCreateAsync(Token));
        Assert.Contains(Own.Id, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Actors:KeyFile", refusal.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<KeyRingException>(() => Get<IDocumentStore>().GetAsync(Document("a"), Token));
        await Assert.ThrowsAsync<KeyRingException>(() => Get<IDocumentStore>().PutAsync(Document("a"), "{}", null, Token));
        Assert.Equal(before, await RingAsync());
        Reopen();
        await ReadsEverythingAsync();
    }

    [Fact]
    public async Task Open_RingIsGone_IsRefusedAndMakesNone()
    {
        await WriteEverythingAsync();
        await Storage.ExecuteAsync("DELETE FROM key_ring");
        Reopen();
        var refusal = await Assert.ThrowsAsync<KeyRingException>(() => Get<IInstallationStore>().GetOrCreateAsync(Token));
        Assert.Contains("key_ring", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0L, await CountAsync("SELECT count(*) FROM key_ring"));
    }

    [Fact]
    public async Task Open_TellsWhetherThereIsARing()
    {
        var told = new List<bool>();
        for (var i = 0; i < 2; i++)
        {
            Reopen(options => options.RingKeys = exists =>
            {
                told.Add(exists);
                return TestRingKeys.Read(exists);
            });
            await Get<IInstallationStore>().GetOrCreateAsync(Token);
        }
        Assert.Equal([false, true], told);
    }

    [Fact]
    public async Task Keys_AddedThenTheOldTakenAway_OldOpensItNoMore()
    {
        await WriteEverythingAsync();
        Reopen(options => options.RingKeys = _ => [Another, Own]);
        await ReadsEverythingAsync();
        Reopen(); // A silo that has not heard of the new key yet goes on.
        await ReadsEverythingAsync();
        Reopen(options => options.RingKeys = _ => [Another, Own]);
        await ReadsEverythingAsync();
        Reopen(options => options.RingKeys = _ => [Another]);
        await ReadsEverythingAsync();
        Reopen();
        await Assert.ThrowsAsync<KeyRingException>(() => Get<IInstallationStore>().GetOrCreateAsync(Token));
    }

    [Fact]
    public async Task Ring_KeyExpired_NewThingsGetANewOneAndOldOnesStayReadable()
    {
        var past = new FakeTimeProvider(TimeProvider.System.GetUtcNow() - TimeSpan.FromDays(100));
        Reopen(clock: past);
        await WriteEverythingAsync();
        var first = await KeyOfAsync("a");
        Reopen();
        await ReadsEverythingAsync();
        await Get<IDocumentStore>().PutAsync(Document("b"), Encoding.UTF8.GetString(Json), null, Token);
        Assert.Equal(2L, await CountAsync("SELECT count(*) FROM key_ring"));
        Assert.NotEqual(first, await KeyOfAsync("b"));
        await ReadsEverythingAsync();
        Assert.Equal(first, await KeyOfAsync("a"));
    }

    [Fact]
    public async Task Row_CopiedOverAnother_IsNoticed()
    {
        await Get<IDocumentStore>().PutAsync(Document("a"), "1", null, Token);
        await Get<IDocumentStore>().PutAsync(Document("b"), "2", null, Token);
        await Storage.ExecuteAsync("UPDATE document SET json = (SELECT json FROM document WHERE name = 'a') WHERE name = 'b'");
        var error = await Assert.ThrowsAnyAsync<IOException>(() => Get<IDocumentStore>().GetAsync(Document("b"), Token));
        Assert.Contains("document", error.Message, StringComparison.Ordinal);
        Assert.Equal("1", (await Get<IDocumentStore>().GetAsync(Document("a"), Token))!.Json);
    }

    [Fact]
    public async Task Artifact_ReadFromAnywhere_IsWhatWasWritten()
    {
        await AllowAsync(1);
        var bytes = new byte[1_300_000];
        new Random(4711).NextBytes(bytes);
        Assert.True(await Get<IArtifactStore>().WriteAsync(Attempt(1), "work", new MemoryStream(bytes), bytes.Length, Token));
        await using var stream = (await Get<IArtifactStore>().OpenAsync(Activity, "work", Token))!;
        Assert.Equal(bytes.Length, stream.Length);
        foreach (var start in new[] { bytes.Length - 1, 0, 131_071, 131_072, 524_287, 524_288, 700_000, 1 })
        {
            stream.Position = start;
            var read = new byte[Math.Min(1000, bytes.Length - start)];
            await stream.ReadExactlyAsync(read, Token);
            Assert.Equal(bytes[start..(start + read.Length)], read);
        }
        Assert.Equal(new ArtifactEntry(Activity, "work", bytes.Length), Assert.Single(await Get<IArtifactStore>().ListUnderAsync(Run, Token)));
    }

    [Fact]
    public async Task Artifact_KeyOfAnother_IsNoticed()
    {
        await AllowAsync(1);
        foreach (var name in new[] { "a", "b" }) await Get<IArtifactStore>().WriteAsync(Attempt(1), name, new MemoryStream(Json), 1000, Token);
        await Storage.ExecuteAsync("UPDATE artifact SET key = (SELECT key FROM artifact LIMIT 1)");
        var failures = 0;
        foreach (var name in new[] { "a", "b" }) failures += await Record.ExceptionAsync(() => Get<IArtifactStore>().OpenAsync(Activity, name, Token)) is IOException ? 1 : 0;
        Assert.Equal(1, failures);
    }

    private async Task WriteEverythingAsync(bool fresh = true)
    {
        await AllowAsync(1);
        var text = Encoding.UTF8.GetString(Json);
        await Get<IInstallationStore>().GetOrCreateAsync(Token);
        await Get<IDocumentStore>().PutAsync(Document("a"), text, null, Token);
        var state = await ReadAsync("environment", Scope);
        state.State.Text = Secret;
        await WriteAsync("environment", Scope, state);
        await Get<IRunStore>().PutPlanAsync($"{Scope}/01", text, Token);
        await Get<IRunStore>().ArchiveAsync($"{Scope}/00", text, Token);
        Assert.Equal(TofuStateWrite.Written, await Get<ITofuStateStore>().PutAsync(Tofu, Attempt(1), null, Json, Token));
        Assert.Equal(TofuStateWrite.Written, await Get<ITofuStateStore>().PutAsync(Tofu, Attempt(1), null, Json, Token));
        if (fresh) Assert.Equal(TofuStateWrite.KeptAside, await Get<ITofuStateStore>().PutAsync(Tofu + "2", Attempt(7), null, Json, Token));
        Assert.Equal(FunctionStateWrite.Written, await Get<IFunctionStateStore>().PutAsync(Scope, Attempt(1), "key", Json, fresh ? 0 : 1, Token));
        Assert.True(await Get<IArtifactStore>().WriteAsync(Attempt(1), "work", new MemoryStream(Big()), 10_000_000, Token));
    }

    private async Task ReadsEverythingAsync()
    {
        var text = Encoding.UTF8.GetString(Json);
        Assert.Equal(text, (await Get<IDocumentStore>().GetAsync(Document("a"), Token))!.Json);
        Assert.Equal(text, (await Get<IDocumentStore>().ListAsync(new("org", "p"), Token)).Items[0].Json);
        Assert.Equal(Secret, (await ReadAsync("environment", Scope)).State.Text);
        Assert.Contains(Secret, Encoding.UTF8.GetString(Assert.Single(await Get<IStateIndex>().ListAsync(new() { Kind = "environment" }, Token)).Payload!.Value.Span), StringComparison.Ordinal);
        Assert.Equal(text, await Get<IRunStore>().GetPlanAsync($"{Scope}/01", Token));
        Assert.Equal(text, await Get<IRunStore>().GetArchiveAsync($"{Scope}/00", Token));
        Assert.Equal(text, Assert.Single(await Get<IRunStore>().ListArchivesUnderAsync(Scope, 10, Token)).Json);
        Assert.Equal(Json, await Get<ITofuStateStore>().GetAsync(Tofu, Token));
        Assert.Equal(Json, (await Get<IFunctionStateStore>().GetAsync(Scope, "key", Token))!.Json);
        await using var stream = await Get<IArtifactStore>().OpenAsync(Activity, "work", Token);
        var read = new MemoryStream();
        await stream!.CopyToAsync(read, Token);
        Assert.Equal(Big(), read.ToArray());
    }

    private async Task AssertHiddenAsync()
    {
        var dump = await Storage.DumpAsync();
        // It looks where things are: what may be seen is there.
        Assert.Contains(dump, part => Has(part, "org/project/env"));
        Assert.DoesNotContain(dump, part => Has(part, Secret) || Has(part, Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Secret))) || Has(part, "password") || Has(part, Convert.ToHexStringLower("password"u8)));
    }

    // The secret lies over the border of chunks, too.
    private static byte[] Big()
    {
        var bytes = new byte[700_000];
        foreach (var start in new[] { 0, 131_060, 524_280, bytes.Length - Json.Length }) Json.CopyTo(bytes, start);
        return bytes;
    }

    private static bool Has(byte[] part, string text) => part.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;

    private static DocumentKey Document(string name) => new("org", "p", "Environment", name);

    private async Task<long> CountAsync(string sql) => (long)(await Storage.ExecuteAsync(sql))!;

    private async Task<string> RingAsync() => $"{await Storage.ExecuteAsync("SELECT count(*) FROM key_ring")} {await Storage.ExecuteAsync("SELECT min(envelope) FROM key_ring")}";

    // What Data Protection writes after its mark of four bytes.
    private async Task<string> KeyOfAsync(string name) => Convert.ToHexString((byte[])(await Storage.ExecuteAsync($"SELECT json FROM document WHERE name = '{name}'"))!, 4, 16);
}
