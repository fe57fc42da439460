using System.Globalization;
using System.Text;
using Actors.Contracts.Storage;

namespace Actors.Conformance.Storage;

/// <summary>Values that functions keep: versions, scopes, fence, limits.</summary>
public abstract class FunctionStateStoreKit<TStorage> : StorageKit<TStorage>
    where TStorage : StorageUnderTest, new()
{
    private const string Environment = "org/project/env";

    protected override StorageLimits Limits { get; } = new(FunctionStateBytes: 1000, FunctionStateKeys: 3);

    private IFunctionStateStore States => Get<IFunctionStateStore>();

    [Fact]
    public async Task Put_New_ReadsBackAfterReopen()
    {
        await AllowAsync(1);
        Assert.Null(await TextAsync("k"));
        Assert.Equal(FunctionStateWrite.Written, await PutAsync("k", """{"a":[1,"\u0000ö"]}""", 0));
        Reopen();
        Assert.Equal(("""{"a":[1,"\u0000ö"]}""", 1L), await TextAsync("k"));
    }

    [Theory]
    [InlineData(0, FunctionStateWrite.Conflict)]
    [InlineData(1, FunctionStateWrite.Conflict)]
    [InlineData(2, FunctionStateWrite.Written)]
    [InlineData(3, FunctionStateWrite.Written)]
    [InlineData(4, FunctionStateWrite.Conflict)]
    [InlineData(-1, FunctionStateWrite.Conflict)]
    public async Task Put_Version_MustBeTheCurrentOrTheNext(long version, FunctionStateWrite outcome)
    {
        await AllowAsync(1);
        await PutAsync("k", "1", 0);
        await PutAsync("k", "2", 1);

        Assert.Equal(outcome, await PutAsync("k", "3", version));
        Assert.Equal(outcome == FunctionStateWrite.Written ? ("3", 3L) : ("2", 2L), await TextAsync("k"));
    }

    [Theory]
    [InlineData(0, FunctionStateWrite.Written)]
    [InlineData(1, FunctionStateWrite.Written)]
    [InlineData(2, FunctionStateWrite.Conflict)]
    public async Task Put_NothingThere_TakesZeroOrOne(long version, FunctionStateWrite outcome)
    {
        await AllowAsync(1);

        Assert.Equal(outcome, await PutAsync("k", "1", version));
        Assert.Equal(outcome == FunctionStateWrite.Written ? ("1", 1L) : null, await TextAsync("k"));
    }

    [Fact]
    public async Task Put_ReadChangeWriteByMany_LosesNothing()
    {
        await AllowAsync(1);
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(async () =>
        {
            for (var done = 0; done < 10;)
            {
                var (text, version) = await TextAsync("counter") ?? ("0", 0);
                var next = (int.Parse(text, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);
                if (await PutAsync("counter", next, version) == FunctionStateWrite.Written) done++;
            }
        }, Token)));

        Assert.Equal(("50", 50L), await TextAsync("counter"));
    }

    [Fact]
    public async Task Delete_BeginsAnew()
    {
        await AllowAsync(1);
        await PutAsync("k", "1", 0);
        await PutAsync("k", "2", 1);

        Assert.Equal(FunctionStateWrite.Written, await States.DeleteAsync(Environment, Attempt(1), "k", Token));
        Assert.Equal(FunctionStateWrite.NotFound, await States.DeleteAsync(Environment, Attempt(1), "k", Token));
        Assert.Null(await TextAsync("k"));
        Assert.Equal(FunctionStateWrite.Conflict, await PutAsync("k", "3", 2));
        Assert.Equal(FunctionStateWrite.Written, await PutAsync("k", "3", 0));
    }

    [Fact]
    public async Task Write_OtherAttempt_IsOver()
    {
        Assert.Equal(FunctionStateWrite.Over, await PutAsync("k", "1", 0));
        await AllowAsync(1);
        await PutAsync("k", "1", 0);
        await AllowAsync(2);

        Assert.Equal(FunctionStateWrite.Over, await PutAsync("k", "2", 1));
        Assert.Equal(FunctionStateWrite.Over, await States.DeleteAsync(Environment, Attempt(1), "k", Token));
        Assert.Equal(("1", 1L), await TextAsync("k"));
        Assert.Equal(FunctionStateWrite.Written, await PutAsync("k", "2", 1, attempt: 2));
    }

    [Fact]
    public async Task Put_TooLarge_IsRefused()
    {
        await AllowAsync(1);

        Assert.Equal(1000, (await Assert.ThrowsAsync<SizeLimitException>(() => PutAsync("k", new string('1', 1001), 0))).Limit);
        Assert.Equal(FunctionStateWrite.Written, await PutAsync("k", new string('1', 1000), 0));
    }

    [Fact]
    public async Task Put_TooManyKeys_IsFullUntilOneGoes()
    {
        await AllowAsync(1);
        foreach (var key in new[] { "a", "b", "c" }) await PutAsync(key, "1", 0);

        Assert.Equal(FunctionStateWrite.Full, await PutAsync("d", "1", 0));
        Assert.Equal(FunctionStateWrite.Written, await PutAsync("a", "2", 1));
        Assert.Equal(FunctionStateWrite.Written, await PutAsync("d", "1", 0, scope: "org/project"));
        await States.DeleteAsync(Environment, Attempt(1), "a", Token);
        Assert.Equal(FunctionStateWrite.Written, await PutAsync("d", "1", 0));
    }

    [Fact]
    public async Task Scopes_AreApart()
    {
        await AllowAsync(1);
        string[] scopes = ["org", "org/project", Environment, "org/project/env2", "org/other"];
        foreach (var scope in scopes) await PutAsync("k", $"\"{scope}\"", 0, scope: scope);

        foreach (var scope in scopes) Assert.Equal(($"\"{scope}\"", 1L), await TextAsync("k", scope));
        await States.DeleteUnderAsync(Environment, Token);
        Assert.Equal(new[] { true, true, false, true, true }, await Task.WhenAll(scopes.Select(async scope => await TextAsync("k", scope) is not null)));
        await States.DeleteUnderAsync("org/project", Token);
        Assert.Equal(new[] { true, false, false, false, true }, await Task.WhenAll(scopes.Select(async scope => await TextAsync("k", scope) is not null)));
    }

    private Task<FunctionStateWrite> PutAsync(string key, string json, long version, int attempt = 1, string scope = Environment) =>
        States.PutAsync(scope, Attempt(attempt), key, Encoding.UTF8.GetBytes(json), version, Token);

    private async Task<(string Json, long Version)?> TextAsync(string key, string scope = Environment) =>
        await States.GetAsync(scope, key, Token) is { } value ? (Encoding.UTF8.GetString(value.Json), value.Version) : null;
}
