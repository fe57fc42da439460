using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Actors.Templates.Kinds;

namespace Actors.Templates.Tests.Reference;

/// <summary>The doc comments of the library.</summary>
internal static partial class DocComments
{
    private static readonly Dictionary<string, XElement> Members = XDocument.Load(Path.ChangeExtension(typeof(KindInfo).Assembly.Location, ".xml"))
        .Descendants("member").ToDictionary(member => member.Attribute("name")!.Value, member => member.Element("summary")!);

    public static string Of(Type type) => Text(Members[$"T:{type.FullName}"]);

    public static string Of(PropertyInfo property) => Text(Members[$"P:{property.DeclaringType!.FullName}.{property.Name}"]);

    private static string Text(XElement summary) => Space().Replace(string.Concat(summary.Nodes().Select(Part)), " ").Trim();

    private static string Part(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement { Name.LocalName: "see" } see => $"`{see.Attribute("cref")!.Value.Split('.')[^1]}`",
        _ => throw new InvalidOperationException($"The documentation has no words for {node}."),
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
