namespace Actors.Templates.Reading;

/// <summary>A scalar; plain ones may mean null, a number or a boolean, others are text.</summary>
internal sealed class SourceScalar(string text, bool isPlain, int line, int column) : SourceNode(line, column)
{
    public string Text { get; } = text;

    public override SourceExtent Extent => new(1, Text.Length, 0);

    public bool IsPlain { get; } = isPlain;

    public bool IsNull => IsPlain && (Text is "" or "~" or "null" or "Null" or "NULL");
}
