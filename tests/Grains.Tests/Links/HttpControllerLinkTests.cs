using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Actors.Contracts.Agents;
using Actors.Grains.Links;

namespace Actors.Grains.Tests.Links;

public sealed class HttpControllerLinkTests : ControllerLinkKit, IDisposable
{
    private const string Token = "agent-token";
    private readonly string _tokenFile = Path.Combine(Path.GetTempPath(), $"agent-token-{Guid.NewGuid():N}");
    private readonly Endpoint _endpoint;
    private readonly HttpClient _http;

    public HttpControllerLinkTests()
    {
        File.WriteAllText(_tokenFile, Token + "\n");
        _endpoint = new(Controller);
        _http = new(_endpoint);
        Link = new HttpControllerLink(_http, new("http://controller.test:8080/base/"), "a", _tokenFile, TimeProvider.System);
    }

    protected override IControllerLink Link { get; }

    [Fact]
    public async Task Register_TokenNotKnown_SaysHowToMakeOneAndNotTheToken()
    {
        await File.WriteAllTextAsync(_tokenFile, "wrong", TestContext.Current.CancellationToken);

        var e = await Assert.ThrowsAsync<ControllerLinkException>(RegisterAsync);

        Assert.Contains("Actors:Agents:a:TokenFile", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", e.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, "(403")]
    [InlineData(HttpStatusCode.ServiceUnavailable, "answered 503: not now")]
    public async Task Register_Refusal_IsTold(HttpStatusCode status, string expected)
    {
        _endpoint.Refuse = status;

        Assert.Contains(expected, (await Assert.ThrowsAsync<ControllerLinkException>(RegisterAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Register_TokenFileMissing_NamesTheFile()
    {
        File.Delete(_tokenFile);

        Assert.Contains(_tokenFile, (await Assert.ThrowsAsync<ControllerLinkException>(RegisterAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Register_ControllerNotThere_NamesTheAddress()
    {
        _endpoint.Unreachable = true;

        Assert.Contains("http://controller.test:8080/base/agents/v1/register", (await Assert.ThrowsAsync<ControllerLinkException>(RegisterAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Register_AnswerIsNoProtocol_SaysSo()
    {
        _endpoint.Nonsense = true;

        Assert.Contains("not one of the agent protocol", (await Assert.ThrowsAsync<ControllerLinkException>(RegisterAsync)).Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _http.Dispose();
        _endpoint.Dispose();
        File.Delete(_tokenFile);
    }

    /// <summary>The agent endpoints of a controller, without a network: everything still goes through its form on the wire.</summary>
    private sealed class Endpoint(IControllerLink controller) : HttpMessageHandler
    {
        public HttpStatusCode? Refuse { get; set; }
        public bool Unreachable { get; set; }
        public bool Nonsense { get; set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (Unreachable)
            {
                throw new HttpRequestException("Connection refused.");
            }

            if (Refuse is { } status)
            {
                return new(status) { Content = new StringContent("not now") };
            }

            if (request.Headers.Authorization is not { Scheme: "Bearer", Parameter: Token })
            {
                return new(HttpStatusCode.Unauthorized);
            }

            object answer = Nonsense ? "hello" : (request.Method.Method, request.RequestUri!.AbsolutePath) switch
            {
                ("POST", "/base/agents/v1/register") => await controller.RegisterAsync(await ReadAsync<RegisterRequest>(), cancellationToken),
                ("POST", "/base/agents/v1/poll") => await controller.PollAsync(await ReadAsync<PollRequest>(), cancellationToken),
                ("POST", "/base/agents/v1/exit") => await controller.ReportExitAsync(await ReadAsync<ExitReport>(), cancellationToken),
                var other => throw new InvalidOperationException($"{other} is not an endpoint."),
            };
            return new(HttpStatusCode.OK) { Content = new StringContent(JsonSerializer.Serialize(answer, JsonSerializerOptions.Web)) { Headers = { ContentType = new("application/json") } } };

            async Task<T> ReadAsync<T>() => (await request.Content!.ReadFromJsonAsync<T>(JsonSerializerOptions.Web, cancellationToken))!;
        }
    }
}
