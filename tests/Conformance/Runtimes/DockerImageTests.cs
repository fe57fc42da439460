using System.Formats.Tar;
using Actors.Contracts.Activities;
using Actors.Contracts.Runtimes;
using Docker.DotNet.Models;

namespace Actors.Conformance.Runtimes;

/// <summary>The Worker program in images: their own, or injected; and images out of a registry that asks for credentials.</summary>
public sealed class DockerImageTests : DockerTests
{
    private const string Labelled = "actors-kit:labelled";
    private const string Commanded = "actors-kit:commanded";
    private const string Empty = "actors-kit:empty";
    private const string Own = "#!/bin/sh\necho from the image\n";

    [Theory]
    [InlineData(false, "from the image\n")]
    [InlineData(true, "injected\n")]
    public async Task Run_AnImageWithTheProgram_UsesItUnlessATemplateNamesTheImage(bool foreign, string printed)
    {
        await ImportAsync(Labelled, "own", Own, "LABEL actors.worker=/own", "ENTRYPOINT [\"/bin/false\"]");

        var (end, output) = await RunAsync(Runtime("echo injected"), RuntimeHarness.Spec() with { Image = Labelled, ForeignImage = foreign });

        Assert.Equal((ReasonCode.None, printed), (end.Reason, output));
    }

    [Theory]
    [InlineData(true, "{\"entrypoint\":[\"/bin/server\",\"-v\"],\"command\":[\"a b\"]} /home/app\n")]
    [InlineData(false, "none none\n")]
    public async Task Run_AnImageOfATemplate_TellsWhatItWouldStartItself(bool foreign, string printed)
    {
        await ImportAsync(Commanded, "own", Own, "ENTRYPOINT [\"/bin/server\", \"-v\"]", "CMD [\"a b\"]", "WORKDIR /home/app");

        var (_, output) = await RunAsync(Runtime("echo \"${ACTORS_IMAGE_COMMAND:-none} ${ACTORS_IMAGE_FOLDER:-none}\""), RuntimeHarness.Spec() with { Image = Commanded, ForeignImage = foreign });

        Assert.Equal(printed, output);
    }

    [Fact]
    public async Task Run_AnImageOfNothing_ExecutesAStaticProgram()
    {
        await ImportAsync(Empty, "README", "There is no shell and no C library in here.\n");
        var settings = new RuntimeSettings
        {
            Installation = RuntimeHarness.Installation, AgentKey = RuntimeHarness.Agent, AgentName = "kit", DataFolder = "/tmp", WorkerProgram = DockerEngine.Busybox(),
            Values = new Dictionary<string, string?> { ["Docker:Endpoint"] = DockerEngine.Endpoint },
        };
        var runtime = Keep(new Actors.Runtimes.Docker.DockerRuntimeFactory(TimeProvider.System, Harness.Loggers).Create(settings));

        var (end, output) = await RunAsync(runtime, RuntimeHarness.Spec() with { Image = Empty });

        // Busybox looks for what it shall be in the name of its program.
        Assert.Equal(("worker: applet not found\n", ReasonCode.ExitCode), (output, end.Reason));
    }

    [Fact]
    public async Task Pull_RegistryThatAsksForCredentials_TakesThemFromTheConfiguration()
    {
        await using var registry = new DockerRegistry("kit", "planted-password");
        var image = $"{registry.Host}/team/app:1";
        var config = Harness.SharedFile("config.json");
        var spec = RuntimeHarness.Spec() with { Image = image };
        try
        {
            var without = await Assert.ThrowsAsync<WorkerStartException>(() => StartAsync(Runtime("exit 0"), spec));
            await File.WriteAllTextAsync(config, registry.Config("wrong"), Token);
            var wrong = await Assert.ThrowsAsync<WorkerStartException>(() => StartAsync(Runtime("exit 0", "Docker:RegistryConfig", config), spec));
            await File.WriteAllTextAsync(config, registry.Config("planted-password"), Token);
            var (end, output) = await RunAsync(Runtime("echo pulled", "Docker:RegistryConfig", config), spec);

            Assert.Equal((ReasonCode.ImagePull, ReasonCode.ImagePull, ReasonCode.None, "pulled\n"), (without.Reason, wrong.Reason, end.Reason, output));
            Assert.Contains(image, without.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("wrong", wrong.ToString(), StringComparison.Ordinal);
            using var http = DockerEngine.Http();
            Assert.DoesNotContain("planted-password", await http.GetStringAsync(new Uri($"http://docker/containers/{(await InspectAsync(spec)).ID}/json"), Token), StringComparison.Ordinal);
        }
        finally
        {
            await RemoveStartedAsync();
            await RemoveImageAsync(image);
        }
    }

    [Theory]
    [InlineData("Always", true)]
    [InlineData("IfNotPresent", false)]
    public async Task Pull_ASecondTime_AsksTheRegistryWhenThePolicySaysSo(string policy, bool asks)
    {
        await using var registry = new DockerRegistry("kit", "secret");
        var image = $"{registry.Host}/team/app:1";
        var config = Harness.SharedFile("config.json");
        await File.WriteAllTextAsync(config, registry.Config("secret"), Token);
        try
        {
            var runtime = Keep(Harness.Create("exit 0", new Dictionary<string, string?> { ["Docker:RegistryConfig"] = config, ["Docker:PullPolicy"] = policy }));
            await RunAsync(runtime, RuntimeHarness.Spec() with { Image = image });
            var first = registry.Asked;
            await RunAsync(runtime, RuntimeHarness.Spec() with { Image = image });

            Assert.True(first > 0);
            Assert.Equal(asks, registry.Asked > first);
        }
        finally
        {
            await RemoveStartedAsync();
            await RemoveImageAsync(image);
        }
    }

    [Fact]
    public async Task Pull_ARegistryThatDoesNotAnswer_EndsInTime()
    {
        await using var registry = new DockerRegistry("kit", "secret") { Silent = true };

        var refused = await Assert.ThrowsAsync<WorkerStartException>(() => StartAsync(Runtime("exit 0", "Docker:PullTimeout", "00:00:02"), RuntimeHarness.Spec() with { Image = $"{registry.Host}/team/app:1" }));

        Assert.Equal(ReasonCode.ImagePull, refused.Reason);
        Assert.Contains("PullTimeout", refused.Message, StringComparison.Ordinal);
    }

    private async Task ImportAsync(string image, string file, string content, params string[] changes)
    {
        using var root = image == Empty ? new MemoryStream() : DockerEngine.BusyboxRoot();
        using var archive = new MemoryStream();
        await using (var writer = new TarWriter(archive, TarEntryFormat.Ustar, leaveOpen: true))
        {
            await writer.WriteEntryAsync(new UstarTarEntry(TarEntryType.RegularFile, file)
            {
                Mode = UnixFileMode.UserRead | UnixFileMode.OtherRead | UnixFileMode.OtherExecute, DataStream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content)),
            }, Token);
            await using var reader = new TarReader(root);
            while (image != Empty && await reader.GetNextEntryAsync(true, Token) is { } entry)
                await writer.WriteEntryAsync(entry, Token);
        }

        archive.Position = 0;
        var name = image.Split(':');
        await Client.Images.CreateImageAsync(new() { Repo = name[0], Tag = name[1], Changes = changes }, archive, null, new Progress<JSONMessage>(), Token);
    }

    private async Task RemoveImageAsync(string image) => await Client.Images.DeleteImageAsync(image, new ImageDeleteParameters { Force = true }, CancellationToken.None);
}
