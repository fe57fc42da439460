using System.Globalization;

namespace Actors.TofuStandIn;

/// <summary>The options of the command line; others are errors, as in the real tool.</summary>
internal sealed class Options
{
    private static readonly string[] Known =
        ["input", "no-color", "backend-config", "plugin-dir", "reconfigure", "out", "detailed-exitcode", "destroy", "refresh", "lock", "lock-timeout", "target", "var-file", "var", "auto-approve", "json"];
    private readonly List<(string Name, string Value)> _options = [];

    public Options(IEnumerable<string> arguments)
    {
        foreach (var argument in arguments)
        {
            if (!argument.StartsWith('-'))
            {
                Rest.Add(argument);
                continue;
            }
            var parts = argument.TrimStart('-').Split('=', 2);
            if (!Known.Contains(parts[0]))
            {
                throw new StandInException($"flag provided but not defined: -{parts[0]}");
            }
            _options.Add((parts[0], parts.Length == 2 ? parts[1] : "true"));
        }
    }

    public List<string> Rest { get; } = [];
    public bool Has(string name) => All(name).LastOrDefault() is "true";
    public string? One(string name) => All(name).LastOrDefault();
    public IEnumerable<string> All(string name) => _options.Where(x => x.Name == name).Select(x => x.Value);
    public TimeSpan LockTimeout => One("lock-timeout") is { } text ? TimeSpan.FromSeconds(double.Parse(text.TrimEnd('s'), CultureInfo.InvariantCulture)) : TimeSpan.Zero;
}
