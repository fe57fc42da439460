using Actors.Contracts.Storage;

namespace Actors.Conformance.Storage;

/// <summary>The installation's identity, and the tokens of its agents.</summary>
public abstract class InstallationKit<TStorage> : StorageKit<TStorage>
    where TStorage : StorageUnderTest, new()
{
    [Fact]
    public async Task GetOrCreate_RacingAndReopened_GivesOneInstallation()
    {
        var store = Get<IInstallationStore>();
        Reopen();
        var other = Get<IInstallationStore>();
        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => (i % 2 == 0 ? store : other).GetOrCreateAsync(Token), Token)));
        var installation = all[0];
        Assert.Matches("^[a-z][a-z0-9]{5,}$", installation.Id);
        Assert.Equal(32, installation.Key.Length);
        Assert.All(all, x => Assert.Equal((installation.Id, Convert.ToHexString(installation.Key.Span)), (x.Id, Convert.ToHexString(x.Key.Span))));
    }

    [Fact]
    public async Task Tokens_FoundByHashListedByKeyAndRevoked()
    {
        var tokens = Get<IAgentTokenStore>();
        var made = new DateTimeOffset(2031, 5, 17, 0, 0, 0, TimeSpan.Zero);
        var token = new AgentToken("id1", "org/p/agent", "aa", made);
        await tokens.AddAsync(token, Token);
        await tokens.AddAsync(new AgentToken("id2", "org/p/agent2", "bb", made), Token);
        Reopen();
        tokens = Get<IAgentTokenStore>();
        Assert.Equal(token, await tokens.FindAsync("aa", Token));
        Assert.Null(await tokens.FindAsync("AA", Token));
        Assert.Equal([token], await tokens.ListUnderAsync("org/p/agent", Token));
        Assert.Equal(2, (await tokens.ListUnderAsync("org/p", Token)).Count);
        Assert.True(await tokens.DeleteAsync("id1", Token));
        Assert.False(await tokens.DeleteAsync("id1", Token));
        Assert.Null(await tokens.FindAsync("aa", Token));
    }
}
