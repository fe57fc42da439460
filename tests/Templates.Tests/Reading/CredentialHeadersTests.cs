using Actors.Templates.Reading;
using Actors.Testing;

namespace Actors.Templates.Tests.Reading;

public sealed class CredentialHeadersTests
{
    [Fact]
    public void Words_OfNames_AreThoseOfTheWorker() => Assert.Equal(CredentialHeaderCases.Words, CredentialHeaders.Words);

    [Fact]
    public void IsCredential_Names_IsDecidedAsInTheWorker() =>
        Assert.All(CredentialHeaderCases.Names, each => Assert.Equal(each, (each.Name, CredentialHeaders.IsCredential(each.Name))));

    [Fact]
    public void Secrets_Values_AreThoseOfTheWorker() => Assert.All(CredentialHeaderCases.Values, each => Assert.Equal(each.Hidden, CredentialHeaders.Secrets(each.Value)));
}
