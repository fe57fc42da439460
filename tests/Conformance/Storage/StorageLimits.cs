using Actors.Storage;

namespace Actors.Conformance.Storage;

/// <summary>Small limits, so that the kit can pass them.</summary>
public sealed record StorageLimits(int StateBytes = 1 << 20, int DocumentBytes = 1 << 20, long LogBytes = 1 << 20, int TofuStateBytes = 1 << 20, int TofuStateVersions = 20)
{
    /// <summary>Sets them in a store's options.</summary>
    public void Apply(StorageOptions options) => (options.StateBytes, options.DocumentBytes, options.LogBytes, options.TofuStateBytes, options.TofuStateVersions) =
        (StateBytes, DocumentBytes, LogBytes, TofuStateBytes, TofuStateVersions);
}
