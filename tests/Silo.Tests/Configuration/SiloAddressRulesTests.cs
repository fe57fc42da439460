using Actors.Silo.Configuration;

namespace Actors.Silo.Tests.Configuration;

public sealed class SiloAddressRulesTests
{
    private const string PostgreSql = "Host=db;Database=actors;Username=actors";

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("*")]
    [InlineData("")]
    [InlineData("localhost")]
    [InlineData("silo.example")]
    [InlineData("10.1")]
    [InlineData("1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("ff02::1")]
    [InlineData("10.0.0.5:11111")]
    [InlineData("::ffff:10.0.0.5")]
    public void Problems_SiloAddressThatIsNoOneMachines_SaysWhichToGive(string address)
    {
        var problem = Assert.Single(SiloAddressRules.Problems(new() { SiloAddress = address, PlainSilos = "private", Database = PostgreSql }));

        Assert.StartsWith($"Actors:SiloAddress is '{address}'", problem, StringComparison.Ordinal);
        Assert.Contains("the address of this machine on the network that only silos share", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1", null, null)]
    [InlineData("::1", null, null)]
    [InlineData("127.0.0.1", "silo.pem", null)]
    [InlineData("10.0.0.5", "silo.pem", null)]
    [InlineData("2001:db8::5", null, "private")]
    [InlineData("10.0.0.5", null, "Private")]
    public void Problems_SilosThatMaySpeakAsTheyDo_None(string address, string? certificate, string? plainSilos) =>
        Assert.Empty(SiloAddressRules.Problems(new() { SiloAddress = address, SiloCertificate = certificate, SiloCaFile = certificate, PlainSilos = plainSilos, Database = PostgreSql }));

    [Theory]
    [InlineData("10.0.0.5", "")]
    [InlineData("10.0.0.5", "private")]
    [InlineData("fe80::5", "proxy,private")]
    public void Problems_WithoutTlsBeyondLoopback_NamesTheThreeWaysOutWhateverHttpMayBe(string address, string plainHttp)
    {
        var problem = Assert.Single(SiloAddressRules.Problems(new() { SiloAddress = address, PlainHttp = plainHttp, Database = PostgreSql }));

        Assert.StartsWith($"Actors:SiloAddress is '{address}'", problem, StringComparison.Ordinal);
        Assert.All(["Actors:SiloCertificate", "Actors:SiloCaFile", "Actors:PlainSilos", "private", "127.0.0.1"], word => Assert.Contains(word, problem, StringComparison.Ordinal));
    }

    [Fact]
    public void Problems_SqliteBeyondLoopback_NamesTheFileAndPostgreSql() =>
        Assert.Contains("actors.db", Assert.Single(SiloAddressRules.Problems(new() { SiloAddress = "10.0.0.5", PlainSilos = "private" })), StringComparison.Ordinal);

    [Theory]
    [InlineData("silo.pem", null, null)]
    [InlineData(null, null, "ca.pem")]
    [InlineData(null, "silo.key", null)]
    public void Problems_HalfOfTheCertificateSettings_NamesBoth(string? certificate, string? key, string? ca)
    {
        var problem = Assert.Single(SiloAddressRules.Problems(new() { SiloCertificate = certificate, SiloCertificateKey = key, SiloCaFile = ca }));

        Assert.Contains($"Actors:SiloCertificate is '{certificate}' and Actors:SiloCaFile is '{ca}'", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Actors:SiloCertificateName is 'a b'", "a b", null)]
    [InlineData("Actors:SiloCertificateName is ''", "", null)]
    [InlineData("Actors:SiloCertificateName is '10.0.0.5'", "10.0.0.5", null)]
    [InlineData("Actors:PlainSilos is 'true'", "actors-silo", "true")]
    public void Problems_AValueThatIsNone_IsNamed(string problem, string name, string? plainSilos) =>
        Assert.StartsWith(problem, Assert.Single(SiloAddressRules.Problems(new() { SiloCertificateName = name, PlainSilos = plainSilos })), StringComparison.Ordinal);

    [Fact]
    public void Problems_CertificateAndPlainSilos_ContradictEachOther() => Assert.Contains(
        "Actors:PlainSilos is 'private', and Actors:SiloCertificate is 'silo.pem'",
        Assert.Single(SiloAddressRules.Problems(new() { SiloCertificate = "silo.pem", SiloCaFile = "ca.pem", PlainSilos = "private" })), StringComparison.Ordinal);
}
