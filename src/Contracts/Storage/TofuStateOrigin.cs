using System.Text.Json.Serialization;

namespace Actors.Contracts.Storage;

/// <summary>How a version of an OpenTofu state came about. On the wire by name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TofuStateOrigin>))]
public enum TofuStateOrigin
{
    /// <summary>An attempt wrote it.</summary>
    Written = 0,
    /// <summary>Somebody restored the content of an earlier version.</summary>
    Restored,
    /// <summary>An attempt that was over wrote it, and somebody adopted it.</summary>
    Adopted,
}
