using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Templates.Kinds;

namespace Actors.Templates.Reading;

/// <summary>Makes one document from one value of a text, or says why it is none.</summary>
internal sealed class DocumentBuilder(SourceText source, List<ResourceDocument> documents, FindingLog findings)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);
    private static readonly string[] Envelope = ["apiVersion", "kind", "metadata", "spec", "status"];
    private static readonly HashSet<string> ServerFields = ["id", "modifiedAt", "createdAt", "projectID", "createdBy", "modifiedBy"];
    private readonly Dictionary<string, (int Line, int Column)> _places = [];
    private string? _subject;
    private bool _failed;

    public void Build(SourceNode node)
    {
        _places[""] = (node.Line, node.Column);
        if (node is not SourceMapping mapping)
        {
            Report(Severity.Error, "", "A document must be a mapping with apiVersion, kind, metadata and spec.");
            return;
        }

        foreach (var entry in mapping.Entries)
        {
            _places[RecordBinder.Join("", entry.Key)] = (entry.Line, entry.Column);
        }

        var metadataNode = mapping.Find("metadata") as SourceMapping;
        var name = (metadataNode?.Find("name") as SourceScalar)?.Text.Trim();
        if (Kind(mapping, name) is not { } info)
        {
            return;
        }

        _subject = string.IsNullOrEmpty(name) ? info.Kind : $"{info.Kind}/{name}";
        if (metadataNode?.Entries.FirstOrDefault(entry => entry.Key == "name") is { } named)
        {
            _places["metadata.name"] = (named.Line, named.Column);
        }

        var binder = new RecordBinder(Report, _places);
        var metadata = Metadata(binder, metadataNode, name);
        var spec = mapping.Find("spec") switch
        {
            SourceMapping value => binder.Bind(value, info.SpecType, "spec"),
            null or SourceScalar { IsNull: true } => [],
            _ => Fail("spec", "This must be a mapping."),
        };
        var raw = new JsonObject { ["apiVersion"] = info.ApiVersion, ["kind"] = info.Kind, ["metadata"] = metadata, ["spec"] = spec };
        foreach (var entry in mapping.Entries.Where(entry => !Envelope.Contains(entry.Key)))
        {
            Report(Severity.Warning, RecordBinder.Join("", entry.Key), $"The field is not known; it is kept and has no effect.{Nearest.Hint(entry.Key, Envelope)}");
            raw[entry.Key] = PlainValue.Convert(entry.Value);
        }

        if (!_failed)
        {
            documents.Add(new(info, metadata.Deserialize<Metadata>(Options)!, spec.Deserialize(info.SpecType, Options)!, raw) { Places = new(source, _places) });
        }
    }

    private KindInfo? Kind(SourceMapping mapping, string? name)
    {
        var apiVersion = (mapping.Find("apiVersion") as SourceScalar)?.Text.Trim() ?? "";
        var kind = (mapping.Find("kind") as SourceScalar)?.Text.Trim() ?? "";
        if (kind.Length == 0)
        {
            Report(Severity.Error, "kind", "The document names no kind.");
            return null;
        }

        if (KindInfo.All.FirstOrDefault(known => known.Kind == kind && known.ApiVersion == apiVersion) is { } info)
        {
            return info;
        }

        var group = apiVersion.Split('/')[0];
        var near = Nearest.Find(kind, KindInfo.All.Where(known => known.Group == group).Select(known => known.Kind));
        if (near is null && NeighbourKinds.Contains(apiVersion, kind))
        {
            _subject = string.IsNullOrEmpty(name) ? kind : $"{kind}/{name}";
            Report(Severity.Warning, "kind", $"Note: {kind} of {apiVersion} is a neighbouring kind; nothing is done with the document.");
        }
        else if (KindInfo.All.FirstOrDefault(known => known.Kind == kind) is { } same)
        {
            Report(Severity.Error, "apiVersion", $"The apiVersion of {kind} must be '{same.ApiVersion}', not '{apiVersion}'.");
        }
        else
        {
            var hint = Nearest.Hint(kind, KindInfo.All.Select(known => known.Kind));
            var known = string.Join(", ", KindInfo.All.Select(each => each.Kind));
            Report(Severity.Error, "kind", $"The kind '{kind}'{(apiVersion.Length > 0 ? $" of '{apiVersion}'" : "")} is not known.{hint} Known are {known}.");
        }

        return null;
    }

    private JsonObject Metadata(RecordBinder binder, SourceMapping? node, string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return Fail("metadata.name", "The document has no name.");
        }

        if (!DocumentName.IsValid(name))
        {
            return Fail("metadata.name", $"The name must have {DocumentName.Rule}.");
        }

        var own = new SourceMapping([.. node!.Entries.Where(entry => !ServerFields.Contains(entry.Key))], node.Line, node.Column);
        var metadata = binder.Bind(own, typeof(Metadata), "metadata");
        metadata["name"] = name;
        return metadata;
    }

    private JsonObject Fail(string path, string message)
    {
        Report(Severity.Error, path, message);
        return [];
    }

    private void Report(Severity severity, string path, string message)
    {
        _failed |= severity == Severity.Error;
        findings.Add(new(severity, message, _subject, path.Length == 0 ? null : path, new SourceMap(source, _places).PlaceOf(path)));
    }
}
