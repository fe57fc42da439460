using System.Security.Cryptography;
using Actors.Storage.Protection;

namespace Actors.Storage.Artifacts;

/// <summary>Sealed chunks in a file, one after the other.</summary>
/// <param name="file">The file.</param>
/// <param name="cipher">Opens them.</param>
/// <param name="what">Which artifact, for people.</param>
internal sealed class FileChunkStream(FileStream file, ChunkCipher cipher, string what) : ChunkStream(cipher.Length)
{
    protected override async Task<Chunk> LoadAsync(long position, CancellationToken cancellationToken)
    {
        var number = position / cipher.ChunkBytes;
        var stored = new byte[cipher.BytesOf(number) + ChunkCipher.TagBytes];
        file.Position = number * (cipher.ChunkBytes + ChunkCipher.TagBytes);
        try
        {
            await file.ReadExactlyAsync(stored, cancellationToken);
            return new(number * cipher.ChunkBytes, cipher.Open(number, stored));
        }
        catch (Exception error) when (error is EndOfStreamException or CryptographicException)
        {
            throw new IOException($"{what} was changed in the store ({file.Name}); restore it from a backup, or run the activity again.", error);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file.Dispose();
            cipher.Dispose();
        }
        base.Dispose(disposing);
    }
}
