using Microsoft.Extensions.Options;

namespace Actors.Storage;

/// <summary>Refuses options under which nothing could be stored.</summary>
internal sealed class SqliteStorageOptionsValidator : IValidateOptions<SqliteStorageOptions>
{
    public ValidateOptionsResult Validate(string? name, SqliteStorageOptions options)
    {
        var failures = new List<string>();
        if (string.IsNullOrWhiteSpace(options.DataFolder)) failures.Add("DataFolder is empty; name the folder to store in.");
        Positive(failures, nameof(options.QueueLength), options.QueueLength);
        Positive(failures, nameof(options.BatchSize), options.BatchSize);
        Positive(failures, nameof(options.Readers), options.Readers);
        Positive(failures, nameof(options.StateBytes), options.StateBytes);
        Positive(failures, nameof(options.DocumentBytes), options.DocumentBytes);
        Positive(failures, nameof(options.LogBytes), options.LogBytes);
        Positive(failures, nameof(options.TofuStateBytes), options.TofuStateBytes);
        Positive(failures, nameof(options.TofuStateVersions), options.TofuStateVersions);
        if (options.BusyTimeout < TimeSpan.FromSeconds(1)) failures.Add("BusyTimeout is shorter than a second.");
        if (options.TombstoneRetention < TimeSpan.Zero) failures.Add("TombstoneRetention is negative.");
        if (options.OrphanAge < TimeSpan.Zero) failures.Add("OrphanAge is negative.");
        if (options.MaintenancePeriod < TimeSpan.FromSeconds(1)) failures.Add("MaintenancePeriod is shorter than a second.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures.Select(x => $"Storage: {x}"));
    }

    private static void Positive(List<string> failures, string name, long value)
    {
        if (value <= 0) failures.Add($"{name} is {value}; it must be greater than 0.");
    }
}
