namespace Actors.Storage.GrainState;

/// <summary>Writes grain states; those that come at once share one wait for the disk.</summary>
internal interface IStateWriter
{
    /// <summary>Kind of the store, for metrics.</summary>
    string Store { get; }

    /// <summary>Writes one; returns when it is on the disk, or refused.</summary>
    Task<StateWritten> WriteAsync(StateWrite write);
}
