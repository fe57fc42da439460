using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.KeyManagement.Internal;

namespace Actors.Storage.Protection;

/// <summary>
/// Seals with the newest key whose time has come, for as long as there is no newer one: that one could not be added in time, or that a clock is wrong, is no reason to store nothing.
/// </summary>
internal sealed class NewestKeyResolver : IDefaultKeyResolver
{
    // Clocks of silos differ.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    public DefaultKeyResolution ResolveDefaultKeyPolicy(DateTimeOffset now, IEnumerable<IKey> allKeys)
    {
        var keys = allKeys.Where(x => !x.IsRevoked).OrderBy(x => x.ActivationDate).ThenBy(x => x.KeyId).ToList();
        return new() { DefaultKey = keys.LastOrDefault(x => x.ActivationDate <= now + Skew) ?? keys.FirstOrDefault() };
    }
}
