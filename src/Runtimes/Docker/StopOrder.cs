using System.Text.Json;
using Actors.Contracts.Activities;

namespace Actors.Runtimes.Docker;

/// <summary>A container is to end. It stands in the container's volume, so that whoever looks after it next carries it out and knows who ordered it.</summary>
/// <param name="Reason"><see cref="ReasonCode.Cancelled"/> or <see cref="ReasonCode.DeadlineExceeded"/>.</param>
/// <param name="KillAt">When SIGKILL is due, by the clock of the agent that ordered it.</param>
/// <param name="Grace">Time between order and SIGKILL: however wrong that clock is, it is not later than this from now.</param>
/// <param name="Signalled">Whether SIGTERM was sent.</param>
internal sealed record StopOrder(ReasonCode Reason, DateTimeOffset KillAt, TimeSpan Grace, bool Signalled)
{
    /// <summary>As it is stored.</summary>
    public string Write() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    /// <summary>Reads what is stored; null when it is none.</summary>
    public static StopOrder? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<StopOrder>(text, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            // Half written, when the agent ended just then: the order is not given.
            return null;
        }
    }

    /// <summary>Time until SIGKILL is due.</summary>
    public TimeSpan Left(DateTimeOffset now) => TimeSpan.FromTicks(Math.Clamp((KillAt - now).Ticks, 0, Math.Max(Grace.Ticks, 0)));
}
