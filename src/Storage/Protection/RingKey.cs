namespace Actors.Storage.Protection;

/// <summary>A key that opens the key ring, and that is not in the store. Whoever has one of those that the ring was sealed for, has the ring.</summary>
public abstract class RingKey
{
    private protected RingKey(string id) => Id = id;

    /// <summary>Name of the key: it tells keys apart and nothing else about them. 16 hexadecimal digits.</summary>
    public string Id { get; }

    /// <inheritdoc/>
    public override string ToString() => Id;

    /// <summary>Wraps a data key of 32 bytes.</summary>
    internal abstract byte[] Wrap(ReadOnlySpan<byte> key);

    /// <summary>Unwraps what <see cref="Wrap"/> made.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It was changed.</exception>
    internal abstract byte[] Unwrap(ReadOnlySpan<byte> wrapped);
}
