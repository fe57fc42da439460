using System.Net;
using Actors.Contracts.Activities;
using Actors.Contracts.Runtimes;
using Actors.Runtimes.Kubernetes.Api;

namespace Actors.Runtimes.Kubernetes;

/// <summary>What the API server's refusal to create a pod means. Pure.</summary>
internal static class StartRefusal
{
    /// <summary>The refusal with its reason and the way out; null: the server did not refuse for good.</summary>
    /// <param name="exception">What the server said.</param>
    /// <param name="namespace">The pod's namespace.</param>
    /// <param name="asked">Whether a template asked for something of the pod.</param>
    public static WorkerStartException? Of(ApiException exception, string @namespace, bool asked)
    {
        var (reason, way) = exception switch
        {
            _ when exception.IsTransient => (ReasonCode.None, ""),
            { Status: HttpStatusCode.Forbidden } when Says(exception, "exceeded quota") =>
                (ReasonCode.Unschedulable, $"The ResourceQuota of namespace {@namespace} is used up: raise it, or lower the agent's numWorkers or Sizes."),
            { Status: HttpStatusCode.Forbidden } when Says(exception, "failed quota") =>
                (ReasonCode.StartError, $"The ResourceQuota of namespace {@namespace} wants what the pod does not say; the agent's PodTemplate can add it."),
            { Status: HttpStatusCode.Forbidden } when Says(exception, "service account") && Says(exception, "not found") =>
                (ReasonCode.StartError, $"Create the service account in namespace {@namespace}, or name another by the setting Kubernetes:ServiceAccountName or the driver's kubeOptions."),
            { Status: HttpStatusCode.Forbidden } when Says(exception, "being terminated") => (ReasonCode.StartError, $"Namespace {@namespace} is being deleted."),
            { Status: HttpStatusCode.Forbidden } when Says(exception, "cannot create resource") =>
                (ReasonCode.StartError, $"The agent lacks a right in namespace {@namespace}: give its service account the Role of docs/kubernetes.md."),
            { Status: HttpStatusCode.Forbidden } => (ReasonCode.StartError, $"An admission rule of the cluster refuses the pod; the agent's PodTemplate can change what it objects to."),
            { Status: HttpStatusCode.Unauthorized } => (ReasonCode.StartError, "The agent's credentials are not accepted: see the setting Kubernetes:KubeConfig."),
            { Status: HttpStatusCode.NotFound } => (ReasonCode.StartError, $"Create the namespace {@namespace}, or name another by the setting Kubernetes:Namespace."),
            { Status: HttpStatusCode.UnprocessableEntity or HttpStatusCode.BadRequest } when asked =>
                (ReasonCode.InvalidInput, "The pod is not valid with what the template's kubeOptions or pod template ask for."),
            _ => (ReasonCode.StartError, "The pod is not accepted; see the agent's PodTemplate."),
        };
        return reason == ReasonCode.None ? null : new(reason, $"{exception.Message} {way}", exception);
    }

    private static bool Says(ApiException exception, string words) => exception.Message.Contains(words, StringComparison.OrdinalIgnoreCase);
}
