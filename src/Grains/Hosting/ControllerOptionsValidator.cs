using Microsoft.Extensions.Options;

namespace Actors.Grains.Hosting;

/// <summary>Refuses settings under which leases or silences could not work.</summary>
internal sealed class ControllerOptionsValidator : IValidateOptions<ControllerOptions>
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(200);

    public ValidateOptionsResult Validate(string? name, ControllerOptions options)
    {
        var errors = new List<string>();
        if (string.IsNullOrWhiteSpace(options.Organisation))
        {
            errors.Add("Actors:Organisation is blank; give the organisation a name.");
        }

        if (options.PollWait < Shortest || options.PollWait * 2 > options.Lease)
        {
            errors.Add($"Actors:PollWait is {options.PollWait}; it must be at least {Shortest} and at most half of Actors:Lease ({options.Lease}).");
        }

        if (options.Silence < options.Lease / 3)
        {
            errors.Add($"Actors:Silence is {options.Silence}; it must be at least a third of Actors:Lease ({options.Lease}).");
        }

        if (options.ApplySilence < options.Silence)
        {
            errors.Add($"Actors:ApplySilence is {options.ApplySilence}; it must be at least Actors:Silence ({options.Silence}).");
        }

        if (options.KeepRuns < 1)
        {
            errors.Add($"Actors:KeepRuns is {options.KeepRuns}; it must be at least 1.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
