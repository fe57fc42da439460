using System.Text.RegularExpressions;

namespace Actors.Cluster.Support;

/// <summary>What the commands of docs/configuration.md make: <c>tls.crt</c>, <c>tls.key</c> and <c>ca.crt</c>.</summary>
internal static partial class SiloCertificates
{
    /// <summary>Runs the commands as they are written there.</summary>
    public static async Task MakeAsync(TempFolder folder)
    {
        var commands = Commands().Match(File.ReadAllText(Path.Combine(SourceTree.Root, "docs/configuration.md")).ReplaceLineEndings("\n"));
        Assert.True(commands.Success, "docs/configuration.md shows no openssl commands.");
        var ran = await Child.RunAsync(folder.Path, "bash", ["-ec", commands.Groups["text"].Value], workingFolder: folder.Path);
        Assert.True(ran.Code == 0, ran.ToString());
    }

    [GeneratedRegex("(?s)```bash\n(?<text>openssl .*?)\n```")]
    private static partial Regex Commands();
}
