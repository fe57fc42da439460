using Actors.Worker.Hosting;

namespace Actors.Worker.Tests.Hosting;

public sealed class StaticSetupTests
{
    [Theory]
    [InlineData("/etc/ssl/certs/ca-certificates.crt")]
    [InlineData("/etc/pki/tls/certs/ca-bundle.crt")]
    public void Bundle_OfTheImage_IsFound(string bundle) => Assert.Equal(bundle, StaticSetup.Bundle(_ => null, x => x == bundle));

    [Fact]
    public void Bundle_NoneInTheImage_Null() => Assert.Null(StaticSetup.Bundle(_ => null, _ => false));

    [Theory]
    [InlineData("SSL_CERT_FILE")]
    [InlineData("SSL_CERT_DIR")]
    public void Bundle_EnvironmentNamesAnother_IsLeftToIt(string variable) => Assert.Null(StaticSetup.Bundle(x => x == variable ? "/mine" : null, _ => true));
}
