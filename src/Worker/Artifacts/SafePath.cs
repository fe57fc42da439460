using System.Text;
using Actors.Worker.Processes;

namespace Actors.Worker.Artifacts;

/// <summary>Paths that stay below a folder.</summary>
internal static unsafe class SafePath
{
    /// <summary>Parts of a relative path in clean form, or null where it is absolute, empty, holds a NUL, or has a part <c>..</c>.</summary>
    public static IReadOnlyList<string>? Parts(string path)
    {
        if (path.Length == 0 || path[0] == '/' || path.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }
        var parts = path.Split('/').Where(x => x is not ("" or ".")).ToArray();
        return parts.Contains("..") ? null : parts;
    }

    /// <summary>The real path of something below a folder, links followed; null where it does not exist or is not below the folder.</summary>
    public static string? Resolve(string folder, string relative)
    {
        if (Parts(relative) is not { } parts || RealPath(folder) is not { } root || RealPath(Path.Combine([folder, .. parts])) is not { } real)
        {
            return null;
        }
        return real == root || real.StartsWith(root + "/", StringComparison.Ordinal) ? real : null;
    }

    private static string? RealPath(string path)
    {
        var buffer = stackalloc byte[4097];
        if (Libc.RealPath(path, buffer) == 0)
        {
            return null;
        }
        var length = new ReadOnlySpan<byte>(buffer, 4097).IndexOf((byte)0);
        return Encoding.UTF8.GetString(buffer, length);
    }
}
