using Actors.Cli.Hosting;

namespace Actors.Cli.Clusters;

/// <summary>Finds the silo's program: next to the command line, or in the source tree with the same build configuration.</summary>
internal static class SiloProgram
{
    /// <summary>Name of the program's file.</summary>
    public const string Program = "Actors.Silo.dll";
    private const string Mark = "Actors.sln";
#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    /// <summary>The program's file.</summary>
    /// <exception cref="CliException">It is not there.</exception>
    public static string Find()
    {
        var beside = Path.Combine(AppContext.BaseDirectory, Program);
        var root = Root();
        var built = root is null ? null : Path.Combine(root, "src", "Silo", "bin", Configuration, "net10.0", Program);
        return File.Exists(beside) ? beside : File.Exists(built) ? built : throw new CliException(ExitCodes.Failed, root is null
            ? $"The silo's program {Program} is not next to the command line ({AppContext.BaseDirectory})."
            : $"The silo's program {built} is not built. Run: dotnet build {Path.Combine(root, "src", "Silo")} -c {Configuration}");
    }

    private static string? Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, Mark)))
        {
            folder = folder.Parent;
        }

        return folder?.FullName;
    }
}
