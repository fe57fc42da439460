using System.Reflection;

namespace Actors.Worker.Functions;

/// <summary>Our Python files, which are part of this program.</summary>
internal static class PythonFiles
{
    /// <summary>Writes them.</summary>
    /// <param name="folder">Where to.</param>
    public static void WriteTo(string folder)
    {
        var assembly = typeof(PythonFiles).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".py", StringComparison.Ordinal)))
        {
            var file = Path.Combine(folder, name.Replace('\\', '/'));
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            using var source = Open(assembly, name);
            using var target = File.Create(file);
            source.CopyTo(target);
        }
    }

    private static Stream Open(Assembly assembly, string name) =>
        assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"This program lacks its file {name}.");
}
