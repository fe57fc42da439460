using Actors.Contracts.Activities;
using Actors.Contracts.Runtimes;

namespace Actors.Conformance.Runtimes;

/// <summary>What every runtime must do: images and containers that cannot be had.</summary>
public abstract partial class RuntimeKit
{
    [Fact]
    public async Task Start_ImageThatCannotBePulled_EndsWithImagePull()
    {
        CanExist("image cannot be pulled");

        // Nobody listens there.
        var (reason, message) = await RefusedAsync(harness.Create("exit 0"), RuntimeHarness.Spec() with { Image = "127.0.0.1:9/actors-kit:none" });

        Assert.Equal(ReasonCode.ImagePull, reason);
        Assert.Contains("127.0.0.1:9", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_InvalidImageName_EndsWithInvalidImage()
    {
        CanExist("invalid image name");

        var (reason, message) = await RefusedAsync(harness.Create("exit 0"), RuntimeHarness.Spec() with { Image = "No Such::Name" });

        Assert.Equal(ReasonCode.InvalidImage, reason);
        Assert.Contains("No Such::Name", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_NeverPullAndAbsent_EndsWithImagePull()
    {
        CanExist("never-pull and absent");

        var (reason, message) = await RefusedAsync(harness.CreateNeverPulling(), RuntimeHarness.Spec() with { Image = "actors-kit:absent" });

        Assert.Equal(ReasonCode.ImagePull, reason);
        Assert.Contains("Never", message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Start_ContainerConfigError_EndsWithStartError()
    {
        CanExist("container config error");

        var (reason, message) = await RefusedAsync(harness.CreateMisconfigured(), RuntimeHarness.Spec());

        Assert.Equal(ReasonCode.StartError, reason);
        Assert.NotEmpty(message);
    }

    /// <summary>Skips what the table says cannot exist on this engine.</summary>
    private void CanExist(string name)
    {
        if (RuntimeCases.CannotExist.TryGetValue((Engine, name), out var why))
            Assert.Skip(why);
    }

    /// <summary>Why the engine does not run a worker with this script.</summary>
    protected Task<(ReasonCode Reason, string Message)> RefusedAsync(string script, WorkerSpec spec) => RefusedAsync(harness.Create(script), spec);

    /// <summary>Why an engine does not run a worker: it says so at once, or by its watch.</summary>
    private async Task<(ReasonCode Reason, string Message)> RefusedAsync(IWorkerRuntime runtime, WorkerSpec spec)
    {
        _started.Add((Keep(runtime), spec));
        try
        {
            await runtime.StartAsync(spec, Token);
            var end = await EndAsync(runtime, spec);
            return (end.Reason, end.Message ?? "");
        }
        catch (WorkerStartException exception)
        {
            Assert.Null(await runtime.InspectAsync(spec.Attempt, Token));
            return (exception.Reason, exception.Message);
        }
    }
}
