using System.Security.Cryptography;
using System.Text;
using Actors.Contracts.Storage;
using Actors.Storage;
using Actors.Storage.OpenTofu;
using Actors.Storage.Protection;
using Actors.Storage.Protection.Older;
using Actors.Storage.Sql;
using Actors.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Conformance.Storage;

/// <summary>What builds left that sealed nothing is sealed; from then on nothing plain is taken.</summary>
public abstract class SealingPassKit<TStorage> : StorageKit<TStorage>
    where TStorage : StorageUnderTest, new()
{
    private const string Scope = "org/project/env";
    private const string Tofu = Scope + "/network";

    private static readonly RingKey Own = TestRingKeys.Read(true)[0];
    private static readonly RingKey Another = new SecretRingKey("another key, which is as good as the first one");
    private static readonly byte[] Json = """{"Text":"plain","serial":3,"lineage":"l"}"""u8.ToArray();
    private static readonly string Text = Encoding.UTF8.GetString(Json);

    /// <summary>More than a batch.</summary>
    protected virtual int Documents => 210;

    [Fact]
    public async Task Run_StoreOfAnOlderBuild_SealsAllOfItAndReadsIt()
    {
        await PlantAsync();
        await ReadsEverythingAsync();
        // All but the key of the installation.
        Assert.Equal(Documents + 7, await PlainAsync());
        Assert.True(await PassAsync());
        Assert.Equal(0, await PlainAsync());
        await ReadsEverythingAsync();
        Reopen();
        await ReadsEverythingAsync();
        var versions = await Get<ITofuStateStore>().ListVersionsAsync(Tofu, Token);
        Assert.Equal([(2L, TofuStateOrigin.Restored, "ann"), (1L, TofuStateOrigin.Written, null)], versions.Select(x => (x.Version, x.Origin, x.By)));
        Assert.All(versions, version => Assert.Equal((Convert.ToHexStringLower(SHA256.HashData(Json)), 3L, "l", (long)Json.Length), (version.Sha256, version.Serial, version.Lineage, version.Bytes)));
    }

    [Fact]
    public async Task Run_ThenSomethingPlain_IsRefusedInEveryPlace()
    {
        await PlantAsync();
        Assert.True(await PassAsync());
        await PutPlainAsync();
        for (var i = 0; i < 2; i++)
        {
            await RefusesEverythingAsync();
            Reopen();
        }
        // It is not sealed for whoever put it there.
        Assert.True(await Opened(0).GetRequiredService<SealingPass>().RunAsync(Token));
        await RefusesEverythingAsync();
    }

    [Fact]
    public async Task New_SomethingPlain_IsRefusedFromTheBeginning()
    {
        await Get<IDocumentStore>().PutAsync(Document(1), Text, null, Token);
        await Storage.ExecuteAsync($"UPDATE document SET json = {Storage.Bytes(Convert.ToHexString(Json))}");
        var error = await Assert.ThrowsAsync<DamagedException>(() => Get<IDocumentStore>().GetAsync(Document(1), Token));
        Assert.Contains("not sealed", error.Message, StringComparison.Ordinal);
        var page = await Get<IDocumentStore>().ListAsync(new("org", "project"), Token);
        Assert.Equal((0, Document(1)), (page.Items.Count, Assert.Single(page.Damaged).Key));
    }

    [Fact]
    public async Task Run_SeveralAtOnceWhileOthersWrite_LosesNoWrite()
    {
        await PlantAsync();
        for (var i = 0; i < 3; i++) Reopen();
        var passes = Enumerable.Range(1, 3).Select(i => Task.Run(() => Opened(i).GetRequiredService<SealingPass>().RunAsync(Token), Token)).ToList();
        for (var i = 0; i < Documents / 5; i++) Assert.Equal($"new {i}", (await Get<IDocumentStore>().PutAsync(Document(i * 4), $"new {i}", 1, Token))!.Json);
        var state = await ReadAsync("environment", Scope);
        state.State.Text = "new";
        await WriteAsync("environment", Scope, state);
        await Get<IRunStore>().ArchiveAsync($"{Scope}/00", "new", Token);
        Assert.All(await Task.WhenAll(passes), Assert.True);

        for (var i = 0; i < Documents; i++) Assert.Equal(i % 4 == 0 && i < Documents / 5 * 4 ? $"new {i / 4}" : Text, (await Get<IDocumentStore>().GetAsync(Document(i), Token))!.Json);
        Assert.Equal("new", (await ReadAsync("environment", Scope)).State.Text);
        Assert.Equal("new", await Get<IRunStore>().GetArchiveAsync($"{Scope}/00", Token));
        Assert.Equal(0, await PlainAsync());
    }

    [Fact]
    public async Task Run_CutOffOnTheWay_RefusesNothingUntilTheNextOneHasEnded()
    {
        await PlantAsync();
        await Get<IInstallationStore>().GetOrCreateAsync(Token);
        await Get<IEnumerable<IPlainContent>>().First().SealAsync(Token);
        Assert.InRange(await PlainAsync(), 1, Documents);
        Reopen();
        await ReadsEverythingAsync();
        Assert.True(await PassAsync());
        Assert.Equal(0, await PlainAsync());
    }

    [Fact]
    public async Task Run_BySiloWithFewerKeys_TellsThoseWithOthersToo()
    {
        await PlantAsync();
        await Get<IInstallationStore>().GetOrCreateAsync(Token);
        Reopen(options => options.RingKeys = _ => [Another, Own]);
        await Get<IInstallationStore>().GetOrCreateAsync(Token);
        Assert.True(await Opened(0).GetRequiredService<SealingPass>().RunAsync(Token));
        Reopen(options => options.RingKeys = _ => [Another]);
        await ReadsEverythingAsync();
        await PutPlainAsync();
        await RefusesEverythingAsync();
    }

    [Fact]
    public async Task Renew_AfterTheRun_TheNextKeySaysSoToo()
    {
        await PlantAsync();
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        Reopen(clock: clock);
        Assert.True(await PassAsync());
        clock.Advance(DataProtection.KeyLifetime);
        Reopen(clock: clock);
        await Get<IInstallationStore>().GetOrCreateAsync(Token);
        await Get<IDocumentStore>().PutAsync(Document(1), Text, null, Token);
        Assert.Equal(2L, await Storage.ExecuteAsync("SELECT count(*) FROM key_ring"));
        // Whoever takes the first key away takes what it opens away.
        await Storage.ExecuteAsync("DELETE FROM key_ring WHERE created = (SELECT min(created) FROM key_ring)");
        await Storage.ExecuteAsync($"UPDATE document SET json = {Storage.Bytes(Convert.ToHexString(Json))}");
        Reopen(clock: clock);
        await Assert.ThrowsAsync<DamagedException>(() => Get<IDocumentStore>().GetAsync(Document(1), Token));
    }

    [Fact]
    public async Task Run_VersionIsAdoptedMeanwhile_SealsItUnderItsNewNumber()
    {
        await PlantAsync();
        await Get<IInstallationStore>().GetOrCreateAsync(Token);
        await Storage.ExecuteAsync($"DELETE FROM tofu_version; DELETE FROM tofu_state WHERE version = 2; UPDATE tofu_state SET aside = 1");
        var states = Get<ITofuStateStore>();
        var sealer = new InterruptedSealer(Get<ISealer>(), async () => Assert.Null(await states.ResolveKeptAsideAsync(Tofu, adopt: true, Token)));
        IPlainContent[] contents = [new PlainTofuStates(Get<SqlDatabase>(), sealer, Get<IInstallationStore>())];
        var pass = new SealingPass(Get<Sealer>(), Get<KeyRing>(), Get<IInstallationStore>(), contents, Get<StorageOptions>(), TimeProvider.System, NullLogger<SealingPass>.Instance);

        Assert.True(await pass.RunAsync(Token));

        Assert.Equal([2L], (await states.ListVersionsAsync(Tofu, Token)).Select(version => version.Version));
        Assert.Equal(Json, await states.GetAsync(Tofu, Token));
    }

    [Fact]
    public async Task Refuse_OldVersionThatNoRoundFound_IsNotSaid()
    {
        await PlantAsync();
        await Get<IInstallationStore>().GetOrCreateAsync(Token);
        var states = Get<IEnumerable<IPlainContent>>().OfType<PlainTofuStates>().Single();
        Assert.False(await Get<KeyRing>().RefusePlainAsync(states.IsLeftAsync, Token));
        await ReadsEverythingAsync();
        Assert.Equal(2, await states.SealAsync(Token));
        Assert.Equal(0, await states.SealAsync(Token));
        // One that was put there, or is damaged, is not plain: it is refused, and waited for by nobody.
        await Storage.ExecuteAsync($"UPDATE tofu_state SET state = {Storage.Bytes(Convert.ToHexString(Json))} WHERE version = 1; DELETE FROM tofu_version WHERE version = 2; UPDATE tofu_state SET state = {Storage.Bytes("09f0c9f000")} WHERE version = 2");
        Assert.Equal(0, await states.SealAsync(Token));
        Assert.True(await Get<KeyRing>().RefusePlainAsync(states.IsLeftAsync, Token));
    }

    [Fact]
    public async Task Run_SomeArtifactsCannotBeRead_SealsAllOthersAndNamesThem()
    {
        await PlantAsync();
        var lost = Enumerable.Range(0, 12).Select(i => $"lost{i:D2}").ToList();
        foreach (var name in lost)
        {
            await Storage.PutPlainArtifactAsync(Activity, name, Json);
            await Storage.LoseArtifactAsync(Activity, name);
        }

        var error = await Assert.ThrowsAsync<IOException>(PassAsync);

        foreach (var part in new[] { "12 artifacts", "'lost00'", "'lost09'", Activity, "And 2 more" }) Assert.Contains(part, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("lost10", error.Message, StringComparison.Ordinal);
        // All that is plain is what was lost; and it is not refused, as it may come back.
        Assert.Equal(12, await PlainAsync());
        await ReadsEverythingAsync();
        Assert.False(await Get<ISealer>().RefusesPlainAsync(Token));

        await Storage.ExecuteAsync("DELETE FROM artifact WHERE key IS NULL");
        Assert.True(await PassAsync());
        await ReadsEverythingAsync();
    }

    protected Task<bool> PassAsync() => Get<SealingPass>().RunAsync(Token);

    /// <summary>The store as an older build left it: no ring, nothing sealed.</summary>
    protected async Task PlantAsync()
    {
        Assert.Null(await Get<IDocumentStore>().GetAsync(Document(0), Token));
        var json = Storage.Bytes(Convert.ToHexString(Json));
        await Storage.ExecuteAsync($"""
            INSERT INTO installation(one, id, key) VALUES(1, 'aold', {Storage.Bytes(Convert.ToHexString(Bytes(32)))});
            INSERT INTO grain_state(kind, key, name, payload, version, organisation, project, status, open, due, fence, modified) VALUES('environment', '{Scope}', 'state', {json}, 1, 'org', 'project', 'New', 1, NULL, NULL, 1);
            INSERT INTO grain_state(kind, key, name, payload, version, organisation, project, status, open, due, fence, modified) VALUES('environment', '{Scope}-cleared', 'state', NULL, 2, 'org', 'project', '', 0, NULL, NULL, 1);
            INSERT INTO run_plan(run, plan) VALUES('{Scope}/01', {json});
            INSERT INTO run_archive(run, id, json) VALUES('{Scope}/00', '00', {json});
            INSERT INTO tofu_state(resource, version, aside, activity, attempt, state, created) VALUES('{Tofu}', 1, 0, '{Activity}', 1, {json}, 1), ('{Tofu}', 2, 0, '', 0, {json}, 2);
            INSERT INTO tofu_version(resource, version, origin, source, author, serial, lineage, mac, bytes, changed) VALUES('{Tofu}', 2, 1, 1, 'ann', NULL, NULL, '', {Json.Length}, 2);
            INSERT INTO function_state(scope, key, value, version, modified) VALUES('{Scope}', 'key', {json}, 1, 1);
            INSERT INTO document(organisation, project, kind, name, version, json, revision, created, modified)
            VALUES{string.Join(", ", Enumerable.Range(0, Documents).Select(i => $"('org', 'project', 'ConfigContext', 'd{i:D4}', '', {json}, 1, 1, 1)"))};
            """);
        await Storage.PutPlainArtifactAsync(Activity, "work", Json);
    }

    /// <summary>Replaces all of it by plain text, and by a key that somebody knows; nothing tells the versions' contents any more.</summary>
    private async Task PutPlainAsync()
    {
        var json = Storage.Bytes(Convert.ToHexString(Json));
        await Storage.ExecuteAsync($"""
            UPDATE installation SET key = {Storage.Bytes(Convert.ToHexString(Bytes(32)))}; UPDATE grain_state SET payload = {json}; UPDATE run_plan SET plan = {json};
            UPDATE run_archive SET json = {json}; DELETE FROM tofu_version; UPDATE tofu_state SET state = {json}; UPDATE function_state SET value = {json}; UPDATE document SET json = {json};
            DELETE FROM artifact;
            """);
        await Storage.PutPlainArtifactAsync(Activity, "other", Json);
    }

    protected async Task ReadsEverythingAsync()
    {
        Assert.Equal("aold", (await Get<IInstallationStore>().GetOrCreateAsync(Token)).Id);
        Assert.Equal(Bytes(32), (await Get<IInstallationStore>().GetOrCreateAsync(Token)).Key);
        Assert.Equal(Documents, (await Get<IDocumentStore>().ListAsync(new("org", "project"), Token)).Items.Count(x => x.Json == Text));
        Assert.Equal("plain", (await ReadAsync("environment", Scope)).State.Text);
        Assert.Equal(Text, await Get<IRunStore>().GetPlanAsync($"{Scope}/01", Token));
        Assert.Equal(Text, await Get<IRunStore>().GetArchiveAsync($"{Scope}/00", Token));
        Assert.Equal(Json, await Get<ITofuStateStore>().GetAsync(Tofu, Token));
        Assert.Equal(Json, await Get<ITofuStateStore>().GetVersionAsync(Tofu, 1, Token));
        Assert.Equal(Json, (await Get<IFunctionStateStore>().GetAsync(Scope, "key", Token))!.Json);
        await using var stream = await Get<IArtifactStore>().OpenAsync(Activity, "work", Token);
        var read = new MemoryStream();
        await stream!.CopyToAsync(read, Token);
        Assert.Equal(Json, read.ToArray());
    }

    private async Task RefusesEverythingAsync()
    {
        Task[] reads =
        [
            Get<IDocumentStore>().GetAsync(Document(1), Token), ReadAsync("environment", Scope), Get<IRunStore>().GetPlanAsync($"{Scope}/01", Token), Get<IRunStore>().GetArchiveAsync($"{Scope}/00", Token),
            Get<ITofuStateStore>().GetAsync(Tofu, Token), Get<IFunctionStateStore>().GetAsync(Scope, "key", Token), Get<IArtifactStore>().OpenAsync(Activity, "other", Token),
        ];
        foreach (var read in reads) Assert.Contains("not sealed", (await Assert.ThrowsAsync<DamagedException>(() => read)).Message, StringComparison.Ordinal);
        using var fresh = Storage.Open(Limits, options => options.RingKeys = _ => [Another, Own]);
        Assert.Contains("installation key", (await Assert.ThrowsAsync<DamagedException>(() => fresh.GetRequiredService<IInstallationStore>().GetOrCreateAsync(Token))).Message, StringComparison.Ordinal);
    }

    /// <summary>How many things are not sealed.</summary>
    protected async Task<long> PlainAsync()
    {
        string[] columns = ["installation.key", "grain_state.payload", "document.json", "run_plan.plan", "run_archive.json", "tofu_state.state", "function_state.value"];
        var count = (long)(await Storage.ExecuteAsync("SELECT count(*) FROM artifact WHERE key IS NULL"))!;
        foreach (var column in columns)
        {
            var (table, name) = (column.Split('.')[0], column.Split('.')[1]);
            count += (long)(await Storage.ExecuteAsync($"SELECT count(*) FROM {table} WHERE substr({name}, 1, 4) <> {Storage.Bytes("09f0c9f0")}"))!;
        }
        return count;
    }

    private static DocumentKey Document(int number) => new("org", "project", "ConfigContext", $"d{number:D4}");
}
