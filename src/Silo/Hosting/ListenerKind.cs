namespace Actors.Silo.Hosting;

/// <summary>Which of the silo's two listeners a request came in by.</summary>
public enum ListenerKind
{
    /// <summary>People and agents: <c>Actors:Urls</c>.</summary>
    Public = 0,
    /// <summary>Workers: <c>Actors:WorkerListen</c>.</summary>
    Workers,
}
