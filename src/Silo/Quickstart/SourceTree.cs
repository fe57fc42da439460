namespace Actors.Silo.Quickstart;

/// <summary>Finds things next to the silo's program, or in the source tree that it was built in.</summary>
internal static class SourceTree
{
    private const string Mark = "Actors.sln";

    /// <summary>A file or folder by its path below the program's folder or below the source tree's root; null when it is in neither.</summary>
    public static string? Find(string path)
    {
        var beside = Path.Combine(AppContext.BaseDirectory, path);
        if (Path.Exists(beside))
        {
            return beside;
        }

        var root = Root();
        var inTree = root is null ? null : Path.Combine(root, path);
        return Path.Exists(inTree) ? inTree : null;
    }

    private static string? Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Mark)))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
