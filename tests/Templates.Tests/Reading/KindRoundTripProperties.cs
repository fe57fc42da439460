using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Templates.Kinds;
using Actors.Templates.Reading;
using Actors.Templates.Tests.Corpus;
using FsCheck.Xunit;

namespace Actors.Templates.Tests.Reading;

public sealed class KindRoundTripProperties
{
    private static readonly HashSet<string> ServerFields = ["id", "modifiedAt", "createdAt", "projectID", "createdBy", "modifiedBy"];

    [Property(MaxTest = 100)]
    public void Write_DocumentOfAnyKind_ReadsBackTheSame(int seed)
    {
        foreach (var kind in KindInfo.All)
        {
            var json = new DocumentGenerator(seed).Document(kind);

            var read = One(DocumentReader.Read(json.ToJsonString(), "a.json"));

            Assert.True(JsonNode.DeepEquals(json, read.Raw), $"{json}\n{read.Raw}");
            AssertSame(read, One(DocumentReader.Read(read.ToYaml(), "a.yaml")));
            AssertSame(read, ResourceDocument.FromJson(read.ToJson()));
        }
    }

    [Property(MaxTest = 100)]
    public void Read_SpelledAsInTheWild_GivesTheSame(int seed)
    {
        foreach (var kind in KindInfo.All)
        {
            var generator = new DocumentGenerator(seed);
            var json = generator.Document(kind);

            var read = One(DocumentReader.Read(generator.Respelled(json, kind).ToJsonString(), "a.json"));

            Assert.True(JsonNode.DeepEquals(json, read.Raw), $"{json}\n{read.Raw}");
        }
    }

    [Fact]
    public void Write_Corpus_ReadsBackTheSame()
    {
        foreach (var document in CorpusFile.All.SelectMany(file => file.Result.Documents))
        {
            AssertSame(document, One(DocumentReader.Read(document.ToYaml(), "a.yaml")));
            AssertSame(document, ResourceDocument.FromJson(document.ToJson()));
        }
    }

    // Compared without the knowledge of any kind: each text that stands in the file stands in what is written.
    [Fact]
    public void Read_Corpus_LosesNoValue()
    {
        foreach (var file in CorpusFile.All)
        {
            var nodes = new List<SourceNode>();
            new YamlSource(file.Text).ReadAll(nodes);
            var sources = nodes.SelectMany(Documents).Where(node => KindInfo.All.Any(kind => kind.Kind == Text(node, "kind") && kind.ApiVersion == Text(node, "apiVersion"))).ToList();

            Assert.Equal(file.Result.Documents.Count, sources.Count);
            foreach (var (source, document) in sources.Zip(file.Result.Documents))
            {
                var expected = Leaves(source).Where(text => text.Length > 0).Order(StringComparer.Ordinal);
                var actual = Leaves(document.Raw).Where(text => text.Length > 0).Order(StringComparer.Ordinal);
                Assert.Equal(expected, actual);
            }
        }
    }

    private static ResourceDocument One(ReadResult result)
    {
        Assert.False(result.HasErrors, string.Join('\n', result.Findings));
        return Assert.Single(result.Documents);
    }

    private static void AssertSame(ResourceDocument expected, ResourceDocument actual)
    {
        Assert.True(JsonNode.DeepEquals(expected.Raw, actual.Raw), $"{expected.ToYaml()}\n{actual.ToYaml()}");
        Assert.Equal(JsonSerializer.Serialize(expected.Spec, expected.Spec.GetType()), JsonSerializer.Serialize(actual.Spec, actual.Spec.GetType()));
        Assert.Equal(JsonSerializer.Serialize(expected.Metadata), JsonSerializer.Serialize(actual.Metadata));
    }

    private static IEnumerable<SourceMapping> Documents(SourceNode node) => node switch
    {
        SourceList list => list.Items.OfType<SourceMapping>(),
        SourceMapping mapping when mapping.Find("items") is SourceList items => items.Items.OfType<SourceMapping>(),
        SourceMapping mapping => [mapping],
        _ => [],
    };

    private static string? Text(SourceMapping mapping, string key) => (mapping.Find(key) as SourceScalar)?.Text;

    private static IEnumerable<string> Leaves(SourceNode node, string path = "") => node switch
    {
        SourceMapping mapping when path.EndsWith(".variables.value", StringComparison.Ordinal) => [PlainValue.Convert(mapping)!.ToJsonString()],
        SourceList list when path.EndsWith(".variables.value", StringComparison.Ordinal) => [PlainValue.Convert(list)!.ToJsonString()],
        SourceMapping mapping => mapping.Entries
            .Where(entry => !(path.Length == 0 && entry.Key == "status") && !(path == ".metadata" && ServerFields.Contains(entry.Key)))
            .SelectMany(entry => Leaves(entry.Value, $"{path}.{entry.Key}")),
        SourceList list => list.Items.SelectMany(item => Leaves(item, path)),
        SourceScalar { IsNull: true } => [],
        SourceScalar scalar => [path == ".metadata.name" ? scalar.Text.Trim() : scalar is { IsPlain: true, Text: "no" } ? "false" : scalar.Text],
        _ => [],
    };

    private static IEnumerable<string> Leaves(JsonNode? node) => node switch
    {
        JsonObject mapping => mapping.SelectMany(entry => Leaves(entry.Value)),
        JsonArray list => list.SelectMany(Leaves),
        null => [],
        _ when node.GetValueKind() == JsonValueKind.String => [node.GetValue<string>()],
        _ => [node.ToJsonString()],
    };
}
