namespace Actors.Templates.Kinds;

/// <summary>The level above projects. It is addressed as a project of a name of its own, and holds nothing but <see cref="KindNames.GlobalSettings"/>.</summary>
public static class OrganisationLevel
{
    /// <summary>Its name in the place of a project: all projects, as in <c>sharing</c>.</summary>
    public const string Project = "*";

    /// <summary>Name of the one GlobalSettings document of a level.</summary>
    public const string SettingsName = "default";
}
