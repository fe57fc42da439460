using Actors.Grains.Environments;

namespace Actors.Grains.Tests.Environments;

public sealed class RunIdsTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void After_ManyInOneMillisecond_AreInTheirOrder()
    {
        var ids = new List<string>();
        for (var i = 0; i < 1000; i++)
        {
            ids.Add(RunIds.After([ids.Count == 0 ? null : ids[^1]], Now));
        }

        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public void After_ClockSetBack_IsGreaterThanAllOthers()
    {
        string[] others = [Ulid.NewUlid(Now.AddHours(1)).ToString(), Ulid.NewUlid(Now.AddHours(2)).ToString(), Ulid.NewUlid(Now.AddHours(-1)).ToString()];

        Assert.True(string.CompareOrdinal(RunIds.After(others, Now), others[1]) > 0);
    }

    [Fact]
    public void After_NoneOrNoUlid_IsOfNow() => Assert.Equal(Now, Ulid.Parse(RunIds.After([null, "r-1"], Now)).Time);
}
