using Actors.Cli.Hosting;

namespace Actors.Cli.Api;

/// <summary>Where the server is.</summary>
internal static class ServerAddress
{
    /// <summary>Address without any configuration: a silo on this machine.</summary>
    public const string Default = "http://127.0.0.1:8080";

    /// <summary>The address that the option names, else <c>ACTORS_SERVER</c>, else <see cref="Default"/>.</summary>
    /// <exception cref="CliException">It is no http or https address.</exception>
    public static Uri Of(string? option, CliHost host)
    {
        var (text, place) = option is not null ? (option, "--server")
            : host.Environment("ACTORS_SERVER") is { Length: > 0 } variable ? (variable, "ACTORS_SERVER")
            : (Default, "the default");
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.UserInfo.Length > 0)
        {
            throw new CliException(ExitCodes.Usage, $"The server's address in {place} is not valid. Give it as http://HOST:PORT or https://HOST.");
        }

        return address.AbsolutePath.EndsWith('/') ? address : new(address.GetLeftPart(UriPartial.Path) + "/");
    }
}
