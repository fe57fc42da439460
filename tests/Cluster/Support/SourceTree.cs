namespace Actors.Cluster.Support;

/// <summary>The clone that the tests run in, and what was built in it.</summary>
internal static class SourceTree
{
#if DEBUG
    public const string Configuration = "Debug";
#else
    public const string Configuration = "Release";
#endif

    public static string Root { get; } = FindRoot();

    public static string Silo => Output("src/Silo", "Actors.Silo.dll");

    public static string Cli => Output("src/Cli", "Actors.Cli.dll");

    /// <summary>A folder whose only file is the program <c>tofu</c>.</summary>
    public static string TofuStandIn => Output("tests/TofuStandIn", "path");

    /// <summary>The Worker program that silos of the tests start as processes, compiled ahead of time (<c>ACTORS_TEST_WORKER</c>): it takes a tenth of the processor time. Null: the one that was built beside the silo.</summary>
    public static string? Worker => Environment.GetEnvironmentVariable("ACTORS_TEST_WORKER") is { Length: > 0 } program ? program : null;

    public static string Sample(string name) => Path.Combine(Root, "samples", name);

    private static string Output(string project, string file)
    {
        var path = Path.Combine(Root, project, "bin", Configuration, "net10.0", file);
        return Path.Exists(path) ? path : throw new FileNotFoundException($"{path} is missing. Build it: dotnet build {project} -c {Configuration}");
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Actors.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("Actors.sln is not above the tests.");
    }
}
