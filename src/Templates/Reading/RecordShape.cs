using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Templates.Kinds;

namespace Actors.Templates.Reading;

/// <summary>The fields of a record of <see cref="Kinds"/>, by the names that documents use.</summary>
internal sealed class RecordShape
{
    private static readonly ConcurrentDictionary<Type, RecordShape> Shapes = new();

    private RecordShape(Type type)
    {
        Fields = [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => new Field(
            JsonNamingPolicy.CamelCase.ConvertName(property.Name),
            property.GetCustomAttribute<FieldAliasAttribute>()?.Names ?? [],
            KindOf(property.PropertyType),
            ItemOf(property.PropertyType),
            property.GetCustomAttribute<KnownValuesAttribute>()?.Values ?? [],
            property.IsDefined(typeof(JsonTextAttribute)),
            property))];
    }

    public enum FieldKind
    {
        Text,
        Boolean,
        Integer,
        TextList,
        TextMap,
        Any,
        AnyObject,
        Record,
        RecordList,
    }

    public IReadOnlyList<Field> Fields { get; }

    public static RecordShape Of(Type type) => Shapes.GetOrAdd(type, static key => new RecordShape(key));

    /// <summary>The field that a key means: its own name, an alias, or its name in another letter case.</summary>
    public Field? Find(string key) =>
        Fields.FirstOrDefault(field => field.Name == key)
        ?? Fields.FirstOrDefault(field => field.Aliases.Contains(key) || field.Name.Equals(key, StringComparison.OrdinalIgnoreCase));

    private static FieldKind KindOf(Type type)
    {
        if (type == typeof(string))
        {
            return FieldKind.Text;
        }

        if (type.IsGenericType)
        {
            var definition = type.GetGenericTypeDefinition();
            var argument = type.GetGenericArguments()[0];
            return definition == typeof(Nullable<>) ? argument == typeof(bool) ? FieldKind.Boolean : FieldKind.Integer
                : definition == typeof(IReadOnlyDictionary<,>) ? FieldKind.TextMap
                : argument == typeof(string) ? FieldKind.TextList
                : FieldKind.RecordList;
        }

        return type == typeof(JsonObject) ? FieldKind.AnyObject : type == typeof(JsonNode) ? FieldKind.Any : FieldKind.Record;
    }

    private static Type ItemOf(Type type) => KindOf(type) == FieldKind.RecordList ? type.GetGenericArguments()[0] : type;

    public sealed record Field(string Name, IReadOnlyList<string> Aliases, FieldKind Kind, Type Type, IReadOnlyList<string> Values, bool IsJsonText, PropertyInfo Property);
}
