using System.Security.Cryptography;
using System.Text;
using Actors.Contracts.Storage;

namespace Actors.Storage.OpenTofu;

/// <summary>Tells a state's content without telling anything of it to who has no key: an HMAC-SHA256, by a key that follows from the installation's.</summary>
internal sealed class TofuMac(IInstallationStore installations)
{
    private byte[]? _key;

    /// <summary>Of a state and the resource that it belongs to, in hexadecimal digits.</summary>
    public async ValueTask<string> OfAsync(string resource, byte[] state, CancellationToken cancellationToken)
    {
        _key ??= HKDF.DeriveKey(HashAlgorithmName.SHA256, (await installations.GetOrCreateAsync(cancellationToken)).Key.ToArray(), 32, info: "content of OpenTofu states"u8.ToArray());
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        // A key of an actor holds no zero.
        mac.AppendData(Encoding.UTF8.GetBytes(resource + '\0'));
        mac.AppendData(state);
        return Convert.ToHexStringLower(mac.GetHashAndReset());
    }
}
