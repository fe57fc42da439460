using System.Text.Json.Nodes;
using Actors.Contracts.Activities;
using Actors.Contracts.Runtimes;
using Actors.Runtimes.Kubernetes.Policy;

namespace Actors.Runtimes.Tests.Kubernetes;

public sealed class PodPolicyTests
{
    [Fact]
    public void Judge_NothingAsked_OwnNamespaceAndNoPatch()
    {
        var plan = Judge(null);

        Assert.Equal("workers", plan.Namespace);
        Assert.Empty(plan.Patch);
    }

    [Fact]
    public void Judge_PlaceAndExtendedResources_Pass()
    {
        var plan = Judge(new()
        {
            NodeSelector = new Dictionary<string, string> { ["gpu"] = "a100" },
            Labels = new Dictionary<string, string> { ["team"] = "a" },
            Resources = ["nvidia.com/gpu=2"],
            Tolerations = new JsonArray(new JsonObject { ["operator"] = "Exists" }),
        });

        Assert.Equal("a100", plan.Patch["spec"]!["nodeSelector"]!["gpu"]!.GetValue<string>());
        Assert.Equal("2", plan.Patch["spec"]!["containers"]![0]!["resources"]!["limits"]!["nvidia.com/gpu"]!.GetValue<string>());
    }

    public static TheoryData<string, string?, string> Asked => new()
    {
        { """{"spec":{"containers":[{"name":"worker","securityContext":{"privileged":true}}]}}""", "privileged", "privileged" },
        { """{"spec":{"containers":[{"name":"worker","securityContext":{"capabilities":{"add":["NET_ADMIN"]}}}]}}""", "capabilities=NET_ADMIN", "capabilities" },
        { """{"spec":{"serviceAccountName":"deployer"}}""", "serviceAccountName=deployer", "serviceAccountName" },
        { """{"spec":{"automountServiceAccountToken":true}}""", "serviceAccountToken", "automountServiceAccountToken" },
        { """{"metadata":{"namespace":"kube-system"}}""", "namespace=kube-system", "namespace" },
        { """{"spec":{"hostNetwork":true}}""", "hostNetwork", "hostNetwork" },
        { """{"spec":{"hostPID":true}}""", "hostPID", "hostPID" },
        { """{"spec":{"hostIPC":true}}""", "hostIPC", "hostIPC" },
        { """{"spec":{"nodeName":"vm"}}""", "nodeName=vm", "nodeName" },
        { """{"spec":{"volumes":[{"name":"h","hostPath":{"path":"/data/x"}}]}}""", "hostPath=/data", "hostPath" },
        { """{"spec":{"volumes":[{"name":"s","secret":{"secretName":"agent-token"}}]}}""", "secrets=agent-token", "secret" },
        { """{"spec":{"containers":[{"name":"worker","envFrom":[{"secretRef":{"name":"agent-token"}}]}]}}""", null, "envFrom" },
        { """{"spec":{"containers":[{"name":"worker","image":"evil"}]}}""", null, "image" },
        { """{"spec":{"containers":[{"name":"worker","command":["sh"]}]}}""", null, "command" },
        { """{"spec":{"containers":[{"name":"side","image":"evil"}]}}""", null, "side" },
        { """{"spec":{"initContainers":[{"name":"first","image":"evil"}]}}""", null, "first" },
        { """{"metadata":{"labels":{"actors.agent":"another"}}}""", null, "actors.agent" },
        { """{"metadata":{"finalizers":["x/y"]}}""", null, "finalizers" },
        { """{"spec":{"restartPolicy":"Always"}}""", null, "restartPolicy" },
        { """{"spec":{"aFieldOfTheFuture":1}}""", null, "aFieldOfTheFuture" },
        { """{"spec":{"securityContext":null}}""", null, "securityContext" },
        { """{"status":{}}""", null, "status" },
        { """{"spec":{"volumes":[{"name":"operators"}],"containers":[{"name":"worker","volumeMounts":[{"name":"operators","mountPath":"/x"}]}]}}""", null, "exactly one source" },
        { """{"spec":{"volumes":[{"name":"two","emptyDir":{},"secret":{"secretName":"x"}}]}}""", null, "exactly one source" },
        { """{"spec":{"containers":[{"name":"worker","volumeMounts":[{"name":"operators","mountPath":"/x"}]}]}}""", null, "operators" },
        { """{"spec":{"containers":[{"name":"worker","env":[{"name":"http_proxy","value":"http://evil"}]}]}}""", "env=http_proxy", "http_proxy" },
        { """{"spec":{"containers":[{"name":"worker","env":[{"name":"ACTORS_WORKER_URL","value":"http://evil"}]}]}}""", null, "ACTORS_WORKER_URL" },
        { """{"spec":{"containers":[{"name":"worker","env":[{"name":"HOME","value":"/x"}]}]}}""", null, "HOME" },
        { """{"spec":{"hostAliases":[{"ip":"10.0.0.1","hostnames":["controller"]}]}}""", "dns", "hostAliases" },
        { """{"spec":{"containers":[{"name":"worker","ports":[{"containerPort":80,"hostPort":80}]}]}}""", "hostPort", "hostPort" },
        { """{"spec":{"containers":[{"name":"worker","resources":{"limits":{"cpu":"64"}}}]}}""", null, "cpu" },
        { """{"spec":{"volumes":[{"name":"t","projected":{"sources":[{"serviceAccountToken":{"path":"t"}}]}}]}}""", "serviceAccountToken", "serviceAccountToken" },
    };

    [Theory]
    [MemberData(nameof(Asked))]
    public void Judge_WhatGivesRights_IsRefusedWithItsField(string template, string? allow, string field)
    {
        var refusal = Assert.Throws<WorkerStartException>(() => Judge(new() { Template = JsonNode.Parse(template) }));

        Assert.Equal(ReasonCode.InvalidInput, refusal.Reason);
        Assert.Contains(field, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Actors:Agents:gpu", refusal.Message, StringComparison.Ordinal);
        if (allow is not null)
            Assert.NotNull(Judge(new() { Template = JsonNode.Parse(template) }, allow));
    }

    [Fact]
    public void Judge_KubeConfig_IsRefusedWhateverIsAllowed()
    {
        var refusal = Assert.Throws<WorkerStartException>(() => Judge(new() { KubeConfig = true }, "privileged"));

        Assert.Contains("kubeConfig", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_SocketOfTheEngineBelowAnAllowedPath_IsRefused()
    {
        var template = JsonNode.Parse("""{"spec":{"volumes":[{"name":"s","hostPath":{"path":"/var/run/docker.sock"}}]}}""");

        var refusal = Assert.Throws<WorkerStartException>(() => Judge(new() { Template = template }, "hostPath=/var/run"));

        Assert.Contains("engineSocket", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_AllowedForOneName_RefusesAnother()
    {
        var asked = new PodOptions { ServiceAccountName = "admin" };

        var refusal = Assert.Throws<WorkerStartException>(() => Judge(asked, "serviceAccountName=deployer"));

        Assert.Contains("serviceAccountName=admin", refusal.Message, StringComparison.Ordinal);
    }

    private static PodPlan Judge(PodOptions? asked, params string[] allow)
    {
        var allowances = PodAllowances.Parse(allow);
        Assert.Empty(allowances.Findings);
        return new PodPolicy("gpu", "workers", allowances).Judge(asked);
    }
}
