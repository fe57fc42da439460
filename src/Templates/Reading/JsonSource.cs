using System.Text;
using System.Text.Json;

namespace Actors.Templates.Reading;

/// <summary>Turns JSON into <see cref="SourceNode"/>s.</summary>
internal sealed class JsonSource(string text)
{
    private readonly byte[] _bytes = Encoding.UTF8.GetBytes(text.StartsWith('\uFEFF') ? text[1..] : text);
    private int _offset;
    private int _line = 1;
    private int _column = 1;
    private int _nodes;

    /// <summary>Reads the values of the text, one after the other.</summary>
    /// <exception cref="SourceException">The text is no JSON, or exceeds a bound. Values read so far are in <paramref name="nodes"/>.</exception>
    public void ReadAll(List<SourceNode> nodes)
    {
        var reader = new Utf8JsonReader(_bytes, new JsonReaderOptions { MaxDepth = SourceLimits.MaxDepth, AllowMultipleValues = true });
        try
        {
            while (reader.Read())
            {
                if (nodes.Count == SourceLimits.MaxDocuments)
                {
                    throw new SourceException($"The text has more than {SourceLimits.MaxDocuments} documents; split it.", _line, _column);
                }

                nodes.Add(ReadNode(ref reader));
            }
        }
        catch (JsonException e)
        {
            // The library adds what its caller could set.
            var message = e.Message.Split(" LineNumber:")[0].Replace(" Change the reader options.", "", StringComparison.Ordinal).Replace(" in this mode", "", StringComparison.Ordinal);
            throw new SourceException($"This is no valid JSON: {message}", (int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1);
        }
        catch (InvalidOperationException)
        {
            throw new SourceException("This is no valid JSON: a text holds an incomplete Unicode escape.", _line, _column);
        }
    }

    private SourceNode ReadNode(ref Utf8JsonReader reader)
    {
        var (line, column) = Place(ref reader);
        if (++_nodes > SourceLimits.MaxNodes)
        {
            throw new SourceException($"The text holds more than {SourceLimits.MaxNodes} values.", line, column);
        }

        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return new SourceScalar(reader.GetString()!, isPlain: false, line, column);
            case JsonTokenType.StartArray:
                var items = new List<SourceNode>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    items.Add(ReadNode(ref reader));
                }

                return new SourceList(items, line, column);
            case JsonTokenType.StartObject:
                return ReadMapping(ref reader, line, column);
            default:
                return new SourceScalar(Encoding.UTF8.GetString(reader.ValueSpan), isPlain: true, line, column);
        }
    }

    private SourceMapping ReadMapping(ref Utf8JsonReader reader, int line, int column)
    {
        var entries = new List<SourceEntry>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var key = reader.GetString()!;
            var (keyLine, keyColumn) = Place(ref reader);
            if (key.Length > SourceLimits.MaxKeyLength)
            {
                throw new SourceException($"A key is longer than {SourceLimits.MaxKeyLength} characters.", keyLine, keyColumn);
            }

            if (!keys.Add(key))
            {
                throw new SourceException($"The key '{key}' is there twice.", keyLine, keyColumn);
            }

            reader.Read();
            entries.Add(new(key, ReadNode(ref reader), keyLine, keyColumn));
        }

        return new(entries, line, column);
    }

    private (int Line, int Column) Place(ref Utf8JsonReader reader)
    {
        for (; _offset < reader.TokenStartIndex; _offset++)
        {
            if (_bytes[_offset] == (byte)'\n')
            {
                (_line, _column) = (_line + 1, 1);
            }
            else if ((_bytes[_offset] & 0xC0) != 0x80)
            {
                _column++;
            }
        }

        return (_line, _column);
    }
}
