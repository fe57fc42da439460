using System.Runtime.InteropServices;

namespace Actors.Runtimes.Processes;

/// <summary>The command line that starts the Worker program. Holds nothing secret.</summary>
/// <param name="Program">Absolute path of the program to execute.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="DotnetRoot">Folder of the .NET installation that runs it; null for a native binary.</param>
internal sealed record WorkerCommand(string Program, IReadOnlyList<string> Arguments, string? DotnetRoot)
{
    private const string Native = "Actors.Worker";
    private const string Managed = "Actors.Worker.dll";

    /// <summary>The command for a program, or for the one found beside the silo or in its source tree.</summary>
    /// <exception cref="InvalidOperationException">There is no such program; the message says where it was looked for.</exception>
    public static WorkerCommand Resolve(string? program, string baseFolder)
    {
        var places = program is null ? Places(baseFolder) : [Path.GetFullPath(program)];
        var found = places.FirstOrDefault(File.Exists) ?? throw new InvalidOperationException(
            $"The Worker program is not at {string.Join(" nor at ", places)}: build src/Worker, or name it by the setting Actors:WorkerProgram.");
        if (!found.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
            return new(found, [], null);
        var root = DotnetFolder();
        return new(Path.Combine(root, "dotnet"), [found], root);
    }

    private static string[] Places(string baseFolder)
    {
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(baseFolder));
        var beside = new[] { Path.Combine(folder, Native), Path.Combine(folder, Managed) };
        // src/<project>/bin/<configuration>/<framework>
        var framework = Path.GetFileName(folder);
        var configuration = Path.GetFileName(Path.GetDirectoryName(folder));
        var source = Path.GetFullPath(Path.Combine(folder, "..", "..", "..", ".."));
        return configuration is { Length: > 0 }
            ? [Path.Combine(source, "Worker", "bin", configuration, framework, Managed), .. beside.Reverse()]
            : beside;
    }

    // <root>/shared/Microsoft.NETCore.App/<version>/
    private static string DotnetFolder()
    {
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        return File.Exists(Path.Combine(root, "dotnet"))
            ? root
            : throw new InvalidOperationException($"There is no dotnet host in {root} to run the Worker program with: name a native one by the setting Actors:WorkerProgram.");
    }
}
