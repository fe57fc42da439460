using System.Collections.Immutable;
using System.Net;
using Actors.Grains.Agents;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Grains.Tests.Agents;

public sealed class AgentRefugeTests : IClusterMembershipService, ILocalSiloDetails, IAgentPlanes
{
    private const string Agent = "default/default/a";
    private static readonly SiloAddress Own = Address(1);
    private static readonly SiloAddress Other = Address(2);
    private readonly FakeTimeProvider _clock = new();
    private readonly Dictionary<SiloAddress, SiloStatus> _members = new() { [Own] = SiloStatus.Active };
    private readonly Dictionary<SiloAddress, string> _agents = new() { [Own] = Agent, [Other] = $"default/default/b,{Agent}" };
    private readonly List<SiloAddress> _asked = [];
    private Func<Task<bool>> _answer = () => Task.FromResult(true);
    private Func<ValueTask> _refresh = () => ValueTask.CompletedTask;

    [Fact]
    public async Task Ask_AnotherKeepsTheAgent_SaysSo()
    {
        _members[Other] = SiloStatus.Active;

        Assert.Equal([true], await AskAsync());
        Assert.Equal([Other], _asked);
    }

    [Fact]
    public async Task Ask_Alone_AsksNobody() => Assert.Empty(await AskAsync());

    [Theory]
    [InlineData(SiloStatus.Joining)]
    [InlineData(SiloStatus.ShuttingDown)]
    [InlineData(SiloStatus.Stopping)]
    [InlineData(SiloStatus.Dead)]
    public async Task Ask_OtherIsNotActive_IsNotAsked(SiloStatus status)
    {
        _members[Other] = status;

        Assert.Empty(await AskAsync());
        Assert.Empty(_asked);
    }

    [Fact]
    public async Task Ask_OtherHasNoSuchAgent_IsNotAsked()
    {
        (_members[Other], _agents[Other]) = (SiloStatus.Active, "default/default/aa");

        Assert.Empty(await AskAsync());
        Assert.Empty(_asked);
    }

    [Fact]
    public async Task Ask_OtherIsAboutToStopToo_SaysSoAlthoughTheMembershipCallsItActive()
    {
        _members[Other] = SiloStatus.Active;
        _answer = () => Task.FromResult(false);

        Assert.Equal([false], await AskAsync());
    }

    [Fact]
    public async Task Ask_OneOfSeveralDoesNotAnswer_TheOtherIsHeard()
    {
        (_members[Other], _members[Address(3)], _agents[Address(3)]) = (SiloStatus.Active, SiloStatus.Active, Agent);
        _answer = () => _asked.Count == 1 ? Task.FromException<bool>(new SiloUnavailableException("gone")) : Task.FromResult(true);

        Assert.Equal([null, true], (await AskAsync()).Order());
    }

    [Fact]
    public async Task Ask_TableIsAway_AsksWhoWasKnownLast()
    {
        _members[Other] = SiloStatus.Active;
        _refresh = () => throw new IOException("no database");

        Assert.Equal([true], await AskAsync());
    }

    [Fact]
    public async Task Ask_TableDoesNotAnswer_AsksWhoWasKnownLast()
    {
        _members[Other] = SiloStatus.Active;
        _refresh = () => new(Task.Delay(Timeout.InfiniteTimeSpan, TestContext.Current.CancellationToken));

        var asking = AskAsync();
        _clock.Advance(AgentRefuge.Limit);

        Assert.Equal([true], await asking);
    }

    [Fact]
    public async Task Ask_OtherDoesNotAnswer_IsUnknownInTime()
    {
        _members[Other] = SiloStatus.Active;
        _answer = () => new TaskCompletionSource<bool>().Task;

        var asking = AskAsync();
        Assert.False(asking.IsCompleted);
        _clock.Advance(AgentRefuge.Limit);

        Assert.Equal([null], await asking);
    }

    private static SiloAddress Address(int number) => SiloAddress.New(IPAddress.Loopback, number, number);

    private Task<IReadOnlyList<bool?>> AskAsync() =>
        new AgentRefuge(this, this, this, _clock, NullLogger<AgentRefuge>.Instance).AskAsync(Agent, TestContext.Current.CancellationToken);

    string ILocalSiloDetails.Name => "own";

    string ILocalSiloDetails.ClusterId => "cluster";

    string ILocalSiloDetails.DnsHostName => "host";

    SiloAddress ILocalSiloDetails.SiloAddress => Own;

    SiloAddress ILocalSiloDetails.GatewayAddress => Own;

    ClusterMembershipSnapshot IClusterMembershipService.CurrentSnapshot =>
        new(_members.ToImmutableDictionary(each => each.Key, each => new ClusterMember(each.Key, each.Value, $"{each.Key}")), new(1));

    IAsyncEnumerable<ClusterMembershipSnapshot> IClusterMembershipService.MembershipUpdates => throw new NotSupportedException();

    ValueTask IClusterMembershipService.Refresh(MembershipVersion minimumVersion, CancellationToken cancellationToken) => _refresh();

    Task<bool> IClusterMembershipService.TryKill(SiloAddress siloAddress) => throw new NotSupportedException();

    bool IAgentPlanes.Configures(SiloAddress silo, string agent) => _agents[silo].Split(',').Contains(agent);

    Task<bool> IAgentPlanes.KeepsAsync(SiloAddress silo, string agent)
    {
        _asked.Add(silo);
        return _answer();
    }
}
