using System.Text.Json;
using System.Text.Json.Nodes;

namespace Actors.Templates.Resolving;

/// <summary>Gathers the texts that must be masked.</summary>
internal sealed class SecretCollector
{
    private const int MinLineLength = 8;
    private const int MaxFileLength = 64 * 1024;

    // Masking shorter numbers would make every log unreadable and hide nothing.
    private const int MinNumberLength = 4;
    private const int MinDerivedLength = 6;
    private readonly HashSet<string> _values = new(StringComparer.Ordinal);

    /// <summary>The texts, longest first, so that one that contains another is masked whole.</summary>
    public IReadOnlyList<string> Values => [.. _values.OrderByDescending(value => value.Length).ThenBy(value => value, StringComparer.Ordinal)];

    public void Add(string? secret)
    {
        if (string.IsNullOrWhiteSpace(secret))
        {
            return;
        }

        _values.Add(secret);

        // Logs come line by line, so that the lines of a key are masked one by one.
        foreach (var line in secret.Split('\n').Select(line => line.Trim()).Where(line => line.Length >= MinLineLength))
        {
            _values.Add(line);
        }
    }

    public void Add(JsonNode? secret)
    {
        switch (secret)
        {
            case JsonObject mapping:
                foreach (var (_, value) in mapping)
                {
                    Add(value);
                }

                break;
            case JsonArray list:
                foreach (var value in list)
                {
                    Add(value);
                }

                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                Add(value.GetValue<string>());
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.Number && value.ToJsonString().Length >= MinNumberLength:
                Add(value.ToJsonString());
                break;
            default:
                break;
        }
    }

    /// <summary>Adds what an expression made of a secret. Short texts, such as the <c>yes</c> of a comparison, hide nothing and would make logs unreadable.</summary>
    public void AddDerived(JsonNode? value)
    {
        switch (value)
        {
            case JsonObject mapping:
                foreach (var (_, each) in mapping)
                {
                    AddDerived(each);
                }

                break;
            case JsonArray list:
                foreach (var each in list)
                {
                    AddDerived(each);
                }

                break;
            case JsonValue when value.GetValueKind() == JsonValueKind.String && value.GetValue<string>().Length < MinDerivedLength:
                break;
            default:
                Add(value);
                break;
        }
    }

    /// <summary>Adds the content of a file when it is text; what is no text cannot stand in a log.</summary>
    public void AddFile(byte[] content)
    {
        if (content.Length <= MaxFileLength && System.Text.Unicode.Utf8.IsValid(content))
        {
            Add(System.Text.Encoding.UTF8.GetString(content));
        }
    }

    /// <summary>Adds the values of outputs that are marked sensitive.</summary>
    /// <param name="outputs">Outputs by resource.</param>
    public void AddOutputs(JsonObject outputs)
    {
        foreach (var output in SensitiveReads.Outputs(outputs))
        {
            Add(output["value"]);
        }
    }
}
