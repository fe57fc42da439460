using Actors.Storage.PostgreSql;

namespace Actors.Storage;

/// <summary>Refuses options under which nothing could be stored on a server. What it says never holds the connection string, whose password is a secret.</summary>
internal sealed class PostgreSqlStorageOptionsValidator : StorageOptionsValidator<PostgreSqlStorageOptions>
{
    protected override void Check(PostgreSqlStorageOptions options, List<string> failures)
    {
        if (ConnectionStrings.Problem(options.ConnectionString) is { } problem) failures.Add($"ConnectionString {problem}");
        Positive(failures, nameof(options.Writers), options.Writers);
        if (options.Patience < TimeSpan.Zero) failures.Add("Patience is negative.");
        if (options.StartPatience < TimeSpan.Zero) failures.Add("StartPatience is negative.");
        AtLeastASecond(failures, nameof(options.CommandTimeout), options.CommandTimeout);
        AtLeastASecond(failures, nameof(options.ConnectTimeout), options.ConnectTimeout);
    }
}
