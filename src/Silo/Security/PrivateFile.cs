using System.Buffers.Text;
using System.Security.Cryptography;
using Actors.Silo.Configuration;

namespace Actors.Silo.Security;

/// <summary>Secrets of 32 random bytes in files that only their owner can read.</summary>
public static class PrivateFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>A new secret: 32 random bytes in base64url.</summary>
    /// <returns>The secret.</returns>
    public static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>Reads the secret, or makes it. Of several that race to make it one wins, and all read the same.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The secret.</returns>
    /// <exception cref="StartupException">The file cannot be made, or others may read it, or it holds no secret.</exception>
    public static string ReadOrCreate(string path)
    {
        try
        {
            if (!File.Exists(path))
            {
                Create(path, NewSecret());
            }

            if ((File.GetUnixFileMode(path) & ~OwnerOnly) != 0)
            {
                throw new StartupException($"{path} can be read by others. Run: chmod 600 {path}");
            }

            var secret = File.ReadAllText(path).Trim();
            return secret.Length >= 32 && secret.All(char.IsAscii)
                ? secret
                : throw new StartupException($"{path} holds no token of at least 32 characters. Delete the file; the next start makes a new one.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"{path} cannot be read or made: {e.Message}", e);
        }
    }

    private static void Create(string path, string secret)
    {
        // Written aside and then moved without overwriting: nobody ever sees half a secret, and a file that is there stays.
        var aside = $"{path}.{Guid.NewGuid():N}";
        using (var stream = new FileStream(aside, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly }))
        {
            stream.Write(System.Text.Encoding.ASCII.GetBytes(secret + "\n"));
            stream.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(aside, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(aside);
        }
    }
}
