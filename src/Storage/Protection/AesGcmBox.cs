using System.Security.Cryptography;

namespace Actors.Storage.Protection;

/// <summary>AES-256-GCM with a random nonce: nonce, tag, ciphertext. For keys that seal few things.</summary>
internal static class AesGcmBox
{
    /// <summary>Bytes of a key.</summary>
    public const int KeyBytes = 32;

    /// <summary>Bytes of a tag.</summary>
    public const int TagBytes = 16;

    private const int NonceBytes = 12;
    private const int Head = NonceBytes + TagBytes;

    public static byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> about)
    {
        var box = new byte[Head + plain.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(box.AsSpan(0, NonceBytes), plain, box.AsSpan(Head), box.AsSpan(NonceBytes, TagBytes), about);
        return box;
    }

    /// <exception cref="CryptographicException">It was changed, or sealed with another key or about something else.</exception>
    public static byte[] Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> box, ReadOnlySpan<byte> about)
    {
        if (box.Length < Head) throw new CryptographicException("It is too short.");
        var plain = new byte[box.Length - Head];
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(box[..NonceBytes], box[Head..], box[NonceBytes..Head], plain, about);
        return plain;
    }
}
