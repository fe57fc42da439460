using Actors.Contracts.Activities;
using Actors.Contracts.Workers;

namespace Actors.Contracts.Tests.Workers;

public sealed class PackageSetTests
{
    [Fact]
    public void HashOf_SamePackagesInAnotherOrder_IsTheSame() =>
        Assert.Equal(HashOf(["six", "requests==2.32.3"]), HashOf([" requests==2.32.3", "six", "six "]));

    [Fact]
    public void HashOf_WhatTheInstallerSees_TellsSetsApart()
    {
        string?[] hashes =
        [
            HashOf(["six"]), HashOf(["six", "requests"]), HashOf(["sixrequests"]), HashOf(["six PIP_PRE=1"]),
            HashOf(["six"], ("PIP_INDEX_URL", "https://a.example/simple")), HashOf(["six"], ("PIP_INDEX_URL", "https://b.example/simple")), HashOf(["six"], ("https_proxy", "http://p.example")),
        ];

        Assert.All(hashes, Assert.NotNull);
        Assert.Equal(hashes.Length, hashes.Distinct().Count());
    }

    [Fact]
    public void HashOf_OtherVariables_AreNoPartOfIt() => Assert.Equal(HashOf(["six"]), HashOf(["six"], ("LOG_LEVEL", "DEBUG"), ("PYTHONPATH", "lib")));

    [Fact]
    public void HashOf_NoPackages_IsNull()
    {
        Assert.Null(HashOf([]));
        Assert.Null(PackageSet.HashOf(new() { Kind = WorkerKind.Git }));
        Assert.Null(PackageSet.HashOf(new() { Kind = WorkerKind.Function, Function = new() { Language = "image", Dependencies = ["six"] } }));
    }

    [Theory]
    [InlineData("cpython-311-linux-x86_64-glibc-2.36", true)]
    [InlineData("", false)]
    [InlineData("a/b", false)]
    [InlineData("a b", false)]
    public void IsPlatform_Name_IsPlain(string name, bool expected) => Assert.Equal(expected, PackageSet.IsPlatform(name));

    [Fact]
    public void IsPlatform_TooLong_IsNone() => Assert.Equal((true, false), (PackageSet.IsPlatform(new('a', PackageSet.MaxPlatform)), PackageSet.IsPlatform(new('a', PackageSet.MaxPlatform + 1))));

    private static string? HashOf(IReadOnlyList<string> dependencies, params (string Name, string Value)[] environment) => PackageSet.HashOf(new()
    {
        Kind = WorkerKind.Function,
        Environment = environment.ToDictionary(variable => variable.Name, variable => variable.Value),
        Function = new() { Language = "python", Dependencies = dependencies },
    });
}
