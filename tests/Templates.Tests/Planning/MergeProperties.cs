using System.Text.Json;
using Actors.Templates.Planning;
using Actors.Templates.Tests.Support;
using FsCheck.Xunit;

namespace Actors.Templates.Tests.Planning;

public sealed class MergeProperties
{
    private static readonly string[] Rules = ["allowed", "notallowed", "restricted", "restricted_key_values", ""];

    private static Catalog Catalog(int seed, bool shuffled, bool admitsNew = true)
    {
        var random = new Random(seed);
        var order = new Random(seed + 1);
        string Level(string who, bool canSelect) => "variables: [" + string.Join(", ", Mixed(Enumerable.Range(0, 4).Where(_ => random.Next(4) > 0)
            .Select(i => Entry($"v{i}", who, random, canSelect)).ToList())) + "]";
        string[] documents =
        [
            Documents.Doc("eaas.envmgmt.io/v1", "ConfigContext", "low", Level("low", canSelect: false)),
            Documents.Custom("r", "contexts: [{name: low}]\n" + Level("rt", canSelect: false)),
            Documents.EnvironmentTemplate($"resources: [{{name: r}}]\nallowNewInputsDuringPublish: {(admitsNew ? "true" : "false")}\n" + Level("et", canSelect: true)),
            Documents.Environment(Level("env", canSelect: true)),
        ];
        return Documents.Catalog([.. Mixed([.. documents])]);

        List<T> Mixed<T>(List<T> items) => shuffled ? [.. items.OrderBy(_ => order.Next())] : items;
    }

    private static string Entry(string name, string who, Random random, bool canSelect)
    {
        var rule = Rules[random.Next(Rules.Length)];
        var value = random.Next(5) == 0 ? "" : $", value: planted-{who}-{random.Next(3)}";
        var selector = canSelect && random.Next(5) == 0 ? $", selectors: [r.v{random.Next(4)}]" : "";
        var sensitive = random.Next(4) == 0 ? ", sensitive: true" : "";
        return $"{{name: {name}{value}, options: {{override: {{type: '{rule}', restrictedValues: [planted-env-1, planted-et-1], restrictedKeyValues: {{planted-env-0: x}}}}{selector}{sensitive}}}}}";
    }

    private static IReadOnlyList<ReportedValue> Report(Catalog catalog) => ValueReport.Of(new()
    {
        RunKind = RunKind.Deploy, Environment = catalog.Find("Environment", "prod")!, Catalog = catalog, Facts = Documents.Facts,
    });

    // Places hold positions, which differ by order; what counts does not.
    private static string Essence(IEnumerable<ReportedValue> values) => JsonSerializer.Serialize(values.OrderBy(value => value.Name, StringComparer.Ordinal).Select(value => new
    {
        value.Name, value.Type, value.Sensitive, From = value.From?.Subject, value.From?.Value, Others = value.Overridden.Select(each => (each.Subject, each.Value, each.Refused is null).ToString()),
    }));

    [Property(MaxTest = 150)]
    public void Merge_AnyOrderOfEntriesAndDocuments_GivesTheSame(int seed)
    {
        var (one, other) = (Catalog(seed, shuffled: false), Catalog(seed, shuffled: true));

        Assert.Equal(Essence(Report(one)), Essence(Report(other)));
        Assert.Equal(JsonSerializer.Serialize(Report(one)), JsonSerializer.Serialize(Report(one)));
        Assert.Equal(Documents.Plan(one).Plan is null, Documents.Plan(other).Plan is null);
    }

    [Property(MaxTest = 150)]
    public void Merge_RefusedOverride_NeverWins(int seed)
    {
        var catalog = Catalog(seed, shuffled: true, admitsNew: false);
        var values = Report(catalog);
        var refused = Documents.Plan(catalog).Findings
            .Where(finding => finding.Message.Contains("must not be overridden", StringComparison.Ordinal) || finding.Message.Contains("must be one of", StringComparison.Ordinal))
            .Select(finding => $"{finding.Subject} {finding.FieldPath}").ToHashSet();

        Assert.All(values, value => Assert.DoesNotContain(value.From?.ToString() ?? "", refused));
        Assert.All(values.SelectMany(value => value.Overridden).Where(other => other.Refused is not null), other => Assert.Contains(other.ToString(), refused));

        // A refusal is an error, so that nothing is deployed with another value than its author asked for.
        Assert.True(Documents.Plan(catalog).Plan is null || values.All(value => value.Overridden.All(other => other.Refused is null)));
    }

    [Property(MaxTest = 150)]
    public void Merge_SensitiveAnywhere_IsNowhereShown(int seed)
    {
        var catalog = Catalog(seed, shuffled: false);
        var result = Documents.Plan(catalog);

        foreach (var value in Report(catalog).Where(value => value.Sensitive))
        {
            Assert.DoesNotContain("planted", $"{JsonSerializer.Serialize(value.From)}{string.Join(' ', value.Overridden.Select(each => each.Value))}", StringComparison.Ordinal);
        }

        var inputs = result.Plan is null ? [] : ((FunctionPlan)result.Plan.Activities[0].Job).Inputs.Variables;
        Assert.All(Report(catalog).Where(value => value is { Sensitive: true, From: not null }), value => Assert.True(result.Plan is null || inputs.Single(input => input.Name == value.Name).Sensitive));
        Assert.All(
            Report(catalog).Where(value => value.Sensitive).SelectMany(value => value.Overridden.Select(other => other.Refused).OfType<string>()),
            message => Assert.DoesNotContain("planted", message, StringComparison.Ordinal));
        Assert.DoesNotContain("planted", string.Join(' ', inputs.Select(input => input.ToString())), StringComparison.Ordinal);
    }
}
