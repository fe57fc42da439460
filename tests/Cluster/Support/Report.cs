namespace Actors.Cluster.Support;

/// <summary>Lines of a run that passed, in the file <c>drills.json</c> beside the test program and in the test's output: the runner shows no output of tests that pass.</summary>
internal static class Report
{
    private static readonly string File = Path.Combine(AppContext.BaseDirectory, "drills.json");
    private static int _lines;

    public static void Print(JsonObject line)
    {
        if (Interlocked.Increment(ref _lines) == 1)
        {
            System.IO.File.Delete(File);
        }

        System.IO.File.AppendAllText(File, line.ToJsonString() + "\n");
        TestContext.Current.TestOutputHelper?.WriteLine(line.ToJsonString());
    }
}
