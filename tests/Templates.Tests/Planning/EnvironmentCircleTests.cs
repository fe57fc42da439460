using Actors.Templates.Planning;
using Actors.Templates.Tests.Support;

namespace Actors.Templates.Tests.Planning;

/// <summary>Environments that are static resources of each other.</summary>
public sealed class EnvironmentCircleTests
{
    private const string Group = "eaas.envmgmt.io/v1";

    [Theory]
    [InlineData("b", "a", true)]
    [InlineData("b", "other", false)]
    [InlineData("other", "a", false)]
    public void Check_EnvironmentsThatNameEachOther_AreWarnedOf(string inA, string inB, bool isCircle)
    {
        var catalog = Documents.Catalog(
            Template("ta", inA), Template("tb", inB), Documents.Doc(Group, "EnvironmentTemplate", "t", "resources: []"),
            Documents.Doc(Group, "Environment", "a", "template: {name: ta}"), Documents.Doc(Group, "Environment", "b", "template: {name: tb}"), Documents.Doc(Group, "Environment", "other", "template: {name: t}"));

        var findings = ReferenceCheck.Check(catalog.Find("Environment", "a")!, catalog);

        Assert.Equal(isCircle, findings.Any(finding => finding.Message.Contains("neither can be deployed first: a → b → a", StringComparison.Ordinal)));
    }

    private static string Template(string name, string inner) => Documents.Doc(Group, "EnvironmentTemplate", name, $"resources: [{{name: {inner}, type: static, kind: environment}}]");
}
