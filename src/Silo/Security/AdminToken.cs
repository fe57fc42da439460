using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Actors.Silo.Configuration;
using Microsoft.Extensions.Options;

namespace Actors.Silo.Security;

/// <summary>The administrator's token, <c>admin.token</c> of the data folder, and the cookie that stands for it in browsers.</summary>
public sealed class AdminToken
{
    /// <summary>Name of the browser's cookie.</summary>
    public const string CookieName = "actors-session";

    /// <summary>Name of the file in the data folder.</summary>
    public const string FileName = "admin.token";

    private readonly byte[] _token;
    private readonly byte[] _cookie;

    /// <summary>Reads the token, or makes it at the first start.</summary>
    /// <param name="options">The settings.</param>
    /// <exception cref="StartupException">The file cannot be used.</exception>
    public AdminToken(IOptions<ActorsOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Value = PrivateFile.ReadOrCreate(Path.Combine(options.Value.DataFolder, FileName));
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
}
