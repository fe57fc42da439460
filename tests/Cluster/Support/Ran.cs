namespace Actors.Cluster.Support;

/// <summary>How a program ended.</summary>
internal sealed record Ran(int Code, string Output, string Error)
{
    public override string ToString() => $"exit code {Code}{Environment.NewLine}{Output}{Environment.NewLine}{Error}";
}
