namespace Actors.Cli.Api;

/// <summary>A piece of a log.</summary>
/// <param name="Bytes">What was written, already masked.</param>
/// <param name="Next">Offset in bytes at which the next piece begins.</param>
/// <param name="Attempt">Number of the attempt that wrote it.</param>
/// <param name="Ended">Whether nothing will follow.</param>
internal sealed record LogPiece(byte[] Bytes, long Next, int Attempt, bool Ended);
