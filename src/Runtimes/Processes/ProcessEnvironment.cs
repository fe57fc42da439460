using Actors.Contracts.Activities;
using Actors.Contracts.Runtimes;
using Actors.Contracts.Workers;

namespace Actors.Runtimes.Processes;

/// <summary>The whole environment of a worker: what it needs and what the settings pass through, nothing else of the silo's.</summary>
internal sealed class ProcessEnvironment(RuntimeSettings settings, ProcessRuntimeOptions options, WorkerCommand command)
{
    private const string DefaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>Whether the runtime sets the variable itself.</summary>
    public static bool IsOurs(string name) =>
        name is "PATH" or "HOME" or "LANG" or "TMPDIR" or "DOTNET_ROOT" || name.StartsWith("ACTORS_", StringComparison.Ordinal);

    /// <summary>The variables of the worker in a folder.</summary>
    public IReadOnlyDictionary<string, string> Of(WorkerFolder folder, WorkerFile file)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in options.Environment)
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
                variables[name] = value;
        }

        variables["PATH"] = Environment.GetEnvironmentVariable("PATH") is { Length: > 0 } path ? path : DefaultPath;
        variables["LANG"] = Environment.GetEnvironmentVariable("LANG") is { Length: > 0 } lang ? lang : "C.UTF-8";
        variables["HOME"] = folder.Home;
        variables["TMPDIR"] = folder.Temp;
        variables[WorkerEnvironment.Url] = file.WorkerUrl;
        variables[WorkerEnvironment.GitSchemes] = string.Join(',', file.GitSchemes);
        if (file.Kind == WorkerKind.Http)
        {
            variables[WorkerEnvironment.HttpAllow] = string.Join(',', file.HttpAllow);
            variables[WorkerEnvironment.HttpRefuse] = string.Join(',', file.HttpRefuse);
        }

        variables[WorkerEnvironment.TicketFile] = folder.Ticket;
        variables[WorkerEnvironment.WorkDir] = folder.Work;
        variables[WorkerEnvironment.Tools] = Path.Combine(settings.DataFolder, "tools");
        if (settings.CaFile is { } ca)
            variables[WorkerEnvironment.CaFile] = Path.GetFullPath(ca);
        if (command.DotnetRoot is { } root)
        {
            variables["DOTNET_ROOT"] = root;
            // No diagnostics socket that other processes of the user could attach to, and none left behind.
            variables["DOTNET_EnableDiagnostics"] = "0";
            variables["DOTNET_TieredPGO"] = "0";
        }

        return variables;
    }
}
