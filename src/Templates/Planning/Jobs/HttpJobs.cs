using Actors.Templates.Kinds;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning.Jobs;

/// <summary>Plans HTTP calls.</summary>
internal sealed class HttpJobs(PlanContext context)
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

    public JobPlan? OfHandler(JobSite site, HandlerLookup handler)
    {
        var (http, path) = (handler.Config.Http ?? new(), $"{handler.Path}.http");
        if (!string.IsNullOrWhiteSpace(http.CaCert) && !http.CaCert.Contains("-----BEGIN CERTIFICATE-----", StringComparison.Ordinal))
        {
            context.DeployFindings.Error(handler.Document, $"{path}.caCert", "There is no certificate in PEM, which begins with -----BEGIN CERTIFICATE-----.");
        }

        return Job(site, handler.Document, path, http.Endpoint, http.Method, http.Headers, http.Body) is not { } job ? null
            : Plan(site, job with { CaCert = string.IsNullOrWhiteSpace(http.CaCert) ? null : http.CaCert, Insecure = http.Insecure == true });
    }

    public JobPlan? OfOptions(JobSite site, ResourceDocument document, string path, HookHttp http) =>
        Job(site, document, path, http.Endpoint, http.Method, http.Headers, http.Body) is not { } job ? null
            : Plan(site, job) with { SuccessWhen = SuccessRule.Of(context, ActivityKind.Http, document, $"{path}.successCondition", http.SuccessCondition) };

    private JobPlan Plan(JobSite site, HttpPlan job) => new(ActivityKind.Http, job, PlanDefaults.HttpSeconds) { Pod = PodRules.Of(site.Resource, context.Findings) };

    private HttpPlan? Job(JobSite site, ResourceDocument document, string path, string? endpoint, string? method, IReadOnlyDictionary<string, string> headers, string? body)
    {
        if (string.IsNullOrWhiteSpace(endpoint))
        {
            context.Findings.Error(document, $"{path}.endpoint", "An http call needs an endpoint.");
            return null;
        }

        var verb = string.IsNullOrWhiteSpace(method) ? "GET" : method.Trim().ToUpperInvariant();
        if (!Methods.Contains(verb))
        {
            context.Findings.Error(document, $"{path}.method", $"'{method}' is no method of an http call; there are {string.Join(", ", Methods)}.");
            return null;
        }

        var address = JobValues.Value("endpoint", endpoint.Trim(), document, $"{path}.endpoint");
        if (address.Type == ValueType.Text && (!Uri.TryCreate(address.Value, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")))
        {
            context.Findings.Error(document, $"{path}.endpoint", $"'{address.Value}' is no address of an http call: it begins with https:// or http://.");
            return null;
        }

        if (address.Type == ValueType.Text && new Uri(address.Value!).UserInfo.Length > 0)
        {
            context.DeployFindings.Error(document, $"{path}.endpoint", "The address holds a user or a password, which would be shown; send a header Authorization instead.");
        }

        HttpHeaders.Check(document, $"{path}.headers", headers, context.DeployFindings);
        return new()
        {
            Artifact = null,
            Method = verb,
            Endpoint = address,
            Headers = [.. headers.Select(header => JobValues.Value(header.Key, header.Value.Trim(), document, RecordBinder.Join($"{path}.headers", header.Key)))],
            Body = string.IsNullOrEmpty(body) ? null : JobValues.Value("body", body, document, $"{path}.body"),
        };
    }
}
