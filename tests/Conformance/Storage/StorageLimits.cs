using Actors.Storage;

namespace Actors.Conformance.Storage;

/// <summary>Small limits, so that the kit can pass them.</summary>
public sealed record StorageLimits(int StateBytes = 1 << 20, int DocumentBytes = 1 << 20, long LogBytes = 1 << 20, int TofuStateBytes = 1 << 20, int TofuStateVersions = 20,
    int FunctionStateBytes = 1 << 18, int FunctionStateKeys = 1000)
{
    /// <summary>Sets them in a store's options.</summary>
    public void Apply(StorageOptions options) =>
        (options.StateBytes, options.DocumentBytes, options.LogBytes, options.TofuStateBytes, options.TofuStateVersions, options.FunctionStateBytes, options.FunctionStateKeys) =
        (StateBytes, DocumentBytes, LogBytes, TofuStateBytes, TofuStateVersions, FunctionStateBytes, FunctionStateKeys);
}
