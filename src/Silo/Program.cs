// Copyright the Actors authors. Licensed under Apache-2.0.
using Actors.Silo.Configuration;
using Actors.Silo.Hosting;

return await SiloCommandLine.InvokeAsync(args, SiloProgram.RunAsync);
