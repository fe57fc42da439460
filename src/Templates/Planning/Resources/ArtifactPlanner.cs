using Actors.Templates.Kinds;
using Actors.Templates.Planning.Jobs;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning.Resources;

/// <summary>Plans what fetches the code of a resource: the checkout of its repository, or the handler that stands in for it.</summary>
internal sealed class ArtifactPlanner(PlanContext context)
{
    /// <summary>The activity; null when the resource template names neither.</summary>
    public PlannedActivity? Plan(PlannedResource resource)
    {
        var template = resource.Template!;
        return HandlerChoice.OfArtifact(template) is { } handler ? Handler(resource, handler.Field, handler.Handler)
            : string.IsNullOrWhiteSpace(template.RepositoryOptions?.Name) ? null
            : Checkout(resource, template.RepositoryOptions);
    }

    private PlannedActivity? Handler(PlannedResource resource, string path, HandlerRef reference)
    {
        if (HandlerLookup.Of(resource.Document, path, reference, context.Catalog, context.Findings) is not { } handler
            || new JobPlanner(context).OfHandler(handler, new(resource, $"{resource.Name} artifact", null) { KeepsWorkDir = true }) is not { } job)
        {
            return null;
        }

        if (job.Kind is not (ActivityKind.Function or ActivityKind.Container))
        {
            context.Findings.Error(resource.Document, path, "What stands in for the checkout leaves files in its working directory: a function or a container can do that.");
            return null;
        }

        return Activity(resource, path, job, handler.Document, context.Agents.For(resource));
    }

    private PlannedActivity? Checkout(PlannedResource resource, RepositoryOptions options)
    {
        var name = options.Name!.Trim();
        if (context.Catalog.Find(KindNames.Repository, name) is not { } document)
        {
            var message = EnvironmentModel.Missing(context.Catalog, KindNames.Repository, name, null);
            context.Findings.Error(resource.Document, "spec.repositoryOptions.name", message);
            return null;
        }

        var repository = document.SpecAs<RepositorySpec>();
        if (repository.Type?.Trim() is { Length: > 0 } type && !type.Equals("git", StringComparison.OrdinalIgnoreCase))
        {
            context.Findings.Error(document, "spec.type", KnownWords.Has<RepositorySpec>(nameof(RepositorySpec.Type), type)
                ? $"Repositories of type '{type}' are not supported yet; Git is."
                : KnownWords.Unknown<RepositorySpec>(nameof(RepositorySpec.Type), type));
        }

        DocumentRules.CheckEndpoint(document, repository, context.Findings);
        var agents = context.Agents.Own(AgentLevel.Repository, document, "spec", repository.Agents) ?? context.Agents.For(resource);
        var job = new GitPlan
        {
            Repository = name,
            Endpoint = repository.Endpoint?.Trim() ?? "",
            Ref = options.Branch?.Trim() ?? "",
            Directory = options.DirectoryPath?.Trim() ?? "",
            Username = repository.Credentials?.Username,
            Password = repository.Credentials?.Password,
            PrivateKey = repository.Credentials?.PrivateKey,
            Insecure = repository.Options?.Insecure ?? false,
            CaCert = repository.Options?.CaCert,
            EnableSubmodules = repository.Options?.EnableSubmodules ?? false,
            EnableLfs = repository.Options?.EnableLFS ?? false,
        };
        return Activity(resource, "spec.repositoryOptions", new(ActivityKind.Git, job, PlanDefaults.GitSeconds)
        {
            MaxAttempts = context.Attempts(document, "spec.options.maxRetries", repository.Options?.MaxRetries, PlanDefaults.GitAttempts),
            Pod = PodRules.Of(resource, context.Findings),
        }, document, agents);
    }

    private PlannedActivity Activity(PlannedResource resource, string path, JobPlan job, ResourceDocument source, AgentSelection agents)
    {
        context.CheckAgents(agents);
        return job.Activity($"{resource.Name}.artifact", ActivityPhase.Artifact, $"{resource.Document.Subject} {path}", agents, context.Timeouts(source, job.FallbackSeconds, job.Timeout))
            with { Resource = resource.Name };
    }
}
