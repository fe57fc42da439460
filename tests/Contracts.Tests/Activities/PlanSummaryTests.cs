using Actors.Contracts.Activities;

namespace Actors.Contracts.Tests.Activities;

public sealed class PlanSummaryTests
{
    [Fact]
    public void ToString_SaysItAsTheToolDoes()
    {
        Assert.Equal("No changes.", new PlanSummary().ToString());
        Assert.Equal("3 to add, 1 to change, 2 to destroy.", new PlanSummary { Add = 3, Change = 1, Destroy = 2 }.ToString());
        Assert.Equal("0 to add, 0 to change, 0 to destroy; 2 output(s) change.", new PlanSummary { Outputs = 2 }.ToString());
        Assert.Equal(
            "1 to import, 3 to add, 1 to change, 2 to destroy, 4 to forget (1 replaced).", new PlanSummary { Add = 3, Change = 1, Destroy = 2, Replace = 1, Import = 1, Forget = 4 }.ToString());
    }
}
