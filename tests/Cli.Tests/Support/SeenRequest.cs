namespace Actors.Cli.Tests.Support;

internal sealed record SeenRequest(string Method, string Path, string Query, string Body, string IdempotencyKey)
{
    public string Line => $"{Method} {Path}{Query}";
}
