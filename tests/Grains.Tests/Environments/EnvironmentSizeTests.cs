using System.Text.Json.Nodes;
using Actors.Contracts.Activities;
using Actors.Grains.Tests.Hosting;

namespace Actors.Grains.Tests.Environments;

/// <summary>What a template says of sizes and pods comes out of the queue with the lease.</summary>
public sealed class EnvironmentSizeTests(ControllerPlaneFixture plane)
{
    [Fact]
    public async Task Lease_OfADriver_CarriesItsSizeAndPod()
    {
        const string Template = """
            provider: custom
            podTemplate: {spec: {priorityClassName: high}}
            providerOptions:
              custom:
                tasks:
                  - name: run
                    workflowHandler:
                      data:
                        config:
                          type: function
                          function:
                            language: bash
                            source: echo
                            cpuLimitMilli: "300"
                            kubeOptions:
                              namespace: gpu
                              labels: {team: a}
                              nodeSelector: {disk: ssd}
                              resources: [nvidia.com/gpu=2]
                              serviceAccountName: deployer
                              securityContext: {privileged: true, readOnlyRootFileSystem: false}
                              tolerations: [{operator: Exists}]
                              affinity: {nodeAffinity: {}}
            """;
        var project = await TestProject.CreateAsync(
            plane,
            TestDocuments.Document("eaas.envmgmt.io/v1", "ResourceTemplate", "a", Template),
            TestDocuments.Template("resources: [{name: a}]"),
            TestDocuments.EnvironmentDocument(),
            TestDocuments.Agent());
        await project.Agent.RegisterAsync();
        var run = await project.StartAsync();

        // Also after the activity was read back from the store.
        await project.DeactivateAllAsync(run, "a.task.run");
        var lease = (await project.Agent.TakeOneAsync()).Lease;

        Assert.Equal(new WorkerSizeRequest(300, null), lease.Size);
        Assert.Equal(new WorkerSize(300, 256L << 20), lease.Size!.Over(WorkerSize.Default(WorkerKind.Function)));
        var pod = lease.Pod!;
        Assert.Equal(("gpu", "deployer", true, false), (pod.Namespace, pod.ServiceAccountName, pod.Privileged, pod.ReadOnlyRootFileSystem));
        Assert.Equal(("a", "ssd", "nvidia.com/gpu=2"), (pod.Labels["team"], pod.NodeSelector["disk"], Assert.Single(pod.Resources)));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""[{"operator": "Exists"}]"""), pod.Tolerations));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"nodeAffinity": {}}"""), pod.Affinity));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"spec": {"priorityClassName": "high"}}"""), pod.Template));
    }

    [Fact]
    public async Task Lease_WithoutAWordOfSizes_LeavesThemToTheAgent()
    {
        var project = await TestProject.CreateAsync(plane, TestDocuments.Single);
        await project.Agent.RegisterAsync();
        await project.StartAsync();

        var lease = (await project.Agent.TakeOneAsync()).Lease;

        Assert.Null(lease.Size);
        Assert.Null(lease.Pod);
    }
}
