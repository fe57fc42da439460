using System.Diagnostics.Metrics;
using System.Net;

namespace Actors.Runtimes.Kubernetes.Api;

/// <summary>What the runtime asks of API servers, in the meter <c>Actors.Runtimes</c>.</summary>
internal static class KubernetesMetrics
{
    private static readonly Meter Meter = new("Actors.Runtimes");
    private static readonly Counter<long> Requests = Meter.CreateCounter<long>("actors.kubernetes.requests", "{request}", "Calls of the API server.");
    private static readonly Counter<long> Rejected = Meter.CreateCounter<long>("actors.kubernetes.rejected", "{request}", "Calls that the API server answered with 429.");
    private static readonly Counter<double> Throttled = Meter.CreateCounter<double>("actors.kubernetes.throttled", "s", "Time that calls waited for the agent's own request rate.");
    private static readonly Counter<long> Relists = Meter.CreateCounter<long>("actors.kubernetes.relists", "{list}", "Lists after a watch that failed or was too old.");

    /// <summary>A call was answered; null: it was not.</summary>
    public static void Answered(string agent, ApiRule rule, HttpStatusCode? status)
    {
        KeyValuePair<string, object?> who = new("agent", agent), verb = new("verb", rule.Verb), resource = new("resource", rule.Resource);
        Requests.Add(1, who, verb, resource, new("status", status is { } code ? (int)code : 0));
        if (status == HttpStatusCode.TooManyRequests)
            Rejected.Add(1, who, verb, resource);
    }

    /// <summary>A call waited for its turn.</summary>
    public static void Waited(string agent, TimeSpan time) => Throttled.Add(time.TotalSeconds, new KeyValuePair<string, object?>("agent", agent));

    /// <summary>A watch had to be begun again from a list.</summary>
    public static void Relisted(string agent) => Relists.Add(1, new KeyValuePair<string, object?>("agent", agent));
}
