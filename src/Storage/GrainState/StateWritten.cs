namespace Actors.Storage.GrainState;

/// <summary>What a <see cref="StateWrite"/> came to.</summary>
/// <param name="Version">The version that is stored now; 0: nothing was written.</param>
/// <param name="InTheWay">The version that another activation stored; 0: none is in the way; <see cref="None"/>: the row is gone.</param>
internal readonly record struct StateWritten(long Version, long InTheWay)
{
    /// <summary>There is no row, although one was expected.</summary>
    public const long None = -1;
}
