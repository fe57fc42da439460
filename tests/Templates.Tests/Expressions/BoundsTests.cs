using System.Diagnostics;
using System.Text.Json.Nodes;
using Actors.Templates.Expressions;

namespace Actors.Templates.Tests.Expressions;

/// <summary>What would crash, hang or eat memory ends in an error soon.</summary>
public sealed class BoundsTests
{
    private const long MaxBytes = 512L * 1024 * 1024;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private static string Many(string piece, int count) => string.Concat(Enumerable.Repeat(piece, count));

    private static void Fails(string text, string expected, JsonObject? roots = null)
    {
        var (watch, before) = (Stopwatch.StartNew(), GC.GetAllocatedBytesForCurrentThread());

        var error = Assert.Throws<ExpressionException>(() => TextTemplate.Parse(text).Evaluate(roots ?? Evaluating.Roots));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.True(watch.Elapsed < Deadline, $"It took {watch.Elapsed}.");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MaxBytes);
    }

    [Theory]
    [InlineData("#{", "[")]
    [InlineData("#{", "(")]
    [InlineData("#{", "{'a':")]
    [InlineData("#{", "-")]
    [InlineData("#{", "not ")]
    [InlineData("#{", "a[")]
    [InlineData("#{", "a(")]
    [InlineData("#{", "lambda:")]
    [InlineData("#{", "a if b else ")]
    [InlineData("#{", "[a for (")]
    [InlineData("#{[a for ", "(")]
    [InlineData("$(", "[")]
    [InlineData("$(", "{a:")]
    [InlineData("$(", "a:")]
    [InlineData("$({", "a:")]
    [InlineData("$(", "[if true {")]
    [InlineData("$(", "!")]
    [InlineData("$(", "\"\\(")]
    [InlineData("$(", "a | (")]
    [InlineData("$(", "(")]
    public void Parse_DeepNesting_IsRefused(string begin, string piece)
    {
        var error = Assert.Throws<ExpressionException>(() => TextTemplate.Parse(begin + Many(piece, 20_000)));
        Assert.True(error.Position > 0);
    }

    [Theory]
    [InlineData("#{1", " + 1", "}#")]
    [InlineData("#{a", ".b", "}#")]
    [InlineData("#{a", "[0]", "}#")]
    [InlineData("#{a", "()", "}#")]
    [InlineData("$(1", " + 1", ")$")]
    [InlineData("$(a", ".b", ")$")]
    public void Parse_LongChain_IsRefused(string begin, string piece, string end)
    {
        var error = Assert.Throws<ExpressionException>(() => TextTemplate.Parse(begin + Many(piece, 20_000) + end));
        Assert.Contains("more than 200 levels", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_ManyAlternatives_IsNoChain() => Assert.Equal("1", Evaluating.Cue(string.Join(" | ", Enumerable.Repeat("1", 5000))));

    [Fact]
    public void Evaluate_LongList_IsAllowed() => Assert.Equal("20000", Evaluating.Starlark($"len([{string.Join(',', Enumerable.Repeat("1", 20_000))}])"));

    [Fact]
    public void Parse_TooLong_IsRefused() => Assert.Throws<ExpressionException>(() => TextTemplate.Parse(new string('a', ExpressionLimits.MaxLength + 1)));

    [Theory]
    [InlineData("#{[x for x in range(60000) for y in range(60000)]}#", "")]
    [InlineData("#{[1 for a in range(1000) for b in range(1000) if False for c in range(1000)]}#", "steps")]
    [InlineData("#{any([x == y for x in range(60000) for y in range(60000) if x != y])}#", "")]
    [InlineData("$([for a in list.Range(0, 1000, 1) for b in list.Range(0, 1000, 1) if a > 1000 for c in [1] {c}])$", "steps")]
    [InlineData("$(list.Range(0, 1e18, 1e-300))$", "")]
    [InlineData("#{range(100000000)}#", "larger than")]
    [InlineData("#{range(-9223372036854775807, 9223372036854775807)}#", "larger than")]
    [InlineData("#{'a' * 100000000000}#", "larger than")]
    [InlineData("#{[1] * 9223372036854775807}#", "larger than")]
    [InlineData("#{'%1000s' % ''.join(['%999s' % 'x' for i in range(2000)])}#", "larger than")]
    [InlineData("#{('x' * 1000000).replace('', 'y' * 1000000)}#", "larger than")]
    [InlineData("#{('x' * 1000000).replace('x', 'y' * 1000000)}#", "larger than")]
    [InlineData("#{('x' * 1000000).join(['a'] * 1000)}#", "larger than")]
    [InlineData("#{('x' * 1000000).split('x')}#", "larger than")]
    [InlineData("#{('x' * 1000000).elems()}#", "larger than")]
    [InlineData("#{('a' * 1000000).find('a' * 400000 + 'b')}#", "steps")]
    [InlineData("#{('a' * 400000 + 'b') in ('a' * 1000000)}#", "steps")]
    [InlineData("#{[[[[[[[[[0] * 30] * 30] * 30] * 30] * 30] * 30] * 30] * 30] * 30}#", "larger than")]
    [InlineData("#{[[b, b, b, b] for b in [[a, a, a, a] for a in [[c, c, c, c] for c in [list(range(10000))]]]]}#", "larger than")]
    [InlineData("#{(lambda f: f(f))(lambda f: f(f))}#", "levels")]
    [InlineData("#{(lambda f: f(f, 1))(lambda f, x: f(f, [x]))}#", "levels")]
    [InlineData("#{'{}{}{}{}'.format(*(['x' * 500000] * 4))}#", "larger than")]
    [InlineData("#{zip(*[range(1000)] * 200)}#", "larger than")]
    [InlineData("#{json.indent(json.encode([[1]] * 20000), 'pppppppppp', '                ')}#", "larger than")]
    [InlineData("#{json.decode('[' * 500 + ']' * 500)}#", "")]
    [InlineData("#{len([x for x in range(60000) if json.decode('{', None)])}#", "steps")]
    [InlineData("$([for x in list.Range(0, 60000, 1) {environment.nmae | *x}][0])$", "steps")]
    [InlineData("$(strings.Repeat(\"a\", 1000000) =~ \"(a{0,30}){0,30}b\")$", "steps")]
    [InlineData("$(len(regexp.FindAll(\"a.*b|a\", strings.Repeat(\"a\", 50000), -1)))$", "steps")]
    [InlineData("$(regexp.ReplaceAllLiteral(\"\", strings.Repeat(\"a\", 50000), strings.Repeat(\"b\", 1000)))$", "")]
    [InlineData("$(\"a\" =~ \"((a{1000}){1000}){1000}\")$", "2000 states")]
    [InlineData("$(list.UniqueItems(list.Range(0, 60000, 1)))$", "steps")]
    [InlineData("$(list.FlattenN(list.Repeat([list.Repeat([1], 1000)], 100000), -1))$", "larger than")]
    [InlineData("$(math.Pow(10, 60))$", "64 bits")]
    public void Evaluate_Bomb_EndsInAnErrorSoon(string text, string expected) => Fails(text, expected);

    [Fact]
    public void Evaluate_ManyExpressionsInOneText_ShareTheirSteps() => Fails(Many("#{len(range(60000))}#", 1000), "steps");

    [Fact]
    public void Evaluate_DeepValue_IsRefusedWhenLookedInto()
    {
        JsonNode deep = new JsonArray();
        for (var i = 0; i < 1000; i++)
        {
            deep = new JsonArray(deep);
        }

        Fails("#{[x for x in deep]}#", "nested deeper", new JsonObject { ["deep"] = deep });
    }

    [Fact]
    public void Evaluate_HalfCharacters_AreAnError()
    {
        var roots = JsonNode.Parse("""{"a": "\ud800", "b": {"\udc00": 1}}""")!.AsObject();

        Fails("#{a + 'x'}#", "no valid Unicode", roots);
        Fails("#{b.c}#", "", roots);
        Fails("#{'\ud800'}#", "no valid Unicode");
    }

    [Fact]
    public void References_Bomb_EndsSoon()
    {
        var watch = Stopwatch.StartNew();
        foreach (var text in (string[])
            [
                Many("#{[a[x][y][z] for x in range(1000) for y in range(1000) for z in range(1000)]}#", 500),
                Many("#{[[[a[x][y][z] for x in b] for y in c] for z in d]}#", 4000),
                Many("#{[a[x].b for x in range(200)]}#", 40),
            ])
        {
            Assert.NotEmpty(TextTemplate.Parse(text).References());
        }

        Assert.Throws<ExpressionException>(() => TextTemplate.Parse($"#{{[{Many("[a[x].b for x in range(200)],", 100)}]}}#").References());
        Assert.True(watch.Elapsed < Deadline, $"It took {watch.Elapsed}.");
    }
}
