using Actors.Contracts.Storage;
using Actors.Templates.Reading;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Silo.Tests.Workers;

/// <summary>An environment of one function.</summary>
internal static class FunctionDocuments
{
    private const string Group = "eaas.envmgmt.io/v1";

    /// <summary>Puts the documents into a project.</summary>
    public static async Task PutAsync(this SiloFixture silo, string project, string environment)
    {
        var documents = silo.App.Services.GetRequiredService<IDocumentStore>();
        foreach (var yaml in Of(environment))
        {
            var document = Assert.Single(DocumentReader.Read(yaml, "test.yaml").Documents);
            var key = new DocumentKey("default", project, document.Kind, document.Name, document.Version);
            Assert.NotNull(await documents.PutAsync(key, document.ToJson().ToJsonString(), null, TestContext.Current.CancellationToken));
        }
    }

    private static string[] Of(string environment) =>
    [
        Document(Group, "ResourceTemplate", "a",
            """{provider: custom, providerOptions: {custom: {tasks: [{name: run, workflowHandler: {data: {config: {type: function, function: {language: bash, source: "true"}}}}}]}}}"""),
        Document(Group, "EnvironmentTemplate", "et", "{resources: [{name: a}], agents: [{name: one}]}"),
        Document(Group, "Environment", environment, "{template: {name: et}}"),
        Document("gitops.k8smgmt.io/v3", "Agent", "one", "{type: Docker, config: {environment: {numWorkers: 4}}}"),
    ];

    private static string Document(string apiVersion, string kind, string name, string spec) => $"apiVersion: {apiVersion}\nkind: {kind}\nmetadata: {{name: {name}}}\nspec: {spec}\n";
}
