using Actors.Templates.Expressions.Evaluation;

namespace Actors.Templates.Expressions.BuiltIns;

/// <summary>The modules json, base64 and math of Starlark.</summary>
internal static class StarlarkModules
{
    public static IEnumerable<BuiltIn> All { get; } =
    [
        new("json.encode", "x", a => Encodings.ToJson(a, a[0], sorted: true)),
        new("json.decode", "text, default?", a => a.Has(1) ? Decode(a) : Encodings.FromJson(a, a.Text(0))),
        new("json.indent", "text, prefix?, indent?", Indent),
        new("base64.encode", "text", a => Encodings.ToBase64(a, a.Text(0))),
        new("base64.decode", "text", a => Encodings.FromBase64(a, a.Text(0))),
        new("math.floor", "x", a => Arithmetic.ToWhole(Math.Floor(a.Number(0)), a.Position)),
        new("math.ceil", "x", a => Arithmetic.ToWhole(Math.Ceiling(a.Number(0)), a.Position)),
        new("math.round", "x", a => Arithmetic.Finite(Math.Round(a.Number(0), MidpointRounding.AwayFromZero), a.Position)),
        new("math.pow", "x, y", a => Arithmetic.Finite(Math.Pow(a.Number(0), a.Number(1)), a.Position)),
        new("math.sqrt", "x", a => Arithmetic.Finite(Math.Sqrt(a.Number(0)), a.Position)),
    ];

    private static object? Decode(Arguments a)
    {
        try
        {
            return Encodings.FromJson(a, a.Text(0));
        }
        catch (ExpressionException e) when (e.Message.Contains("valid JSON", StringComparison.Ordinal))
        {
            a.Budget.Spend(500, a.Position);
            return a[1];
        }
    }

    private static string Indent(Arguments a)
    {
        var (prefix, indent) = (a.Text(1, ""), a.Text(2, "\t"));
        if (indent.Length is 0 or > 16 || prefix.Length > 16 || indent.Distinct().Count() != 1 || indent[0] is not (' ' or '\t'))
        {
            throw a.Error("'indent' is 1 to 16 spaces or tabs, 'prefix' at most 16 characters.");
        }

        var value = Encodings.FromJson(a, a.Text(0));

        // Each entry gets a line of its own, indented by as much as its depth.
        a.Budget.CheckSize(Values.SizeOf(value) + (Values.SizeOf(value) / Values.EntrySize * (prefix.Length + (indent.Length * Values.DepthOf(value)))), a.Position);
        return a.Paid(Values.IndentedJson(value, prefix, indent, a.Position));
    }
}
