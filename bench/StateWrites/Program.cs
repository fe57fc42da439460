using System.CommandLine;
using Actors.StateWrites;

var database = new Option<string?>("--database") { Description = "A PostgreSQL database for this alone; none: a SQLite file in the folder of temporary files." };
var rounds = new Option<int>("--rounds") { Description = "Measurements for each size and number of writers.", DefaultValueFactory = _ => 15 };
var root = new RootCommand("Writes of grain states that are sealed, beside the same writes without it, in one run.") { database, rounds };
root.SetAction((parse, _) => Benchmark.RunAsync(parse.GetValue(database), parse.GetValue(rounds)));
return await root.Parse(args).InvokeAsync();
