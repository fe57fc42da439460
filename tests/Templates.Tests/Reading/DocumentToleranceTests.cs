using Actors.Templates.Kinds;
using Actors.Templates.Reading;

namespace Actors.Templates.Tests.Reading;

/// <summary>Spellings that mean what another one means, and what is said where nothing can be meant.</summary>
public sealed class DocumentToleranceTests
{
    private static ReadResult Read(string kind, string spec) =>
        DocumentReader.Read($"apiVersion: eaas.envmgmt.io/v1\nkind: {kind}\nmetadata: {{name: a}}\nspec: {spec}", "a.yaml");

    [Fact]
    public void Read_EmptyWrappedBoolean_IsFalse()
    {
        var result = Read("ResourceTemplate", "{providerOptions: {terraform: {useSystemStateStore: {}}}}");

        Assert.Empty(result.Findings);
        Assert.False(Assert.Single(result.Documents).SpecAs<ResourceTemplateSpec>().ProviderOptions!.Terraform!.UseSystemStateStore);
    }

    [Theory]
    [InlineData("{scheduleOptouts: [{name: s, duration: 1h}], schedule_optouts: null}")]
    [InlineData("{schedule_optouts: null, scheduleOptouts: [{name: s, duration: 1h}]}")]
    public void Read_NullBesideAnotherSpelling_IsAbsent(string spec)
    {
        var result = Read("Environment", spec);

        Assert.Empty(result.Findings);
        Assert.Equal("s", Assert.Single(Assert.Single(result.Documents).SpecAs<EnvironmentSpec>().ScheduleOptouts).Name);
    }

    [Theory]
    [InlineData("yes", true)]
    [InlineData("'yes'", true)]
    [InlineData("\"On\"", true)]
    [InlineData("' true '", true)]
    [InlineData("{value: 'Y'}", true)]
    [InlineData("'no'", false)]
    [InlineData("\"OFF\"", false)]
    [InlineData("'n'", false)]
    public void Read_BooleanInWords_IsRead(string written, bool expected)
    {
        var result = Read("ResourceTemplate", $"{{providerOptions: {{custom: {{reverseOnDestroy: {written}}}}}}}");

        Assert.Empty(result.Findings);
        Assert.Equal(expected, Assert.Single(result.Documents).SpecAs<ResourceTemplateSpec>().ProviderOptions!.Custom!.ReverseOnDestroy);
    }

    [Theory]
    [InlineData("1.5", "not 1.5.")]
    [InlineData("'1.5'", "not '1.5'.")]
    [InlineData("1h", "not 1h.")]
    [InlineData("''", "not a text in quotes.")]
    [InlineData("[1]", "not a list.")]
    [InlineData("\"1\\n2\"", "not a text in quotes.")]
    public void Read_NoWholeNumber_SaysWhatItIs(string written, string words) => Assert.Equal(
        $"This must be a whole number, {words}", Assert.Single(Read("WorkflowHandler", $"{{config: {{type: http, timeoutSeconds: {written}}}}}").Findings).Message);

    [Fact]
    public void Read_WholeNumberThatIsTooLarge_SaysWhatIsAdmitted() => Assert.Contains(
        Read("WorkflowHandler", "{config: {type: http, timeoutSeconds: 99999999999999}}").Findings,
        finding => finding.Message == "This must be a whole number between -2147483648 and 2147483647, not 99999999999999.");

    [Theory]
    [InlineData("{\"a\": 1,}\n{")]
    [InlineData("{\"a\": [1,]}\n{")]
    public void Read_BrokenJson_SaysNothingOfTheReader(string json)
    {
        var message = Assert.Single(DocumentReader.Read(json, "a.json").Findings).Message;

        Assert.StartsWith("This is no valid JSON:", message, StringComparison.Ordinal);
        Assert.DoesNotContain("reader options", message, StringComparison.Ordinal);
        Assert.DoesNotContain("mode", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TemplateByItsName_IsAReference()
    {
        var read = DocumentReader.Read("apiVersion: eaas.envmgmt.io/v1\nkind: Environment\nmetadata: {name: e}\nspec: {template: shop}\n", "t");

        Assert.Empty(read.Findings);
        Assert.Equal("shop", Assert.Single(read.Documents).SpecAs<Actors.Templates.Kinds.EnvironmentSpec>().Template!.Name);
    }

    [Theory]
    [InlineData("repositoryOptions: code", "spec.repositoryOptions", "This must be a mapping, such as {name: code}, not a single value.")]
    [InlineData("repositoryOptions: 'a b'", "spec.repositoryOptions", "This must be a mapping, such as {name: NAME}, not a text in quotes.")]
    [InlineData("agents: east", "spec.agents", "This must be a list, such as [east], not a single value.")]
    [InlineData("agents: 'a b'", "spec.agents", "This must be a list, not a text in quotes.")]
    [InlineData("providerOptions: tofu", "spec.providerOptions", "This must be a mapping, not a single value.")]
    public void Read_TextInThePlaceOfAMapping_SaysHowToWriteIt(string spec, string path, string message)
    {
        var finding = Assert.Single(DocumentReader.Read($"apiVersion: eaas.envmgmt.io/v1\nkind: ResourceTemplate\nmetadata: {{name: r}}\nspec: {{{spec}}}\n", "t").Findings);

        Assert.Equal((path, message), (finding.FieldPath, finding.Message));
    }
}
