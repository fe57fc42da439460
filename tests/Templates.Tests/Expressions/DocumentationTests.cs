using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Actors.Templates.Expressions;

namespace Actors.Templates.Tests.Expressions;

/// <summary>What docs/expressions.md says is so.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Root(), "docs/expressions.md")).ReplaceLineEndings("\n");

    public static TheoryData<string, string> Values => Examples("expressions");

    public static TheoryData<string, string> Conditions => Examples("conditions");

    public static TheoryData<string, string> Errors => Examples("errors");

    [Theory]
    [MemberData(nameof(Values))]
    public void Page_Example_HasItsValue(string text, string expected) => Assert.Equal(Normal(expected), Normal(Evaluating.Text(text)));

    [Theory]
    [MemberData(nameof(Conditions))]
    public void Page_Condition_SetsItsFields(string text, string expected) => Assert.Equal(Normal(expected), ConditionBlock.Parse(text).Evaluate(Evaluating.Roots).ToJsonString());

    [Theory]
    [MemberData(nameof(Errors))]
    public void Page_Error_IsWhatIsSaid(string text, string expected) => Assert.Contains(expected, Evaluating.Error(text).Message, StringComparison.Ordinal);

    [Fact]
    public void Page_Functions_AreThoseThatThereAre()
    {
        var documented = Calls().Matches(Page).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        var there = Enum.GetValues<ExpressionLanguage>()
            .SelectMany(language => ExpressionFunctions.Functions(language).Concat(ExpressionFunctions.Methods(language)))
            .Where(usage => usage is not ("list.Ascending()" or "list.Descending()")).ToList();

        Assert.True(there.Count > 100);
        Assert.DoesNotContain(there, usage => !documented.Contains(usage));
    }

    [Theory]
    [InlineData(ExpressionLimits.MaxSteps, "at most 1,000,000\nsteps")]
    [InlineData(ExpressionLimits.MaxLength / 1024, "at most 256 Ki characters")]
    [InlineData(ExpressionLimits.MaxNesting, "nesting 64 levels in the source")]
    [InlineData(ExpressionLimits.MaxHeight, "and 200 in the tree")]
    [InlineData(ExpressionLimits.MaxSize / 1024 / 1024, "at most 1 Mi characters")]
    [InlineData(ExpressionLimits.MaxValueDepth, "and 60 levels")]
    public void Page_Bound_IsTheOneThatHolds(int limit, string sentence)
    {
        Assert.Contains(sentence, Page, StringComparison.Ordinal);
        Assert.Contains(limit.ToString("N0", System.Globalization.CultureInfo.InvariantCulture), sentence, StringComparison.Ordinal);
    }

    private static TheoryData<string, string> Examples(string fence)
    {
        var examples = new TheoryData<string, string>();
        foreach (var line in Regex.Matches(Page, $"```{fence}\n(.*?)```", RegexOptions.Singleline).SelectMany(match => match.Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)))
        {
            var arrow = line.IndexOf('→', StringComparison.Ordinal);
            Assert.True(arrow > 0, line);
            examples.Add(line[..arrow].TrimEnd(), line[(arrow + 1)..].Trim());
        }

        Assert.NotEmpty(examples);
        return examples;
    }

    private static string Normal(string json) => JsonNode.Parse(json)?.ToJsonString() ?? "null";

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Actors.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the source tree.");
    }

    [GeneratedRegex("`([A-Za-z0-9.]+\\([^`]*\\))`")]
    private static partial Regex Calls();
}
