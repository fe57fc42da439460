using System.Text.Json.Nodes;
using Actors.Templates.Planning;
using Actors.Templates.Resolving;
using Actors.Templates.Tests.Support;

namespace Actors.Templates.Tests.Resolving;

/// <summary>Expressions with what a run has come to know.</summary>
public sealed class ExpressionResolvingTests
{
    private static ResolvedActivity Resolve(string expression)
    {
        var plan = Documents.Plan(Documents.Catalog(
            Documents.Repository(),
            Documents.Tofu("net"),
            Documents.Custom("last", "variables: [{name: v, valueType: expression, value: '" + expression.Replace("'", "''", StringComparison.Ordinal) + "'}]"),
            Documents.EnvironmentTemplate("resources: [{name: net}, {name: last, dependsOn: [{name: net}]}]"),
            Documents.Environment())).PlanOrThrow();
        return ActivityResolver.Resolve(plan, "last.task.run", new()
        {
            Outputs = PlanOutputs.Of(
                plan, ("net.tofu", JsonNode.Parse("""{"ids": {"value": ["a", "b"]}, "port": {"value": 5432}, "pw": {"sensitive": true, "value": "tofu-secret"}}""")!)),
            Artifacts = JsonNode.Parse("""{"net.artifact": {"token": "t1", "url": "u1"}, "net.tofu": {"token": "t2", "url": "u2"}}""")!.AsObject(),
        }).ActivityOrThrow();
    }

    private static JsonNode? Value(string expression) => Assert.IsType<ResolvedFunction>(Resolve(expression).Job).Input["v"];

    [Theory]
    [InlineData("#{[i.upper() for i in resource.net.output.ids.value]}#", "[\"A\",\"B\"]")]
    [InlineData("#{{i: resource[n].output.port.value for i in resource.net.output.ids.value for n in ['net']}}#", "{\"a\":5432,\"b\":5432}")]
    [InlineData("$(resource.net.output.port.value + 1)$", "5433")]
    [InlineData("$([for i in resource.net.output.ids.value if i != \"a\" {i}])$", "[\"b\"]")]
    [InlineData("$(#environment[\"net\"][\"port\"])$", "5432")]
    [InlineData("db:$(#environment[\"net\"].port)", "\"db:5432\"")]
    [InlineData("#{resource[\"net\"].artifact.workdir.token}#", "\"t1\"")]
    [InlineData("#{resource[\"net\"].output.workdir.token}#", "\"t2\"")]
    [InlineData("$(ctx.activities[\"net.artifact\"].output.files[\"job.tar.zst\"].url)", "\"u1\"")]
    [InlineData("#{resource.net.output.get('none', {'value': 1}).value}#", "1")]
    public void Resolve_Expression_KeepsItsType(string expression, string expected) => Assert.Equal(expected, Value(expression)!.ToJsonString());

    [Theory]
    [InlineData("#{base64.encode(resource.net.output.pw.value)}#", "dG9mdS1zZWNyZXQ=")]
    [InlineData("#{[x.value.upper() for k, x in resource.net.output.items() if k == 'pw']}#", "TOFU-SECRET")]
    [InlineData("$(strings.ToUpper(#environment[\"net\"].pw))$", "TOFU-SECRET")]
    [InlineData("#{{'a': [resource.net.output['p' + 'w'].value[5:]]}}#", "secret")]
    public void Resolve_WhatIsMadeOfASecret_IsMaskedToo(string expression, string secret) => Assert.Contains(secret, Resolve(expression).SecretValues);

    [Theory]
    [InlineData("#{'yes' if resource.net.output.pw.value == 'x' else 'no'}#")]
    [InlineData("#{str(resource.net.output.port.value) + '-suffix'}#")]
    public void Resolve_WhatIsNone_IsNotMasked(string expression) => Assert.Equal(["tofu-secret"], Resolve(expression).SecretValues.Where(secret => secret != "hunter22"));
}
