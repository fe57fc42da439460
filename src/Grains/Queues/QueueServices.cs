using Actors.Contracts.Storage;
using Actors.Grains.Hosting;
using Actors.Scheduling;
using Microsoft.Extensions.Options;

namespace Actors.Grains.Queues;

/// <summary>What queues use outside of themselves.</summary>
internal sealed record QueueServices(
    IGrainFactory Grains, IStateIndex Index, IDocumentStore Documents, Installation Installation, SchedulingOptions Scheduling, IOptions<ControllerOptions> Options);
