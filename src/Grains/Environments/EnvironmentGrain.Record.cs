using System.Text.Json.Nodes;
using Actors.Scheduling.Runs;
using Actors.Templates.Planning;

namespace Actors.Grains.Environments;

/// <content>What is stored besides the machine's state; put together when the state is saved, so that both are always written as one.</content>
internal sealed partial class EnvironmentGrain
{
    private readonly Dictionary<string, StartingRun> _starting = [];
    private readonly Dictionary<string, string> _masked = [];

    private EnvironmentRecord ToRecord(RunState next)
    {
        var record = storage.State;
        if (next.Current is { } run && run.Id != record.State.Current?.Id)
        {
            _masked.Clear();
            var starting = _starting[run.Id];
            record = EnvironmentOutputs.Fold(record) with
            {
                Id = starting.EnvironmentId,
                StaticOutputs = run.Kind == RunKind.Plan ? record.StaticOutputs : (JsonObject)starting.StaticOutputs.DeepClone(),

                // What is taken down is still what was launched.
                Launch = starting.Launch ?? record.Launch,
            };
        }

        var masked = new Dictionary<string, string>(record.Masked);
        foreach (var (activity, outputs) in _masked)
        {
            masked[activity] = outputs;
        }

        _masked.Clear();
        var launch = next.Current is { Kind: RunKind.Deploy, Status: RunStatus.Succeeded } ? record.Launch?.Succeeded() : record.Launch;
        return record with { State = next, Masked = masked, Launch = launch };
    }
}
