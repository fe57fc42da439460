using Actors.Templates.Planning;
using Actors.Templates.Reading;
using Actors.Templates.Tests.Support;

namespace Actors.Templates.Tests.Planning;

/// <summary>Numbers and names that nothing could be done with are found where the document is looked at by itself.</summary>
public sealed class BoundsTests
{
    private const string Group = "eaas.envmgmt.io/v1";
    private const string Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("busybox")]
    [InlineData("busybox:1.36")]
    [InlineData("docker.io/library/busybox:latest")]
    [InlineData("localhost/tool")]
    [InlineData("localhost:5000/team/tool:v1.2.3-rc_1")]
    [InlineData("registry.example.com:443/a/b__c/d-e--f/g.h")]
    [InlineData("Registry.Example.com/tool")]
    [InlineData("registry.example.com:65535/tool")]
    [InlineData("tool:99999")]
    [InlineData("REGISTRY/tool")]
    [InlineData("[2001:db8::1]:5000/tool")]
    [InlineData("10.0.0.1/tool")]
    [InlineData("tool@" + Digest)]
    [InlineData("ghcr.io/team/tool:v1@" + Digest)]
    public void ImageRule_NameOfTheGrammar_IsFine(string image) => Assert.Null(ImageRule.Problem(image));

    [Theory]
    [InlineData("BusyBox", "written in lower case")]
    [InlineData("registry.example.com/Team/tool", "written in lower case")]
    [InlineData("https://registry.example.com/tool", "no name of an image")]
    [InlineData("tool:", "no name of an image")]
    [InlineData("tool:-v1", "no name of an image")]
    [InlineData("tool:1:2", "no name of an image")]
    [InlineData("a tool", "no name of an image")]
    [InlineData("tool\n", "no name of an image")]
    [InlineData("a//b", "no name of an image")]
    [InlineData("/tool", "no name of an image")]
    [InlineData("a___b", "no name of an image")]
    [InlineData("-tool", "no name of an image")]
    [InlineData("tool@sha256:12", "no name of an image")]
    [InlineData("registry:port/tool", "no name of an image")]
    [InlineData("host:99999/x", "from 1 to 65535, not 99999")]
    [InlineData("host:65536/x:v1", "from 1 to 65535, not 65536")]
    [InlineData("host:0/x", "from 1 to 65535, not 0")]
    [InlineData("[2001:db8::1]:99999999999999999999/x", "from 1 to 65535")]
    [InlineData(" x ", "no name of an image")]
    [InlineData("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "the id of an image")]
    [InlineData("tool:$(environment.name)$", "expressions are not evaluated")]
    public void ImageRule_AnythingElse_SaysWhy(string image, string expected) => Assert.Contains(expected, ImageRule.Problem(image), StringComparison.Ordinal);

    [Fact]
    public void ImageRule_LongNames_AreRefusedAtOnce()
    {
        Assert.Null(ImageRule.Problem(new string('a', 255) + ":v1"));
        Assert.Contains("longer than 255", ImageRule.Problem(new string('a', 256)), StringComparison.Ordinal);
        Assert.Contains("longer than 255", ImageRule.Problem(string.Concat(Enumerable.Repeat("a-", 1_000_000))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("config: {type: container, container: {image: Busybox}}", "spec.config.container.image", "lower case")]
    [InlineData("config: {type: function, function: {image: 'a b'}}", "spec.config.function.image", "no name of an image")]
    [InlineData("config: {type: container, container: {image: a, volumes: [{mountPath: /var}]}}", "spec.config.container.volumes[0].mountPath", "would hide")]
    [InlineData("config: {type: container, container: {image: a, volumes: [{mountPath: /dev/shm/x}]}}", "spec.config.container.volumes[0].mountPath", "would hide")]
    [InlineData("config: {type: http, http: {endpoint: 'https://me:secret@example.com'}}", "spec.config.http.endpoint", "which would be shown")]
    [InlineData("config: {type: http, http: {endpoint: 'https://example.com', headers: {content-length: '1'}}}", "spec.config.http.headers.content-length", "is for the connection")]
    [InlineData("config: {type: http, http: {endpoint: 'https://example.com', headers: {'X A': '1'}}}", "spec.config.http.headers[\"X A\"]", "can be no name of a header")]
    [InlineData("config: {type: http, http: {endpoint: 'https://example.com', headers: {X-A: \"1\\nX-B: 2\"}}}", "spec.config.http.headers.X-A", "has a line break")]
    [InlineData("config: {type: http, http: {endpoint: 'https://example.com', caCert: nothing}}", "spec.config.http.caCert", "no certificate in PEM")]
    public void CheckAlone_HandlerThatNoWorkerCouldCarryOut_IsAnError(string spec, string path, string message) => Holds(Severity.Error, Group, "WorkflowHandler", spec, path, message);

    [Fact]
    public void CheckAlone_VolumeForSharedMemory_IsFine() => Assert.Empty(Findings(Group, "WorkflowHandler", "config: {type: container, container: {image: a, volumes: [{mountPath: /dev/shm}]}}"));

    [Theory]
    [InlineData("maxConcurrency: 0", "maxConcurrency", "is 1 or more")]
    [InlineData("numReplicas: -1", "numReplicas", "is 0 or more")]
    [InlineData("inactivityTimeoutSeconds: -5", "inactivityTimeoutSeconds", "is 0 or more")]
    [InlineData("hpa: {minReplicas: -1}", "hpa.minReplicas", "is 0 or more")]
    [InlineData("hpa: {maxReplicas: 0}", "hpa.maxReplicas", "is 1 or more")]
    [InlineData("hpa: {minReplicas: 3, maxReplicas: 2}", "hpa.minReplicas", "at least 3 replicas and at most 2")]
    [InlineData("source: package function", "source", "The image is run, not this source")]
    public void CheckAlone_FieldOfAFunctionThatMeansNothing_IsAWarning(string field, string path, string message) =>
        Holds(Severity.Warning, Group, "WorkflowHandler", $"config: {{type: function, function: {{image: a, {field}}}}}", $"spec.config.function.{path}", message);

    [Theory]
    [InlineData("container, container: {image: ' x '}")]
    [InlineData("function, function: {image: ' x '}")]
    public void Plan_ImageWithBlanksAroundIt_IsTheNameWithoutThem(string handler)
    {
        var job = Assert.Single(Documents.Plan(Documents.Catalog(
            Documents.Doc(Group, "ResourceTemplate", "r", $"provider: custom\nproviderOptions: {{custom: {{tasks: [{{name: t, workflowHandler: {{data: {{config: {{type: {handler}}}}}}}}}]}}}}"),
            Documents.EnvironmentTemplate("resources: [{name: r}]"),
            Documents.Environment())).PlanOrThrow().Activities).Job;

        Assert.Equal("x", job is ContainerPlan container ? container.Image : Assert.IsType<FunctionPlan>(job).Image);
    }

    [Fact]
    public void CheckAlone_FunctionWithAllBounds_IsFine() => Assert.Empty(Findings(
        Group, "WorkflowHandler", "config: {type: function, function: {language: bash, source: x, maxConcurrency: 1, numReplicas: 0, inactivityTimeoutSeconds: 0, hpa: {minReplicas: 2, maxReplicas: 2}}}"));

    [Fact]
    public void CheckAlone_TooManyVolumes_IsAnError()
    {
        string Volumes(int count) => $"config: {{type: container, container: {{image: a, volumes: [{string.Join(", ", Enumerable.Range(0, count).Select(i => $"{{mountPath: /data/{i}}}"))}]}}}}";

        Holds(Severity.Error, Group, "WorkflowHandler", Volumes(PlanDefaults.MaxVolumes + 1), "spec.config.container.volumes", "at most 10 volumes, not 11");
        Assert.Empty(Findings(Group, "WorkflowHandler", Volumes(PlanDefaults.MaxVolumes)));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("100")]
    public void CheckAlone_RetriesOfARepositoryOutOfBounds_IsAnError(string retries) => Holds(
        Severity.Error, "integrations.k8smgmt.io/v3", "Repository", $"endpoint: https://example.com/x.git\noptions: {{maxRetries: {retries}}}", "spec.options.maxRetries", "between 0 and 99");

    [Theory]
    [InlineData("concurrency: 0", "concurrency", "1 or more")]
    [InlineData("docker: {limits: {memory: 512mb}}", "docker.limits.memory", "1 GiB at least")]
    [InlineData("docker: {limits: {cpu: none}}", "docker.limits.cpu", "needs some CPU")]
    [InlineData("kubernetes: {limits: {cpu: 100m}}", "kubernetes.limits.cpu", "250m at least")]
    [InlineData("kubernetes: {limits: {memory: 512Mi}}", "kubernetes.limits.memory", "1Gi at least")]
    public void CheckAlone_AgentBelowItsBounds_IsAWarning(string config, string path, string message) =>
        Holds(Severity.Warning, "gitops.k8smgmt.io/v3", "Agent", $"type: Docker\nconfig: {{{config}}}", $"spec.config.{path}", message);

    [Theory]
    [InlineData("docker: {limits: {memory: 1gb, cpu: '0.5'}}")]
    [InlineData("docker: {limits: {memory: 1024M, cpu: 500m}}")]
    [InlineData("docker: {limits: {memory: 2Gi}}")]
    [InlineData("kubernetes: {limits: {memory: 1Gi, cpu: 250m}}, concurrency: 1")]
    public void CheckAlone_AgentWithinItsBounds_IsFine(string config) => Assert.Empty(Findings("gitops.k8smgmt.io/v3", "Agent", $"type: Docker\nconfig: {{{config}}}"));

    [Theory]
    [InlineData("-1")]
    [InlineData("3.0")]
    [InlineData("often")]
    public void CheckAlone_OptOutsThatAreNoNumber_IsAWarning(string times) => Assert.Contains(
        Findings(Group, "EnvironmentTemplate", $"schedules: [{{name: s, type: destroy, cadence: {{timeToLive: 1h}}, optOutOptions: {{maxAllowedTimes: {times}}}}}]"),
        finding => (finding.Severity, finding.FieldPath) == (Severity.Warning, "spec.schedules[0].optOutOptions.maxAllowedTimes"));

    // What is there can be taken down, though a later program finds fault with it.
    [Theory]
    [InlineData(RunKind.Deploy, false)]
    [InlineData(RunKind.Destroy, true)]
    [InlineData(RunKind.ForceDestroy, true)]
    public void Plan_WrongImageOrWait_KeepsFromDeployingOnly(RunKind kind, bool isPlanned)
    {
        var catalog = Documents.Catalog(
            Documents.Custom("app", "hooks: {onInit: [{name: h, type: container, options: {container: {image: Busybox}}}]}"),
            Documents.Tofu("net", "providerOptions: {openTofu: {lockTimeoutSeconds: -3}}"),
            Documents.Repository(),
            Documents.EnvironmentTemplate("resources: [{name: app}, {name: net}]"),
            Documents.Environment());

        var result = Documents.Plan(catalog, kind);

        Assert.Equal(isPlanned, result.Plan is not null);
        Assert.Equal(
            ["ResourceTemplate/app spec.hooks.onInit[0].options.container.image", "ResourceTemplate/net spec.providerOptions.openTofu.lockTimeoutSeconds"],
            result.Findings.Where(finding => finding.FieldPath != "spec.agents").Select(finding => $"{finding.Subject} {finding.FieldPath}").Order());
    }

    private static void Holds(Severity severity, string group, string kind, string spec, string path, string message)
    {
        var finding = Assert.Single(Findings(group, kind, spec));
        Assert.Equal((severity, path), (finding.Severity, finding.FieldPath));
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
        Assert.NotNull(finding.Place);
    }

    private static IReadOnlyList<Finding> Findings(string group, string kind, string spec) => ReferenceCheck.CheckAlone(Documents.One(Documents.Doc(group, kind, "x", spec)), new Catalog());
}
