using System.Security.Cryptography;
using System.Text;
using Actors.Contracts.Identity;

namespace Actors.Contracts.Runtimes;

/// <summary>Names and labels on engines: hashes, valid on every engine.</summary>
public static class WorkerName
{
    /// <summary>Label that carries the installation.</summary>
    public const string InstallationLabel = "actors.installation";
    /// <summary>Label that carries the hash of the agent's key.</summary>
    public const string AgentLabel = "actors.agent";
    /// <summary>Label that carries the hash of the activity's key.</summary>
    public const string ActivityLabel = "actors.activity";
    /// <summary>Label that carries the attempt's number.</summary>
    public const string AttemptLabel = "actors.attempt";

    /// <summary>The name of an attempt's worker: <c>actors-</c>, 20 hexadecimal digits and the attempt's number.</summary>
    public static string Of(string installation, AttemptId attempt) => $"actors-{Hash($"{installation}\n{attempt.Activity}")}-{attempt.Number}";

    /// <summary>20 hexadecimal digits of the SHA-256 of a key.</summary>
    public static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..20];
}
