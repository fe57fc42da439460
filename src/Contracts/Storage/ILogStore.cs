using Actors.Contracts.Identity;

namespace Actors.Contracts.Storage;

/// <summary>Logs of attempts. They outlive the attempt, and go with the run's retention.</summary>
public interface ILogStore
{
    /// <summary>
    /// Appends at an offset. Bytes that are there already are passed over, a gap writes nothing. The attempt is compared with the
    /// activity's fence in the statement that writes.
    /// </summary>
    Task<LogAppend> AppendAsync(AttemptId attempt, long offset, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>
    /// Appends what somebody beside the worker has to say of its attempt, such as a function: the worker's own offsets do not count it. Repeated, it is there twice. False: the attempt
    /// may not write any more.
    /// </summary>
    Task<bool> AddAsync(AttemptId attempt, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>At most <paramref name="maxBytes"/> bytes from an offset; a negative offset counts from the end. Empty at the end.</summary>
    Task<LogSlice> ReadAsync(AttemptId attempt, long offset, int maxBytes, CancellationToken cancellationToken);

    /// <summary>Deletes all logs of the activities at or below a key.</summary>
    Task DeleteUnderAsync(string key, CancellationToken cancellationToken);
}
