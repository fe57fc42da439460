namespace Actors.Silo.Hosting;

/// <summary>Feature of a connection: the listener that accepted it. Set at the socket, so that no header can change it.</summary>
/// <param name="Kind">The listener.</param>
public sealed record ListenerFeature(ListenerKind Kind);
