using Actors.Contracts.Agents;
using Actors.Grains.Links;

namespace Actors.Grains.Tests.Agents;

public sealed class FakeControllerLinks(Func<string, FakeController> controllerOf) : IControllerLinks
{
    public IControllerLink For(string agent) => controllerOf(agent);
}
