using System.Text.Json.Nodes;

namespace Actors.TofuStandIn;

/// <summary>version, init, plan, apply, output, destroy.</summary>
internal static class Commands
{
    private static string DataDir => Environment.GetEnvironmentVariable("TF_DATA_DIR") is { Length: > 0 } folder ? folder : ".terraform";
    private static string BackendFile => Path.Combine(DataDir, "backend.json");

    public static async Task<int> RunAsync(string[] args)
    {
        var options = new Options(args.Skip(1));
        return args.FirstOrDefault() switch
        {
            "version" => Version(),
            "init" => Init(options),
            "plan" => await PlanAsync(options),
            "show" => await ShowAsync(options),
            "apply" => await ApplyAsync(options),
            "destroy" => await DestroyAsync(options),
            "output" => await OutputAsync(),
            var other => throw new StandInException($"the stand-in has no command '{other}'"),
        };
    }

    private static int Version()
    {
        Console.WriteLine("OpenTofu v1.8.0\non linux_amd64 (stand-in for tests)");
        return 0;
    }

    private static int Init(Options options)
    {
        var module = new Module(".");
        Directory.CreateDirectory(DataDir);
        var settings = new JsonObject();
        foreach (var file in options.All("backend-config"))
        {
            foreach (var line in File.ReadAllLines(file).Where(x => x.Contains('=')))
            {
                var parts = line.Split('=', 2);
                settings[parts[0].Trim()] = Module.Literal(parts[1].Trim());
            }
        }
        var hasAddress = settings.Count > 0 || Environment.GetEnvironmentVariable("TF_HTTP_ADDRESS") is not null;
        if (module.UsesHttp && !hasAddress)
        {
            throw new StandInException("backend \"http\" and its configuration go together");
        }
        File.WriteAllText(BackendFile, settings.ToJsonString());
        Console.WriteLine("Initializing the backend...\n\nOpenTofu has been successfully initialized!");
        return 0;
    }

    private static async Task<int> PlanAsync(Options options)
    {
        using var backend = Backend();
        return await LockedAsync(backend, "OperationTypePlan", options, async () =>
        {
            var (plan, changes) = await MakePlanAsync(backend, options, options.Has("destroy"));
            if (options.One("out") is { } file)
            {
                await File.WriteAllTextAsync(file, plan.ToJsonString());
            }
            // As terraform 0.13, to which changes of outputs are none; the stand-in has nothing but outputs.
            return changes && options.Has("detailed-exitcode") && Environment.GetEnvironmentVariable("STAND_IN_OUTPUTS_ARE_NO_CHANGES") is null ? 2 : 0;
        });
    }

    private static async Task<int> ShowAsync(Options options)
    {
        if (Environment.GetEnvironmentVariable("STAND_IN_SHOWS_NO_JSON") is not null)
        {
            Console.WriteLine("""{"resource_changes": [{}]}""");
            return 0;
        }
        var plan = (JsonObject)JsonNode.Parse(await File.ReadAllTextAsync(options.Rest.Single()))!;
        Console.WriteLine(options.Has("json") ? new JsonObject { ["format_version"] = "1.2", ["output_changes"] = plan["changes"]!.DeepClone() }.ToJsonString() : plan.ToJsonString());
        return 0;
    }

    private static async Task<int> ApplyAsync(Options options)
    {
        using var backend = Backend();
        return await LockedAsync(backend, "OperationTypeApply", options, async () =>
        {
            var plan = options.Rest is [var file] ? (JsonObject)JsonNode.Parse(await File.ReadAllTextAsync(file))! : (await MakePlanAsync(backend, options, false)).Plan;
            await CarryOutAsync(backend, plan);
            return 0;
        });
    }

    private static async Task<int> DestroyAsync(Options options)
    {
        using var backend = Backend();
        return await LockedAsync(backend, "OperationTypeApply", options, async () =>
        {
            await CarryOutAsync(backend, (await MakePlanAsync(backend, options, true)).Plan);
            return 0;
        });
    }

    private static async Task<int> OutputAsync()
    {
        using var backend = Backend();
        var outputs = (await backend.ReadAsync())?["outputs"]?.DeepClone() ?? new JsonObject();
        Console.WriteLine(outputs.ToJsonString());
        return 0;
    }

    private static async Task<int> LockedAsync(StateBackend backend, string operation, Options options, Func<Task<int>> work)
    {
        if (options.One("lock") == "false")
        {
            return await work();
        }
        await backend.LockAsync(operation, options.LockTimeout);
        try
        {
            return await work();
        }
        finally
        {
            await backend.UnlockAsync(operation);
        }
    }

    private static async Task<(JsonObject Plan, bool Changes)> MakePlanAsync(StateBackend backend, Options options, bool destroy)
    {
        var state = await backend.ReadAsync();
        var before = state?["outputs"] as JsonObject ?? [];
        var after = destroy ? [] : new Module(".").Evaluate(Variables(options));
        var added = after.Count(x => !before.ContainsKey(x.Key));
        var removed = before.Count(x => !after.ContainsKey(x.Key));
        var changed = after.Count(x => before.ContainsKey(x.Key) && !JsonNode.DeepEquals(before[x.Key], x.Value));
        var any = added + removed + changed > 0;
        Console.WriteLine(any ? $"Plan: {added} to add, {changed} to change, {removed} to destroy." : "No changes. Your infrastructure matches the configuration.");
        var plan = new JsonObject { ["serial"] = (state?["serial"]?.GetValue<int>() ?? 0) + 1, ["lineage"] = state?["lineage"]?.DeepClone() ?? Guid.NewGuid().ToString(), ["destroy"] = destroy, ["outputs"] = after, ["changes"] = Changes(before, after) };
        return (plan, any);
    }

    private static JsonObject Changes(JsonObject before, JsonObject after) => new(before.Concat(after).Select(x => x.Key).Distinct().Select(name => KeyValuePair.Create<string, JsonNode?>(name, new JsonObject
    {
        ["actions"] = new JsonArray(!before.ContainsKey(name) ? "create" : !after.ContainsKey(name) ? "delete" : JsonNode.DeepEquals(before[name], after[name]) ? "no-op" : "update"),
    })));

    private static async Task CarryOutAsync(StateBackend backend, JsonObject plan)
    {
        var outputs = (JsonObject)plan["outputs"]!;
        await backend.WriteAsync(new JsonObject
        {
            ["version"] = 4,
            ["terraform_version"] = "1.8.0",
            ["serial"] = plan["serial"]!.DeepClone(),
            ["lineage"] = plan["lineage"]!.DeepClone(),
            ["outputs"] = outputs.DeepClone(),
            ["resources"] = new JsonArray(),
        });
        Console.WriteLine(plan["destroy"]!.GetValue<bool>() ? "Destroy complete!" : $"Apply complete! Resources: {outputs.Count} added, 0 changed, 0 destroyed.");
        foreach (var (name, output) in outputs)
        {
            Console.WriteLine($"{name} = {(output!["sensitive"]!.GetValue<bool>() ? "<sensitive>" : output["value"]?.ToJsonString())}");
        }
    }

    private static Dictionary<string, JsonNode?> Variables(Options options)
    {
        var values = new Dictionary<string, JsonNode?>();
        foreach (var file in options.All("var-file"))
        {
            var text = File.ReadAllText(file);
            var pairs = file.EndsWith(".json", StringComparison.Ordinal)
                ? ((JsonObject)JsonNode.Parse(text)!).Select(x => (x.Key, x.Value))
                : text.Split('\n').Where(x => x.Contains('=')).Select(x => x.Split('=', 2)).Select(x => (x[0].Trim(), Module.Literal(x[1].Trim())));
            foreach (var (name, value) in pairs)
            {
                values[name] = value;
            }
        }
        return values;
    }

    private static StateBackend Backend()
    {
        if (!File.Exists(BackendFile))
        {
            throw new StandInException("Backend initialization required, please run \"tofu init\"");
        }
        var settings = (JsonObject)JsonNode.Parse(File.ReadAllText(BackendFile))!;
        var values = settings.ToDictionary(x => x.Key, x => x.Value!.GetValue<string>());
        // As the real tools do: what the configuration leaves open comes from the environment of each command.
        foreach (var name in new[] { "address", "lock_address", "unlock_address", "lock_method", "unlock_method", "username", "password", "retry_max", "retry_wait_min", "retry_wait_max" })
        {
            if (new Module(".").UsesHttp && Environment.GetEnvironmentVariable($"TF_HTTP_{name.ToUpperInvariant()}") is { } value)
            {
                values.TryAdd(name, value);
            }
        }
        return new StateBackend(values.Count == 0 ? null : values);
    }
}
