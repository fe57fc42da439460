using Microsoft.Extensions.Options;

namespace Actors.Storage;

/// <summary>Refuses options under which nothing could be stored.</summary>
internal abstract class StorageOptionsValidator<TOptions> : IValidateOptions<TOptions>
    where TOptions : StorageOptions
{
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        var failures = new List<string>();
        Check(options, failures);
        if (options.RingKeys is null) failures.Add("RingKeys is not set; without a key nothing could be sealed.");
        Positive(failures, nameof(options.QueueLength), options.QueueLength);
        Positive(failures, nameof(options.BatchSize), options.BatchSize);
        Positive(failures, nameof(options.Readers), options.Readers);
        Positive(failures, nameof(options.StateBytes), options.StateBytes);
        Positive(failures, nameof(options.DocumentBytes), options.DocumentBytes);
        Positive(failures, nameof(options.LogBytes), options.LogBytes);
        Positive(failures, nameof(options.TofuStateBytes), options.TofuStateBytes);
        Positive(failures, nameof(options.TofuStateVersions), options.TofuStateVersions);
        Positive(failures, nameof(options.FunctionStateBytes), options.FunctionStateBytes);
        Positive(failures, nameof(options.FunctionStateKeys), options.FunctionStateKeys);
        Positive(failures, nameof(options.PackageSets), options.PackageSets);
        if (options.PackageRetention < TimeSpan.Zero) failures.Add("PackageRetention is negative.");
        if (options.TombstoneRetention < TimeSpan.Zero) failures.Add("TombstoneRetention is negative.");
        if (options.OrphanAge < TimeSpan.Zero) failures.Add("OrphanAge is negative.");
        AtLeastASecond(failures, nameof(options.MaintenancePeriod), options.MaintenancePeriod);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures.Select(x => $"Storage: {x}"));
    }

    /// <summary>Adds what is wrong with the options of this kind of store.</summary>
    protected abstract void Check(TOptions options, List<string> failures);

    /// <summary>Adds a failure unless the value is greater than 0.</summary>
    protected static void Positive(List<string> failures, string name, long value)
    {
        if (value <= 0) failures.Add($"{name} is {value}; it must be greater than 0.");
    }

    /// <summary>Adds a failure unless the time is a second or more.</summary>
    protected static void AtLeastASecond(List<string> failures, string name, TimeSpan value)
    {
        if (value < TimeSpan.FromSeconds(1)) failures.Add($"{name} is shorter than a second.");
    }
}
