using System.Text.Json;
using System.Text.Json.Serialization;
using Actors.Contracts.Activities;

namespace Actors.Runtimes.Kubernetes.Pods;

/// <summary>The order to end, kept on the pod itself, so that whoever looks next knows why it ends.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Grace">Seconds between SIGTERM and SIGKILL.</param>
/// <param name="Message">What led to it; null: somebody asked.</param>
internal sealed record PodOrder(ReasonCode Reason, long Grace, string? Message = null)
{
    private const int LongestMessage = 2048;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>An order with a grace; Kubernetes knows whole seconds, and 0 would mean not to wait for the node.</summary>
    public static PodOrder Of(ReasonCode reason, TimeSpan grace, string? message = null) =>
        new(reason, Math.Max(1, (long)Math.Ceiling(grace.TotalSeconds)), message is { Length: > LongestMessage } ? message[..LongestMessage] : message);

    /// <summary>Reads the annotation; null: there is none. One that is not readable is an order all the same.</summary>
    public static PodOrder? Read(string? annotation)
    {
        if (annotation is null)
            return null;
        try
        {
            return JsonSerializer.Deserialize<PodOrder>(annotation, Json);
        }
        catch (JsonException)
        {
            return new(ReasonCode.Cancelled, 1, $"The annotation {PodLayout.StopAnnotation} is not readable.");
        }
    }

    /// <summary>The annotation.</summary>
    public override string ToString() => JsonSerializer.Serialize(this, Json);
}
