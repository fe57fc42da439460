using Actors.Templates.Tests.Support;

namespace Actors.Templates.Tests.Planning;

public sealed class RefusedPlanTests
{
    [Theory]
    [InlineData("resources: [{name: a, dependsOn: [{name: c}]}, {name: b, dependsOn: [{name: a}]}, {name: c, dependsOn: [{name: b}]}]", "a → c → b → a")]
    [InlineData("resources: [{name: a, dependsOn: [{name: a}]}]", "a → a")]
    [InlineData("resources: [{name: a}, {name: a}]", "'a' is there twice")]
    [InlineData("resources: [{name: ab}]", "no ResourceTemplate 'ab'")]
    [InlineData("resources: [{name: a, resourceOptions: {version: v9}}]", "has no version 'v9'")]
    [InlineData("resources: [{name: a, dependsOn: [{name: z}]}]", "no resource 'z'")]
    [InlineData("resources: [{name: a, kind: pod}]", "'pod' is not known here; known are resourcetemplate, resource, environment.")]
    [InlineData("resources: [{name: a, type: dynamic, kind: resource}]", "'dynamic' of kind 'resourcetemplate'")]
    [InlineData("resources: [{name: a}]\nhooks: {onInit: [{name: h}]}", "The hook has no workflowHandler")]
    [InlineData("resources: [{name: a}]\nhooks: {onInit: [{type: approval}]}", "A hook needs a name")]
    [InlineData("resources: [{name: a}]\nhooks: {onInit: [{name: h, type: http}]}", "needs options.http")]
    [InlineData("resources: [{name: a}]\nhooks: {onInit: [{name: h, type: pigeon}]}", "'pigeon' is not known here")]
    [InlineData("resources: [{name: a}]\nhooks: {onInit: [{name: h, type: http, options: {http: {endpoint: nowhere}}}]}", "is no address")]
    [InlineData("resources: [{name: a}]\nhooks: {onInit: [{name: h, type: http, options: {http: {endpoint: 'https://x', method: SHOUT}}}]}", "is no method")]
    [InlineData("resources: [{name: a}]\nhooks: {onInit: [{name: h, type: container, options: {container: {image: ''}}}]}", "needs an image")]
    [InlineData("resources: [{name: a}]\nhooks: {onInit: [{name: h, type: container, options: {container: {image: x, workingDirPath: here}}}]}", "absolute path")]
    [InlineData("resources: [{name: a}]\nhooks: {onInit: [{name: h, type: script, options: {script: {script: ''}}}]}", "The script is empty")]
    [InlineData("resources: [{name: a}]\nhooks: {onInit: [{name: h, type: approval, onFailure: perhaps}]}", "is not known here; known are continue, unspecified.")]
    [InlineData("resources: [{name: a}]\nhooks: {onInit: [{name: h, type: approval, skipConfig: {condition: 'skip: ('}}]}", "The condition is wrong")]
    [InlineData("resources: [{name: a}]\nhooks: {onInit: [{name: h, type: approval, skipConfig: {condition: 'skip: resource.b.output.x == 1'}}]}", "no resource 'b'")]
    [InlineData("resources: [{name: a}]\nhooks: {onInit: [{name: h, type: approval, skipConfig: {condition: 'skip: resource.a.output.x == 1'}}]}", "is not up before")]
    [InlineData("resources: [{name: a}]\nhooks: {onInit: [{name: h, type: approval, dependsOn: [g]}, {name: g, type: approval, dependsOn: [h]}]}", "h → g → h")]
    [InlineData("resources: [{name: a}]\nhooks: {onInit: [{name: h, type: approval}, {name: h, type: approval}]}", "'h' is there twice")]
    [InlineData("resources: [{name: a}]\nagents: [{name: nobody}]", "no Agent 'nobody'")]
    [InlineData("resources: [{name: a}]\nagentOverride: {required: true}", "must choose its agents")]
    [InlineData("resources: [{name: a, overrides: {values: {provider: opentofu}}}]", "overrides.allowedPaths")]
    public void Plan_BadTemplate_GivesFindingsAndNoPlan(string template, string expected)
    {
        var catalog = Documents.Catalog(
            Documents.Custom("a"), Documents.Custom("b"), Documents.Custom("c"), Documents.EnvironmentTemplate(template), Documents.Environment());

        var result = Documents.Plan(catalog);

        Assert.Null(result.Plan);
        Assert.Contains(result.Findings, finding => finding.Message.Contains(expected, StringComparison.Ordinal) && finding.Place is not null);
    }

    [Theory]
    [InlineData("provider: pulumi", "not supported yet")]
    [InlineData("provider: nonsense", "is not known")]
    [InlineData("provider: opentofu", "repositoryOptions")]
    [InlineData("provider: custom", "at least one task")]
    [InlineData("provider: custom\nhooks: {onInit: [{name: h}]}", "at least one task")]
    [InlineData("provider: custom\nproviderOptions: {custom: {tasks: [{name: t}]}}", "no workflowHandler")]
    [InlineData("provider: custom\nproviderOptions: {custom: {tasks: [{name: t, type: pigeon}]}}", "'pigeon' is not known here")]
    [InlineData("provider: custom\nproviderOptions: {custom: {tasks: [{name: t, driver: {name: none}}]}}", "no WorkflowHandler 'none'")]
    [InlineData("provider: custom\nproviderOptions: {custom: {tasks: [{name: t, driver: {data: {config: {type: http}}}}]}}", "needs an endpoint")]
    [InlineData(
        "provider: custom\nproviderOptions: {custom: {tasks: [{name: t, driver: {data: {config: {type: function, function: {language: go, source: x}}}}}]}}",
        "runs from an image")]
    [InlineData(
        "provider: custom\nproviderOptions: {custom: {tasks: [{name: t, driver: {data: {config: {type: function, function: {language: bash}}}}}]}}",
        "has no source")]
    [InlineData("provider: custom\nproviderOptions: {custom: {tasks: [{name: a, dependsOn: [b]}, {name: b, dependsOn: [a]}]}}", "a → b → a")]
    public void Plan_BadResource_GivesFindingsAndNoPlan(string template, string expected)
    {
        var catalog = Documents.Catalog(
            Documents.Doc("eaas.envmgmt.io/v1", "ResourceTemplate", "a", template),
            Documents.EnvironmentTemplate("resources: [{name: a}]"),
            Documents.Environment());

        var result = Documents.Plan(catalog);

        Assert.Null(result.Plan);
        Assert.Contains(result.Findings, finding => finding.Message.Contains(expected, StringComparison.Ordinal) && finding.Place is not null);
    }
}
