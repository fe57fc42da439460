using Actors.Templates.Kinds;

namespace Actors.Templates.Planning;

/// <summary>Whether documents have hooks; <c>null</c>, <c>{}</c> and empty lists count as none.</summary>
internal static class HookCheck
{
    public static bool HasAny(EnvironmentHooks? hooks) =>
        hooks is not null && (hooks.OnInit.Count + hooks.OnSuccess.Count + hooks.OnFailure.Count + hooks.OnCompletion.Count > 0);

    public static bool HasAny(ResourceHooks? hooks) =>
        hooks is not null
        && (hooks.OnInit.Count + hooks.OnSuccess.Count + hooks.OnFailure.Count + hooks.OnCompletion.Count > 0
            || HasAny(hooks.Provider?.Terraform) || HasAny(hooks.Provider?.OpenTofu) || HasAny(hooks.Provider?.HcpTerraform)
            || HasAny(hooks.Provider?.System) || HasAny(hooks.Provider?.Pulumi));

    private static bool HasAny(ProviderEventHooks? hooks) => HasAny(hooks?.Deploy) || HasAny(hooks?.Destroy);

    private static bool HasAny(PhaseHooks? hooks) =>
        hooks is not null
        && new[] { hooks.Init, hooks.Plan, hooks.Apply, hooks.Output, hooks.Destroy, hooks.Login, hooks.Preview, hooks.Up }
            .Any(side => side is not null && side.Before.Count + side.After.Count > 0);
}
