using Actors.Templates.Kinds;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning.Jobs;

/// <summary>Plans functions, and scripts of hooks, which are functions in bash.</summary>
internal sealed class FunctionJobs(PlanContext context)
{
    public JobPlan? OfHandler(JobSite site, HandlerLookup handler)
    {
        var (function, path) = (handler.Config.Function ?? new(), $"{handler.Path}.function");
        if (Language(site, handler.Document, path, function) is not { } language)
        {
            return null;
        }

        if (language == Image)
        {
            context.CheckImage(handler.Document, $"{path}.image", function.Image!.Trim());
        }

        if (language == "python")
        {
            PackageRules.Check(handler.Document, path, function, context.DeployFindings);
        }

        return Plan(site, handler, path, function, language);
    }

    public JobPlan? OfScript(JobSite site, ResourceDocument document, string path, HookScript script)
    {
        if (string.IsNullOrWhiteSpace(script.Script))
        {
            context.Findings.Error(document, $"{path}.script", "The script is empty.");
            return null;
        }

        var job = Job(site, "bash", script.Script, JobValues.With(context.Inputs(site.Resource, handler: null), script.Envvars, document, $"{path}.envvars"));
        return new(ActivityKind.Function, job, PlanDefaults.FunctionSeconds)
        {
            Size = SizeRules.Of(document, path, script.CpuLimitMilli, "memoryLimitMB", script.MemoryLimitMB, context.Findings),
            Pod = PodRules.Of(site.Resource, context.Findings),
            SuccessWhen = SuccessRule.Of(context, ActivityKind.Function, document, $"{path}.successCondition", script.SuccessCondition),
        };
    }

    private JobPlan Plan(JobSite site, HandlerLookup handler, string path, FunctionConfig function, string language)
    {
        var job = Job(site, language, language == Image || string.IsNullOrWhiteSpace(function.Source) ? null : function.Source, context.Inputs(site.Resource, handler)) with
        {
            Name = string.IsNullOrWhiteSpace(function.Name) ? site.Name : function.Name.Trim(),
            LanguageVersion = string.IsNullOrWhiteSpace(function.LanguageVersion) ? null : function.LanguageVersion.Trim(),
            Dependencies = function.FunctionDependencies,
            SystemPackages = function.SystemPackages,
            Image = string.IsNullOrWhiteSpace(function.Image) ? null : function.Image.Trim(),
            Registry = JobValues.Registry(function.ImagePullCredentials),
        };
        return new(ActivityKind.Function, job, PlanDefaults.FunctionSeconds)
        {
            Size = SizeRules.Of(handler.Document, path, function, context.Findings),
            Pod = PodRules.Of(site.Resource, handler.Document, $"{path}.kubeOptions", function.KubeOptions, context.Findings),
        };
    }

    private FunctionPlan Job(JobSite site, string language, string? source, JobInputs inputs) => new()
    {
        Artifact = site.Artifact,
        KeepsWorkDir = site.KeepsWorkDir,
        Name = site.Name,
        Language = language,
        Source = source,
        EventSource = context.Trigger.EventSource,
        EventSourceName = context.Trigger.Name,
        EventType = context.Request.RunKind.EventType(),
        Inputs = inputs,
    };

    private string? Language(JobSite site, ResourceDocument document, string path, FunctionConfig function)
    {
        // An image is what the source was built to: it is run as it is.
        if (!string.IsNullOrWhiteSpace(function.Image))
        {
            return Image;
        }

        var language = function.Language?.Trim().ToLowerInvariant() ?? "";
        if (language == "go")
        {
            context.Unsupported(
                document, $"{path}.language", "A function in go runs from an image: build it and name it in 'image'. From their source run functions in bash and python.");
            return null;
        }

        if (language is not ("bash" or "python"))
        {
            context.Findings.Error(document, $"{path}.language", language.Length == 0
                ? "The function names no language: give an image, or the source in bash or python."
                : KnownWords.Unknown<FunctionConfig>(nameof(FunctionConfig.Language), function.Language) + " A function in another language runs from an image.");
            return null;
        }

        if (string.IsNullOrWhiteSpace(function.Source) && site.Artifact is null)
        {
            context.Findings.Error(
                document,
                $"{path}.source",
                $"The function has no source: give it inline, or give the resource template repositoryOptions with a handler.{(language == "bash" ? "sh" : "py")} in its directory.");
            return null;
        }

        return language;
    }

    private const string Image = "image";
}
