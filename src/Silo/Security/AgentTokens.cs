using System.Security.Cryptography;
using System.Text;

namespace Actors.Silo.Security;

/// <summary>Form of agents' tokens. Stored by hash only.</summary>
public static class AgentTokens
{
    /// <summary>What every agent token begins with.</summary>
    public const string Prefix = "ag.";

    /// <summary>A new token.</summary>
    /// <returns>The token; it is to be shown once.</returns>
    public static string New() => Prefix + PrivateFile.NewSecret();

    /// <summary>The hash by which a token is found.</summary>
    /// <param name="token">The token.</param>
    /// <returns>SHA-256 in hexadecimal.</returns>
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
