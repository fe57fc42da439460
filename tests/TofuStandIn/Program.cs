// A stand-in for OpenTofu in tests, on machines that cannot download it. It honours the command line that the worker uses, evaluates
// a tiny part of the language (variables with defaults, outputs of strings, numbers and interpolations), and really talks to the HTTP state backend.
using Actors.TofuStandIn;

try
{
    return await Commands.RunAsync(args);
}
catch (StandInException e)
{
    await Console.Error.WriteLineAsync($"\nError: {e.Message}\n");
    return 1;
}
