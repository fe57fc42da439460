using System.Globalization;
using System.Text;

namespace Actors.Storage.Protection;

/// <summary>Where something sealed is: it opens there and nowhere else, so that a row that was copied over another one is noticed.</summary>
/// <param name="Kind">What it is, for people too: part of the seal, never to be changed.</param>
/// <param name="Row">The row's key.</param>
internal readonly record struct SealedPlace(string Kind, string Row)
{
    public static SealedPlace GrainState(string kind, string key, string name) => Of("grain state", kind, key, name);

    public static SealedPlace Document(Contracts.Storage.DocumentKey key) => Of("document", key.Organisation, key.Project, key.Kind, key.Name, key.Version);

    public static SealedPlace Plan(string run) => Of("run plan", run);

    public static SealedPlace Archive(string run) => Of("run archive", run);

    public static SealedPlace TofuState(string resource) => Of("OpenTofu state", resource);

    public static SealedPlace TofuHash(string resource) => Of("SHA-256 of an OpenTofu state", resource);

    public static SealedPlace FunctionValue(string scope, string key) => Of("function value", scope, key);

    public static SealedPlace ArtifactKey(string owner, string name) => Of("artifact key", owner, name);

    public static SealedPlace InstallationKey { get; } = Of("installation key");

    /// <inheritdoc/>
    public override string ToString() => Row.Length == 0 ? Kind : $"{Kind} ({Row.ReplaceLineEndings(" ").Trim()})";

    // With lengths: whatever the parts hold, two keys never look the same.
    private static SealedPlace Of(string kind, params ReadOnlySpan<string> row)
    {
        var text = new StringBuilder();
        foreach (var part in row) text.Append(CultureInfo.InvariantCulture, $"{part.Length}:{part}\n");
        return new(kind, text.ToString());
    }
}
