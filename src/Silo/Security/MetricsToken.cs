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
    /// <exception cref="StartupException">The file cannot be used.</exception>
    public MetricsToken(IOptions<ActorsOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var file = options.Value.MetricsTokenFile;
        _token = Encoding.UTF8.GetBytes(string.IsNullOrWhiteSpace(file)
            ? PrivateFile.ReadOrCreate(Path.Combine(options.Value.DataFolder, FileName))
            : PrivateFile.ReadShared(Path.GetFullPath(file), "Actors:MetricsTokenFile"));
    }

    /// <summary>Compares in constant time.</summary>
    /// <param name="token">What the caller sent.</param>
    /// <returns>Whether it is the token.</returns>
    public bool IsToken(string token) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), _token);

    /// <inheritdoc/>
    public override string ToString() => nameof(MetricsToken);
}
