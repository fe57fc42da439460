using Actors.Contracts.Activities;
using Actors.Testing;
using Actors.Worker.Functions;
using Actors.Worker.Jobs;

namespace Actors.Worker.Tests.Functions;

public sealed class PythonRequirementsTests
{
    [Theory]
    [InlineData("requests")]
    [InlineData("requests==2.32.3")]
    [InlineData("requests[socks] >= 2.8.1, == 2.8.*")]
    [InlineData("zope.interface~=6.0; python_version < \"3.13\"")]
    public void Of_NameOfAnIndex_IsShared(string dependency) => Assert.Null(PythonRequirements.Of([dependency], new Dictionary<string, string>()).Local);

    [Theory]
    [InlineData("./lib")]
    [InlineData(".")]
    [InlineData("lib/thing")]
    [InlineData("/opt/thing")]
    [InlineData("file:///opt/thing")]
    [InlineData("thing @ file:///opt/thing")]
    [InlineData("thing@https://example.com/thing.whl")]
    [InlineData("git+https://example.com/thing.git")]
    [InlineData("thing-1.0-py3-none-any.whl")]
    [InlineData("thing-1.0.tar.gz")]
    [InlineData("thing.zip[extra]")]
    public void Of_FileOrAddress_IsLocal(string dependency) => Assert.Contains(dependency, PythonRequirements.Of([dependency], new Dictionary<string, string>()).Local, StringComparison.Ordinal);

    [Theory]
    [InlineData("PIP_INDEX_URL", "https://example.com/simple", true)]
    [InlineData("PIP_EXTRA_INDEX_URL", "https://a.example/simple http://b.example/simple", true)]
    [InlineData("PIP_RETRIES", "3", true)]
    [InlineData("PYTHONPATH", "lib", true)]
    [InlineData("PIP_INDEX_URL", "file:///opt/simple", false)]
    [InlineData("PIP_EXTRA_INDEX_URL", "https://a.example/simple lib", false)]
    [InlineData("PIP_FIND_LINKS", "https://example.com/wheels", true)]
    [InlineData("https_proxy", "http://proxy.example:3128", true)]
    [InlineData("PIP_PYTHON", "bin/python", false)]
    [InlineData("PIP_CERT", "ca.pem", false)]
    [InlineData("REQUESTS_CA_BUNDLE", "ca.pem", false)]
    [InlineData("PIP_OF_THE_FUTURE", "1", false)]
    [InlineData("PIP_FIND_LINKS", "wheels", false)]
    [InlineData("PIP_CONFIG_FILE", "pip.conf", false)]
    [InlineData("PATH", "/opt/bin", false)]
    public void Of_Variable_IsSharedUnlessItNamesAFile(string name, string value, bool isShared) =>
        Assert.Equal(isShared, PythonRequirements.Of(["requests"], new Dictionary<string, string> { [name] = value }).Local is null);

    [Fact]
    public void Of_WhatThePlannerRefuses_InvalidInput() => Assert.All(PackageCases.Wrong, text => Assert.Equal(ReasonCode.InvalidInput, Assert.Throws<JobFailure>(() => Of([text])).Reason));

    [Fact]
    public void Of_WhatThePlannerTakes_IsTaken() => Assert.All(PackageCases.Right, text => Assert.Equal([text], Of([text]).Packages));

    [Fact]
    public void Of_Many_AreAsManyAsThePlannerTakes()
    {
        Assert.Equal(PackageCases.Most, Of(PackageCases.Many(PackageCases.Most)).Packages.Count);
        Assert.Contains($"{PackageCases.Most + 1}", Assert.Throws<JobFailure>(() => Of(PackageCases.Many(PackageCases.Most + 1))).Message, StringComparison.Ordinal);
    }

    private static PythonRequirements Of(IEnumerable<string> packages) => PythonRequirements.Of(packages, new Dictionary<string, string>());
}
