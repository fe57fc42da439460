namespace Actors.Storage.Protection.Older;

/// <summary>What builds that sealed nothing may have left in the store.</summary>
internal interface IPlainContent
{
    /// <summary>Seals what is plain, each thing by itself and only while it is what was read: what others write meanwhile is sealed already. Returns how much it sealed.</summary>
    /// <exception cref="IOException">Something cannot be read or written; what was sealed before stays so.</exception>
    Task<int> SealAsync(CancellationToken cancellationToken);
}
