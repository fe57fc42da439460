using Actors.Grains.Links;

namespace Actors.Grains.Tests.Links;

public sealed class PlainCallsTests
{
    [Theory]
    [InlineData("https://controller.example:8443", null)]
    [InlineData("http://127.0.0.1:8080", null)]
    [InlineData("http://127.8.8.8:8080", "")]
    [InlineData("http://[::1]:8080", null)]
    [InlineData("http://localhost:8080", null)]
    [InlineData("http://10.0.0.5:8080", "private")]
    [InlineData("http://controller:8080", "proxy, Private")]
    [InlineData("nowhere", null)]
    [InlineData(null, null)]
    public void Problem_CallsThatMayBePlain_None(string? url, string? plainHttp) => Assert.Null(PlainCalls.Problem("Actors:Controller", url, plainHttp));

    [Theory]
    [InlineData("http://10.0.0.5:8080", null)]
    [InlineData("HTTP://controller.example", "")]
    [InlineData("http://[2001:db8::1]:8080", "proxy")]
    [InlineData("http://localhost.example:8080", "privately")]
    public void Problem_PlainBeyondLoopback_NamesSettingAddressAndTheWaysOut(string url, string? plainHttp)
    {
        var problem = PlainCalls.Problem("Actors:Controller", url, plainHttp);

        Assert.StartsWith($"Actors:Controller is '{url}'", problem, StringComparison.Ordinal);
        Assert.All(["https", "Actors:PlainHttp", "private"], word => Assert.Contains(word, problem, StringComparison.Ordinal));
    }
}
