using Actors.Contracts.Identity;
using Actors.Grains.Environments;
using Actors.Silo.Configuration;
using Actors.Silo.Documents;
using Microsoft.Extensions.Options;

namespace Actors.Silo.Environments;

/// <summary>An environment that a request is about; its parts come from the path.</summary>
/// <param name="Project">Project.</param>
/// <param name="Name">Name of the environment.</param>
/// <param name="Options">The silo's settings.</param>
/// <param name="Grains">The grains.</param>
internal sealed record EnvironmentScope(string Project, string Name, IOptions<ActorsOptions> Options, IGrainFactory Grains)
{
    /// <summary>Where the environment API is.</summary>
    public const string Path = "/apis/eaas.envmgmt.io/v1/projects/{project}/environments/{name}";

    /// <summary>The scope of environment documents.</summary>
    public DocumentScope Documents => DocumentScope.Of(Options.Value.Organisation, "eaas.envmgmt.io", "v1", Project, "environments");

    /// <summary>Key of the environment.</summary>
    public ActorKey Key
    {
        get
        {
            DocumentScope.CheckName("environment", Name);
            return Documents.Actor(Name);
        }
    }

    /// <summary>The environment's grain.</summary>
    public IEnvironmentGrain Grain => Grains.GetGrain<IEnvironmentGrain>(Key.Value);
}
