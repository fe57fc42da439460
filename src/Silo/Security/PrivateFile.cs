using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Actors.Silo.Configuration;

namespace Actors.Silo.Security;

/// <summary>Secrets of 32 random bytes in files that only their owner can read.</summary>
public static class PrivateFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute | UnixFileMode.GroupWrite;
    private const int LeastLength = 32;
    private const int MostLength = 4096;

    /// <summary>A new secret: 32 random bytes in base64url.</summary>
    /// <returns>The secret.</returns>
    public static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>Reads the secret, or makes it. Of several that race to make it one wins, and all read the same.</summary>
    /// <param name="path">The file.</param>
    /// <param name="make">Makes the secret; null: a random one.</param>
    /// <returns>The secret.</returns>
    /// <exception cref="StartupException">The file cannot be made, or others may read it, or it holds no secret.</exception>
    public static string ReadOrCreate(string path, Func<string>? make = null)
    {
        try
        {
            if (!File.Exists(path))
            {
                ExclusiveFile.Create(path, Encoding.ASCII.GetBytes((make?.Invoke() ?? NewSecret()) + "\n"));
            }

            ExclusiveFile.WaitUntilWritten(path);

            if ((File.GetUnixFileMode(path) & ~OwnerOnly) != 0)
            {
                throw new StartupException($"{path} can be read by others. Run: chmod 600 {path}");
            }

            return Read(path) ?? throw new StartupException($"{path} holds no token of at least {LeastLength} characters. Delete the file; the next start makes a new one.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"{path} cannot be read or made: {e.Message}", e);
        }
    }

    /// <summary>Reads a secret that is given to several, such as one that is mounted into containers: it must be there, and may be readable by a group.</summary>
    /// <param name="path">The file.</param>
    /// <param name="setting">The setting that names it, for messages.</param>
    /// <returns>The secret.</returns>
    /// <exception cref="StartupException">The file is not there, or others may read it, or it holds no secret.</exception>
    public static string ReadShared(string path, string setting)
    {
        try
        {
            // A mounted secret is a link; what it leads to counts.
            var file = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
            if ((File.GetUnixFileMode(file) & Others) != 0)
            {
                throw new StartupException($"{path} ({setting}) can be read by everybody. Run: chmod 600 {path} (a mounted secret: mode 0400, or 0440 with the silo's group)");
            }

            return Read(file) ?? throw new StartupException($"{path} ({setting}) holds no token of at least {LeastLength} ASCII characters without spaces. {HowToMake(path)}");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new StartupException($"{path} ({setting}) is not there. {HowToMake(path)}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"{path} ({setting}) cannot be read: {e.Message}", e);
        }
    }

    private static string HowToMake(string path) => $"Make one: (umask 077; head -c 32 /dev/urandom | base64 >{path})";

    private static string? Read(string path)
    {
        using var reader = new StreamReader(path);
        var buffer = new char[MostLength + 1];
        var secret = new string(buffer, 0, reader.ReadBlock(buffer)).Trim();
        return secret.Length is >= LeastLength and <= MostLength && secret.All(c => c is > ' ' and < '\x7f') ? secret : null;
    }
}
