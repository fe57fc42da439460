using System.Text.RegularExpressions;

namespace Actors.Runtimes.Processes;

/// <summary>Says what is wrong with <see cref="ProcessRuntimeOptions"/>.</summary>
public static partial class ProcessRuntimeOptionsValidator
{
    /// <summary>The findings, each naming its setting below the agent's section; empty when all is well.</summary>
    public static IReadOnlyList<string> Validate(ProcessRuntimeOptions options)
    {
        var findings = new List<string>();
        foreach (var name in options.Environment)
        {
            if (!VariableName().IsMatch(name))
                findings.Add($"Process:Environment: '{name}' is no name of an environment variable.");
            else if (ProcessEnvironment.IsOurs(name))
                findings.Add($"Process:Environment: '{name}' is set by the runtime and cannot be passed through.");
        }

        if (options.OutputLimit is < 64 * 1024 or > 16L << 30)
            findings.Add($"Process:OutputLimit: {options.OutputLimit} is not between 64 KiB and 16 GiB.");
        if (options.Interval < TimeSpan.FromMilliseconds(10) || options.Interval > TimeSpan.FromSeconds(10))
            findings.Add($"Process:Interval: {options.Interval} is not between 10 ms and 10 s.");
        if (options.DeadlineGrace < TimeSpan.Zero || options.DeadlineGrace > TimeSpan.FromHours(1))
            findings.Add($"Process:DeadlineGrace: {options.DeadlineGrace} is not between 0 and 1 hour.");
        if (options.CgroupParent is { } parent && !Path.IsPathFullyQualified(parent))
            findings.Add($"Process:CgroupParent: '{parent}' is not an absolute path.");
        return findings;
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$")]
    private static partial Regex VariableName();
}
