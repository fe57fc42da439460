using System.Diagnostics;
using System.Globalization;

namespace Actors.Cluster.Drills;

/// <summary>What activities did, by their own account: each writes when it starts, works and ends. An activity ends once it is let go.</summary>
internal sealed class Ledger : IDisposable
{
    private readonly TempFolder _folder = new();

    private sealed record Line(double Time, string Activity, string What, string Process);

    /// <summary>Source of a function that writes to the ledger and works until it is let go, or for some seconds.</summary>
    public string Source(string name, double? seconds = null) => $$"""
        {{Work(name, seconds)}}
        echo '{"done": true}' >"$ACTORS_OUTPUT"
        """;

    /// <summary>A folder with a program <c>tofu</c> that does what another one does, and whose applies write to the ledger and work until they are let go.</summary>
    public string Tofu(string name, string tofu)
    {
        var path = Directory.CreateDirectory(_folder.File("path")).FullName;
        var program = Path.Combine(path, "tofu");
        File.WriteAllText(program, $"#!/bin/bash\nif [ \"$1\" = apply ]; then\n{Work(name, null)}\nfi\nexec {tofu} \"$@\"\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    /// <summary>A resource template whose function writes to the ledger.</summary>
    public string Resource(string name, double? seconds = null) => Documents.Resource(name, Source(name, seconds));

    /// <summary>Lets an activity end.</summary>
    public void LetGo(params string[] names)
    {
        foreach (var name in names)
        {
            _folder.Write(name, "");
        }
    }

    /// <summary>How many processes of an activity have started.</summary>
    public int Starts(string name) => Lines().Count(line => line.Activity == name && line.What == "start");

    /// <summary>Waits until activities have started.</summary>
    public Task StartedAsync(Func<string> detail, params string[] names) =>
        Eventually.TrueAsync(() => names.All(name => Starts(name) > 0), $"{string.Join(", ", names)} started", detail);

    /// <summary>Each activity started once, worked, ended, and was accepted at its first attempt.</summary>
    public void RanOnce(IReadOnlyList<JsonNode> activities, Func<string> detail)
    {
        Check(activities, detail);
        Assert.All(activities, activity => Assert.True(Attempt(activity) == 1 && Starts(Name(activity)) == 1, $"{activity}{Environment.NewLine}{Text()}{Environment.NewLine}{detail()}"));
    }

    /// <summary>What was accepted is what happened: the accepted attempt ended, no activity has more starts than attempts, and no attempt did anything once a later one had started.</summary>
    public void Check(IReadOnlyList<JsonNode> activities, Func<string> detail)
    {
        Assert.All(activities, activity => Assert.True(
            Client.State(activity) == "Succeeded" && Consistent(Lines().Where(line => line.Activity == Name(activity)).ToList(), Attempt(activity)),
            $"{activity}{Environment.NewLine}{Text()}{Environment.NewLine}{detail()}"));
    }

    public void Dispose() => _folder.Dispose();

    private string Work(string name, double? seconds) => $$"""
        me=$BASHPID.$RANDOM
        note() { echo "$EPOCHREALTIME {{name}} $1 $me" >>{{_folder.File("ledger")}}; }
        note start
        {{(seconds is { } time ? string.Create(CultureInfo.InvariantCulture, $"for i in $(seq {time * 5:0}); do note work; sleep 0.2; done") : $"until [ -e {_folder.File(name)} ]; do note work; sleep 0.2; done")}}
        note end
        """;

    private static bool Consistent(List<Line> lines, int attempts)
    {
        var processes = lines.Select(line => line.Process).Distinct().ToList();
        // In the file's order, the lines of one process come after those of the one before: none works beside another.
        return processes.Count >= 1 && processes.Count <= attempts && lines[^1].What == "end"
            && processes.All(process => lines.FindLastIndex(line => line.Process == process) - lines.FindIndex(line => line.Process == process) + 1 == lines.Count(line => line.Process == process))
            && lines.Count(line => line.What == "end" && line.Process == processes[^1]) == 1;
    }

    private static string Name(JsonNode activity) => Client.Name(activity).Split('.')[0];

    private static int Attempt(JsonNode activity) => activity["status"]!["attempt"]!.GetValue<int>();

    private string Text() => File.Exists(_folder.File("ledger")) ? File.ReadAllText(_folder.File("ledger")) : "The ledger is empty.";

    private List<Line> Lines() => File.Exists(_folder.File("ledger"))
        ? [.. File.ReadAllLines(_folder.File("ledger")).Select(line => line.Split(' ')).Where(words => words.Length == 4)
            .Select(words => new Line(double.Parse(words[0], CultureInfo.InvariantCulture), words[1], words[2], words[3]))]
        : [];
}
