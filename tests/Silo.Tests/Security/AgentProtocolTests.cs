using System.Net;
using System.Text;

namespace Actors.Silo.Tests.Security;

[Collection<SiloCollection>]
public sealed class AgentProtocolTests(SiloFixture silo)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("no key at all")]
    [InlineData("default/other/env/r1/app")]
    public async Task PollAndExit_WithAnAttemptThatIsNotTheAgents_Answer400AndSaySo(string activity)
    {
        using var client = silo.Admin();
        var attempt = $$"""{"activity":"{{activity}}","number":1}""";
        foreach (var (path, body) in new[]
        {
            ("poll", $$"""{"agent":"default/default/held","epoch":1,"number":1,"freeSlots":1,"held":[{{attempt}}]}"""),
            ("exit", $$"""{"agent":"default/default/held","epoch":0,"attempt":{{attempt}},"worker":"w","reason":"none","exitCode":0,"message":null}"""),
        })
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var response = await client.PostAsync(new Uri($"/agents/v1/{path}", UriKind.Relative), content, Cancellation);
            var answer = await response.Content.ReadAsStringAsync(Cancellation);
            Assert.True(response.StatusCode == HttpStatusCode.BadRequest, $"{path}: {response.StatusCode} {answer}");
            Assert.Contains(activity, answer, StringComparison.Ordinal);
        }
    }
}
