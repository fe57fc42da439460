using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Contracts.Activities;
using Actors.Contracts.Runtimes;
using Actors.Contracts.Workers;

namespace Actors.Runtimes.Kubernetes.Pods;

/// <summary>
/// Builds the pod of an attempt. Four layers: the restricted pod that every worker gets, what the template asks for (already judged), the operator's template, and
/// what makes it ours.
/// </summary>
/// <param name="options">Settings.</param>
/// <param name="template">The operator's partial PodTemplateSpec.</param>
/// <param name="ca">The certificate authority that workers trust, in PEM; null: the image's.</param>
internal sealed class PodBuilder(KubernetesRuntimeOptions options, JsonObject template, string? ca)
{
    private const int LongestDisplay = 1024;

    /// <summary>What an end that the node brings about (a drain, a deadline, an eviction) leaves to the worker. OpenTofu is to save its state.</summary>
    private static long TerminationGrace(WorkerKind kind) => kind == WorkerKind.OpenTofu ? 130 : 30;

    /// <summary>The pod, as JSON for the API server.</summary>
    /// <param name="spec">The worker.</param>
    /// <param name="command">What its image says about its own command; null: nobody asks.</param>
    /// <param name="asked">What its template may have of what it asks for.</param>
    public JsonObject Build(WorkerSpec spec, ImageCommand? command, JsonObject asked)
    {
        var pod = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Pod", ["metadata"] = new JsonObject(), ["spec"] = Base(spec, command) };
        PodMerge.Merge(pod, asked);
        PodMerge.Merge(pod, template);
        Settle(pod["spec"]!.AsObject());
        PodMerge.Merge(pod, new JsonObject { ["metadata"] = Identity(spec), ["spec"] = new JsonObject { ["restartPolicy"] = "Never" } });
        return pod;
    }

    private JsonObject Base(WorkerSpec spec, ImageCommand? command)
    {
        var inject = options.Inject == InjectMode.Always || (options.Inject == InjectMode.Auto && spec.ForeignImage);
        var pod = new JsonObject
        {
            ["restartPolicy"] = "Never",
            ["terminationGracePeriodSeconds"] = TerminationGrace(spec.Kind),
            ["automountServiceAccountToken"] = false,
            ["enableServiceLinks"] = false,
            ["securityContext"] = new JsonObject
            {
                ["runAsNonRoot"] = true, ["runAsUser"] = options.RunAsUser, ["runAsGroup"] = options.RunAsUser, ["fsGroup"] = options.RunAsUser,
                ["seccompProfile"] = new JsonObject { ["type"] = "RuntimeDefault" },
            },
            ["containers"] = new JsonArray(Worker(spec, command, inject)),
            ["volumes"] = new JsonArray([.. Volumes(inject), .. spec.Volumes.Select(PodVolumes.Volume)]),
        };
        if (inject)
            pod["initContainers"] = new JsonArray(Installer(spec));
        if (spec.Deadline is { } deadline)
            pod["activeDeadlineSeconds"] = Math.Max(1, (long)Math.Ceiling(deadline.TotalSeconds));
        if (options.ServiceAccountName is { } account)
            pod["serviceAccountName"] = account;
        if (PullSecrets(spec) is { Length: > 0 } secrets)
            pod["imagePullSecrets"] = new JsonArray([.. secrets.Select(name => new JsonObject { ["name"] = name })]);
        return pod;
    }

    // The kubelet replaces $(NAME) in a value; $$ is a $ for it.
    private static string Literal(string text) => text.Replace("$", "$$", StringComparison.Ordinal);

    // Its own first: the secret of the template's account has the name of the pod.
    private string[] PullSecrets(WorkerSpec spec) =>
        [.. spec.Account is null ? [] : new[] { WorkerName.Of(spec.Installation, spec.Attempt) }, .. options.ImagePullSecrets];

    private JsonObject Worker(WorkerSpec spec, ImageCommand? command, bool inject)
    {
        var worker = Container(spec, inject);
        if (command is not null)
            worker["env"]!.AsArray().Add(new JsonObject { ["name"] = WorkerEnvironment.ImageCommand, ["value"] = Literal(JsonSerializer.Serialize(command, WorkerJson.Default.ImageCommand)) });
        // A command begins where its image says, as with Kubernetes alone; the worker finds its own folder by its name.
        if (spec is not { Kind: WorkerKind.Command, ForeignImage: true })
            worker["workingDir"] = PodLayout.Work;
        return worker;
    }

    private JsonObject Container(WorkerSpec spec, bool inject) => new()
    {
        ["name"] = PodLayout.Worker,
        ["image"] = spec.Image ?? WorkerImages.Default(spec.Kind),
        ["imagePullPolicy"] = options.PullPolicy.ToString(),
        ["command"] = new JsonArray(inject ? PodLayout.Program : WorkerImages.Program),
        ["env"] = new JsonArray([.. Environment(spec).Select(pair => new JsonObject { ["name"] = pair.Name, ["value"] = pair.Value })]),
        ["resources"] = Resources(spec.Size),
        ["securityContext"] = Restricted(),
        ["volumeMounts"] = new JsonArray([.. Mounts(inject), .. spec.Volumes.Select(PodVolumes.Mount)]),
        // The log of a pod that is being stopped goes with its container: its end stays in the pod's status.
        ["terminationMessagePolicy"] = "FallbackToLogsOnError",
    };

    private JsonObject Installer(WorkerSpec spec) => new()
    {
        ["name"] = PodLayout.Install,
        ["image"] = options.WorkerImage,
        ["imagePullPolicy"] = options.PullPolicy.ToString(),
        ["command"] = new JsonArray(WorkerImages.Program, "install", PodLayout.Program),
        // The same as the worker's, so that the pod asks for no more than the worker.
        ["resources"] = Resources(spec.Size),
        ["securityContext"] = Restricted(),
        ["volumeMounts"] = new JsonArray(new JsonObject { ["name"] = PodLayout.ProgramVolume, ["mountPath"] = PodLayout.ProgramFolder }),
        ["terminationMessagePolicy"] = "FallbackToLogsOnError",
    };

    private IEnumerable<(string Name, string Value)> Environment(WorkerSpec spec)
    {
        yield return ("HOME", PodLayout.Work);
        yield return ("TMPDIR", "/tmp");
        yield return (WorkerEnvironment.Url, spec.WorkerUrl);
        yield return (WorkerEnvironment.Ticket, spec.Ticket);
        yield return (WorkerEnvironment.WorkDir, PodLayout.Work);
        yield return (WorkerEnvironment.GitSchemes, string.Join(',', spec.GitSchemes));
        yield return (WorkerEnvironment.Isolated, "1");
        if (spec.Kind == WorkerKind.Http)
        {
            yield return (WorkerEnvironment.HttpAllow, string.Join(',', spec.HttpAllow));
            yield return (WorkerEnvironment.HttpRefuse, string.Join(',', spec.HttpRefuse));
        }

        if (ca is not null)
            yield return (WorkerEnvironment.CaFile, $"{PodLayout.FilesFolder}/{PodLayout.CaName}");
    }

    private static JsonObject Restricted() => new()
    {
        ["allowPrivilegeEscalation"] = false,
        ["readOnlyRootFilesystem"] = true,
        ["capabilities"] = new JsonObject { ["drop"] = new JsonArray("ALL") },
    };

    /// <summary>Bytes as people write them, where that is exact: 512Mi, 1Gi.</summary>
    private static string Memory(long bytes) => bytes % (1L << 30) == 0
        ? $"{bytes >> 30}Gi"
        : bytes % (1L << 20) == 0 ? $"{bytes >> 20}Mi" : bytes.ToString(CultureInfo.InvariantCulture);

    private static JsonObject Resources(WorkerSize size)
    {
        JsonObject Amounts() => new() { ["cpu"] = $"{size.CpuMillis}m", ["memory"] = Memory(size.MemoryBytes) };
        return new() { ["requests"] = Amounts(), ["limits"] = Amounts() };
    }

    private IEnumerable<JsonNode> Volumes(bool inject)
    {
        yield return new JsonObject { ["name"] = PodLayout.WorkVolume, ["emptyDir"] = new JsonObject() };
        yield return new JsonObject { ["name"] = PodLayout.TmpVolume, ["emptyDir"] = new JsonObject() };
        if (inject)
            yield return new JsonObject { ["name"] = PodLayout.ProgramVolume, ["emptyDir"] = new JsonObject() };
        if (ca is null)
            yield break;
        var field = new JsonObject { ["fieldPath"] = $"metadata.annotations['{PodLayout.CaAnnotation}']" };
        var item = new JsonObject { ["path"] = PodLayout.CaName, ["fieldRef"] = field };
        yield return new JsonObject { ["name"] = PodLayout.FilesVolume, ["downwardAPI"] = new JsonObject { ["items"] = new JsonArray(item) } };
    }

    private IEnumerable<JsonNode> Mounts(bool inject)
    {
        yield return new JsonObject { ["name"] = PodLayout.WorkVolume, ["mountPath"] = PodLayout.Work };
        yield return new JsonObject { ["name"] = PodLayout.TmpVolume, ["mountPath"] = "/tmp" };
        if (inject)
            yield return new JsonObject { ["name"] = PodLayout.ProgramVolume, ["mountPath"] = PodLayout.ProgramFolder, ["readOnly"] = true };
        if (ca is not null)
            yield return new JsonObject { ["name"] = PodLayout.FilesVolume, ["mountPath"] = PodLayout.FilesFolder, ["readOnly"] = true };
    }

    private JsonObject Identity(WorkerSpec spec)
    {
        var annotations = new JsonObject
        {
            [PodLayout.DisplayAnnotation] = spec.Display.Length <= LongestDisplay ? spec.Display : spec.Display[..LongestDisplay],
            [PodLayout.KeyAnnotation] = spec.Attempt.Activity,
        };
        if (ca is not null)
            annotations[PodLayout.CaAnnotation] = ca;
        return new()
        {
            ["name"] = WorkerName.Of(spec.Installation, spec.Attempt),
            ["labels"] = new JsonObject
            {
                [WorkerName.InstallationLabel] = spec.Installation,
                [WorkerName.AgentLabel] = WorkerName.Hash(spec.Agent),
                [WorkerName.ActivityLabel] = WorkerName.Hash(spec.Attempt.Activity),
                [WorkerName.AttemptLabel] = spec.Attempt.Number.ToString(CultureInfo.InvariantCulture),
            },
            ["annotations"] = annotations,
        };
    }

    // What was allowed (privileged, root) contradicts what every worker gets, and the API server accepts no contradiction.
    private static void Settle(JsonObject pod)
    {
        var all = pod["securityContext"] as JsonObject ?? [];
        foreach (var container in ((JsonArray)pod["containers"]!).Concat(pod["initContainers"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (container["securityContext"] is not JsonObject context)
                continue;
            if (context["privileged"]?.GetValueKind() == System.Text.Json.JsonValueKind.True)
                context["allowPrivilegeEscalation"] = true;
            if (IsRoot(context["runAsUser"]) || (context["runAsUser"] is null && IsRoot(all["runAsUser"])))
                context["runAsNonRoot"] = false;
        }
    }

    private static bool IsRoot(JsonNode? user) => user is JsonValue value && value.TryGetValue<long>(out var number) && number == 0;
}
