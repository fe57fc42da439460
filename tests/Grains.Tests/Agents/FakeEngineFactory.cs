using Actors.Contracts.Runtimes;

namespace Actors.Grains.Tests.Agents;

public sealed class FakeEngineFactory(Func<string, FakeEngine> engineOf) : IWorkerRuntimeFactory
{
    public string Name => "fake";

    public IWorkerRuntime Create(RuntimeSettings settings) => engineOf(settings.AgentKey);
}
