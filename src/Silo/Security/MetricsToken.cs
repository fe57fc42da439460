using System.Security.Cryptography;
using System.Text;
using Actors.Silo.Configuration;
using Microsoft.Extensions.Options;

namespace Actors.Silo.Security;

/// <summary>The token that opens the metrics and nothing else: in the file that <c>Actors:MetricsTokenFile</c> names, else in <c>metrics.token</c> of the data folder.</summary>
public sealed class MetricsToken
{
    /// <summary>Name of the file in the data folder.</summary>
    public const string FileName = "metrics.token";

    private readonly byte[] _token;

    /// <summary>Reads the token; the one of the data folder is made at the first start.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="admin">The administrator's token, which must be another one.</param>
    /// <exception cref="StartupException">The file cannot be used.</exception>
    public MetricsToken(IOptions<ActorsOptions> options, AdminToken admin)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(admin);
        var file = options.Value.MetricsTokenFile;
        var path = string.IsNullOrWhiteSpace(file) ? Path.Combine(options.Value.DataFolder, FileName) : Path.GetFullPath(file);
        var token = string.IsNullOrWhiteSpace(file) ? PrivateFile.ReadOrCreate(path) : PrivateFile.ReadShared(path, "Actors:MetricsTokenFile");
        if (admin.IsToken(token))
        {
            throw new StartupException($"{path} holds the administrator's token: whoever reads the metrics with it could do everything. Put a secret of its own there.");
        }

        _token = Encoding.UTF8.GetBytes(token);
    }

    /// <summary>Compares in constant time.</summary>
    /// <param name="token">What the caller sent.</param>
    /// <returns>Whether it is the token.</returns>
    public bool IsToken(string token) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), _token);

    /// <inheritdoc/>
    public override string ToString() => nameof(MetricsToken);
}
