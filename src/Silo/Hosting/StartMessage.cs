using Actors.Silo.Configuration;
using Actors.Silo.Security;

namespace Actors.Silo.Hosting;

/// <summary>Where people find a silo that is up.</summary>
public static class StartMessage
{
    /// <summary>The lines for standard output.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="token">The administrator's token.</param>
    /// <param name="terminal">Whether a person reads them. Otherwise they may be kept, as a service's output is, and do not show the token.</param>
    /// <returns>The lines; none for a silo that hosts no controller.</returns>
    public static IReadOnlyList<string> Lines(ActorsOptions options, AdminToken token, bool terminal)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(token);
        if (!options.HostsController)
        {
            return [];
        }

        var server = ListenAddress.Parse(options.UrlList[0]).LocalUrl;
        return
        [
            $"API        {server}/apis   token in {options.TokenFile}",
            $"Dashboard  {server}/login?token={(terminal ? token.Value : "TOKEN")}",
        ];
    }

    /// <summary>Prints the lines.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="token">The administrator's token.</param>
    /// <returns>When printed.</returns>
    public static async Task PrintAsync(ActorsOptions options, AdminToken token)
    {
        foreach (var line in Lines(options, token, terminal: !Console.IsOutputRedirected))
        {
            await Console.Out.WriteLineAsync(line);
        }
    }
}
