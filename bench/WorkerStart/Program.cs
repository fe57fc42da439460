using System.CommandLine;
using Actors.WorkerStart;

var engine = new Argument<string>("ENGINE") { Description = "docker or kubernetes." };
engine.AcceptOnlyFromAmong("docker", "kubernetes");
var rounds = new Option<int>("--rounds") { Description = "Measurements for each number of workers at a time.", DefaultValueFactory = _ => 10 };
var kubeConfig = new Option<string?>("--kubeconfig") { Description = "The cluster, with kubernetes." };
var root = new RootCommand("Time from a lease to the worker's first call and to its accepted result, beside the same image started by hand, in one run.") { engine, rounds, kubeConfig };
root.SetAction((parse, cancellationToken) => Benchmark.RunAsync(parse.GetValue(engine)!, parse.GetValue(kubeConfig), parse.GetValue(rounds), cancellationToken));
return await root.Parse(args).InvokeAsync();
