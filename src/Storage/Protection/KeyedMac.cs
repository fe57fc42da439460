using System.Security.Cryptography;
using System.Text;
using Actors.Contracts.Storage;

namespace Actors.Storage.Protection;

/// <summary>Tells a content without telling anything of it to who has no key: an HMAC-SHA256, by a key that follows from the installation's.</summary>
/// <param name="installations">Have the installation's key.</param>
/// <param name="purpose">What the key is for: part of it, never to be changed.</param>
internal sealed class KeyedMac(IInstallationStore installations, string purpose)
{
    private byte[]? _key;

    /// <summary>Of a content and the key of an actor that it belongs to, in hexadecimal digits.</summary>
    public async ValueTask<string> OfAsync(string owner, byte[] content, CancellationToken cancellationToken)
    {
        _key ??= HKDF.DeriveKey(HashAlgorithmName.SHA256, (await installations.GetOrCreateAsync(cancellationToken)).Key.ToArray(), 32, info: Encoding.UTF8.GetBytes(purpose));
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        // A key of an actor holds no zero.
        mac.AppendData(Encoding.UTF8.GetBytes(owner + '\0'));
        mac.AppendData(content);
        return Convert.ToHexStringLower(mac.GetHashAndReset());
    }
}
