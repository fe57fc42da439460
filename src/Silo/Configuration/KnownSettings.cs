using System.Reflection;
using Actors.Grains.Agents;
using Actors.Grains.Hosting;
using Actors.Runtimes.Docker;
using Actors.Runtimes.Kubernetes;
using Actors.Runtimes.Processes;

namespace Actors.Silo.Configuration;

/// <summary>The settings that there are, as a tree, from the types that they are read into.</summary>
internal sealed class KnownSettings
{
    /// <summary>Stands for a name or a number that the operator chooses.</summary>
    private const string Any = "*";

    private readonly Dictionary<string, KnownSettings> _children = new(StringComparer.OrdinalIgnoreCase);

    private KnownSettings(string path) => Path = path;

    /// <summary>The section <c>Actors</c>.</summary>
    public static KnownSettings Root { get; } = Build();

    /// <summary>The whole key; <c>NAME</c> stands for what the operator chooses.</summary>
    public string Path { get; }

    /// <summary>What is known below, by name; without names that the operator chooses.</summary>
    public IReadOnlyDictionary<string, KnownSettings> Children => _children;

    /// <summary>All keys below that end with a name, such as <c>Actors:Agents:NAME:Slots</c>.</summary>
    public IEnumerable<string> PathsTo(string name) =>
        _children.SelectMany(child => (child.Key.Equals(name, StringComparison.OrdinalIgnoreCase) ? [child.Value.Path] : Enumerable.Empty<string>()).Concat(child.Value.PathsTo(name)));

    /// <summary>What is known of a key below this one; null: nothing.</summary>
    public KnownSettings? Find(string name) => _children.GetValueOrDefault(name) ?? _children.GetValueOrDefault(Any);

    private static KnownSettings Build()
    {
        var root = new KnownSettings(ActorsOptions.Section);
        root.Add(typeof(ActorsOptions));
        // Of these the controller reads single values; its other properties are made from several settings.
        foreach (var property in Settable(typeof(ControllerOptions)).Where(property => IsValue(property.PropertyType)))
        {
            root.Child(property.Name);
        }

        root.Add(typeof(AgentPlaneOptions));
        var agent = root.Child(nameof(AgentPlaneOptions.Agents)).Child(Any);
        // Several values with commas between, or a list.
        agent.Child(nameof(AgentOptions.GitSchemes)).Child(Any);
        agent.Child("Process").Add(typeof(ProcessRuntimeOptions));
        agent.Child("Docker").Add(typeof(DockerRuntimeOptions));
        agent.Child("Kubernetes").Add(typeof(KubernetesRuntimeOptions));
        return root;
    }

    private static IEnumerable<PropertyInfo> Settable(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.SetMethod is { IsPublic: true });

    private static bool IsValue(Type type) => (Nullable.GetUnderlyingType(type) ?? type) is { } plain && (plain.IsPrimitive || plain.IsEnum || plain == typeof(string) || plain == typeof(TimeSpan));

    private void Add(Type type)
    {
        foreach (var property in Settable(type))
        {
            Child(property.Name).AddValuesOf(property.PropertyType);
        }
    }

    private void AddValuesOf(Type type)
    {
        if (IsValue(type))
        {
            return;
        }

        if (!type.IsGenericType)
        {
            Add(type);
        }
        else if (type.GetGenericArguments() is [_, var value])
        {
            Child(Any).AddValuesOf(value);
        }
        else
        {
            // The elements of a list are written as one value each.
            Child(Any);
        }
    }

    private KnownSettings Child(string name)
    {
        if (!_children.TryGetValue(name, out var child))
        {
            _children[name] = child = new($"{Path}:{(name == Any ? "NAME" : name)}");
        }

        return child;
    }
}
