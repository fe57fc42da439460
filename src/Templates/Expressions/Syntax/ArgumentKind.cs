namespace Actors.Templates.Expressions.Syntax;

/// <summary>Ways to give an argument.</summary>
internal enum ArgumentKind
{
    /// <summary>By its place.</summary>
    Plain,

    /// <summary>By name: <c>key=…</c>.</summary>
    Named,

    /// <summary>A list of arguments: <c>*list</c>.</summary>
    List,

    /// <summary>An object of named arguments: <c>**object</c>.</summary>
    Object,
}
