using Actors.Contracts.Activities;
using Actors.Contracts.Agents;
using Actors.Contracts.Runtimes;
using Actors.Contracts.Workers;
using Actors.Grains.Links;
using Actors.Templates.Kinds;
using Actors.Templates.Planning;
using Microsoft.Extensions.Options;

namespace Actors.Grains.Agents;

/// <summary>Holds <see cref="AgentPlaneOptions"/> to what can work; each message names the setting, its value and the way out.</summary>
/// <param name="runtimes">The runtimes of this silo.</param>
public sealed class AgentPlaneOptionsValidator(IEnumerable<IWorkerRuntimeFactory> runtimes) : IValidateOptions<AgentPlaneOptions>
{
    private static readonly string[] GitSchemes = ["https", "ssh", "http", "file"];

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, AgentPlaneOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        string[] failures = [.. OfPlane(options), .. options.Agents.SelectMany(a => OfAgent(options, a.Key, a.Value)), .. OfRuntimes(options)];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private IEnumerable<string> OfRuntimes(AgentPlaneOptions options) =>
        options.Agents.Where(agent => !string.IsNullOrWhiteSpace(agent.Value.Runtime) && !runtimes.Any(runtime => runtime.Name.Equals(agent.Value.Runtime, StringComparison.OrdinalIgnoreCase)))
            .Select(agent => $"Actors:Agents:{agent.Key}:Runtime is '{agent.Value.Runtime}': this silo has {string.Join(", ", runtimes.Select(runtime => runtime.Name))}.");

    private static IEnumerable<string> OfPlane(AgentPlaneOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Organisation))
        {
            yield return "Actors:Organisation is empty: give the organisation a name, or leave the setting out for 'default'.";
        }

        if (!string.IsNullOrEmpty(options.Controller) && !IsHttp(options.Controller))
        {
            yield return $"Actors:Controller is '{options.Controller}': it must be an http:// or https:// address.";
        }

        if (PlainCalls.Problem("Actors:Controller", options.Controller, options.PlainHttp) is { } plain)
        {
            yield return plain;
        }

        if (!string.IsNullOrWhiteSpace(options.ControllerCaFile))
        {
            if (options.Controller?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) != true)
            {
                yield return $"{AgentPlaneOptions.ControllerCaFileKey} is set, but Actors:Controller is '{options.Controller}': an authority is for an https:// address.";
            }

            if (Unusable(options.ControllerCaFile, AgentPlaneOptions.ControllerCaFileKey) is { } why)
            {
                yield return why;
            }
        }
    }

    private static IEnumerable<string> OfAgent(AgentPlaneOptions plane, string name, AgentOptions agent)
    {
        var at = $"Actors:Agents:{name}";
        if (!AgentName.IsValid(name))
        {
            yield return $"{at}: an agent's name must have {AgentName.Rule}.";
        }

        if (string.IsNullOrWhiteSpace(agent.Runtime) || string.IsNullOrWhiteSpace(agent.Project))
        {
            yield return $"{at}: Runtime and Project must not be empty.";
        }

        if (!IsHttp(agent.WorkerUrl ?? plane.WorkerListen))
        {
            yield return $"{at}:WorkerUrl is '{agent.WorkerUrl ?? plane.WorkerListen}': it must be an http:// or https:// address that workers can reach.";
        }

        if (PlainCalls.Problem($"{at}:WorkerUrl", agent.WorkerUrl ?? plane.WorkerListen, plane.PlainHttp) is { } plain)
        {
            yield return plain;
        }

        if (!string.IsNullOrWhiteSpace(agent.CaFile) && Unusable(agent.CaFile, $"{at}:CaFile") is { } why)
        {
            yield return why;
        }

        if (agent.Slots is < 1 or > AgentProtocol.MaxSlots)
        {
            yield return $"{at}:Slots is {agent.Slots}: it must be between 1 and {AgentProtocol.MaxSlots}.";
        }

        if (!string.IsNullOrEmpty(plane.Controller) && string.IsNullOrEmpty(agent.TokenFile))
        {
            yield return $"{at}:TokenFile is not set: with Actors:Controller an agent needs a token. Make one with 'actors create token --agent {name}'.";
        }

        foreach (var scheme in agent.GitSchemeList.Except(GitSchemes))
        {
            yield return $"{at}:GitSchemes has '{scheme}': git may use {string.Join(", ", GitSchemes)}.";
        }

        foreach (var entry in agent.HttpAllowList.Where(entry => AddressRule.Parse(entry) is null))
        {
            yield return $"{at}:HttpAllow has '{entry}': it must be {AddressRule.Loopback}, {AddressRule.LinkLocal}, {AddressRule.Controller}, an address, a network such as 10.0.0.0/8, or a host name.";
        }

        foreach (var type in agent.Sizes.Keys.Concat(agent.Images.Keys).Where(t => !Enum.GetNames<WorkerKind>().Contains(t, StringComparer.OrdinalIgnoreCase)))
        {
            yield return $"{at}: '{type}' is no type of worker. The types are: {string.Join(", ", Enum.GetNames<WorkerKind>())}.";
        }

        foreach (var (type, size) in agent.Sizes)
        {
            if (size.Cpu is not null && (size.CpuMillis ?? 0) < PlanDefaults.MinCpuMillis)
            {
                yield return $"{at}:Sizes:{type}:Cpu is '{size.Cpu}': it must be cores or thousandths of a core, such as 0.5 or 250m, at least {PlanDefaults.MinCpuMillis}m.";
            }

            if (size.Memory is not null && (size.MemoryBytes ?? 0) < PlanDefaults.MinMemoryBytes)
            {
                yield return $"{at}:Sizes:{type}:Memory is '{size.Memory}': it must be an amount such as 512Mi or 1Gi, at least {PlanDefaults.MinMemoryBytes >> 20}Mi.";
            }
        }
    }

    private static string? Unusable(string caFile, string setting)
    {
        try
        {
            TrustedAuthorities.Policy(caFile, setting);
            return null;
        }
        catch (InvalidOperationException e)
        {
            return e.Message;
        }
    }

    private static bool IsHttp(string value) => Uri.TryCreate(value, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);
}
