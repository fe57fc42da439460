using System.Xml.Linq;

namespace Actors.Contracts.Tests.Rooms;

/// <summary>Holds the house plan: which project may know which.</summary>
public sealed class RoomsTests
{
    private static readonly Dictionary<string, string[]> Rooms = new()
    {
        ["Templates"] = [],
        ["Contracts"] = [],
        ["Scheduling"] = ["Templates", "Contracts"],
        ["Grains"] = ["Templates", "Scheduling", "Contracts"],
        ["Runtimes"] = ["Contracts"],
        ["Storage"] = ["Contracts"],
        ["Worker"] = ["Contracts"],
        ["Cli"] = ["Contracts", "Templates"],
        ["Silo"] = ["Templates", "Scheduling", "Contracts", "Grains", "Runtimes", "Storage"],
    };

    /// <summary>Projects that must be built before another, without being referenced by it.</summary>
    private static readonly Dictionary<string, string[]> BuildOrder = new() { ["Silo"] = ["Worker", "Cli"] };

    public static TheoryData<string> Projects => [.. Directory.GetDirectories(Path.Combine(Root, "src")).Select(d => Path.GetFileName(d)!)];

    private static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Actors.sln")))
            {
                folder = folder.Parent;
            }

            return folder?.FullName ?? throw new DirectoryNotFoundException("Actors.sln is not above the tests.");
        }
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void References_OfAProject_AreThoseOfTheHousePlan(string project)
    {
        Assert.True(Rooms.ContainsKey(project), $"src/{project} is no room of the house plan.");
        var references = XDocument.Load(Path.Combine(Root, "src", project, $"{project}.csproj")).Descendants("ProjectReference").ToLookup(
            r => (string?)r.Attribute("ReferenceOutputAssembly") == "false",
            r => Path.GetFileNameWithoutExtension(((string)r.Attribute("Include")!).Replace('\\', '/')));

        Assert.Empty(references[false].Except(Rooms[project]));
        Assert.Empty(references[true].Except(BuildOrder.GetValueOrDefault(project, [])));
    }

    [Fact]
    public void Packages_OfPureRooms_AreNoInfrastructure()
    {
        foreach (var (room, allowed) in new[] { ("Templates", new[] { "YamlDotNet", "JsonSchema.Net", "Cronos" }), ("Scheduling", []), ("Contracts", []) })
        {
            var packages = XDocument.Load(Path.Combine(Root, "src", room, $"{room}.csproj")).Descendants("PackageReference").Select(p => (string)p.Attribute("Include")!);
            Assert.Empty(packages.Except(allowed));
        }
    }
}
