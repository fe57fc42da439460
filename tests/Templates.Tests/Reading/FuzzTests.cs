using System.Diagnostics;
using Actors.Templates.Planning;
using Actors.Templates.Reading;
using Actors.Templates.Rendering;
using Actors.Templates.Tests.Corpus;
using FsCheck.Xunit;

namespace Actors.Templates.Tests.Reading;

/// <summary>No text, however broken, makes the reader throw, hang or eat memory.</summary>
public sealed class FuzzTests
{
    // Far above what the largest text takes on a quiet machine, and far below what a text without bounds would.
    private const long MostBytes = 2L << 30;
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(20);
    private const int Most = DocumentReader.MaxLength;
    private const string Environment = "apiVersion: eaas.envmgmt.io/v1\nkind: Environment\nmetadata: {name: x}\nspec:\n  template: {name: et}\n";
    private const string Template = "apiVersion: eaas.envmgmt.io/v1\nkind: EnvironmentTemplate\nmetadata: {name: x}\nspec:\n";

    private static readonly string[] Pieces =
    [
        "\n", "  ", "- ", ": ", "{", "}", "[", "]", "&a ", "*a", "<<: *a", "!!str ", "!<x> ", "|", ">-", "\"", "'", "#", "---\n", "...\n", "? ", "%YAML 1.1\n", "\t", "\r", "\0", "\uFEFF", "\uD800", "\\ud800", "\\U00110000",
        "null", "~", "true", "1e999", "-", "@", "`", ",", "{{", "}}", "{{ .a }}", "{{-", "-}}", "{{/*", "*/}}", "$(", "#{", "spec:", "name:", "\"\\uD83D\"", "\u0085", "\u2028", "😀",
    ];

    public static TheoryData<string> BombNames => [.. Bombs.Keys];

    private static Dictionary<string, Func<string>> Bombs { get; } = new()
    {
        ["aliases of aliases"] = () => Environment + "  a0: &a0 lol\n" + string.Join('\n', Enumerable.Range(1, 20).Select(i => $"  a{i}: &a{i} [{Repeat($"*a{i - 1}, ", 10)}]")),
        ["aliases of a huge text"] = () => Environment + $"  a: &a {new string('x', 2_000_000)}\n  b: [{Repeat("*a, ", 100_000)}]",
        ["aliases that nest"] = () => Environment + "  a0: &a0 [1]\n" + string.Join('\n', Enumerable.Range(1, 5_000).Select(i => $"  a{i}: &a{i} {new string('[', 50)}*a{i - 1}{new string(']', 50)}")),
        ["merge keys of merge keys"] = () => Environment + "  m0: &m0 {k: v}\n" + string.Join('\n', Enumerable.Range(1, 20).Select(i => $"  m{i}: &m{i} {{<<: [{Repeat($"*m{i - 1}, ", 10)}]}}")),
        ["as deep as is read"] = () => Environment + $"  a: {new string('[', 57)}1{new string(']', 57)}",
        ["deeper in JSON"] = () => Repeat("{\"a\":", 800_000),
        ["deeper in flow"] = () => Environment + "  a: " + new string('[', 4_000_000),
        ["deeper in blocks"] = () => Environment + "  a:\n" + string.Concat(Enumerable.Range(2, 2_500).Select(i => new string(' ', i) + "a:\n")),
        ["deeper in dashes"] = () => Environment + "  a:\n    " + Repeat("- ", 2_000_000),
        ["questions"] = () => Environment + "  a:\n    " + Repeat("? ", 2_000_000),
        ["huge text"] = () => Environment + $"  variables: [{{name: v, value: \"{new string('x', 4_000_000)}\"}}]",
        ["huge folded text"] = () => Environment + "  a: >\n" + Repeat("   x\n\n", 600_000),
        ["huge key"] = () => Environment + $"  {new string('k', 4_000_000)}: 1",
        ["keys nearly known"] = () => Environment + string.Concat(Enumerable.Range(0, 150_000).Select(i => $"  scheduleOptout{i}: 1\n")),
        ["the same key"] = () => Environment + Repeat("  a: 1\n", 500_000),
        ["many documents"] = () => Repeat("---\n", 1_000_000),
        ["many lists"] = () => Environment + $"  a: [{Repeat("[],", 1_300_000)}]",
        ["many anchors"] = () => Environment + $"  a: [{string.Concat(Enumerable.Range(0, 190_000).Select(i => $"&a{i} 1, "))}]",
        ["many variables"] = () => Environment + "  variables:\n" + string.Concat(Enumerable.Range(0, 30_000).Select(i => $"  - {{name: v{i}, value: {i}}}\n")),
        ["many errors"] = () => Environment + "  variables:\n" + Repeat("  - x\n", 190_000),
        ["many resources in a row"] = () => Template + "  resources:\n" + string.Concat(Enumerable.Range(0, 10_000).Select(i => $"  - {{name: r{i}, dependsOn: [{{name: r{i - 1}}}]}}\n")),
        ["many resources in a circle"] = () => Template + "  resources:\n" + string.Concat(Enumerable.Range(0, 10_000).Select(i => $"  - {{name: r{i}, dependsOn: [{{name: r{(i + 1) % 10_000}}}]}}\n")),
        ["many dependencies that are not there"] = () => Template + "  resources:\n" + string.Concat(Enumerable.Range(0, 5_000).Select(i => $"  - {{name: resource{i}, dependsOn: [{{name: resourcf{i}}}]}}\n")),
        ["open quote"] = () => Environment + "  a: \"" + new string('x', 4_000_000),
        ["colons"] = () => Environment + "  a: {" + Repeat("a: {", 900_000),
        ["commas"] = () => Environment + "  a: [" + new string(',', 4_000_000),
        ["tags"] = () => Environment + "  a: " + Repeat("!!x ", 900_000),
        ["directives"] = () => Repeat("%TAG !a! x\n", 350_000),
        ["comments"] = () => Environment + Repeat("#\n", 2_000_000),
        ["half characters"] = () => Environment + "  variables: [{name: v, value: \"\\uD83D\"}, {name: \"\uD800\"}]",
        ["braces"] = () => Repeat("{{", 2_000_000),
        ["open actions in quotes"] = () => Repeat("{{`", 1_300_000),
        ["open actions in texts"] = () => Repeat("{{\"\n", 1_000_000),
        ["open comments"] = () => Repeat("{{/*", 1_000_000),
        ["closed comments with something behind"] = () => Repeat("{{/**/ x", 500_000),
        ["many actions"] = () => Environment + "  # " + Repeat("{{.a}}", 600_000),
        ["one long action"] = () => "{{ " + Repeat(".a", 2_000_000) + " }}",
        ["long actions"] = () => Repeat($"{{{{ {Repeat(".a", 900)} }}}}", 2_000),
        ["marks that trim"] = () => Repeat("{{- 1 -}} ", 400_000),
        ["longer than is read"] = () => new string('x', Most + 1),
    };

    [Theory]
    [MemberData(nameof(BombNames))]
    public void Read_Bomb_IsBounded(string name) => ReadAll(Bombs[name]());

    [Property(MaxTest = 1000)]
    public void Read_MutatedCorpus_IsBounded(int seed)
    {
        var random = new Random(seed);
        var text = CorpusFile.All[random.Next(CorpusFile.All.Count)].Text;
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            text = Mutate(text, random);
        }

        ReadAll(text);
    }

    [Property(MaxTest = 1000)]
    public void Read_Pieces_IsBounded(int seed)
    {
        var random = new Random(seed);
        ReadAll(string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => Pieces[random.Next(Pieces.Length)])));
        ReadAll(Environment + "  variables: " + string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => Pieces[random.Next(Pieces.Length)])));
    }

    private static string Mutate(string text, Random random)
    {
        var (start, length) = (random.Next(text.Length + 1), random.Next(40));
        var end = Math.Min(text.Length, start + length);
        var other = CorpusFile.All[random.Next(CorpusFile.All.Count)].Text;
        var piece = Pieces[random.Next(Pieces.Length)];
        return random.Next(6) switch
        {
            0 => text[..start] + text[end..],
            1 => text[..start] + piece + text[start..],
            2 => text[..start] + piece + text[end..],
            3 => text[..end] + text[start..end] + text[end..],
            4 => text[..start] + other[random.Next(other.Length)..],
            _ => text[..start] + string.Concat(text[start..end].Reverse()) + text[end..],
        };
    }

    private static void ReadAll(string text)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();

        // A huge text is read in the one way that is meant; others in all.
        var isSmall = text.Length < 100_000;
        var results = new List<ReadResult> { DocumentReader.Read(text, "a") };
        if (isSmall)
        {
            results.Add(DocumentReader.ReadYaml(text, "a.yaml"));
            results.Add(DocumentReader.ReadJson(text, "a.json"));
        }

        if (isSmall || text.Contains("{{", StringComparison.Ordinal))
        {
            results.Add(DocumentReader.Read(GoTemplate.Render(text, Values(text), "a.tmpl")));
        }

        var catalog = new Catalog();
        foreach (var document in results.SelectMany(result => result.Documents))
        {
            ReferenceCheck.CheckAlone(document, catalog);
            var again = isSmall ? DocumentReader.ReadYaml(document.ToYaml(), "b.yaml") : new([], []);
            Assert.True(!isSmall || again.Documents is [var same] && same == document, $"{document.ToYaml()}\n{string.Join('\n', again.Findings)}");
            SecretRedaction.Redact(document.Raw);
        }

        Assert.All(results, result => Assert.All(result.Findings, finding => Assert.True(finding.ToString().Length < 5_000)));
        Assert.True(watch.Elapsed < MostTime, $"took {watch.Elapsed}");
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(bytes < MostBytes, $"took {bytes >> 20} MiB");
    }

    private static TemplateValues Values(string text)
    {
        try
        {
            return TemplateValues.Read(text, "values");
        }
        catch (DocumentException)
        {
            return TemplateValues.None;
        }
    }

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
