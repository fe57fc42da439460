using Actors.Storage.Tests;
using Actors.Storage.Tests.Testing;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

// xunit's own entry point would end a child ten seconds after it ran its tests, whatever the child does beside them.
if (ChildProgram.PlayPart(args)) return 0;
return args.Contains("--server") || args.Contains("--internal-msbuild-node")
    ? await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
    : await ConsoleRunner.Run(args);
