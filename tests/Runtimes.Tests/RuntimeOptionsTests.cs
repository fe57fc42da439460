using Actors.Contracts.Runtimes;

namespace Actors.Runtimes.Tests;

public sealed class RuntimeOptionsTests
{
    private static readonly RuntimeSettings Settings = new() { Installation = "i", AgentKey = "default/default/east", AgentName = "east", DataFolder = "/data" };

    [Fact]
    public void Use_SettingThatDoesNotParse_NamesTheSection() =>
        Assert.Equal("Settings Actors:Agents:east: no number", Assert.Throws<InvalidOperationException>(() => Use(_ => throw new FormatException("no number"))).Message);

    [Fact]
    public void Use_SettingsThatCannotWork_NamesAll() =>
        Assert.Equal("Settings Actors:Agents:east: too small too large", Assert.Throws<InvalidOperationException>(() => Use(_ => 1, "too small", "too large")).Message);

    [Theory]
    [InlineData("i", "default/default/east", true)]
    [InlineData("j", "default/default/east", false)]
    [InlineData("i", "default/default/west", false)]
    public void CheckOwn_Worker_IsOfThisAgentAndInstallation(string installation, string agent, bool own)
    {
        var spec = new WorkerSpec { Installation = installation, Agent = agent, Attempt = new("a", 1), Size = new(1, 1), WorkerUrl = "http://c", Ticket = "secret" };

        var refusal = Record.Exception(() => Settings.CheckOwn(spec));

        Assert.Equal(own, refusal is null);
        Assert.Equal(!own, refusal is ArgumentException);
        Assert.DoesNotContain("secret", refusal?.Message ?? "", StringComparison.Ordinal);
    }

    private static IWorkerRuntime Use(Func<IReadOnlyDictionary<string, string?>, int> read, params string[] findings) =>
        RuntimeOptions.Use(Settings, read, _ => findings, _ => throw new InvalidOperationException("made"));
}
