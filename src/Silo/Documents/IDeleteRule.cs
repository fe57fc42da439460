namespace Actors.Silo.Documents;

/// <summary>What must hold, and what else must go, before documents of a kind are deleted.</summary>
public interface IDeleteRule
{
    /// <summary>The kind.</summary>
    string Kind { get; }

    /// <summary>Refuses the deletion, or takes away what belongs to the document.</summary>
    /// <param name="scope">Where the document is.</param>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>When it may be deleted.</returns>
    /// <exception cref="Api.ApiException">It may not be deleted.</exception>
    Task BeforeDeleteAsync(DocumentScope scope, string name, CancellationToken cancellationToken);
}
