namespace Actors.Storage;

/// <summary>Refuses options under which nothing could be stored in a file.</summary>
internal sealed class SqliteStorageOptionsValidator : StorageOptionsValidator<SqliteStorageOptions>
{
    protected override void Check(SqliteStorageOptions options, List<string> failures)
    {
        if (string.IsNullOrWhiteSpace(options.DataFolder)) failures.Add("DataFolder is empty; name the folder to store in.");
        AtLeastASecond(failures, nameof(options.BusyTimeout), options.BusyTimeout);
    }
}
