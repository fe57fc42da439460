using System.Security.Cryptography;
using System.Text;

namespace Actors.Contracts.Workers;

/// <summary>A volume whose content is kept from one job to the next, across runs (<c>enableBackupAndRestore</c>).</summary>
/// <param name="Name">Name of what is kept, within the environment: <see cref="NameOf"/>.</param>
/// <param name="Path">Where the volume is mounted.</param>
public sealed record JobVolume(string Name, string Path)
{
    private const int NameLength = 40;

    /// <summary>The name of what is kept for a resource template at a path: its jobs in one environment share it.</summary>
    /// <param name="resourceTemplate">Name of the resource template.</param>
    /// <param name="mountPath">Where the volume is mounted.</param>
    /// <returns>40 hexadecimal digits.</returns>
    public static string NameOf(string resourceTemplate, string mountPath) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{resourceTemplate}\n{mountPath}")))[..NameLength];
}
