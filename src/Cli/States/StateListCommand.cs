using System.CommandLine;
using System.Text.Json.Nodes;
using Actors.Cli.Api;
using Actors.Cli.Hosting;
using Actors.Cli.Inspection;
using Actors.Cli.Output;

namespace Actors.Cli.States;

/// <summary><c>state list ENV [RESOURCE]</c>: the states of an environment, or the versions and the lock of one.</summary>
internal static class StateListCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CliHost host, GlobalOptions options)
    {
        var environment = StateCommand.Environment();
        var resource = new Argument<string?>("resource") { Description = "Name of a resource, whose versions are listed (default: the states of all).", Arity = ArgumentArity.ZeroOrOne };
        var output = CliCommand.OutputOption(Printer.Table, Printer.Json, Printer.Yaml);
        return new Command("list", "List the states of an environment, or the versions of one.") { environment, resource, output }.Runs(host, options, async (invocation, cancellation) =>
        {
            var (name, format) = (invocation.GetRequired(environment), invocation.GetRequired(output));
            if (invocation.Get(resource) is { } part)
            {
                await VersionsAsync(invocation, ApiPaths.State(invocation.Project, name, part), format, cancellation);
            }
            else
            {
                await StatesAsync(invocation, name, format, cancellation);
            }

            return ExitCodes.Ok;
        });
    }

    private static async Task StatesAsync(Invocation invocation, string environment, string format, CancellationToken cancellation)
    {
        var list = await ListReader.ReadAllAsync(invocation.Api, ApiPaths.States(invocation.Project, environment), cancellation);
        if (format != Printer.Table)
        {
            invocation.Printer.Value(format, list);
            return;
        }

        if (!Items(list).Any())
        {
            invocation.Host.Error.WriteLine($"Environment/{environment} has no OpenTofu states.");
            return;
        }

        invocation.Printer.Rows(
            ["RESOURCE", "VERSION", "SERIAL", "BYTES", "WRITTEN", "BY", "KEPT ASIDE", "LOCK"],
            Items(list).Select(state => (IReadOnlyList<string?>)
            [
                JsonField.Text(state, "resource"), JsonField.Text(state, "current.version"), JsonField.Text(state, "current.serial"), JsonField.Text(state, "current.bytes"), JsonField.Text(state, "current.at"),
                By(state?["current"]), JsonField.Text(state, "keptAside"), Lock(state?["lock"]),
            ]));
    }

    private static async Task VersionsAsync(Invocation invocation, string path, string format, CancellationToken cancellation)
    {
        var state = await invocation.Api.GetAsync(path, cancellation);
        // One that was locked before it was ever written has no version.
        var list = JsonField.At(state, "current") is null && JsonField.Text(state, "keptAside") == "0" ? [] : await ListReader.ReadAllAsync(invocation.Api, $"{path}/versions", cancellation);
        if (format != Printer.Table)
        {
            state["history"] = list["items"]?.DeepClone() ?? new JsonArray();
            invocation.Printer.Value(format, state);
            return;
        }

        if (Lock(state["lock"]) is { Length: > 0 } held)
        {
            invocation.Printer.Fields(("Locked", held));
            invocation.Printer.Line();
        }

        invocation.Printer.Rows(
            ["VERSION", "STATE", "SERIAL", "BYTES", "WRITTEN", "BY", "SHA-256"],
            Items(list).Select(version => (IReadOnlyList<string?>)
            [
                JsonField.Text(version, "version"), JsonField.Text(version, "state"), JsonField.Text(version, "serial"), JsonField.Text(version, "bytes"), JsonField.Text(version, "at"), By(version),
                JsonField.Text(version, "sha256")?[..12],
            ]));
    }

    private static IEnumerable<JsonNode?> Items(JsonObject list) => list["items"] as JsonArray ?? [];

    private static string By(JsonNode? version) => JsonField.Text(version, "origin") switch
    {
        "Restored" => $"restored from {JsonField.Text(version, "source")} by {JsonField.Text(version, "by")}",
        "Adopted" => $"{Attempt(version)}, adopted",
        null => "",
        _ => Attempt(version),
    };

    private static string Lock(JsonNode? held) => held is null ? "" : string.Concat(
        $"{JsonField.Text(held, "id")} by {Attempt(held)}{(JsonField.Text(held, "alive") == "true" ? "" : ", which is over")}",
        JsonField.Text(held, "operation") is { } operation ? $", {operation}" : "",
        JsonField.Text(held, "since") is { } since ? $", since {since}" : "");

    private static string Attempt(JsonNode? item) => $"{JsonField.Text(item, "run")}/{JsonField.Text(item, "activity")} attempt {JsonField.Text(item, "attempt")}";
}
