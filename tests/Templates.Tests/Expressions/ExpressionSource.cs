namespace Actors.Templates.Tests.Expressions;

/// <summary>Makes expressions: well-formed ones of both languages, and heaps of tokens.</summary>
internal static class ExpressionSource
{
    private static readonly string[] Tokens =
    [
        "$(", ")$", "#{", "}#", "(", ")", "[", "]", "{", "}", "\"", "'", "\"\"\"", "#\"", "\\(", "\\", "\\u12", "r'", ".", ",", ":", "=", "==", "!=", "<", "<=", ">=", "=~", "+", "-",
        "*", "**", "/", "//", "%", "&", "&&", "|", "||", "!", "~", "^", "<<", ">>", "?", "...", " ", "\n", "#", "//c\n", "a", "x", "environment", ".name", "resource", "#status", "if ", " else ", "for x in ",
        " in ", "not ", "and ", "or ", "lambda x:", "let x = ", "true", "None", "null", "1", "0x", "1.5", "1e9", "4Ki", "range(9)", "len", "str(", ".get(", ".format(", "strings.", "Join", "list.", "json.decode(", "\u00e9", "\U0001F600", "\ud800",
    ];

    public static string Token(Random random) => Tokens[random.Next(Tokens.Length)];

    public static string Soup(Random random) => (random.Next(2) == 0 ? "$(" : "#{") + string.Concat(Enumerable.Range(0, random.Next(25)).Select(_ => Token(random)));

    /// <summary>A text with a well-formed expression in it.</summary>
    public static string Text(Random random) =>
        (random.Next(3) == 0 ? "x-" : "") + (random.Next(2) == 0 ? $"$({Cue(random, 4)})$" : $"#{{{Starlark(random, 4)}}}#");

    public static string Starlark(Random random, int depth)
    {
        if (depth == 0)
        {
            return Pick(random, "1", "2.5", "-3", "-9223372036854775808", "'a'", "\"b\\n\"", "True", "None", "[]", "{}", "environment.name", "trigger.payload.count", "trigger.payload.tags", "resource['vpc-1'].output.subnets.value", "x", "'%s'", "0");
        }

        string Next() => Starlark(random, random.Next(depth));
        return random.Next(20) switch
        {
            0 => $"{Next()} + {Next()}",
            1 => $"{Next()} * {Next()}",
            2 => $"({Next()} - {Next()}) / {Next()}",
            3 => $"{Next()} // {Next()} % {Next()}",
            4 => $"({Next()} == {Next()})",
            5 => $"({Next()} and {Next()} or not {Next()})",
            6 => $"({Next()} if {Next()} else {Next()})",
            7 => $"[{Next()}, {Next()}]",
            8 => $"({Next()}, {Next()})",
            9 => $"{{'k': {Next()}, str({Next()}): {Next()}}}",
            10 => $"[{Next()} for x in {Next()} if {Next()}]",
            11 => $"{{str(x): {Next()} for x in {Next()}}}",
            12 => $"({Next()})[{Next()}]",
            13 => $"({Next()})[{Next()}:{Next()}]",
            14 => $"len({Next()})",
            15 => $"(lambda x: {Next()})({Next()})",
            16 => $"sorted({Next()}, key=lambda x: {Next()}, reverse={Next()})",
            17 => $"'{{}}-{{}}'.format({Next()}, {Next()})",
            18 => $"({Next()}).{Pick(random, "upper()", "split(',')", "items()", "get('team', 1)", "keys()", "strip()", "startswith('a')", "replace('a', 'bb')")}",
            _ => $"{Pick(random, "str", "int", "list", "dict", "json.encode", "base64.encode", "reversed", "enumerate", "any", "max", "range")}({Next()})",
        };
    }

    public static string Cue(Random random, int depth)
    {
        if (depth == 0)
        {
            return Pick(random, "1", "2.5", "-3", "-9223372036854775808", "\"a\"", "\"b\\n\"", "true", "null", "[]", "{}", "environment.name", "trigger.payload.count", "trigger.payload.\"tags\"", "resource.\"vpc-1\".output.subnets.value", "x", "#status.container.exitCode", "4Ki");
        }

        string Next() => Cue(random, random.Next(depth));
        return random.Next(18) switch
        {
            0 => $"{Next()} + {Next()}",
            1 => $"({Next()} * {Next()})",
            2 => $"({Next()} - {Next()}) / {Next()}",
            3 => $"(({Next()}) == ({Next()}))",
            4 => $"{Next()} && {Next()} || !{Next()}",
            5 => $"[if {Next()} {{{Next()}}}, {Next()}][0]",
            6 => $"[{Next()}, {Next()}]",
            7 => $"{{a: {Next()}, \"b-c\": {Next()}, (\"d\"): {Next()}}}",
            8 => $"[for x in {Next()} if x != null {{{Next()}}}]",
            9 => $"{{for k, x in {Next()} {{\"\\(k)\": {Next()}}}}}",
            10 => $"({Next()})[{Next()}]",
            11 => $"\"p-\\({Next()})-\\({Next()})\"",
            12 => $"(*{Next()} | {Next()})",
            13 => $"(({Next()}) & ({Next()}))",
            14 => $"{{let x = {Next()}, v: {Next()}}}",
            15 => $"strings.Join([for x in {Next()} {{\"\\(x)\"}}], \",\")",
            16 => $"{Pick(random, "len", "json.Marshal", "strings.ToUpper", "list.Sum", "yaml.Marshal", "list.Reverse")}({Next()})",
            _ => $"div({Next()}, {Next()})",
        };
    }

    private static string Pick(Random random, params string[] values) => values[random.Next(values.Length)];
}
