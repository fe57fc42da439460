using Actors.Templates.Reading;
using Actors.Templates.Rendering;

namespace Actors.Templates.Tests.Rendering;

public sealed class GoTemplateTests
{
    private const string Values = """
        name: prod
        empty: ""
        none: null
        quoted: "12"
        int: 12
        big: 12345678
        hex: 0x1F
        zeros: 007
        float: 1.5
        million: 1e6
        small: 0.00001
        exact: 1.23456e5
        negative: -2.5
        yes: true
        no: False
        date: 2024-01-02
        a: {b: {c: deep}}
        list: [x, 2, null, [y], {k: v}]
        map: {b: 1.10, a: two, c: null}
        emptyList: []
        """;

    [Theory]
    [InlineData("plain {x} }} text", "plain {x} }} text")]
    [InlineData("{{ .name }}", "prod")]
    [InlineData("{{.name}}", "prod")]
    [InlineData("{{ .a.b.c }}", "deep")]
    [InlineData("{{ $x := . }}{{ $x.a.b.c }}", "deep")]
    [InlineData("{{ $x := .a.b }}[{{ $x.c }}]", "[deep]")]
    [InlineData("{{$x:=.a}}{{$y := $x.b}}{{$y.c}}", "deep")]
    [InlineData("{{ $x := .a }}{{ $x := . }}{{ $x.name }}", "prod")]
    [InlineData("{{ $.name }}", "prod")]
    [InlineData("{{\n  .name\n}}", "prod")]
    [InlineData("a \n\t{{- .name -}} \n b", "aprodb")]
    [InlineData("a {{- /* x\n}} */ -}} b", "ab")]
    [InlineData("a {{/* x */}} b", "a  b")]
    [InlineData("{{- .name }} b", "prod b")]
    [InlineData("a{{ .name -}}", "aprod")]
    [InlineData("${{ .name }}$", "$prod$")]
    [InlineData("{{ .empty }}|{{ .quoted }}|{{ .int }}|{{ .big }}|{{ .hex }}|{{ .zeros }}", "|12|12|12345678|31|007")]
    [InlineData("{{ .float }}|{{ .million }}|{{ .small }}|{{ .exact }}|{{ .negative }}", "1.5|1e+06|1e-05|123456|-2.5")]
    [InlineData("{{ .yes }}|{{ .no }}|{{ .date }}", "true|false|2024-01-02")]
    public void Render_Supported_IsAsInGo(string template, string expected)
    {
        var result = Render(template);

        Assert.Empty(result.Findings);
        Assert.Equal(expected, result.Text);
    }

    [Theory]
    [InlineData("{{ .list }}", "[x 2 <nil> [y] map[k:v]]", "a list")]
    [InlineData("{{ .map }}", "map[a:two b:1.1 c:<nil>]", "a mapping")]
    [InlineData("{{ .emptyList }}", "[]", "a list")]
    [InlineData("x: {{ .nme }}", "x: <no value>", "no key 'nme'. Did you mean 'name'?")]
    [InlineData("x: {{ .nothing.deeper.still }}", "x: <no value>", "no key 'nothing'")]
    [InlineData("x: {{ .a.x }}", "x: <no value>", "'.a' has no key 'x'")]
    [InlineData("x: {{ .none }}", "x: <no value>", "its value is null")]
    public void Render_Doubtful_IsAsInGoWithAWarning(string template, string expected, string warning)
    {
        var result = Render(template);

        Assert.Equal(expected, result.Text);
        var finding = Assert.Single(result.Findings);
        Assert.Equal(Severity.Warning, finding.Severity);
        Assert.Contains(warning, finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\n {{ if .name }}", 2, 5, "keyword 'if'")]
    [InlineData("{{ range .list }}", 1, 4, "keyword 'range'")]
    [InlineData("{{- with .a }}", 1, 5, "keyword 'with'")]
    [InlineData("{{ end }}", 1, 4, "keyword 'end'")]
    [InlineData("{{ template \"x\" }}", 1, 4, "keyword 'template'")]
    [InlineData("{{ printf \"%s\" .name }}", 1, 4, "function 'printf'")]
    [InlineData("{{ .name | quote }}", 1, 10, "pipe '|'")]
    [InlineData("{{ (.name) }}", 1, 4, "parenthesis")]
    [InlineData("{{ \"}}\" }}", 1, 4, "text in quotes")]
    [InlineData("{{ `{{` }}", 1, 4, "text in quotes")]
    [InlineData("{{ 'x' }}", 1, 4, "character in quotes")]
    [InlineData("{{ 12 }}", 1, 4, "A number")]
    [InlineData("{{ true }}", 1, 4, "constant 'true'")]
    [InlineData("{{ .name .a }}", 1, 10, "second value")]
    [InlineData("{{ $x = .a }}", 1, 7, "assignment '='")]
    [InlineData("{{ .a-b }}", 1, 6, "name with '-'")]
    [InlineData("{{ /* x */ }}", 1, 4, "comment that does not begin right behind")]
    [InlineData("{{/* x */ }}", 1, 3, "comment that does not begin right behind")]
    [InlineData("{{/* x }}", 1, 1, "not ended by '*/'")]
    [InlineData("ab {{ .name", 1, 4, "not ended by '}}'")]
    [InlineData("{{ }}", 1, 1, "empty")]
    [InlineData("{{ $y.a }}", 1, 4, "variable '$y' is not known")]
    [InlineData("{{ $x }}{{ $x := . }}", 1, 4, "variable '$x' is not known")]
    [InlineData("{{ .name.first }}", 1, 9, "'.name' is a single value, which has no field 'first'")]
    [InlineData("{{ .list.x }}", 1, 9, "'.list' is a list")]
    [InlineData("{{ .none.x }}", 1, 9, "'.none' is null")]
    public void Render_NotSupported_NamesTheConstructAndThePlace(string template, int line, int column, string expected)
    {
        var result = Render(template);

        Assert.True(result.HasErrors);
        var finding = result.Findings.First(each => each.Severity == Severity.Error);
        Assert.Equal(new SourcePlace("t.tmpl", line, column), finding.Place);
        Assert.Contains(expected, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_SeveralErrors_ReportsAll() => Assert.Equal([1, 2, 3], Render("{{ if .a }}\n{{ len .a }}\n{{ end }}").Findings.Select(finding => finding.Place!.Line));

    [Fact]
    public void OriginOf_EveryCharacter_IsItselfOrItsAction()
    {
        const string Template = "one\n{{- /* two */ -}}\n three {{ .name }} four\n{{ .map }}\n  five";
        var result = Render(Template);
        var templateLines = Template.Split('\n');
        var (line, column) = (1, 1);

        foreach (var c in result.Text)
        {
            var (originLine, originColumn) = result.OriginOf(line, column);
            var origin = originColumn <= templateLines[originLine - 1].Length ? templateLines[originLine - 1][originColumn - 1] : '\n';
            Assert.True(origin == c || origin == '{', $"{line}:{column} '{c}' is said to come from {originLine}:{originColumn} '{origin}'");
            (line, column) = c == '\n' ? (line + 1, 1) : (line, column + 1);
        }
    }

    [Theory]
    [InlineData("1.10", "1.1", true)]
    [InlineData("-2.0", "-2", true)]
    [InlineData("1.100000", "1.1", true)]
    [InlineData("'1.10'", "1.10", false)]
    [InlineData("1.1", "1.1", false)]
    [InlineData("10", "10", false)]
    [InlineData("1.2.0", "1.2.0", false)]
    [InlineData("01.10", "01.10", false)]
    [InlineData("v1.0", "v1.0", false)]
    public void Render_NumberWithZerosAtItsEnd_IsWarnedOf(string value, string expected, bool isWarned)
    {
        var result = GoTemplate.Render("a: {{ .x }}", TemplateValues.Read($"x: {value}", "v"), "t");

        Assert.Equal($"a: {expected}", result.Text);
        Assert.Equal(isWarned ? ["t:1:4: warning: '.x' is a number with zeros at its end, and renders without them, as in Go. If it is a text such as a version, put it in quotes in the values."] : [], result.Findings.Select(each => each.ToString()));
    }

    [Fact]
    public void Render_HugeResult_IsRefused()
    {
        var values = TemplateValues.Read("x: " + new string('a', 1_000_000), "v");

        var result = GoTemplate.Render(string.Concat(Enumerable.Repeat("{{ .x }}", 1_000)), values, "t");

        Assert.Contains("longer than", Assert.Single(result.Findings).Message, StringComparison.Ordinal);
    }

    private static RenderedText Render(string template) => GoTemplate.Render(template, TemplateValues.Read(Values, "values.yaml"), "t.tmpl");
}
