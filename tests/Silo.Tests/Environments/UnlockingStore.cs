using System.Reflection;
using Actors.Contracts.Storage;

namespace Actors.Silo.Tests.Environments;

/// <summary>A store without states that is asked for little but to take a lock away.</summary>
public class UnlockingStore : DispatchProxy
{
    public TofuUnlock Unlock { get; set; } = new(null, null);

    protected override object Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod?.Name switch
        {
            nameof(ITofuStateStore.ForceUnlockAsync) => Task.FromResult(Unlock),
            nameof(ITofuStateStore.ListUnderAsync) => Task.FromResult<IReadOnlyList<string>>([]),
            var name => throw new NotSupportedException(name),
        };
}
