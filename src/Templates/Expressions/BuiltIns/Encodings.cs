using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Templates.Expressions.Evaluation;

namespace Actors.Templates.Expressions.BuiltIns;

/// <summary>JSON, base64 and hexadecimal digits, which both languages have.</summary>
internal static class Encodings
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static string ToJson(Arguments a, object? value, bool sorted)
    {
        a.Budget.SpendOn(Values.SizeOf(value), a.Position);
        return a.Paid(Values.JsonText(sorted ? Sorted(value) : value, a.Position));
    }

    public static object? FromJson(Arguments a, string text)
    {
        try
        {
            return Values.FromJson(JsonNode.Parse(a.Paid(text), documentOptions: new() { AllowDuplicateProperties = false }), a.Position, a.Budget);
        }
        catch (JsonException)
        {
            throw a.Error("the text is no valid JSON.");
        }
    }

    public static string ToBase64(Arguments a, string text) => Convert.ToBase64String(Bytes(a, text));

    public static string FromBase64(Arguments a, string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(a.Paid(text), bytes, out var count) ? Text(a, bytes.AsSpan(0, count)) : throw a.Error("the text is no valid base64.");
    }

    public static string ToHex(Arguments a, string text) => Convert.ToHexStringLower(Bytes(a, text));

    public static string FromHex(Arguments a, string text)
    {
        try
        {
            return Text(a, Convert.FromHexString(a.Paid(text)));
        }
        catch (FormatException)
        {
            throw a.Error("the text has not two hexadecimal digits for each byte.");
        }
    }

    private static byte[] Bytes(Arguments a, string text)
    {
        a.Budget.CheckSize(text.Length * 6L, a.Position);
        return Strict.GetBytes(a.Paid(text));
    }

    private static string Text(Arguments a, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw a.Error("the bytes are no text in UTF-8, and expressions have no other bytes.");
        }
    }

    private static object? Sorted(object? value) => value switch
    {
        ListValue list => new ListValue([.. list.Items.Select(Sorted)]),
        MapValue map => new MapValue(new(
            map.Entries.OrderBy(entry => entry.Key, Comparer<string>.Create(TextUnits.Compare)).Select(entry => KeyValuePair.Create(entry.Key, Sorted(entry.Value))), StringComparer.Ordinal)),
        _ => value,
    };
}
