using System.Text.Json.Nodes;
using Actors.Templates.Reading;
using Actors.Templates.Tests.Support;

namespace Actors.Templates.Tests.Reading;

public sealed class SecretRedactionTests
{
    private static readonly JsonObject Stored = Documents.One(Documents.Environment("""
        variables:
          - {name: open, value: visible}
          - {name: new-style, value: secret-1, options: {sensitive: true}}
          - {name: old-style, value: secret-2, sensitive: true}
        envVars: [{key: K, value: secret-3, options: {sensitive: true}}]
        files: [{name: f, data: c2VjcmV0LTQ=, options: {sensitive: true}}]
        """)).ToJson();

    [Fact]
    public void Redact_SensitiveValues_AreReplaced()
    {
        var text = SecretRedaction.Redact(Stored).ToJsonString();

        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", text, StringComparison.Ordinal);
        Assert.Contains("visible", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Redact_CredentialsOfRepositoriesAndRegistries_AreReplaced()
    {
        var repository = SecretRedaction.Redact(Documents.One(Documents.Repository()).Raw);
        var handler = SecretRedaction.Redact(Documents.One(Documents.Doc(
            "eaas.envmgmt.io/v1",
            "WorkflowHandler",
            "h",
            "config: {type: container, container: {imagePullCredentials: {registry: r, password: pw}, kubeConfigOptions: {kubeConfig: kc}}}")).Raw);

        Assert.Equal(SecretRedaction.Marker, (string?)repository["spec"]!["credentials"]!["password"]);
        Assert.Equal("me", (string?)repository["spec"]!["credentials"]!["username"]);
        var container = handler["spec"]!["config"]!["container"]!;
        Assert.Equal(SecretRedaction.Marker, (string?)container["imagePullCredentials"]!["password"]);
        Assert.Equal(SecretRedaction.Marker, (string?)container["kubeConfigOptions"]!["kubeConfig"]);
    }

    [Theory]
    [InlineData("Authorization", "Bearer planted", true)]
    [InlineData("proxy-authorization", "Basic bWU6cGxhbnRlZA==", true)]
    [InlineData("Cookie", "session=planted", true)]
    [InlineData("X-Api-Key", "planted", true)]
    [InlineData("X-Vault-Token", "planted", true)]
    [InlineData("Client-Secret", "planted-$(environment.name)$", true)]
    [InlineData("X-Api-Key", "$(\"planted\")$", true)]
    [InlineData("X-Api-Key", "$(planted", true)]
    [InlineData("Authorization", "Bearer $(resource.\"r\".output.token.value)$", false)]
    [InlineData("Cookie", "session=#{trigger.payload.session}#", false)]
    [InlineData("X-Api-Key", "$(trigger.payload.key)$", false)]
    [InlineData("X-Api-Key", "", false)]
    [InlineData("Accept", "application/json", false)]
    [InlineData("X-Trace", "planted", false)]
    public void Redact_HeadersOfHttpCalls_HidesWrittenCredentials(string name, string value, bool isHidden)
    {
        var header = $"{{endpoint: 'https://example.com', headers: {{{name}: '{value.Replace("'", "''", StringComparison.Ordinal)}'}}}}";
        foreach (var document in new[]
        {
            Documents.Doc("eaas.envmgmt.io/v1", "WorkflowHandler", "h", $"config: {{type: http, http: {header}}}"),
            Documents.EnvironmentTemplate($"hooks: {{onInit: [{{name: call, type: http, options: {{http: {header}}}}}]}}"),
        })
        {
            var stored = Documents.One(document).Raw;

            var shown = SecretRedaction.Redact(stored);

            Assert.Equal(isHidden, !JsonNode.DeepEquals(shown, stored));
            Assert.Equal(isHidden, shown.ToJsonString().Contains(SecretRedaction.Marker, StringComparison.Ordinal));
            Assert.True(JsonNode.DeepEquals(stored, SecretRedaction.Merge(stored, shown)));
            Assert.Equal(isHidden ? 1 : 0, SecretRedaction.FindMarkers(shown).Count);
        }
    }

    [Fact]
    public void Merge_MarkerInReorderedList_GetsItsOwnSecretBack()
    {
        var incoming = SecretRedaction.Redact(Stored);
        var variables = incoming["spec"]!["variables"]!.AsArray();
        var first = variables[1]!;
        variables.RemoveAt(1);
        variables.Add(first);

        var merged = SecretRedaction.Merge(Stored, incoming);

        Assert.Equal(["visible", "secret-2", "secret-1"], merged["spec"]!["variables"]!.AsArray().Select(each => (string?)each!["value"]));
        Assert.Empty(SecretRedaction.FindMarkers(merged));
    }

    [Fact]
    public void Merge_NoLongerSensitive_DoesNotGiveTheSecretAway()
    {
        var incoming = SecretRedaction.Redact(Stored);
        incoming["spec"]!["variables"]![1]!["options"]!["sensitive"] = false;

        var merged = SecretRedaction.Merge(Stored, incoming);

        Assert.DoesNotContain("secret-1", merged.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(["spec.variables[1].value"], SecretRedaction.FindMarkers(merged));
    }

    [Fact]
    public void Merge_NewValue_Wins()
    {
        var incoming = SecretRedaction.Redact(Stored);
        incoming["spec"]!["variables"]![1]!["value"] = "changed";

        Assert.Equal("changed", (string?)SecretRedaction.Merge(Stored, incoming)["spec"]!["variables"]![1]!["value"]);
    }
}
