using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Actors.Templates.Reading;

/// <summary>Turns YAML into <see cref="SourceNode"/>s, one document after the other.</summary>
internal sealed class YamlSource(string text)
{
    private readonly Parser _parser = new(new StringReader(text));
    private readonly Dictionary<string, SourceNode> _anchors = [];
    private SourceExtent _read;

    /// <summary>Reads all documents; what stands before an error is kept.</summary>
    /// <exception cref="SourceException">The text is no YAML, or exceeds a bound. Documents read so far are in <paramref name="documents"/>.</exception>
    public void ReadAll(List<SourceNode> documents)
    {
        try
        {
            while (_parser.MoveNext())
            {
                if (_parser.Current is not DocumentStart start)
                {
                    continue;
                }

                if (documents.Count == SourceLimits.MaxDocuments)
                {
                    throw Error($"The text has more than {SourceLimits.MaxDocuments} documents; split it.", start.Start);
                }

                _anchors.Clear();
                _parser.MoveNext();
                documents.Add(ReadNode(0));
            }
        }
        catch (YamlException e)
        {
            throw Error($"This is no valid YAML: {e.Message}", e.Start);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or FormatException or OverflowException or IndexOutOfRangeException)
        {
            // What the parser does not expect ends in exceptions of all kinds, which say nothing of the place.
            throw Error("This is no valid YAML: the text behind this place cannot be understood.", _parser.Current?.End ?? Mark.Empty);
        }
    }

    private static SourceException Error(string message, Mark mark) => new(message, (int)mark.Line, (int)mark.Column);

    private static SourceException TooDeep(Mark mark) => Error($"The document is nested deeper than {SourceLimits.MaxDepth} levels.", mark);

    private SourceNode ReadNode(int depth)
    {
        var parsed = _parser.Current ?? throw new SourceException("The document ends too early.", 1, 1);
        if (depth >= SourceLimits.MaxDepth && parsed is (SequenceStart or MappingStart))
        {
            throw TooDeep(parsed.Start);
        }

        switch (parsed)
        {
            case AnchorAlias alias:
                var target = _anchors.GetValueOrDefault(alias.Value.Value)
                    ?? throw Error($"The alias '*{alias.Value.Value}' refers to no complete anchor before it.", alias.Start);
                Count(target.Extent, alias.Start);
                return depth + target.Extent.Depth <= SourceLimits.MaxDepth ? target : throw TooDeep(alias.Start);
            case Scalar scalar:
                Count(new(1, Whole(scalar).Length, 0), scalar.Start);
                var isPlain = scalar.Style is ScalarStyle.Plain && (scalar.Tag.IsEmpty || scalar.Tag.IsNonSpecific || scalar.Tag.Value != "tag:yaml.org,2002:str");
                return Anchor(scalar, new SourceScalar(scalar.Value, isPlain, (int)scalar.Start.Line, (int)scalar.Start.Column));
            case SequenceStart start:
                return Anchor(start, ReadList(start, depth));
            case MappingStart start:
                return Anchor(start, ReadMapping(start, depth));
            default:
                throw Error("A value was expected here.", parsed.Start);
        }
    }

    private SourceList ReadList(SequenceStart start, int depth)
    {
        Count(new(1, 0, 0), start.Start);
        var items = new List<SourceNode>();
        while (_parser.MoveNext() && _parser.Current is not SequenceEnd)
        {
            items.Add(ReadNode(depth + 1));
        }

        return new(items, (int)start.Start.Line, (int)start.Start.Column);
    }

    private SourceMapping ReadMapping(MappingStart start, int depth)
    {
        Count(new(1, 0, 0), start.Start);
        var entries = new List<SourceEntry>();
        var merged = new List<SourceEntry>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (_parser.MoveNext() && _parser.Current is not MappingEnd)
        {
            if (_parser.Current is not Scalar key)
            {
                throw Error("A key must be a plain text.", _parser.Current!.Start);
            }

            var (line, column) = ((int)key.Start.Line, (int)key.Start.Column);
            if (Whole(key).Length > SourceLimits.MaxKeyLength)
            {
                throw Error($"A key is longer than {SourceLimits.MaxKeyLength} characters.", key.Start);
            }

            _parser.MoveNext();
            var value = ReadNode(depth + 1);
            if (key is { Value: "<<", Style: ScalarStyle.Plain })
            {
                merged.AddRange(Merged(value, key.Start));
            }
            else if (keys.Add(key.Value))
            {
                entries.Add(new(key.Value, value, line, column));
            }
            else
            {
                throw Error($"The key '{key.Value}' is there twice.", key.Start);
            }
        }

        entries.AddRange(merged.Where(entry => keys.Add(entry.Key)));
        return new(entries, (int)start.Start.Line, (int)start.Start.Column);
    }

    private static IEnumerable<SourceEntry> Merged(SourceNode value, Mark mark) => value switch
    {
        SourceMapping mapping => mapping.Entries,
        SourceList list when list.Items.All(item => item is SourceMapping) => list.Items.Cast<SourceMapping>().SelectMany(mapping => mapping.Entries),
        _ => throw Error("The merge key '<<' needs a mapping or a list of mappings.", mark),
    };

    // Half a character beyond the first 65,536 could not be stored.
    private static string Whole(Scalar scalar)
    {
        for (var i = 0; i < scalar.Value.Length; i++)
        {
            if (char.IsSurrogate(scalar.Value[i]) && !(i + 1 < scalar.Value.Length && char.IsSurrogatePair(scalar.Value[i], scalar.Value[++i])))
            {
                throw Error("This is no valid YAML: a text holds an incomplete Unicode escape.", scalar.Start);
            }
        }

        return scalar.Value;
    }

    private SourceNode Anchor(NodeEvent parsed, SourceNode node)
    {
        if (!parsed.Anchor.IsEmpty)
        {
            _anchors[parsed.Anchor.Value] = node;
        }

        return node;
    }

    private void Count(SourceExtent extent, Mark mark)
    {
        _read = new(_read.Values + extent.Values, _read.Characters + extent.Characters, 0);
        if (_read.Values > SourceLimits.MaxNodes)
        {
            throw Error($"The text holds more than {SourceLimits.MaxNodes} values, aliases expanded.", mark);
        }

        if (_read.Characters > SourceLimits.MaxCharacters)
        {
            throw Error($"The text holds more than {SourceLimits.MaxCharacters} characters, aliases expanded.", mark);
        }
    }
}
