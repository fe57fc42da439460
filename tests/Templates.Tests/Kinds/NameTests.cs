using Actors.Templates.Kinds;
using Actors.Templates.Planning;
using Actors.Templates.Reading;
using Actors.Templates.Tests.Support;

namespace Actors.Templates.Tests.Kinds;

public sealed class NameTests
{
    [Theory]
    [InlineData("a", true, true)]
    [InlineData("East-1.b_c", true, true)]
    [InlineData("1", true, true)]
    [InlineData("a__b", true, false)]
    [InlineData("a_-_b", true, true)]
    [InlineData("", false, false)]
    [InlineData(null, false, false)]
    [InlineData("-a", false, false)]
    [InlineData("a_", false, false)]
    [InlineData(".", false, false)]
    [InlineData("a b", false, false)]
    [InlineData("a\n", false, false)]
    [InlineData("a/b", false, false)]
    [InlineData("a:b", false, false)]
    [InlineData("ä", false, false)]
    public void IsValid_OfDocumentAndAgent_IsTheRule(string? name, bool document, bool agent) =>
        Assert.Equal((document, agent), (DocumentName.IsValid(name), AgentName.IsValid(name)));

    [Theory]
    [InlineData(200, true)]
    [InlineData(201, false)]
    public void IsValid_Length_IsBounded(int length, bool valid)
    {
        var name = new string('a', length);

        Assert.Equal((valid, valid), (DocumentName.IsValid(name), AgentName.IsValid(name)));
    }

    [Fact]
    public void Check_AgentWhoseNamePartsSettings_IsAnError()
    {
        var finding = Assert.Single(ReferenceCheck.Check(Documents.One(Documents.Agent("a__b")), new()), each => each.Severity == Severity.Error);

        Assert.Equal(("metadata.name", true), (finding.FieldPath, finding.Message.Contains("'__'", StringComparison.Ordinal)));
    }

    [Fact]
    public void Read_NameThatIsNone_SaysTheRule() =>
        Assert.Contains(DocumentName.Rule, Assert.Single(DocumentReader.Read(Documents.Agent("a_"), "a.yaml").Findings).Message, StringComparison.Ordinal);
}
