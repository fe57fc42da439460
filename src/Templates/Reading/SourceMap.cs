namespace Actors.Templates.Reading;

/// <summary>Where the fields of one document stand in its text.</summary>
/// <param name="source">The text.</param>
/// <param name="places">Line and column by field path; the empty path is the document itself.</param>
internal sealed class SourceMap(SourceText source, IReadOnlyDictionary<string, (int Line, int Column)> places)
{
    private IReadOnlyDictionary<string, SourcePlace> _elsewhere = new Dictionary<string, SourcePlace>();

    /// <summary>The same map, in which some fields, with what is within them, stand somewhere else.</summary>
    public SourceMap With(IReadOnlyDictionary<string, SourcePlace> elsewhere) => new(source, places) { _elsewhere = elsewhere };

    /// <summary>The place of a field, or of the nearest field around it that the text has.</summary>
    public SourcePlace? PlaceOf(string path)
    {
        for (var around = path; around.Length > 0 && _elsewhere.Count > 0; around = Around(around))
        {
            if (_elsewhere.TryGetValue(around, out var other))
            {
                return other;
            }
        }

        while (true)
        {
            if (places.TryGetValue(path, out var place))
            {
                return source.Place(place.Line, place.Column);
            }

            if (path.Length == 0)
            {
                return null;
            }

            path = Around(path);
        }
    }

    private static string Around(string path)
    {
        var cut = path.LastIndexOfAny(['.', '[']);
        return cut < 0 ? "" : path[..cut];
    }
}
