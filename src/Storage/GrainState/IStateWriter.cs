namespace Actors.Storage.GrainState;

/// <summary>Writes grain states; those that come at once share one wait for the disk.</summary>
internal interface IStateWriter
{
    /// <summary>Writes one; returns when it is on the disk, or refused.</summary>
    Task<StateWritten> WriteAsync(StateWrite write);
}
