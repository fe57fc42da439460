using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>What documents refer to, and whether it is there.</summary>
public static class ReferenceCheck
{
    /// <summary>What a document refers to, in the order of its fields.</summary>
    /// <param name="document">The document.</param>
    /// <returns>The references.</returns>
    public static IReadOnlyList<DocumentReference> ReferencesOf(ResourceDocument document) => throw new NotImplementedException();

    /// <summary>Checks a document by itself and against what it refers to.</summary>
    /// <param name="document">The document.</param>
    /// <param name="catalog">The documents of its project; the document itself need not be among them.</param>
    /// <returns>Errors and warnings; empty when nothing is wrong.</returns>
    public static IReadOnlyList<Finding> Check(ResourceDocument document, Catalog catalog) => throw new NotImplementedException();

    /// <summary>Which documents refer to a document, so that deleting it can be refused.</summary>
    /// <param name="document">The document that would go.</param>
    /// <param name="catalog">The documents of its project.</param>
    /// <returns>The documents that refer to it, each with the field.</returns>
    public static IReadOnlyList<(ResourceDocument Document, DocumentReference Reference)> ReferrersOf(ResourceDocument document, Catalog catalog) =>
        throw new NotImplementedException();
}
