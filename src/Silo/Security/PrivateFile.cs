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
    public static string ReadOrCreate(string path, Func<string>? make = null) => ReadOrCreate(path, make, "token", Single)[0];

    /// <summary>As <see cref="ReadOrCreate(string, Func{string}?)"/>, for a file of keys: one a line.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The keys.</returns>
    /// <exception cref="StartupException">The file cannot be made, or others may read it, or it holds what is no key.</exception>
    public static IReadOnlyList<string> ReadOrCreateKeys(string path) => ReadOrCreate(path, null, "key", Lines);

    /// <summary>Reads a secret that is given to several, such as one that is mounted into containers: it must be there, and may be readable by a group.</summary>
    /// <param name="path">The file.</param>
    /// <param name="setting">The setting that names it, for messages.</param>
    /// <returns>The secret.</returns>
    /// <exception cref="StartupException">The file is not there, or others may read it, or it holds no secret.</exception>
    public static string ReadShared(string path, string setting) => ReadShared(path, setting, "token", Single)[0];

    /// <summary>As <see cref="ReadShared(string, string)"/>, for a file of keys: one a line.</summary>
    /// <param name="path">The file.</param>
    /// <param name="setting">The setting that names it, for messages.</param>
    /// <param name="wayOut">What to do when it holds no key; null: make one.</param>
    /// <returns>The keys.</returns>
    /// <exception cref="StartupException">The file is not there, or others may read it, or it holds what is no key.</exception>
    public static IReadOnlyList<string> ReadSharedKeys(string path, string setting, string? wayOut) => ReadShared(path, setting, "key", Lines, wayOut);

    private static IReadOnlyList<string> ReadOrCreate(string path, Func<string>? make, string what, Func<string, IReadOnlyList<string>> split)
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

            return Read(path, split) ?? throw new StartupException(what == "token"
                ? $"{path} holds no token of at least {LeastLength} characters. Delete the file; the next start makes a new one."
                : $"{path} holds something else than keys of at least {LeastLength} characters, one a line. Restore it from a backup.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"{path} cannot be read or made: {e.Message}", e);
        }
    }

    private static IReadOnlyList<string> ReadShared(string path, string setting, string what, Func<string, IReadOnlyList<string>> split, string? wayOut = null)
    {
        try
        {
            // A mounted secret is a link; what it leads to counts.
            var file = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
            if ((File.GetUnixFileMode(file) & Others) != 0)
            {
                throw new StartupException($"{path} ({setting}) can be read by everybody. Run: chmod 600 {path} (a mounted secret: mode 0400, or 0440 with the silo's group)");
            }

            return Read(file, split) ?? throw new StartupException($"{path} ({setting}) holds no {what} of at least {LeastLength} ASCII characters without spaces. {wayOut ?? HowToMake(path)}");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new StartupException($"{path} ({setting}) is not there. {wayOut ?? HowToMake(path)}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"{path} ({setting}) cannot be read: {e.Message}", e);
        }
    }

    private static string HowToMake(string path) => $"Make one: (umask 077; head -c 32 /dev/urandom | base64 >{path})";

    private static IReadOnlyList<string> Single(string text) => [text];

    private static IReadOnlyList<string> Lines(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static IReadOnlyList<string>? Read(string path, Func<string, IReadOnlyList<string>> split)
    {
        using var reader = new StreamReader(path);
        var buffer = new char[MostLength + 1];
        var text = new string(buffer, 0, reader.ReadBlock(buffer)).Trim();
        var secrets = split(text);
        return text.Length <= MostLength && secrets.Count > 0 && secrets.All(IsSecret) ? secrets : null;
    }

    private static bool IsSecret(string text) => text.Length >= LeastLength && text.All(c => c is > ' ' and < '\x7f');
}
