using Actors.Cli.Hosting;

namespace Actors.Cli.Api;

/// <summary>Where the token comes from.</summary>
internal static class TokenSource
{
    private const int MaxLength = 4096;

    /// <summary>The token: <c>ACTORS_TOKEN</c>, else the file of <c>--token-file</c>, else <c>./.actors/admin.token</c>. The last one
    /// goes only to a server on this machine: it opens everything of the installation here, and is nothing for others.</summary>
    /// <returns>The token, or null when there is none: the server then says what it thinks of that.</returns>
    /// <exception cref="CliException">The file that was named cannot be read, or holds no token.</exception>
    public static string? Read(string? file, Uri server, CliHost host)
    {
        if (host.Environment("ACTORS_TOKEN") is { Length: > 0 } variable)
        {
            return Checked(variable, "ACTORS_TOKEN");
        }

        if (file is not null)
        {
            var path = Path.Combine(host.WorkingDirectory, file);
            try
            {
                return Checked(ReadStart(path), path);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new CliException(ExitCodes.Usage, $"The token file {path} cannot be read: {exception.Message}");
            }
        }

        var local = Path.Combine(host.WorkingDirectory, ".actors", "admin.token");
        if (!server.IsLoopback || !File.Exists(local))
        {
            return null;
        }

        try
        {
            return Checked(ReadStart(local), local);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            host.Error.WriteLine($"warning: {local} cannot be read, going on without a token: {exception.Message}");
            return null;
        }
    }

    private static string ReadStart(string path)
    {
        using var reader = new StreamReader(path);
        var buffer = new char[MaxLength + 1];
        return new(buffer, 0, reader.ReadBlock(buffer));
    }

    private static string Checked(string text, string place)
    {
        var token = text.Trim();
        return token.Length is > 0 and <= MaxLength && token.All(c => c is > ' ' and < '\x7f')
            ? token
            : throw new CliException(ExitCodes.Usage, $"{place} holds no token: expected one word of at most {MaxLength} ASCII characters.");
    }
}
