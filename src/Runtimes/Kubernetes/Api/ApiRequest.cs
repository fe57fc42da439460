using System.Text.Json.Nodes;

namespace Actors.Runtimes.Kubernetes.Api;

/// <summary>One call of the API server.</summary>
/// <param name="Rule">The right that it needs; gives resource and verb.</param>
/// <param name="Namespace">Namespace; null for what is in none.</param>
/// <param name="Name">Name of the object; null for lists and for creation.</param>
internal sealed record ApiRequest(ApiRule Rule, string? Namespace, string? Name = null)
{
    public IReadOnlyList<(string Key, string Value)> Query { get; init; } = [];

    public JsonNode? Body { get; init; }

    /// <summary>Longest time of the server for its answer, its body included; null: the usual.</summary>
    public TimeSpan? Limit { get; init; }

    public HttpMethod Method => Rule.Verb switch
    {
        "create" => HttpMethod.Post,
        "patch" => HttpMethod.Patch,
        "delete" => HttpMethod.Delete,
        _ => HttpMethod.Get,
    };

    public string MediaType => Rule.Verb == "patch" ? "application/strategic-merge-patch+json" : "application/json";

    /// <summary>Path and query, relative to the server's address.</summary>
    public string Path
    {
        get
        {
            var resource = Rule.Resource.Split('/');
            string?[] parts = [Namespace is null ? null : "namespaces/" + Uri.EscapeDataString(Namespace), resource[0],
                Name is null ? null : Uri.EscapeDataString(Name), resource.ElementAtOrDefault(1)];
            var query = string.Join('&', Query.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));
            return $"api/v1/{string.Join('/', parts.Where(part => part is not null))}{(query.Length > 0 ? "?" + query : "")}";
        }
    }

    /// <summary>For messages.</summary>
    public override string ToString() => $"{Rule.Verb} {Rule.Resource}{(Name is null ? "" : $" {Name}")}{(Namespace is null ? "" : $" in namespace {Namespace}")}";
}
