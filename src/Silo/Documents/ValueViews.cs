using Actors.Contracts.Api;
using Actors.Templates.Planning;

namespace Actors.Silo.Documents;

/// <summary>Values with their origins as the API shows them.</summary>
internal static class ValueViews
{
    /// <summary>One value.</summary>
    public static ValueView Of(ReportedValue value) => new()
    {
        Resource = value.Resource, Task = value.Task, Kind = value.Kind.ToString().ToLowerInvariant(), Name = value.Name, Type = value.Type, MountPath = value.MountPath,
        Sensitive = value.Sensitive, Required = value.Required, Immutable = value.Immutable,
        From = value.From is null ? null : Place(value.From), Overridden = [.. value.Overridden.Select(Place)],
    };

    private static ValuePlaceView Place(ValuePlace place) => new(place.Subject, place.Path, place.Value, place.Refused);
}
