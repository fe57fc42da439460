using System.Reflection;
using Actors.Contracts.Storage;

namespace Actors.Silo.Tests.Environments;

/// <summary>A store of states that is asked for nothing but to take a lock away.</summary>
public class UnlockingStore : DispatchProxy
{
    public TofuUnlock Unlock { get; set; } = new(null, null);

    protected override object Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod?.Name == nameof(ITofuStateStore.ForceUnlockAsync) ? Task.FromResult(Unlock) : throw new NotSupportedException(targetMethod?.Name);
}
