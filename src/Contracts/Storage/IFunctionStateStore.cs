using Actors.Contracts.Identity;

namespace Actors.Contracts.Storage;

/// <summary>
/// What functions keep from one call to the next: JSON values by key, in scopes that are keys of actors (<c>org</c>, <c>org/project</c>, <c>org/project/environment</c>).
/// Every write compares the attempt with its activity's fence in the statement that writes. Values may hold secrets.
/// </summary>
public interface IFunctionStateStore
{
    /// <summary>A value; null when there is none.</summary>
    Task<FunctionStateValue?> GetAsync(string scope, string key, CancellationToken cancellationToken);

    /// <summary>
    /// Writes a value. <paramref name="version"/> must be that of the value that is there (0: none is), or the one after it; the value's version is then one more than it was.
    /// </summary>
    /// <exception cref="SizeLimitException">The value is too large.</exception>
    Task<FunctionStateWrite> PutAsync(string scope, AttemptId attempt, string key, ReadOnlyMemory<byte> json, long version, CancellationToken cancellationToken);

    /// <summary>Deletes a value.</summary>
    Task<FunctionStateWrite> DeleteAsync(string scope, AttemptId attempt, string key, CancellationToken cancellationToken);

    /// <summary>Deletes all values of the scopes at or below a key.</summary>
    Task DeleteUnderAsync(string scope, CancellationToken cancellationToken);
}
