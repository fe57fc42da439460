using System.Diagnostics;
using System.Globalization;

namespace Actors.WorkerStart;

/// <summary>A container or pod of the same image and size, started by the engine's own command; it prints the time of its first instruction.</summary>
internal sealed class ByHand(string program, Func<string, string[]> arguments)
{
    private const string Script = "date +%s.%N";

    /// <summary>The command, for the report.</summary>
    public string Command => $"{program} {string.Join(' ', arguments("NAME"))}";

    public static ByHand Docker(string image) => new("docker", name =>
    [
        "run", "--rm", "--name", name, "--init", "--cpus", "0.1", "--memory", "256m", "--read-only", "--cap-drop", "ALL", "--user", "65532:65532",
        "--network", "actors-quickstart", "--entrypoint", "/bin/sh", image, "-c", Script,
    ]);

    public static ByHand Kubernetes(string image, string? kubeConfig) => new("kubectl", name =>
    [
        .. kubeConfig is null ? Array.Empty<string>() : ["--kubeconfig", kubeConfig],
        "run", name, "--image", image, "--restart", "Never", "--attach", "--rm", "--quiet", "--overrides", $$$$"""
        {"spec": {"containers": [{"name": "{{{{name}}}}", "image": "{{{{image}}}}", "imagePullPolicy": "IfNotPresent", "command": ["/bin/sh", "-c", "{{{{Script}}}}"],
         "resources": {"requests": {"cpu": "100m", "memory": "256Mi"}, "limits": {"cpu": "100m", "memory": "256Mi"}}}]}}
        """,
    ]);

    public async Task<Measurement> MeasureAsync(CancellationToken cancellationToken)
    {
        var words = arguments($"by-hand-{Guid.NewGuid():N}"[..20]);
        var began = DateTimeOffset.UtcNow;
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        var whole = clock.Elapsed.TotalSeconds;
        var printed = (await output).Split('\n')[0].Trim();
        if (process.ExitCode != 0 || !decimal.TryParse(printed, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var first))
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', words)} ended with {process.ExitCode}: {printed} {await error}");
        }

        return new((double)(first - (decimal)(began - DateTimeOffset.UnixEpoch).TotalSeconds), whole);
    }
}
