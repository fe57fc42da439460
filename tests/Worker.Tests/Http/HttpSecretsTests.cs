using Actors.Contracts.Workers;
using Actors.Testing;
using Actors.Worker.Http;

namespace Actors.Worker.Tests.Http;

public sealed class HttpSecretsTests
{
    [Fact]
    public void Words_OfNames_AreThoseOfThePlanner() => Assert.Equal(CredentialHeaderCases.Words, HttpSecrets.Words);

    [Fact]
    public void Of_Names_IsDecidedAsByThePlanner() =>
        Assert.All(CredentialHeaderCases.Names, each => Assert.Equal(each, (each.Name, HttpSecrets.Of(Job(each.Name, "planted")).Any())));

    [Fact]
    public void Of_Values_AreThoseOfThePlanner() => Assert.All(CredentialHeaderCases.Values, each => Assert.Equal(each.Hidden, HttpSecrets.Of(Job("Authorization", each.Value))));

    [Fact]
    public void Of_NoCall_IsNothing() => Assert.Empty(HttpSecrets.Of(null));

    private static HttpJob Job(string name, string value) => new() { Method = "GET", Endpoint = "https://example.com", Headers = new Dictionary<string, string> { [name] = value } };
}
