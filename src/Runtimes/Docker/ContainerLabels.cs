using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Actors.Contracts.Identity;
using Actors.Contracts.Runtimes;

namespace Actors.Runtimes.Docker;

/// <summary>Labels of an agent's containers and volumes.</summary>
internal sealed class ContainerLabels(RuntimeSettings settings)
{
    private const string KeyLabel = "actors.key";
    private const string DisplayLabel = "actors.display";
    private const string DeadlineLabel = "actors.deadline";
    private const string Container = "container";

    private readonly string _agent = WorkerName.Hash(settings.AgentKey);

    /// <summary>Labels of all that is this agent's.</summary>
    public IReadOnlyDictionary<string, string> Agent => new Dictionary<string, string>
    {
        [WorkerName.InstallationLabel] = settings.Installation, [WorkerName.AgentLabel] = _agent,
    };

    /// <summary>Name of the agent's own network.</summary>
    public string Network => $"actors-{WorkerName.Hash($"{settings.Installation}\n{settings.AgentKey}")}";

    /// <summary>Filters by which this agent's containers and volumes are found.</summary>
    public IEnumerable<(string Kind, string Value)> Filters => Agent.Select(label => ("label", $"{label.Key}={label.Value}"));

    /// <summary>Filters by which this agent's events are found.</summary>
    public IDictionary<string, IDictionary<string, bool>> Events => EngineFilters.Of([.. Filters, ("type", Container)]);

    /// <summary>Filters by which a worker's volumes are found.</summary>
    public IEnumerable<(string Kind, string Value)> VolumesOf(AttemptId attempt) => Volume(attempt).Select(label => ("label", $"{label.Key}={label.Value}"));

    /// <summary>Labels of a worker's volume.</summary>
    public Dictionary<string, string> Volume(AttemptId attempt) => new(Agent)
    {
        [WorkerName.ActivityLabel] = WorkerName.Hash(attempt.Activity),
        [WorkerName.AttemptLabel] = attempt.Number.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Labels of a worker's container. All of them are always set, so that an image's own labels say nothing.</summary>
    public Dictionary<string, string> Of(WorkerSpec spec) => new(Volume(spec.Attempt))
    {
        [KeyLabel] = spec.Attempt.Activity,
        [DisplayLabel] = spec.Display,
        [DeadlineLabel] = spec.Deadline?.TotalSeconds.ToString("R", CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>The attempt of a container of that name, when it is this agent's.</summary>
    public bool TryRead(string name, IDictionary<string, string>? labels, [NotNullWhen(true)] out AttemptId? attempt)
    {
        attempt = null;
        if (labels is null || Agent.Any(label => labels.TryGetValue(label.Key, out var value) is false || value != label.Value)
            || !labels.TryGetValue(KeyLabel, out var key) || !labels.TryGetValue(WorkerName.AttemptLabel, out var text)
            || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return false;
        var candidate = new AttemptId(key, number);
        attempt = WorkerName.Of(settings.Installation, candidate) == name ? candidate : null;
        return attempt is not null;
    }

    /// <summary>The longest life of a container.</summary>
    public static TimeSpan? Deadline(IDictionary<string, string> labels) =>
        labels.TryGetValue(DeadlineLabel, out var text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.MaxValue.TotalSeconds / 2)) : null;
}
