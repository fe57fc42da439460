namespace Actors.Grains.Tests.Agents;

/// <summary>A silo that takes its workers with it when it stops.</summary>
public sealed class StoppingAgentPlaneFixture : AgentPlaneFixture
{
    protected override bool StopsWorkers => true;

    protected override int Agents => 1;
}
