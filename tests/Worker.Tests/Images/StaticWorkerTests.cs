using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Worker.Tests.Commands;
using Actors.Worker.Tests.Functions;
using Actors.Worker.Tests.Support;

namespace Actors.Worker.Tests.Images;

/// <summary>The static Worker program as the first process of containers, against a controller on this machine.</summary>
public sealed class StaticWorkerTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Worker_InAnImageWithNothingElse_DoesItsJob(bool https)
    {
        await DockerCommand.NeededAsync();
        var image = await DockerCommand.EmptyImageAsync();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = https ? Certificate(key) : null;
        await using var controller = await FakeController.StartAsync(CommandExecutorTests.Command("/worker", "--version"), BridgeAddress, certificate);

        var (code, output) = await RunAsync(image, controller, certificate?.ExportCertificatePem());

        Assert.True(code == 0, output);
        Assert.True(controller.Result!.Succeeded, controller.Result.Message);
        Assert.Matches("^[0-9]+[.][0-9]+[.][0-9]+", controller.Log);
    }

    [Fact]
    public async Task Worker_FunctionWithoutABash_SaysWhatIsMissing()
    {
        await DockerCommand.NeededAsync();
        await using var controller = await FakeController.StartAsync(FunctionExecutorTests.Bash("true"), BridgeAddress);

        var (code, output) = await RunAsync(await DockerCommand.EmptyImageAsync(), controller, null);

        Assert.True(code == WorkerProtocol.ExitFailed, output);
        Assert.Equal(ReasonCode.ToolMissing, controller.Result!.Reason);
    }

    [Theory]
    [InlineData("worker-function", "bash --version && python3 --version && python3 -m pip --version && curl --version && id -u")]
    [InlineData("worker-git", "git --version && git lfs version && ssh -V && id -u")]
    public async Task Worker_InItsImage_HasWhatItPromisesAndIsNotRoot(string name, string script)
    {
        await DockerCommand.NeededAsync();
        var image = await DockerCommand.BuiltAsync(name);
        await using var controller = await FakeController.StartAsync(CommandExecutorTests.Command("sh", "-c", script), BridgeAddress);

        var (code, output) = await RunAsync(image, controller, null);

        Assert.True(code == 0, output + controller.Log);
        Assert.EndsWith("65532\n", controller.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Worker_InTheImageOfFunctions_ServesPython()
    {
        await DockerCommand.NeededAsync();
        var image = await DockerCommand.BuiltAsync("worker-function");
        await using var controller = await FakeController.StartAsync(PythonFunctionTests.Python(Probe.Python, Probe.Input()), BridgeAddress);

        var (code, output) = await RunAsync(image, controller, null);

        Assert.True(code == 0, output + controller.Log);
        Assert.Equal("deploy", controller.Result!.Outputs!["metadata"]!["eventType"]!.GetValue<string>());
    }

    private static IPAddress BridgeAddress => NetworkInterface.GetAllNetworkInterfaces().Single(card => card.Name == "docker0").GetIPProperties().UnicastAddresses
        .Select(address => address.Address).First(address => address.AddressFamily == AddressFamily.InterNetwork);

    private static async Task<(int Code, string Output)> RunAsync(string image, FakeController controller, string? authority)
    {
        await using var container = await DockerCommand.CreateAsync(image, Variables(controller, authority is not null), authority);
        await container.StartAsync();
        return await container.EndAsync();
    }

    private static Dictionary<string, string> Variables(FakeController controller, bool trusts)
    {
        var variables = new Dictionary<string, string>
        {
            [WorkerEnvironment.Url] = controller.Address.AbsoluteUri, [WorkerEnvironment.Ticket] = FakeController.Ticket, [WorkerEnvironment.WorkDir] = "/tmp/w",
        };
        if (trusts)
        {
            variables[WorkerEnvironment.CaFile] = DockerCommand.AuthorityFile;
        }
        return variables;
    }

    private static X509Certificate2 Certificate(ECDsa key)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(BridgeAddress);
        var request = new CertificateRequest("CN=controller", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
