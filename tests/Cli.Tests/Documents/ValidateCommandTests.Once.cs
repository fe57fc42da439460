using Actors.Cli.Hosting;
using Actors.Cli.Tests.Support;

namespace Actors.Cli.Tests.Documents;

/// <content>What is wrong with a document, and keeps a run from being planned too, is told once.</content>
public sealed partial class ValidateCommandTests
{
    [Theory]
    [InlineData("opentofu", "openTofu", "$(1+)$", "A value is missing")]
    [InlineData("terraform", "terraform", "$(enviroment.name)$", "Did you mean 'environment'?")]
    [InlineData("opentofu", "openTofu", "$(resource.lead.output.x)$", "no resource 'lead'")]
    public async Task Validate_WrongBackendConfiguration_IsOneErrorAtItsPlace(string provider, string field, string expression, string expected)
    {
        var text = string.Join("\n---\n", Environment("app"), Repository, $$"""
            apiVersion: eaas.envmgmt.io/v1
            kind: ResourceTemplate
            metadata: {name: app}
            spec:
              provider: {{provider}}
              repositoryOptions: {name: code}
              providerOptions:
                {{field}}:
                  backendConfigs:
                    - prefix=prod
                    - key={{expression}}
            """);

        var result = await CliRun.RunAsync(["validate", "-"], input: text);

        var line = Assert.Single(result.Lines, line => line.Contains("error:", StringComparison.Ordinal));
        var at = text[..text.IndexOf("key=", StringComparison.Ordinal)].Count(letter => letter == '\n') + 1;
        Assert.StartsWith($"stdin:{at}:11: error: ResourceTemplate/app spec.providerOptions.{field}.backendConfigs[1]: The expression of 'backendConfigs' is wrong: ", line, StringComparison.Ordinal);
        Assert.Contains(expected, line, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Failed, result.ExitCode);
    }

    [Fact]
    public async Task Validate_WrongExpressionOfAVariableThatASelectorRenames_IsOneErrorUnderItsOwnName()
    {
        var text = string.Join("\n---\n", Environment("app", "variables: [{name: cluster, valueType: expression, value: $(1+)$}]"), Support.Documents.Resource("app") + """

              variables: [{name: cluster_name, options: {selectors: [cluster]}}]
            """, Support.Documents.Handler);

        var result = await CliRun.RunAsync(["validate", "-"], input: text);

        var line = Assert.Single(result.Lines, line => line.Contains("error:", StringComparison.Ordinal));
        Assert.Contains("EnvironmentTemplate/lone spec.variables[0].value: The expression of 'cluster' is wrong: A value is missing", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("agents: [elsewhere], variables: [{name: regoin, value: x}]", "spec.variables[0].name: EnvironmentTemplate/lone and its resource templates have no variable 'regoin'. Did you mean 'region'?")]
    [InlineData("agents: [elsewhere, third]", "spec.agents[1].name: ")]
    [InlineData("agents: [elsewhere, other], variables: [{name: region, valueType: expression, value: $(resource.app.output.x)$}]", "spec.variables[0].value: The expression of 'region' is wrong")]
    public async Task Validate_EnvironmentWhoseAgentsAndRepositoriesAreOnTheServer_IsHeldAgainstItsTemplate(string spec, string expected)
    {
        var text = string.Join(
            "\n---\n",
            "{apiVersion: eaas.envmgmt.io/v1, kind: Environment, metadata: {name: demo}, spec: {template: lone, " + spec + "}}",
            "{apiVersion: eaas.envmgmt.io/v1, kind: EnvironmentTemplate, metadata: {name: lone}, spec: {agentOverride: {type: restricted, restrictedAgents: [elsewhere, other]}, resources: [{name: app}]}}",
            "{apiVersion: eaas.envmgmt.io/v1, kind: ResourceTemplate, metadata: {name: app}, spec: {provider: opentofu, repositoryOptions: {name: elsewhere}, variables: [{name: region, value: eu-1}]}}");

        var result = await CliRun.RunAsync(["validate", "-"], input: text);

        Assert.Contains($": error: Environment/demo {expected}", Assert.Single(result.Lines, line => line.Contains("error:", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    private const string Repository = "{apiVersion: integrations.k8smgmt.io/v3, kind: Repository, metadata: {name: code}, spec: {endpoint: https://example.com/code.git}}";

    private static string Environment(string resource, string spec = "") =>
        "{apiVersion: eaas.envmgmt.io/v1, kind: Environment, metadata: {name: demo}, spec: {template: {name: lone}}}\n---\n"
        + $"apiVersion: eaas.envmgmt.io/v1\nkind: EnvironmentTemplate\nmetadata: {{name: lone}}\nspec:\n  resources: [{{name: {resource}}}]\n  {spec}\n";
}
