namespace Actors.Worker.Commands;

/// <summary>Where a program of this worker answers once it is ready.</summary>
/// <param name="Port">Its port on 127.0.0.1; null: it has not said yet.</param>
/// <param name="ReadyPath">Path that answers 200 to a GET once it is ready.</param>
/// <param name="ReadyTimeout">Longest time until then.</param>
internal sealed record ServerAddress(Func<int?> Port, string ReadyPath, TimeSpan ReadyTimeout);
