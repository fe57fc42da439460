using Actors.Contracts.Activities;
using Actors.Contracts.Identity;
using Actors.Grains.Hosting;
using Actors.Scheduling.Runs;
using Actors.Templates.Planning;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace Actors.Grains.Tests.Hosting;

public sealed class WireSerializerTests
{
    [Fact]
    public void WireSerializer_ActivitiesOfARun_ComeBack()
    {
        using var services = new ServiceCollection().AddSerializer().AddWireSerializer().BuildServiceProvider();
        var run = new RunRecord { Id = "r", Kind = RunKind.Deploy, StartedAt = DateTimeOffset.UnixEpoch, Nodes = [new() { Id = "a" }, new() { Id = "b", DependsOn = ["a"] }] };
        var views = RunViews.Of(ActorKey.Of("o", "p", "e"), run);
        var serializer = services.GetRequiredService<Serializer>();

        var copy = services.GetRequiredService<DeepCopier>().Copy(views);
        var read = serializer.Deserialize<IReadOnlyList<ActivityView>>(serializer.SerializeToArray(views));

        Assert.Equal(["a", "b"], copy.Select(view => view.Id));
        Assert.Equal(["a", "b"], read!.Select(view => view.Id));
    }
}
