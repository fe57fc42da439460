using Actors.Templates.Reading;

namespace Actors.Templates.Expressions.BuiltIns;

/// <summary>CUE's packages json, yaml, base64 and hex.</summary>
internal static class CueEncodings
{
    public static IEnumerable<BuiltIn> All { get; } =
    [
        new("json.Marshal", "x", a => Encodings.ToJson(a, a[0], sorted: false)),
        new("json.Unmarshal", "s", a => Encodings.FromJson(a, a.Text(0))),
        new("yaml.Marshal", "x", Yaml),
        new("base64.Encode", "encoding, s", a => NoEncoding(a) ? Encodings.ToBase64(a, a.Text(1)) : ""),
        new("base64.Decode", "encoding, s", a => NoEncoding(a) ? Encodings.FromBase64(a, a.Text(1)) : ""),
        new("hex.Encode", "s", a => Encodings.ToHex(a, a.Text(0))),
        new("hex.Decode", "s", a => Encodings.FromHex(a, a.Text(0))),
    ];

    // CUE's first parameter names an alphabet, and null the usual one.
    private static bool NoEncoding(Arguments a) => a[0] is null ? true : throw a.Error("'encoding' must be null: base64.Encode(null, s).");

    private static string Yaml(Arguments a)
    {
        // A line for each entry, indented by two for each level.
        var size = Evaluation.Values.SizeOf(a[0]);
        a.Budget.CheckSize(size + (size / Evaluation.Values.EntrySize * 2 * Evaluation.Values.DepthOf(a[0])), a.Position);
        a.Budget.SpendOn(size, a.Position);
        return a.Paid(YamlText.Write(Evaluation.Values.ToJson(a[0], a.Position)).TrimStart(' '));
    }
}
