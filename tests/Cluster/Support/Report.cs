namespace Actors.Cluster.Support;

/// <summary>Lines of a run that passed, in the file <c>drills.json</c> beside the test program and in the test's output: the runner shows no output of tests that pass.</summary>
internal static class Report
{
    private static readonly string File = Path.Combine(AppContext.BaseDirectory, "drills.json");
    private static readonly Lock Writing = new();
    private static bool _begun;

    public static void Print(JsonObject line)
    {
        lock (Writing)
        {
            if (!_begun)
            {
                System.IO.File.Delete(File);
                _begun = true;
            }

            System.IO.File.AppendAllText(File, line.ToJsonString() + "\n");
        }

        TestContext.Current.TestOutputHelper?.WriteLine(line.ToJsonString());
    }
}
