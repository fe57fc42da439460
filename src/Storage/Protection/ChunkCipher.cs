using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Actors.Storage.Protection;

/// <summary>
/// Seals a stream in chunks of one size, each by AES-256-GCM with its number as nonce, under a key that no other stream has. What it is opened by, the key and the length, is kept apart and sealed
/// itself: chunks that were changed, exchanged or cut off are noticed.
/// </summary>
internal sealed class ChunkCipher : IDisposable
{
    /// <summary>Bytes by which a chunk grows.</summary>
    public const int TagBytes = AesGcmBox.TagBytes;

    private const int HeaderBytes = AesGcmBox.KeyBytes + sizeof(int) + sizeof(long);

    private readonly byte[] _key;
    private readonly AesGcm _aes;

    private ChunkCipher(byte[] key, int chunkBytes, long length) => (_key, _aes, ChunkBytes, Length) = (key, new(key, TagBytes), chunkBytes, length);

    /// <summary>Bytes of each chunk but the last, before it is sealed.</summary>
    public int ChunkBytes { get; }

    /// <summary>Bytes of the whole, before they are sealed.</summary>
    public long Length { get; private set; }

    /// <summary>With a new key, to seal with.</summary>
    public static ChunkCipher New(int chunkBytes) => new(RandomNumberGenerator.GetBytes(AesGcmBox.KeyBytes), chunkBytes, 0);

    /// <summary>What <see cref="Header"/> gave, to open with.</summary>
    /// <exception cref="CryptographicException">It is none.</exception>
    public static ChunkCipher From(ReadOnlySpan<byte> header)
    {
        if (header.Length != HeaderBytes) throw new CryptographicException($"The header has {header.Length} bytes instead of {HeaderBytes}.");
        var rest = header[AesGcmBox.KeyBytes..];
        return new(header[..AesGcmBox.KeyBytes].ToArray(), BinaryPrimitives.ReadInt32LittleEndian(rest), BinaryPrimitives.ReadInt64LittleEndian(rest[sizeof(int)..]));
    }

    /// <summary>Seals the next chunk; returns the bytes of <paramref name="target"/> that hold it, valid until the next one.</summary>
    public ReadOnlyMemory<byte> Next(ReadOnlySpan<byte> plain, byte[] target)
    {
        if (plain.IsEmpty || plain.Length > ChunkBytes || Length % ChunkBytes != 0) throw new InvalidOperationException("Only the last chunk may be shorter, and none is empty.");
        _aes.Encrypt(Nonce(Length / ChunkBytes), plain, target.AsSpan(0, plain.Length), target.AsSpan(plain.Length, TagBytes));
        Length += plain.Length;
        return target.AsMemory(0, plain.Length + TagBytes);
    }

    /// <summary>Key, size of chunks and length: a secret.</summary>
    public byte[] Header()
    {
        var header = new byte[HeaderBytes];
        _key.CopyTo(header, 0);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(AesGcmBox.KeyBytes), ChunkBytes);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(AesGcmBox.KeyBytes + sizeof(int)), Length);
        return header;
    }

    /// <summary>How many bytes the chunk of a number has before it is sealed.</summary>
    public int BytesOf(long number) => (int)Math.Min(ChunkBytes, Length - number * ChunkBytes);

    /// <summary>Opens the chunk of a number.</summary>
    /// <exception cref="CryptographicException">It was changed, or is another one.</exception>
    public byte[] Open(long number, ReadOnlySpan<byte> chunk)
    {
        if (chunk.Length != BytesOf(number) + TagBytes) throw new CryptographicException($"The chunk has {chunk.Length} bytes instead of {BytesOf(number) + TagBytes}.");
        var plain = new byte[chunk.Length - TagBytes];
        _aes.Decrypt(Nonce(number), chunk[..^TagBytes], chunk[^TagBytes..], plain);
        return plain;
    }

    public void Dispose() => _aes.Dispose();

    private static byte[] Nonce(long number)
    {
        var nonce = new byte[12];
        BinaryPrimitives.WriteInt64LittleEndian(nonce, number);
        return nonce;
    }
}
