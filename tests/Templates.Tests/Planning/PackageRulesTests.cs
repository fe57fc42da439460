using Actors.Templates.Planning;
using Actors.Templates.Reading;
using Actors.Templates.Tests.Support;
using Actors.Testing;

namespace Actors.Templates.Tests.Planning;

/// <summary>Packages of functions are found wrong before a worker sees them.</summary>
public sealed class PackageRulesTests
{
    private const string Path = "spec.config.function.functionDependencies";

    [Theory]
    [InlineData("requests")]
    [InlineData("requests==2.32.3")]
    [InlineData("rafay-workflow-sdk>=0.0.33")]
    [InlineData("requests >= 2")]
    [InlineData("requests >= 2.0 , < 3")]
    [InlineData("requests >=2.0, !=2.5 ,<3 ; python_version < '3.12' and os_name == 'posix'")]
    [InlineData("requests (>=2.0, <3)")]
    [InlineData("requests [security, socks] ~= 2.8.1")]
    [InlineData("requests[security] ; extra == 'x'")]
    [InlineData("requests === 2.0-odd")]
    [InlineData("requests==2.* # why")]
    [InlineData("requests==2.32.3 --hash=sha256:00")]
    [InlineData("pip @ https://example.com/a b/pip.zip")]
    [InlineData("pip @ file:///x y")]
    [InlineData("git+https://example.com/x.git@main#egg=a b")]
    [InlineData("./my folder")]
    [InlineData("my folder/pack.whl")]
    [InlineData("C:\\my folder")]
    [InlineData("my package-1.0.whl 2.tar.gz", true)]
    [InlineData("a b", true)]
    [InlineData("requests==2.32.3 flask", true)]
    [InlineData("requests >= 2 flask==3", true)]
    [InlineData("requests[socks] flask", true)]
    [InlineData("requests >=2, <3 flask", true)]
    public void Problem_TwoNames_IsToldFromOne(string package, bool isTwo = false)
    {
        var problem = PackageRules.Problem(package);
        if (isTwo)
        {
            Assert.Contains("names more than one package", problem, StringComparison.Ordinal);
        }
        else
        {
            Assert.Null(problem);
        }
    }

    [Fact]
    public void Problem_Text_IsOneWhereTheWorkerRefusesIt()
    {
        Assert.All(PackageCases.Right, text => Assert.Null(PackageRules.Problem(text)));
        Assert.All(PackageCases.Wrong, text => Assert.NotNull(PackageRules.Problem(text)));
    }

    [Fact]
    public void Problem_AsLongAsItMayBe_IsSaidAtOnce()
    {
        Assert.Null(PackageRules.Problem(new string('a', 500)));
        Assert.Null(PackageRules.Problem("a" + string.Concat(Enumerable.Repeat(">1, ", 124)) + "!"));
        Assert.Contains("has 501 characters", PackageRules.Problem(new string('a', 501)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--index-url=http://x y", "options of pip")]
    [InlineData("# note", "comments")]
    [InlineData("", "is empty")]
    [InlineData("  ", "is empty")]
    [InlineData("a b", "more than one package")]
    [InlineData("alpha\\n--pre", "control character")]
    public void CheckAlone_NoPackage_IsAnErrorAtItsPlace(string package, string message)
    {
        var finding = Assert.Single(Findings($"language: python, functionDependencies: [requests, \"{package}\"]"));
        Assert.Equal((Severity.Error, $"{Path}[1]"), (finding.Severity, finding.FieldPath));
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
        Assert.NotNull(finding.Place);
    }

    [Fact]
    public void CheckAlone_Packages_AreAsManyAsTheWorkerTakes()
    {
        static string Packages(int count) => $"language: python, functionDependencies: [{string.Join(", ", PackageCases.Many(count))}, p0]";

        Assert.Empty(Findings(Packages(PackageCases.Most)));
        Assert.Contains($"has {PackageCases.Most + 1} dependencies", Assert.Single(Findings(Packages(PackageCases.Most + 1))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("language: bash", "bash has no packages")]
    [InlineData("image: a, skipBuild: true", "the image is run as it is")]
    public void CheckAlone_PackagesThatNobodyInstalls_AreAWarning(string function, string message)
    {
        var finding = Assert.Single(Findings($"{function}, functionDependencies: ['-x']"), each => each.FieldPath == Path);
        Assert.Equal(Severity.Warning, finding.Severity);
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RunKind.Deploy, Severity.Error)]
    [InlineData(RunKind.Destroy, Severity.Warning)]
    public void Plan_NoPackage_KeepsNobodyFromDestroying(RunKind kind, Severity severity)
    {
        var result = Documents.Plan(
            Documents.Catalog(
                Documents.Doc(
                    "eaas.envmgmt.io/v1", "ResourceTemplate", "r",
                    "provider: custom\nproviderOptions: {custom: {reverseOnDestroy: true, tasks: [{name: t, workflowHandler: {data: {config: {type: function, function: {language: python, source: x, functionDependencies: [a b]}}}}}]}}"),
                Documents.EnvironmentTemplate("resources: [{name: r}]"),
                Documents.Environment()),
            kind);

        Assert.Equal(severity, Assert.Single(result.Findings, each => each.Message.Contains("more than one package", StringComparison.Ordinal)).Severity);
        Assert.Equal(severity == Severity.Warning, result.Plan is not null);
    }

    private static IReadOnlyList<Finding> Findings(string function)
    {
        var read = DocumentReader.Read($"apiVersion: eaas.envmgmt.io/v1\nkind: WorkflowHandler\nmetadata: {{name: h}}\nspec: {{config: {{type: function, function: {{source: x, {function}}}}}}}", "h.yaml");
        return ReferenceCheck.CheckAlone(Assert.Single(read.Documents), new Catalog());
    }
}
