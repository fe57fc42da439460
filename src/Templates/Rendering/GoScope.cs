using Actors.Templates.Reading;

namespace Actors.Templates.Rendering;

/// <summary>Values and variables of a template.</summary>
internal sealed class GoScope(SourceNode? root)
{
    private readonly Dictionary<string, SourceNode?> _variables = new(StringComparer.Ordinal) { ["$"] = root };

    public void Declare(string name, SourceNode? value) => _variables[name] = value;

    /// <summary>The value of an action; null when there is none, which is warned about.</summary>
    /// <exception cref="SourceException">There is no such variable, or a field of what has no fields.</exception>
    public SourceNode? Evaluate(GoAction action, Action<SourceException> warn)
    {
        var value = root;
        if (action.Variable is { } variable && !_variables.TryGetValue(variable, out value))
        {
            throw new SourceException($"The variable '{variable}' is not known.{Nearest.Hint(variable, _variables.Keys)} Declare it before: {{{{ {variable} := . }}}}.", action.Line, action.Column);
        }

        if (root is null && action.Fields.Count > 0)
        {
            warn(new($"{action.Text} renders as '<no value>': there are no values.", action.Line, action.Column));
        }

        var path = action.Variable ?? "";
        foreach (var (name, line, column) in action.Fields)
        {
            switch (value)
            {
                case null:
                    return null;
                case SourceMapping mapping:
                    value = mapping.Find(name);
                    if (value is null)
                    {
                        var where = path.Length == 0 ? "the values have" : $"'{path}' has";
                        var hint = Nearest.Hint(name, mapping.Entries.Select(entry => entry.Key));
                        warn(new($"{action.Text} renders as '<no value>': {where} no key '{name}'.{hint}", line, column));
                    }

                    break;
                default:
                    var what = value is SourceList ? "a list" : ((SourceScalar)value).IsNull ? "null" : "a single value";
                    throw new SourceException($"'{path}' is {what}, which has no field '{name}'.", line, column);
            }

            path = $"{path}.{name}";
        }

        if (value is SourceScalar { IsNull: true } && action.Declares is null)
        {
            warn(new($"{action.Text} renders as '<no value>': its value is null.", action.Line, action.Column));
        }

        return value;
    }
}
