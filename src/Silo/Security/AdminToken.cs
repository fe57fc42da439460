using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Actors.Contracts.Storage;
using Actors.Silo.Configuration;
using Microsoft.Extensions.Options;

namespace Actors.Silo.Security;

/// <summary>
/// The administrator's token, and the cookie that stands for it in browsers: derived from it, so that every silo with the token knows the cookie too. The token is in the file
/// that <c>Actors:AdminTokenFile</c> names, else in <c>admin.token</c> of the data folder.
/// </summary>
public sealed class AdminToken
{
    /// <summary>Name of the browser's cookie.</summary>
    public const string CookieName = "actors-session";

    /// <summary>Name of the file in the data folder.</summary>
    public const string FileName = "admin.token";

    private readonly byte[] _token;
    private readonly byte[] _cookie;

    /// <summary>Reads the token; the one of the data folder is made at the first start.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="installation">The installation; null on a silo that hosts no controller.</param>
    /// <exception cref="StartupException">The file cannot be used.</exception>
    public AdminToken(IOptions<ActorsOptions> options, Installation? installation = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        Value = string.IsNullOrWhiteSpace(options.Value.AdminTokenFile)
            ? PrivateFile.ReadOrCreate(options.Value.TokenFile, () => NewToken(options.Value, installation))
            : PrivateFile.ReadShared(options.Value.TokenFile, "Actors:AdminTokenFile");
        _token = Encoding.UTF8.GetBytes(Value);
        Cookie = Base64Url.EncodeToString(HMACSHA256.HashData(_token, "browser session 1"u8));
        _cookie = Encoding.UTF8.GetBytes(Cookie);
    }

    /// <summary>The token. Never logged.</summary>
    public string Value { get; }

    /// <summary>The cookie: derived from the token, so that a browser's files do not hold the token itself.</summary>
    public string Cookie { get; }

    /// <summary>Compares in constant time.</summary>
    /// <param name="token">What the caller sent.</param>
    /// <returns>Whether it is the token.</returns>
    public bool IsToken(string token) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), _token);

    /// <summary>Compares in constant time.</summary>
    /// <param name="cookie">What the browser sent.</param>
    /// <returns>Whether it is the cookie.</returns>
    public bool IsCookie(string cookie) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(cookie), _cookie);

    /// <inheritdoc/>
    public override string ToString() => nameof(AdminToken);

    /// <summary>
    /// Silos on one PostgreSQL database have data folders of their own and must open to the same token: it follows from the key of the installation, as tokens of workers do.
    /// Silos on one SQLite file share its folder.
    /// </summary>
    private static string NewToken(ActorsOptions options, Installation? installation) => options.PostgreSql is not null && installation is not null
        ? Base64Url.EncodeToString(HMACSHA256.HashData(installation.Key.Span, "administrator's token 1"u8))
        : PrivateFile.NewSecret();
}
