namespace Actors.Conformance.Runtimes.Kubernetes;
public sealed class FaultProxy { public string Address => ""; }
