using System.Text.RegularExpressions;
using Actors.Silo.Configuration;
using Actors.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Actors.Silo.Tests.Configuration;

public sealed partial class UnknownSettingsTests
{
    private readonly LogRecord<UnknownSettingsTests> _log = new();

    [Theory]
    [InlineData("Actors:Slience", "Actors:Silence")]
    [InlineData("actors:URL", "Actors:Urls")]
    [InlineData("Actors:Agents:east:Slot", "Actors:Agents:NAME:Slots")]
    [InlineData("Actors:Agents:east:Sizes:git:Memmory", "Actors:Agents:NAME:Sizes:NAME:Memory")]
    [InlineData("Actors:Agents:east:Kubernetes:Namespaces", "Actors:Agents:NAME:Kubernetes:Namespace")]
    [InlineData("Actors:Tofu:Sha265", "Actors:Tofu:Sha256")]
    [InlineData("Actors:StopWorkersOnShutdown", "Actors:Agents:NAME:StopWorkersOnShutdown")]
    public void Tell_MisspeltOrMisplaced_NamesTheKeyAndTheNearestKnownOne(string key, string near)
    {
        Tell((key, "1"));

        var told = Assert.Single(_log.All);
        Assert.Equal(LogLevel.Warning, told.Level);
        Assert.StartsWith($"The setting {key} is not known", told.Text, StringComparison.OrdinalIgnoreCase);
        Assert.EndsWith($"'{near}'?", told.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Tell_SectionIsUnknown_IsToldOnceForAllBelow()
    {
        Tell(("Actors:Agent:east:Runtime", "docker"), ("Actors:Agent:east:Slots", "3"), ("Actors:Agent:west:Slots", "3"));

        Assert.Equal(["The setting Actors:Agent is not known and has no effect. Did you mean 'Actors:Agents'?"], _log.All.Select(line => line.Text));
    }

    [Fact]
    public void Tell_NothingIsNear_NamesThePage()
    {
        Tell(("Actors:Whatever", "secret"));

        Assert.Contains("docs/configuration.md", Assert.Single(_log.All).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", _log.All[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Tell_FromTheEnvironment_IsTold()
    {
        const string Variable = "ACTORS_TEST_OF_SETTINGS_Actors__Slience";
        Environment.SetEnvironmentVariable(Variable, "1");
        try
        {
            UnknownSettings.Tell(new ConfigurationBuilder().AddEnvironmentVariables("ACTORS_TEST_OF_SETTINGS_").Build(), _log);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, null);
        }

        Assert.Contains("Actors:Slience", Assert.Single(_log.All).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Tell_ManyAreUnknown_IsBounded()
    {
        Tell([.. Enumerable.Range(0, 1_000).Select(i => ($"Actors:Some{i:D3}", "1"))]);

        Assert.Equal(21, _log.All.Count);
        Assert.StartsWith("980 more", _log.All[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Tell_WhatOthersRead_IsNotTold()
    {
        Tell(("Logging:LogLevel:Default", "Debug"), ("ActorsOfOthers", "1"), ("urls", "http://127.0.0.1"));

        Assert.Empty(_log.All);
    }

    [Fact]
    public void Tell_ListsAndMapsOfAnAgent_AreKnown()
    {
        Tell(("Actors:Agents:east:GitSchemes", "https"), ("Actors:Agents:east:GitSchemes:0", "https"), ("Actors:Agents:east:Images:git", "x"), ("Actors:Agents:east:Docker:Binds:0", "/a:/b"),
            ("Actors:Agents:east:Process:Environment:0", "HOME"), ("Actors:Agents:east:Kubernetes:Allow:1", "nodeSelector"));

        Assert.Empty(_log.All);
    }

    /// <summary>What the pages and the files of deployments name is known.</summary>
    [Fact]
    public void Tell_WhatIsDocumented_IsKnown()
    {
        var root = Repository();
        string[] files = [.. Directory.GetFiles(Path.Combine(root, "docs"), "*.md"), .. Directory.GetFiles(Path.Combine(root, "deploy"), "*.y*ml", SearchOption.AllDirectories)];
        var keys = files.SelectMany(file => Key().Matches(File.ReadAllText(file))).Select(match => match.Value.Replace("__", ":", StringComparison.Ordinal))
            .Where(key => key is not "Actors:KEY" && !key.EndsWith(':')).Distinct().ToList();
        Assert.True(keys.Count > 40, $"only {keys.Count} settings were found");

        Tell([.. keys.Select(key => (key, "1"))]);

        Assert.Empty(_log.All.Select(line => line.Text));
    }

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Actors.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }

    private void Tell(params (string Key, string Value)[] settings) =>
        UnknownSettings.Tell(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build(), _log);

    [GeneratedRegex(@"\bActors(:|__)(<name>|<type>|[A-Za-z0-9:]|__)+")]
    private static partial Regex Key();
}
