using Actors.Contracts.Storage;

namespace Actors.Conformance.Storage;

/// <summary>Plans and archives of runs.</summary>
public abstract class RunStoreKit<TStorage> : StorageKit<TStorage>
    where TStorage : StorageUnderTest, new()
{
    private IRunStore Runs => Get<IRunStore>();

    [Fact]
    public async Task PutPlan_Again_KeepsTheFirst()
    {
        await Runs.PutPlanAsync(Run, "1", Token);
        await Runs.PutPlanAsync(Run, "2", Token);
        Reopen();
        Assert.Equal("1", await Runs.GetPlanAsync(Run, Token));
        Assert.Null(await Runs.GetPlanAsync("org/project/env/other", Token));
    }

    [Fact]
    public async Task Archive_DropsThePlan()
    {
        await Runs.PutPlanAsync(Run, "plan", Token);
        await Runs.ArchiveAsync(Run, "archive", Token);
        Assert.Null(await Runs.GetPlanAsync(Run, Token));
        Assert.Equal("archive", await Runs.GetArchiveAsync(Run, Token));
    }

    [Fact]
    public async Task ListArchives_NewestFirstAcrossEnvironments()
    {
        foreach (var run in new[] { "org/p/a/03", "org/p/b/01", "org/p/a/02", "org/p/bc/04", "org/q/a/05" }) await Runs.ArchiveAsync(run, run[^2..], Token);
        Assert.Equal(["04", "03", "02", "01"], (await Runs.ListArchivesUnderAsync("org/p", 10, Token)).Select(x => x.Json));
        Assert.Equal(["org/p/a/03"], (await Runs.ListArchivesUnderAsync("org/p/a", 1, Token)).Select(x => x.Run));
        Assert.Equal(["01"], (await Runs.ListArchivesUnderAsync("org/p/b", 10, Token)).Select(x => x.Json));
    }

    [Fact]
    public async Task ListArchives_OneIsDamaged_IsNamedAndHidesNoOther()
    {
        foreach (var run in new[] { "org/p/a/01", "org/p/a/02", "org/p/a/03" }) await Runs.ArchiveAsync(run, run[^2..], Token);
        await Storage.ExecuteAsync("UPDATE run_archive SET json = (SELECT json FROM run_archive WHERE id = '01') WHERE id = '02'");
        var rows = await Runs.ListArchivesUnderAsync("org/p", 10, Token);
        Assert.Equal([("org/p/a/03", "03"), ("org/p/a/02", null), ("org/p/a/01", "01")], rows.Select(x => (x.Run, x.Json)));
        Assert.Equal([false, true, false], rows.Select(x => x.Damage is not null));
        Assert.Contains("backup", rows[1].Damage!, StringComparison.Ordinal);
        var error = await Assert.ThrowsAsync<DamagedException>(() => Runs.GetArchiveAsync("org/p/a/02", Token));
        Assert.Contains("org/p/a/02", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListOlderArchives_BeyondTheNewest_NewestFirst()
    {
        foreach (var run in new[] { "org/p/a/03", "org/p/a/01", "org/p/a/04", "org/p/a/02", "org/p/ab/05" }) await Runs.ArchiveAsync(run, "x", Token);
        Assert.Equal(["org/p/a/02", "org/p/a/01"], await Runs.ListOlderArchivesUnderAsync("org/p/a", 2, 10, Token));
        Assert.Equal(["org/p/a/03"], await Runs.ListOlderArchivesUnderAsync("org/p/a", 1, 1, Token));
        Assert.Empty(await Runs.ListOlderArchivesUnderAsync("org/p/a", 4, 10, Token));
    }

    [Fact]
    public async Task DeleteUnder_KeepsTheNeighbours()
    {
        foreach (var run in new[] { "org/p/b/1", "org/p/bc/2" })
        {
            await Runs.ArchiveAsync(run, "x", Token);
            await Runs.PutPlanAsync(run, "x", Token);
        }
        await Runs.DeleteUnderAsync("org/p/b", Token);
        Assert.Null(await Runs.GetPlanAsync("org/p/b/1", Token));
        Assert.Null(await Runs.GetArchiveAsync("org/p/b/1", Token));
        Assert.NotNull(await Runs.GetPlanAsync("org/p/bc/2", Token));
        Assert.NotNull(await Runs.GetArchiveAsync("org/p/bc/2", Token));
    }

    [Fact]
    public async Task Put_LargerThanLimit_IsRefused()
    {
        var large = new string('x', Limits.StateBytes + 1);
        await Assert.ThrowsAsync<SizeLimitException>(() => Runs.PutPlanAsync(Run, large, Token));
        await Assert.ThrowsAsync<SizeLimitException>(() => Runs.ArchiveAsync(Run, large, Token));
        Assert.Null(await Runs.GetPlanAsync(Run, Token));
    }
}
