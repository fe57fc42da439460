using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Actors.Contracts.Workers;
using Microsoft.AspNetCore.Http;

namespace Actors.Worker.Tests.Support;

/// <summary>The state store of functions, in memory.</summary>
internal sealed class FakeValues
{
    public const string Token = "ak.planted-values-token";
    private readonly ConcurrentDictionary<string, (string Json, long Version)> _values = new();

    /// <summary>Answers the next write as if somebody else had been faster.</summary>
    public int Conflicts { get; set; }

    /// <summary>Answers that it is not available, so many times.</summary>
    public int Unavailable { get; set; }

    /// <summary>Writes, and cuts the connection instead of an answer, so many times.</summary>
    public int AnswersToLose { get; set; }

    /// <summary>Scope and key of each value, as <c>org/project/environment key</c>, with the value.</summary>
    public IReadOnlyDictionary<string, (string Json, long Version)> All => _values;

    public async Task ServeAsync(HttpContext http)
    {
        var request = http.Request;
        if (request.Headers[FunctionProtocol.StateTokenHeader] != Token || request.Headers[FunctionProtocol.OrganizationHeader] != "org-1")
        {
            http.Response.StatusCode = 401;
            return;
        }
        if (Unavailable-- > 0)
        {
            http.Response.StatusCode = 503;
            return;
        }
        if (request.Method == "GET")
        {
            var found = _values.TryGetValue(Name(x => request.Query[x], request.Query["key"]!), out var value);
            http.Response.StatusCode = found ? 200 : 404;
            await http.Response.WriteAsync(found ? $$"""{"value":{{value.Json}},"version":{{value.Version}}}""" : "");
            return;
        }
        var body = (await JsonNode.ParseAsync(request.Body))!;
        var name = Name(x => body["scope"]![x]?.GetValue<string>(), body["key"]!.GetValue<string>());
        if (request.Method == "DELETE")
        {
            http.Response.StatusCode = _values.TryRemove(name, out _) ? 200 : 404;
            return;
        }
        var current = _values.TryGetValue(name, out var now) ? now.Version : 0;
        if (Conflicts-- > 0 || body["version"]!.GetValue<long>() is var version && version != current && version != current + 1)
        {
            http.Response.StatusCode = 409;
            return;
        }
        _values[name] = (body["value"]?.ToJsonString() ?? "null", current + 1);
        if (AnswersToLose-- > 0)
        {
            http.Abort();
        }
    }

    private static string Name(Func<string, string?> scope, string key) =>
        $"{string.Join('/', ((string[])["organization_id", "project_id", "environment_id"]).Select(scope).Where(x => !string.IsNullOrEmpty(x)))} {key}";
}
