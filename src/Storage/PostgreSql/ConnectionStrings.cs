using System.Text.RegularExpressions;
using Npgsql;

namespace Actors.Storage.PostgreSql;

/// <summary>Reads connection strings: Npgsql's keywords, or the address that PostgreSQL's own tools take.</summary>
internal static partial class ConnectionStrings
{
    private static readonly string[] Schemes = ["postgresql://", "postgres://"];

    // What libpq calls them, for the parameters of an address that people use.
    private static readonly Dictionary<string, string> Parameters = new(StringComparer.OrdinalIgnoreCase)
    {
        ["sslmode"] = "SSL Mode", ["sslrootcert"] = "Root Certificate", ["sslcert"] = "SSL Certificate", ["sslkey"] = "SSL Key", ["passfile"] = "Passfile",
        ["application_name"] = "Application Name", ["options"] = "Options", ["search_path"] = "Search Path", ["channel_binding"] = "Channel Binding",
        ["gssencmode"] = "GSS Encryption Mode",
    };

    /// <summary>Whether a text is one, well-formed or not.</summary>
    public static bool IsOne(string text) => IsAddress(text) || text.Split(';').Any(part => part.Split('=')[0].Trim().ToUpperInvariant() is "HOST" or "SERVER");

    /// <summary>What is wrong with a connection string, without showing it; null: nothing.</summary>
    public static string? Problem(string text)
    {
        if (string.IsNullOrWhiteSpace(text)) return "is empty; name the server and the database.";
        try
        {
            var parsed = Parse(text);
            if (string.IsNullOrEmpty(parsed.Host)) return "names no Host.";
            if (string.IsNullOrEmpty(parsed.Database)) return "names no Database.";
            return SchemaName().IsMatch(Schema(parsed)) ? null : "names in Search Path what is no single schema of lower-case letters, digits and underscores.";
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            return $"is not understood: {error.Message}";
        }
    }

    /// <summary>The settings of a connection string.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string text) => IsAddress(text) ? ParseAddress(text) : new(text);

    /// <summary>The schema that everything is in.</summary>
    public static string Schema(NpgsqlConnectionStringBuilder settings) => string.IsNullOrWhiteSpace(settings.SearchPath) ? "actors" : settings.SearchPath.Trim();

    [GeneratedRegex("^[a-z_][a-z0-9_]{0,62}$")]
    private static partial Regex SchemaName();

    private static bool IsAddress(string text) => Schemes.Any(scheme => text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));

    private static NpgsqlConnectionStringBuilder ParseAddress(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address)) throw new ArgumentException("it is no valid address; characters such as @ and / in a password are written as %40 and %2F.");
        var settings = new NpgsqlConnectionStringBuilder { Host = address.DnsSafeHost, Database = Uri.UnescapeDataString(address.AbsolutePath.TrimStart('/')) };
        if (address.Port > 0) settings.Port = address.Port;
        var user = address.UserInfo.Split(':', 2);
        if (user[0].Length > 0) settings.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length == 2) settings.Password = Uri.UnescapeDataString(user[1]);
        foreach (var part in address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(x => x.Split('=', 2)))
        {
            if (part.Length != 2 || !Parameters.TryGetValue(part[0], out var keyword)) throw new ArgumentException($"the parameter '{part[0]}' is not known; these are: {string.Join(", ", Parameters.Keys)}.");
            settings[keyword] = keyword == "SSL Mode" ? part[1].Replace("-", "", StringComparison.Ordinal) : Uri.UnescapeDataString(part[1]);
        }
        return settings;
    }
}
