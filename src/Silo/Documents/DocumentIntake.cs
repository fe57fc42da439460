using System.Text.Json.Nodes;
using Actors.Silo.Api;
using Actors.Templates.Reading;

namespace Actors.Silo.Documents;

/// <summary>Checks of an incoming document that need no store. Each refuses with an <see cref="ApiException"/>.</summary>
internal static class DocumentIntake
{
    /// <summary>The one document of a text, fit for where it was sent to.</summary>
    public static ResourceDocument ReadOne(DocumentScope scope, string text, string source)
    {
        var read = DocumentReader.Read(text, source);
        if (read.HasErrors)
        {
            throw ApiException.Invalid($"The document is not valid: {Summary(read.Findings)}", read.Findings);
        }

        if (read.Documents is not [var document])
        {
            throw ApiException.Invalid($"One document was expected, {read.Documents.Count} were sent. Send each in a request of its own.");
        }

        if (document.Info != scope.Info)
        {
            throw ApiException.Invalid($"{document.Subject} is of kind {document.ApiVersion} {document.Kind}, but was sent to {scope.Info.Plural} of {scope.Info.ApiVersion}.",
                [document.FindingAt(Severity.Error, "kind", $"must be {scope.Info.Kind} here")]);
        }

        if (!string.IsNullOrWhiteSpace(document.Metadata.Project) && document.Metadata.Project != scope.Project)
        {
            throw ApiException.Invalid($"{document.Subject} says that it belongs to project '{document.Metadata.Project}', but was sent to project '{scope.Project}'.",
                [document.FindingAt(Severity.Error, "metadata.project", $"must be '{scope.Project}' here, or be left out")]);
        }

        return document;
    }

    /// <summary>Refuses redaction markers that no stored value stands for.</summary>
    public static void RefuseMarkers(ResourceDocument incoming, JsonObject merged)
    {
        var markers = DocumentJson.MarkersIn(merged).ToList();
        if (markers.Count > 0)
        {
            throw ApiException.Invalid($"{incoming.Subject} has a redacted value where nothing is stored yet. Give the value itself.",
                markers.Select(path => incoming.FindingAt(Severity.Error, path, "is redacted, and no value is stored that it could stand for")));
        }
    }

    /// <summary>The document as it is to be stored.</summary>
    public static ResourceDocument Canonical(DocumentScope scope, JsonObject json)
    {
        DocumentJson.RemoveViewFields(json);
        json["metadata"]!["project"] = scope.Project;
        try
        {
            return ResourceDocument.FromJson(json);
        }
        catch (DocumentException e)
        {
            throw ApiException.Invalid($"The document is not valid: {Summary(e.Findings)}", e.Findings);
        }
    }

    /// <summary>The errors in a few words.</summary>
    public static string Summary(IReadOnlyList<Finding> findings)
    {
        var errors = findings.Where(finding => finding.Severity == Severity.Error).ToList();
        return errors.Count == 1 ? errors[0].Message : $"{errors.Count} errors, the first: {errors[0].Message}";
    }
}
