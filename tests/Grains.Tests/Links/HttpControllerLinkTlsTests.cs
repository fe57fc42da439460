using Actors.Contracts.Agents;
using Actors.Grains.Links;

namespace Actors.Grains.Tests.Links;

public sealed class HttpControllerLinkTlsTests : IDisposable
{
    private readonly string _token = Path.GetTempFileName();

    public HttpControllerLinkTlsTests() => File.WriteAllText(_token, "agent-token");

    [Fact]
    public async Task Register_ControllerOfThePrivateAuthority_IsTrusted()
    {
        using var certificate = new TestCertificate("localhost");
        await using var endpoint = new TlsEndpoint(certificate, """{"accepted":true,"epoch":4}""");

        var answer = await RegisterAsync($"https://localhost:{endpoint.Port}", certificate.RootFile);

        Assert.Equal((true, 4L), (answer.Accepted, answer.Epoch));
        Assert.Contains("Bearer agent-token", endpoint.Heard, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Register_ControllerOfAnotherName_IsNotTrustedAndGetsNoToken()
    {
        using var certificate = new TestCertificate("elsewhere.example");
        await using var endpoint = new TlsEndpoint(certificate, "{}");

        var e = await Assert.ThrowsAsync<ControllerLinkException>(() => RegisterAsync($"https://localhost:{endpoint.Port}", certificate.RootFile));

        Assert.Contains("is not trusted", e.Message, StringComparison.Ordinal);
        Assert.Contains("must be for 'localhost'", e.Message, StringComparison.Ordinal);
        Assert.Empty(endpoint.Heard);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Register_ControllerOfAnotherAuthority_IsNotTrustedAndGetsNoToken(bool system)
    {
        using var certificate = new TestCertificate("localhost");
        using var other = new TestCertificate("localhost");
        await using var endpoint = new TlsEndpoint(certificate, "{}");

        var e = await Assert.ThrowsAsync<ControllerLinkException>(() => RegisterAsync($"https://localhost:{endpoint.Port}", system ? null : other.RootFile));

        Assert.Contains("Actors:ControllerCaFile", e.Message, StringComparison.Ordinal);
        Assert.Empty(endpoint.Heard);
    }

    public void Dispose() => File.Delete(_token);

    private async Task<RegisterResponse> RegisterAsync(string controller, string? caFile)
    {
        using var http = HttpControllerLink.CreateClient(caFile);
        return await new HttpControllerLink(http, new(controller), "a", _token, TimeProvider.System).RegisterAsync(
            new("org/project/a", "engine", "process", [AgentProtocol.Version], null), TestContext.Current.CancellationToken);
    }
}
