using Actors.Templates.Planning;
using Actors.Templates.Reading;
using Actors.Templates.Tests.Support;

namespace Actors.Templates.Tests.Planning;

public sealed class DestroyProtectionTests
{
    [Theory]
    [InlineData("enabled", true, null)]
    [InlineData("Enabled", true, null)]
    [InlineData("disabled", false, null)]
    [InlineData("'true'", true, Severity.Error)]
    [InlineData("''", true, Severity.Error)]
    public void IsOn_Annotation_ProtectsUnlessItSaysDisabled(string value, bool isOn, Severity? finding)
    {
        var document = Protected(Documents.Environment(), value);

        Assert.Equal(isOn, DestroyProtection.IsOn(document));
        Assert.Equal(finding, Findings(document).FirstOrDefault()?.Severity);
    }

    [Fact]
    public void IsOn_NoAnnotation_DoesNotProtect() => Assert.False(DestroyProtection.IsOn(Documents.One(Documents.Environment())));

    [Fact]
    public void Check_OnAnotherKind_WarnsThatItHasNoEffect()
    {
        var finding = Assert.Single(Findings(Protected(Documents.Custom("a"), "enabled")));

        Assert.Equal((Severity.Warning, "metadata.annotations.actors.destroy-protection"), (finding.Severity, finding.FieldPath));
    }

    private static ResourceDocument Protected(string yaml, string value) =>
        Documents.One(yaml.Replace("spec:\n", $"  annotations: {{actors.destroy-protection: {value}}}\nspec:\n", StringComparison.Ordinal));

    private static IEnumerable<Finding> Findings(ResourceDocument document) =>
        ReferenceCheck.Check(document, Documents.Catalog(Documents.Custom("a"), Documents.EnvironmentTemplate("resources: [{name: a}]")))
            .Where(finding => finding.FieldPath?.Contains("annotations", StringComparison.Ordinal) == true);
}
