namespace Actors.Templates.Reading;

/// <summary>Where the fields of one document stand in its text.</summary>
/// <param name="source">The text.</param>
/// <param name="places">Line and column by field path; the empty path is the document itself.</param>
internal sealed class SourceMap(SourceText source, IReadOnlyDictionary<string, (int Line, int Column)> places)
{
    /// <summary>The place of a field, or of the nearest field around it that the text has.</summary>
    public SourcePlace? PlaceOf(string path)
    {
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

            var cut = path.LastIndexOfAny(['.', '[']);
            path = cut < 0 ? "" : path[..cut];
        }
    }
}
