using Actors.Contracts.Activities;
using Actors.Contracts.Runtimes;
using Actors.Grains.Agents;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Actors.Grains.Tests.Agents;

public sealed class AgentPlaneOptionsTests
{
    [Fact]
    public void Validate_Defaults_Pass() => Assert.Empty(Failures(_ => { }));

    [Theory]
    [InlineData("Actors:Agents:a:Slots is 0", nameof(AgentOptions.Slots), "0")]
    [InlineData("Actors:Agents:a:WorkerUrl is 'nowhere'", nameof(AgentOptions.WorkerUrl), "nowhere")]
    [InlineData("'ext'", nameof(AgentOptions.GitSchemes), "https,ext")]
    [InlineData("'10.0.0.0/40'", nameof(AgentOptions.HttpAllow), "loopback,10.0.0.0/40")]
    public void Validate_BadValue_NamesTheSettingAndTheValue(string expected, string property, string value)
    {
        var target = typeof(AgentOptions).GetProperty(property)!;
        var failures = Failures(o => target.SetValue(o.Agents["a"], property == nameof(AgentOptions.Slots) ? int.Parse(value, null) : value));

        Assert.Contains(expected, Assert.Single(failures), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a__b")]
    [InlineData("a b")]
    public void Validate_NameThatIsNone_NamesItAndTheRule(string name) =>
        Assert.Contains($"Actors:Agents:{name}: an agent's name must have", Assert.Single(Failures(o => o.Agents[name] = new())), StringComparison.Ordinal);

    [Fact]
    public void Validate_RemoteControllerWithoutToken_SaysHowToMakeOne() =>
        Assert.Contains("actors create token --agent a", Assert.Single(Failures(o => o.Controller = "https://controller")), StringComparison.Ordinal);

    [Fact]
    public void Validate_PlainAddressesBeyondLoopback_AreNamedUnlessTheNetworkIsPrivate()
    {
        void Set(AgentPlaneOptions o) => (o.Controller, o.Agents["a"].TokenFile, o.Agents["a"].WorkerUrl) = ("http://controller:8080", "token", "http://10.0.0.5:8081");

        var failures = Failures(Set).ToArray();

        Assert.Equal(2, failures.Length);
        Assert.StartsWith("Actors:Controller is 'http://controller:8080'", failures[0], StringComparison.Ordinal);
        Assert.StartsWith("Actors:Agents:a:WorkerUrl is 'http://10.0.0.5:8081'", failures[1], StringComparison.Ordinal);
        Assert.Empty(Failures(o =>
        {
            Set(o);
            o.PlainHttp = "private";
        }));
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData("proxy", 1)]
    [InlineData("private", 0)]
    public void Validate_ListenersAddressStandsForAWorkerUrl_IsHeldToTheSame(string? plainHttp, int expected)
    {
        var failures = Failures(o => (o.WorkerListen, o.PlainHttp) = ("http://10.0.0.5:8081", plainHttp)).ToArray();

        Assert.Equal(expected, failures.Length);
        Assert.All(failures, failure => Assert.StartsWith("Actors:Agents:a:WorkerUrl is 'http://10.0.0.5:8081'", failure, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://controller", "/nowhere/ca.pem", "Actors:ControllerCaFile is '/nowhere/ca.pem', which cannot be read")]
    [InlineData("http://localhost", null, "Actors:Controller is 'http://localhost'")]
    public void Validate_AuthorityThatIsNone_NamesTheSetting(string controller, string? file, string expected)
    {
        using var certificate = new Links.TestCertificate("localhost");
        var failures = Failures(o =>
        {
            (o.Controller, o.ControllerCaFile, o.Agents["a"].TokenFile) = (controller, file ?? certificate.RootFile, "token");
        });

        Assert.Contains(expected, Assert.Single(failures), StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_AuthorityOfWorkersWithoutACertificate_NamesTheSetting()
    {
        var file = Path.GetTempFileName();

        Assert.Contains("Actors:Agents:a:CaFile is", Assert.Single(Failures(o => o.Agents["a"].CaFile = file)), StringComparison.Ordinal);
        File.Delete(file);
    }

    [Fact]
    public void Validate_UnknownWorkerType_NamesTheTypes() =>
        Assert.Contains("OpenTofu", Assert.Single(Failures(o => o.Agents["a"].Sizes["gti"] = new())), StringComparison.Ordinal);

    [Fact]
    public void SizeOf_OnlyOneSideConfigured_KeepsTheOtherDefault()
    {
        var options = new AgentOptions { Sizes = { ["git"] = new() { Cpu = "900m" } } };

        Assert.Equal(new WorkerSize(900, WorkerSize.Default(WorkerKind.Git).MemoryBytes), options.SizeOf(WorkerKind.Git));
        Assert.Equal(WorkerSize.Default(WorkerKind.Function), options.SizeOf(WorkerKind.Function));
    }

    [Theory]
    [InlineData("250m", "512Mi", 250, 512L << 20)]
    [InlineData("1.5", "1Gi", 1500, 1L << 30)]
    [InlineData("2", "1048576", 2000, 1L << 20)]
    [InlineData("much", "Mi", null, null)]
    [InlineData("-1", "9223372036854775807Gi", null, null)]
    [InlineData(null, null, null, null)]
    public void WorkerSizeOptions_Notation_IsRead(string? cpu, string? memory, int? millis, long? bytes)
    {
        var size = new WorkerSizeOptions { Cpu = cpu, Memory = memory };

        Assert.Equal((millis, bytes), (size.CpuMillis, size.MemoryBytes));
    }

    [Fact]
    public void Validate_SizeThatIsNone_NamesTheSetting() =>
        Assert.Contains("Sizes:git:Memory is 'lots'", Assert.Single(Failures(o => o.Agents["a"].Sizes["git"] = new() { Memory = "lots" })), StringComparison.Ordinal);

    [Fact]
    public void Find_NotConfigured_NamesTheAgentsThatAre() =>
        Assert.Contains("default/default/a", Assert.Throws<InvalidOperationException>(() => Options().Find("default/default/b")).Message, StringComparison.Ordinal);

    [Fact]
    public void Validate_RuntimeThatThisSiloLacks_NamesThoseItHas() =>
        Assert.Equal("Actors:Agents:a:Runtime is 'lxc': this silo has process.", Assert.Single(Failures(o => o.Agents["a"].Runtime = "lxc")));

    [Theory]
    [InlineData("Slots", "many")]
    [InlineData("StopWorkersOnShutdown", "maybe")]
    [InlineData("Sizes:git", "wurst")]
    public void AddAgentPlane_ValueThatCannotBeRead_NamesTheSetting(string setting, string value)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [$"Actors:Agents:a:{setting}"] = value }).Build();

        var problem = Assert.Throws<InvalidOperationException>(() => Host.CreateApplicationBuilder().UseOrleans(silo => silo.AddAgentPlane(configuration.GetSection("Actors"))));

        Assert.Contains($"Actors:Agents:a:{setting}", problem.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(value, problem.Message, StringComparison.Ordinal);
    }

    private sealed class NamedRuntime(string name) : IWorkerRuntimeFactory
    {
        public string Name => name;

        public IWorkerRuntime Create(RuntimeSettings settings) => throw new NotSupportedException();
    }

    private static AgentPlaneOptions Options() => new() { Agents = { ["a"] = new() } };

    private static IEnumerable<string> Failures(Action<AgentPlaneOptions> change)
    {
        var options = Options();
        change(options);
        return new AgentPlaneOptionsValidator([new NamedRuntime("process")]).Validate(null, options).Failures ?? [];
    }
}
