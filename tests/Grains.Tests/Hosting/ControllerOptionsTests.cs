using Actors.Grains.Hosting;

namespace Actors.Grains.Tests.Hosting;

public sealed class ControllerOptionsTests
{
    [Fact]
    public void Validate_Defaults_AreGood() => Assert.True(Validate(_ => { }).Succeeded);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Validate_KeepRunsBelowOne_IsRefused(int keep) => Refuses(options => options.KeepRuns = keep, "Actors:KeepRuns");

    [Fact]
    public void Validate_PollWaitBeyondHalfTheLease_IsRefused() => Refuses(options => options.PollWait = options.Lease * 0.6, "Actors:PollWait");

    [Fact]
    public void Validate_SilenceBelowAThirdOfTheLease_IsRefused() => Refuses(options => options.Silence = options.Lease * 0.3, "Actors:Silence");

    [Fact]
    public void Validate_ApplySilenceBelowSilence_IsRefused() => Refuses(options => options.ApplySilence = options.Silence * 0.9, "Actors:ApplySilence");

    [Fact]
    public void Validate_BlankOrganisation_IsRefused() => Refuses(options => options.Organisation = " ", "Actors:Organisation");

    private static void Refuses(Action<ControllerOptions> change, string key)
    {
        var result = Validate(change);

        Assert.StartsWith(key, Assert.Single(result.Failures!), StringComparison.Ordinal);
    }

    private static Microsoft.Extensions.Options.ValidateOptionsResult Validate(Action<ControllerOptions> change)
    {
        var options = new ControllerOptions();
        change(options);
        return new ControllerOptionsValidator().Validate(null, options);
    }
}
