using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;

namespace Actors.Storage.Protection;

/// <summary>
/// An element of the key ring as it is stored: sealed with a data key of its own, which is wrapped for each ring key. Whoever has any of them opens it, so that keys are changed by adding
/// one everywhere, then taking the other away.
/// </summary>
/// <param name="Version">Of this form: 1.</param>
/// <param name="Keys">The data key, wrapped, by the name of the ring key.</param>
/// <param name="Data">The element.</param>
internal sealed record RingEnvelope(int Version, IReadOnlyDictionary<string, byte[]> Keys, byte[] Data)
{
    private const int Current = 1;

    /// <summary>Whether it is for these keys and no others.</summary>
    public bool IsFor(IReadOnlyList<RingKey> keys) => Keys.Keys.ToHashSet().SetEquals(keys.Select(x => x.Id));

    public static RingEnvelope Seal(string id, XElement element, IReadOnlyList<RingKey> keys)
    {
        var key = RandomNumberGenerator.GetBytes(AesGcmBox.KeyBytes);
        var data = AesGcmBox.Seal(key, Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting)), Encoding.UTF8.GetBytes(id));
        return new(Current, keys.DistinctBy(x => x.Id).ToDictionary(x => x.Id, x => x.Wrap(key)), data);
    }

    /// <summary>The same for another element, sealed for whom this one is.</summary>
    /// <exception cref="KeyRingException">None of the keys opens it.</exception>
    public RingEnvelope With(string id, XElement element, IReadOnlyList<RingKey> keys)
    {
        Open(id, keys);
        var fitting = keys.First(x => Keys.ContainsKey(x.Id));
        return this with { Data = AesGcmBox.Seal(fitting.Unwrap(Keys[fitting.Id]), Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting)), Encoding.UTF8.GetBytes(id)) };
    }

    /// <exception cref="KeyRingException">None of the keys opens it.</exception>
    public XElement Open(string id, IReadOnlyList<RingKey> keys)
    {
        if (Version != Current) throw new KeyRingException($"The key ring of the store has the form {Version}, written by a newer build; this build knows {Current}. Start the newer build.");
        var fitting = keys.FirstOrDefault(x => Keys.ContainsKey(x.Id)) ?? throw new KeyRingException(
            $"What the store holds is sealed with another key ({string.Join(", ", Keys.Keys)}) than this silo has ({string.Join(", ", keys)}). Give it the key of the silos that wrote there: "
            + "their key file by Actors:KeyFile (secrets.key in the data folder of the first of them, or a backup of it), or their certificate by Actors:KeyCertificate.");
        try
        {
            return XElement.Parse(Encoding.UTF8.GetString(AesGcmBox.Open(fitting.Unwrap(Keys[fitting.Id]), Data, Encoding.UTF8.GetBytes(id))));
        }
        catch (CryptographicException error)
        {
            throw new KeyRingException($"The key '{id}' of the store's key ring was damaged. Restore the table key_ring from a backup.", error);
        }
    }

    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    public static RingEnvelope FromJson(string id, string json)
    {
        try
        {
            return JsonSerializer.Deserialize<RingEnvelope>(json, JsonSerializerOptions.Web) is { Keys: not null, Data: not null } envelope ? envelope
                : throw new JsonException("It lacks something.");
        }
        catch (JsonException error)
        {
            throw new KeyRingException($"The key '{id}' of the store's key ring is damaged. Restore the table key_ring from a backup.", error);
        }
    }
}
