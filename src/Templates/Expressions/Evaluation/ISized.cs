namespace Actors.Templates.Expressions.Evaluation;

/// <summary>A value whose size is known without walking over it; values may share parts, so that what is small in memory may be large as JSON.</summary>
internal interface ISized
{
    /// <summary>Characters, and <see cref="Values.EntrySize"/> for each entry, shared parts counted as often as they occur.</summary>
    long Size { get; }

    /// <summary>Levels, from 1.</summary>
    int Depth { get; }
}
