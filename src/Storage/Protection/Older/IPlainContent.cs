using Actors.Storage.Sql;

namespace Actors.Storage.Protection.Older;

/// <summary>What builds that sealed nothing may have left in the store.</summary>
internal interface IPlainContent
{
    /// <summary>
    /// Seals what is plain, each thing by itself and only while it is what was read: what others write meanwhile is sealed already. Returns how much it found: what changed between its reading and its
    /// writing counts too, as it may be plain in another place now.
    /// </summary>
    /// <exception cref="IOException">Something cannot be read or written; what was sealed before stays so.</exception>
    Task<int> SealAsync(CancellationToken cancellationToken);

    /// <summary>Whether something plain is there that a round may not have found, as it got another place meanwhile. Asked in the turn in which plain things begin to be refused: cheap when there is nothing.</summary>
    ValueTask<bool> IsLeftAsync(SqlSession session, CancellationToken cancellationToken);
}
