namespace Actors.Cluster.Support;

/// <summary>What the API says of an agent.</summary>
internal sealed record AgentState(string State, long Epoch, int Held)
{
    public bool IsOnline => State == "Online";
}
