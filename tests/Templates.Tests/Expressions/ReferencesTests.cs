using System.Text.Json.Nodes;
using Actors.Templates.Expressions;

namespace Actors.Templates.Tests.Expressions;

public sealed class ReferencesTests
{
    private static readonly JsonObject Known = JsonNode.Parse("""{"environment": {"name": "prod"}, "trigger": {"payload": {"which": ["a", "b"]}}}""")!.AsObject();

    // ? behind what may not be read, * behind what is not known further.
    private static string Of(string text) => string.Join(' ', TextTemplate.Parse(text).References(Known)
        .Select(reference => $"{reference}{(reference.IsConditional ? "?" : "")}{(reference.OpenAt > 0 ? "*" : "")}"));

    [Theory]
    [InlineData("no expression", "")]
    [InlineData("$(environment.name)$ #{resource['a-b'].output.x[0]}#", "environment.name resource[\"a-b\"].output.x[0]")]
    [InlineData("$(\"\\(a.b)-\\(c)\")$", "a.b c")]
    [InlineData("#{a.b if c else d}#", "c a.b? d?")]
    [InlineData("#{a and b or c}#", "a b? c?")]
    [InlineData("$(a.b | *\"x\")$", "a.b?")]
    [InlineData("#{[x.y + z for x in a.b]}#", "a.b z?")]
    [InlineData("#{{k: v for k, v in a.items() if b}}#", "a b?")]
    [InlineData("#{(lambda x: x + y)(z)}#", "y? z")]
    [InlineData("#{len(a) + len(str(b))}#", "a b")]
    [InlineData("#{json.encode(a)}#", "a")]
    [InlineData("#{sorted(a, key=len)}#", "a")]
    [InlineData("#{'-'.join(a.b).upper()}#", "a.b")]
    [InlineData("#{a.get('b', c)}#", "a.b? c")]
    [InlineData("$(strings.Join(a.b, \"-\"))$", "a.b")]
    [InlineData("$(list.Sort(a, list.Ascending))$", "a")]
    [InlineData("$([for x in a if x.y > 1 {x.z}])$", "a")]
    [InlineData("$({x: a, (b): c, let d = e, f: d})$", "a b c e")]
    [InlineData("$(#environment[\"rds\"].host)$", "#environment.rds.host")]
    [InlineData("#{a[b]}#", "b a*")]
    [InlineData("#{a['x' + 'y'].z}#", "a.xy.z")]
    [InlineData("#{a[environment.name]}#", "environment.name a.prod")]
    [InlineData("#{[resource[n].output.id for n in ['a', 'b']]}#", "resource.a.output.id? resource.b.output.id?")]
    [InlineData("#{[resource[n].output.id for n in trigger.payload.which if n != 'a']}#", "trigger.payload.which resource.b.output.id?")]
    [InlineData("$([for n in [\"a\"] for m in [\"x\", \"y\"] {resource[n].output[m]}])$", "resource.a.output.x? resource.a.output.y?")]
    [InlineData("#{[resource[n] for n in other]}#", "other resource?*")]
    [InlineData("#{[resource[n] for n in range(1000)]}#", "resource?*")]
    [InlineData("#{[resource['r%d' % i].output for i in range(2)]}#", "resource.r0.output? resource.r1.output?")]
    [InlineData("#{resource.a.output[x.y][0]}#", "x.y resource.a.output*")]
    [InlineData("$({let n = \"a\", v: resource[n].output})$", "resource.a.output")]
    public void References_Any_AreAllFound(string text, string expected) => Assert.Equal(expected, Of(text));

    [Fact]
    public void References_Place_IsTheRoot() => Assert.Equal([4, 9], TextTemplate.Parse("#{ a + [b]}#").References().Select(reference => reference.Position));
}
