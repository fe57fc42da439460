namespace Actors.Templates.Expressions.Evaluation;

/// <summary>A name that an expression has bound, with those around it.</summary>
/// <param name="outer">The names around it.</param>
/// <param name="name">The name.</param>
/// <param name="value">The value; <see cref="Unknown"/> while references are looked for before all values are known.</param>
internal sealed class Locals(Locals? outer, string name, object? value)
{
    public Locals? Outer { get; } = outer;

    public string Name { get; } = name;

    public object? Value { get; } = value;

    /// <summary>Stands for a value that is not known yet.</summary>
    public static object Unknown { get; } = new();

    public static bool TryFind(Locals? locals, string name, out object? value)
    {
        for (; locals is not null; locals = locals.Outer)
        {
            if (locals.Name == name)
            {
                value = locals.Value;
                return true;
            }
        }

        value = null;
        return false;
    }
}
