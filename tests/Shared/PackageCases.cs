namespace Actors.Testing;

/// <summary>What is a package of a function, and what is not. The planner says it before a run and the worker once more before it calls pip, each by itself; both are held to this.</summary>
internal static class PackageCases
{
    /// <summary>The most that a function may have.</summary>
    public const int Most = 200;

    /// <summary>Packages that both take.</summary>
    public static IEnumerable<string> Right { get; } =
        ["requests", "requests==2.32.3", "requests[socks] >= 2.8.1, == 2.8.*", "zope.interface~=6.0; python_version < \"3.13\"", "pip @ https://example.com/pip.zip", "./lib", new string('a', 500)];

    /// <summary>Texts that neither takes.</summary>
    public static IEnumerable<string> Wrong { get; } =
        ["", "-r /etc/passwd", "--index-url=http://evil.example", "# nothing", "one\n--index-url=http://evil.example", "a\tb", "a\0", new string('a', 501)];

    /// <summary>As many different packages.</summary>
    public static IEnumerable<string> Many(int count) => Enumerable.Range(0, count).Select(i => $"p{i}");
}
