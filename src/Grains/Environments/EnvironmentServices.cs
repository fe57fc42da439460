using Actors.Contracts.Storage;
using Actors.Grains.Catalog;
using Actors.Grains.Hosting;
using Actors.Grains.Security;
using Microsoft.Extensions.Options;

namespace Actors.Grains.Environments;

/// <summary>What environments use outside of themselves.</summary>
internal sealed record EnvironmentServices(
    IGrainFactory Grains,
    CatalogLoader Catalog,
    IDocumentStore Documents,
    IRunStore Runs,
    ILogStore Logs,
    IArtifactStore Artifacts,
    ITofuStateStore States,
    IFunctionStateStore FunctionStates,
    WorkerTokens Tokens,
    IOptions<ControllerOptions> Options);
