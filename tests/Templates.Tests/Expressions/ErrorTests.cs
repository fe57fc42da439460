namespace Actors.Templates.Tests.Expressions;

public sealed class ErrorTests
{
    [Theory]
    [InlineData("#{1 +}#", 1, 6, "A value is missing before '}'")]
    [InlineData("#{1 +", 1, 6, "ends too early")]
    [InlineData("#{[1, 2}#", 1, 8, "A ']' is missing before '}'")]
    [InlineData("#{f'x'}#", 1, 4, "missing before '''")]
    [InlineData("#{a = 1}#", 1, 5, "missing before '='")]
    [InlineData("#{def f}#", 1, 3, "no statements")]
    [InlineData("#{2 ** 3}#", 1, 5, "no '**'")]
    [InlineData("#{1 < 2 < 3}#", 1, 9, "cannot be chained")]
    [InlineData("#{1 if 2}#", 1, 9, "'else' is missing")]
    [InlineData("#{(x for x in y)}#", 1, 6, "no generators")]
    [InlineData("#{[x for x of y]}#", 1, 12, "'in' is missing before 'of'")]
    [InlineData("#{lenn([1])}#", 1, 3, "Did you mean 'len'?")]
    [InlineData("#{'a'.uper()}#", 1, 7, "Did you mean 'upper'?")]
    [InlineData("#{[].append(1)}#", 1, 6, "would change a value")]
    [InlineData("#{json.decod('1')}#", 1, 3, "Did you mean 'json.decode'?")]
    [InlineData("#{b'x'}#", 1, 3, "Bytes are not supported")]
    [InlineData("#{'\\q'}#", 1, 4, "The escape is not known")]
    [InlineData("#{'\\ud800'}#", 1, 4, "no character of Unicode")]
    [InlineData("#{99999999999999999999}#", 1, 3, "64 bits")]
    [InlineData("#{1e999}#", 1, 3, "too large")]
    [InlineData("#{012}#", 1, 3, "is no number")]
    [InlineData("#{1x}#", 1, 3, "is no number")]
    [InlineData("#{a ? b}#", 1, 5, "missing before '?'")]
    [InlineData("#{\u0001}#", 1, 3, "U+0001")]
    [InlineData("line one\n #{\n  nope()}#", 3, 3, "There is no function 'nope'")]
    [InlineData("$(a % b)$", 1, 5, "mod(a, b)")]
    [InlineData("$(a in b)$", 1, 5, "CUE has no 'in'")]
    [InlineData("$(\"a\".ToUpper())$", 1, 3, "CUE has no methods")]
    [InlineData("$(string.ToUpper(\"a\"))$", 1, 3, "Did you mean 'strings'?")]
    [InlineData("$(strings.Jion([]))$", 1, 3, "Did you mean 'strings.Join'?")]
    [InlineData("$(>5)$", 1, 3, "Constraints such as >5")]
    [InlineData("$([...])$", 1, 4, "Open lists")]
    [InlineData("$({...})$", 1, 4, "Open objects")]
    [InlineData("$({a?: 1})$", 1, 5, "'?' after the name of a field")]
    [InlineData("$({1: 2})$", 1, 4, "no name of a field")]
    [InlineData("$('x')$", 1, 3, "Bytes are not supported")]
    [InlineData("$(1 + if true {1})$", 1, 7, "'if' cannot stand here")]
    [InlineData("$([for x in y])$", 1, 14, "A '{' is missing before ']'")]
    [InlineData("$({a: 1 b: 2})$", 1, 9, "A ',' or '}' is missing before 'b'")]
    [InlineData("$(\"\"\"a\"\"\")$", 1, 6, "begins on a new line")]
    public void Parse_Wrong_SaysWhatAndWhere(string text, int line, int column, string expected)
    {
        var error = Evaluating.Error(text);

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Equal((line, column), (error.Line, error.Column));
        Assert.EndsWith($"({line}:{column})", error.Message, StringComparison.Ordinal);
        Assert.False(error.IsMissingName);
    }

    [Theory]
    [InlineData("#{environment.nmae}#", 15, "'environment' has no 'nmae'. Did you mean 'name'?")]
    [InlineData("#{enviroment.name}#", 3, "The name 'enviroment' is not known. Did you mean 'environment'?")]
    [InlineData("#{environment['nmae']}#", 15, "Did you mean 'name'?")]
    [InlineData("#{environment['na' + 'x']}#", 15, "'environment' has no entry of that name.")]
    [InlineData("#{[1][1]}#", 7, "The value before it has 1 entries, so there is no index 1.")]
    [InlineData("#{resource['vpc-1'].output.subnets.value[3]}#", 42, "has 3 entries")]
    [InlineData("#{environment.name.first}#", 20, "is a single value")]
    [InlineData("#{environment[0]}#", 15, "is an object")]
    [InlineData("#{resource['vpc-1'].output.none.x}#", 33, "is null")]
    [InlineData("x-#{None}#", 3, "inside a text is null")]
    [InlineData("$(trigger.payload.a | trigger.payload.b)$", 19, "has no 'a'")]
    public void Evaluate_Missing_SaysWhatAndNearest(string text, int column, string expected)
    {
        var error = Evaluating.Error(text);

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Equal(column, error.Column);
        Assert.True(error.IsMissingName);
    }

    [Theory]
    [InlineData("#{1 + 'a'}#", "'+' does not go between a whole number and a text. Make a text")]
    [InlineData("#{[1] + (1,)}#", "between a list and a tuple")]
    [InlineData("#{-'a'}#", "'-' does not go before a text")]
    [InlineData("#{1 < 'a'}#", "a whole number and a text have no order")]
    [InlineData("#{1 in 2}#", "'in' does not go between")]
    [InlineData("#{1 / 0}#", "divided by zero")]
    [InlineData("#{1 // 0}#", "divided by zero")]
    [InlineData("#{9223372036854775807 + 1}#", "64 bits")]
    [InlineData("#{9223372036854775808}#", "64 bits")]
    [InlineData("#{-9223372036854775809}#", "64 bits")]
    [InlineData("#{-(9223372036854775808)}#", "64 bits")]
    [InlineData("$(-8193Pi)$", "64 bits")]
    [InlineData("$(-0x8000000000000001)$", "64 bits")]
    [InlineData("#{-(-9223372036854775808)}#", "64 bits")]
    [InlineData("#{1 << 63}#", "64 bits")]
    [InlineData("#{-(-9223372036854775807 - 1)}#", "64 bits")]
    [InlineData("#{1e308 * 10}#", "no finite number")]
    [InlineData("#{[x for x in 'abc']}#", "text.elems()")]
    [InlineData("#{[a for a, b in [[1]]]}#", "2 values are needed for 2 names, not a list of 1")]
    [InlineData("#{{1: 2}}#", "The names of an object are texts")]
    [InlineData("#{lambda x: x}#", "The value is a function")]
    [InlineData("#{[1][::0]}#", "cannot be 0")]
    [InlineData("#{[1]['a']}#", "is a list, which is indexed by whole numbers")]
    [InlineData("$(1 == \"a\")$", "cannot be compared")]
    [InlineData("$(1 && true)$", "A boolean is needed here, not a whole number")]
    [InlineData("$(!\"a\")$", "A boolean is needed here")]
    [InlineData("$([1][-1])$", "no negative indexes")]
    [InlineData("$({a: 1, a: 2})$", "The field 'a' gets two values")]
    [InlineData("$(1 & 2)$", "cannot be one value")]
    [InlineData("$(1 | 2)$", "mark the one to take with '*'")]
    [InlineData("$({a: 1, 2})$", "either fields or one other value")]
    [InlineData("$(\"a\"[0])$", "is a single value")]
    public void Evaluate_WrongKind_SaysWhat(string text, string expected)
    {
        var error = Evaluating.Error(text);

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.True(error.Line == 1 && error.Column > 1);
    }

    [Fact]
    public void Evaluate_ErrorAboutAValue_DoesNotShowIt()
    {
        foreach (var expression in (string[])["int(trigger.payload.username)", "environment[trigger.payload.username]", "trigger.payload.username + 1", "json.decode(trigger.payload.username)", "{}[trigger.payload.username]"])
        {
            Assert.DoesNotContain("ann", Evaluating.Error($"#{{{expression}}}#").Message, StringComparison.Ordinal);
        }
    }
}
