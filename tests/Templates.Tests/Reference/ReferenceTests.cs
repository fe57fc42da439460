using System.Text.RegularExpressions;
using Actors.Templates.Kinds;
using Actors.Templates.Reading;
using Actors.Templates.Tests.Support;

namespace Actors.Templates.Tests.Reference;

/// <summary>The reference and the schemas are written from the code. <c>ACTORS_WRITE_DOCS=1</c> writes them anew.</summary>
public sealed class ReferenceTests
{
    private const string Begin = "<!-- From here to the end: written from the code by ReferenceTests. -->\n";

    public static TheoryData<string> Kinds => [.. KindInfo.All.Select(kind => kind.Kind)];

    [Fact]
    public void Templates_Reference_IsThatOfTheCode()
    {
        var text = Repository.Read("docs", "templates.md");
        var cut = text.IndexOf(Begin, StringComparison.Ordinal);
        Assert.True(cut > 0, "docs/templates.md has no mark where the reference begins.");
        AssertCurrent($"{text[..cut]}{Begin}\n{ReferenceWriter.Write()}\n", "docs", "templates.md");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Templates_ExampleOfTheKind_IsReadWithoutAnyFinding(string kind)
    {
        var text = Repository.Read("docs", "templates.md");
        var example = Regex.Match(text, $@"^### {kind}\n.*?^```yaml\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline).Groups[1].Value;

        var result = DocumentReader.Read(example, "docs/templates.md");

        Assert.Empty(result.Findings);
        Assert.Equal(kind, Assert.Single(result.Documents).Kind);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Schema_OfTheKind_IsThatOfTheCode(string kind) => AssertCurrent(SchemaWriter.Write(KindInfo.Find(kind)!), "docs", "schemas", $"{kind}.json");

    [Fact]
    public void Schema_OfAllKinds_IsThatOfTheCode() => AssertCurrent(SchemaWriter.WriteAll(), "docs", "schemas", "actors.json");

    private static void AssertCurrent(string expected, params string[] path)
    {
        if (Environment.GetEnvironmentVariable("ACTORS_WRITE_DOCS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Repository.PathOf(path))!);
            File.WriteAllText(Repository.PathOf(path), expected);
        }

        Assert.True(File.Exists(Repository.PathOf(path)), $"{string.Join('/', path)} is not there. ACTORS_WRITE_DOCS=1 makes this test write it.");
        Assert.True(expected == Repository.Read(path), $"{string.Join('/', path)} is not what the code says. ACTORS_WRITE_DOCS=1 makes this test write it anew.");
    }
}
