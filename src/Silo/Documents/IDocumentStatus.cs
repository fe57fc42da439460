using System.Text.Json.Nodes;

namespace Actors.Silo.Documents;

/// <summary>Gives documents of a kind their <c>status</c>.</summary>
public interface IDocumentStatus
{
    /// <summary>The kind.</summary>
    string Kind { get; }

    /// <summary>The status of a document that exists.</summary>
    /// <param name="scope">Where the document is.</param>
    /// <param name="name">Its name.</param>
    /// <param name="brief">For a list: only what is to be had without waking anything.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The status, without secrets.</returns>
    Task<JsonNode?> GetAsync(DocumentScope scope, string name, bool brief, CancellationToken cancellationToken);
}
