using System.Globalization;
using Actors.Contracts.Runtimes;
using Actors.Runtimes.Processes;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Runtimes.Tests.Processes;

public sealed partial class ProcessRuntimeTests
{
    private IWorkerRuntime Create(string script, params (string Key, string Value)[] values)
    {
        var program = Path.Combine(_data, string.Create(CultureInfo.InvariantCulture, $"program-{_runtimes.Count}"));
        File.WriteAllText(program, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        using var services = new ServiceCollection().AddLogging().AddProcessRuntime().BuildServiceProvider();
        var runtime = Assert.Single(services.GetServices<IWorkerRuntimeFactory>(), factory => factory.Name == "process").Create(new()
        {
            Installation = Installation,
            AgentKey = Agent,
            AgentName = "local",
            DataFolder = _data,
            WorkerProgram = program,
            Values = values.ToDictionary(pair => pair.Key, pair => (string?)pair.Value),
        });
        _runtimes.Add(runtime);
        return runtime;
    }

    private WorkerFolder FolderOf(WorkerSpec spec) => new(Path.Combine(AgentFolder, WorkerName.Of(Installation, spec.Attempt)));

    private static WorkerSpec Spec() => new()
    {
        Installation = Installation,
        Agent = Agent,
        Attempt = new($"default/default/env/{Guid.NewGuid():N}/task", 1),
        Size = new(500, 64L << 20),
        WorkerUrl = "http://127.0.0.1:9",
        Ticket = Ticket,
    };

    private static async Task<WorkerObservation> EndAsync(IWorkerRuntime runtime, WorkerSpec spec)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        await foreach (var worker in runtime.WatchAsync(deadline.Token))
        {
            if (worker.Attempt == spec.Attempt && worker.Phase == WorkerPhase.Ended)
                return worker;
        }

        throw new InvalidOperationException("The watch ended by itself.");
    }

    private static async Task PrintedAsync(IWorkerRuntime runtime, WorkerSpec spec, string text)
    {
        var begin = TimeProvider.System.GetTimestamp();
        while (!(await runtime.LogTailAsync(spec.Attempt, 100_000, Token)).EndsWith(text, StringComparison.Ordinal))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begin) < TimeSpan.FromSeconds(60), $"the worker printed '{text}'");
            await Task.Delay(10, Token);
        }
    }
}
