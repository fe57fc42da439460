namespace Actors.Scheduling.Hosting;

/// <summary>Carries effects out. Every effect may be carried out more than once.</summary>
public interface IEffectHandler<in TEffect, TEvent>
    where TEvent : class
{
    /// <summary>Carries one effect out; the event that it returns (an acknowledgement, an answer) is applied to the machine. Throws to have it tried again while it is wanted.</summary>
    ValueTask<TEvent?> RunAsync(TEffect effect, CancellationToken cancellationToken);
}
