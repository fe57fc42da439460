using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Actors.Contracts.Activities;

namespace Actors.Silo.Tests.Environments;

[Collection<SiloCollection>]
public sealed class StateApiTests(SiloFixture silo)
{
    [Fact]
    public async Task Versions_AfterTwoRuns_HaveTheirHistoryAndContent()
    {
        var tofu = await WrittenAsync(1, 2);

        var state = (await tofu.AskAsync(HttpMethod.Get, tofu.State)).Body;
        var versions = (await tofu.AskAsync(HttpMethod.Get, $"{tofu.State}/versions")).Body["items"]!.AsArray();
        var list = (await tofu.AskAsync(HttpMethod.Get, $"{tofu.Environment}/states")).Body["items"]!.AsArray();

        Assert.Equal([(2, "Current", 2), (1, "Earlier", 1)], versions.Select(x => (x!["version"]!.GetValue<int>(), x["state"]!.GetValue<string>(), x["serial"]!.GetValue<int>())));
        var first = versions[1]!;
        Assert.Equal((TofuUnderTest.Id, 1, "l", "Written"), (first["activity"]!.GetValue<string>(), first["attempt"]!.GetValue<int>(), first["lineage"]!.GetValue<string>(), first["origin"]!.GetValue<string>()));
        Assert.NotEqual(first["run"]!.GetValue<string>(), versions[0]!["run"]!.GetValue<string>());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(State(1)))), first["sha256"]!.GetValue<string>());
        Assert.Equal((HttpStatusCode.OK, State(1)), await tofu.CallAsync(HttpMethod.Get, $"{tofu.State}/versions/1"));
        Assert.Equal((HttpStatusCode.OK, State(2)), await tofu.CallAsync(HttpMethod.Get, $"{tofu.State}/versions/current"));
        Assert.Equal(("a", 2, 2), (state["resource"]!.GetValue<string>(), state["current"]!["version"]!.GetValue<int>(), state["versions"]!.GetValue<int>()));
        Assert.True(JsonNode.DeepEquals(state, Assert.Single(list)));
    }

    [Fact]
    public async Task Restore_EarlierVersion_IsANewOneThatTheToolReads()
    {
        var tofu = await WrittenAsync(1, 7, 3);

        var (status, restored) = await tofu.AskAsync(HttpMethod.Post, $"{tofu.State}/versions/1/restore");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal((4, 1, 8), (restored["version"]!.GetValue<int>(), restored["source"]!.GetValue<int>(), restored["serial"]!.GetValue<int>()));
        var current = (await tofu.AskAsync(HttpMethod.Get, tofu.State)).Body["current"]!;
        Assert.Equal(("Restored", 1, "administrator", null), (current["origin"]!.GetValue<string>(), current["source"]!.GetValue<int>(), current["by"]!.GetValue<string>(), current["run"]));
        var expected = JsonNode.Parse(State(1))!;
        expected["serial"] = 8;
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse((await tofu.CallAsync(HttpMethod.Get, $"{tofu.State}/versions/4")).Text)));

        await tofu.StartAsync();
        Assert.Equal(HttpStatusCode.OK, await tofu.ToolAsync("GET"));
        Assert.Equal(HttpStatusCode.OK, await tofu.ToolAsync("POST", State(9)));
        await tofu.EndAsync();
        Assert.Equal(State(9), (await tofu.CallAsync(HttpMethod.Get, $"{tofu.State}/versions/current")).Text);
    }

    [Fact]
    public async Task Restore_DeeplyNestedState_KeepsItAndRaisesTheSerial()
    {
        var tofu = await WrittenAsync(1);
        var deep = $$"""{"version":4,"serial":7,"lineage":"l","outputs":{{new string('[', 100)}}{{new string(']', 100)}}}""";
        foreach (var state in new[] { deep, State(2) })
        {
            await tofu.StartAsync();
            Assert.Equal(HttpStatusCode.OK, await tofu.ToolAsync("POST", state));
            await tofu.EndAsync();
        }

        var (status, restored) = await tofu.AskAsync(HttpMethod.Post, $"{tofu.State}/versions/2/restore");

        Assert.Equal((HttpStatusCode.OK, 8), (status, restored["serial"]?.GetValue<int>()));
        var text = (await tofu.CallAsync(HttpMethod.Get, $"{tofu.State}/versions/current")).Text;
        Assert.Equal(deep.Replace(":7,", ":8,", StringComparison.Ordinal), string.Concat(text.Where(letter => !char.IsWhiteSpace(letter))));
    }

    [Fact]
    public async Task Restore_StateThatTheToolEncrypted_IsRefusedAndNothingWritten()
    {
        var tofu = await WrittenAsync(1);
        foreach (var serial in new[] { 2, 3 })
        {
            await tofu.StartAsync();
            Assert.Equal(HttpStatusCode.OK, await tofu.ToolAsync("POST", $$"""{"serial":{{serial}},"lineage":"l","meta":{"key_provider.pbkdf2.a":"e30="},"encrypted_data":"c2VjcmV0","encryption_version":"v0"}"""));
            await tofu.EndAsync();
        }

        var said = await tofu.RefusedAsync(HttpStatusCode.Conflict, HttpMethod.Post, $"{tofu.State}/versions/2/restore");

        Assert.Contains("encrypted itself", said, StringComparison.Ordinal);
        Assert.Contains("actors state download ENV a --version 2", said, StringComparison.Ordinal);
        var current = (await tofu.AskAsync(HttpMethod.Get, tofu.State)).Body["current"]!;
        Assert.Equal((3, 3), (current["version"]!.GetValue<int>(), current["serial"]!.GetValue<int>()));
        Assert.Equal(HttpStatusCode.OK, (await tofu.CallAsync(HttpMethod.Post, $"{tofu.State}/versions/1/restore")).Status);
    }

    [Fact]
    public async Task Restore_WhileARunIsOpen_IsRefused()
    {
        var tofu = await WrittenAsync(1, 2);
        await tofu.StartAsync();

        Assert.Contains("in progress", await tofu.RefusedAsync(HttpStatusCode.Conflict, HttpMethod.Post, $"{tofu.State}/versions/1/restore"), StringComparison.Ordinal);

        await tofu.EndAsync();
        Assert.Equal(HttpStatusCode.OK, (await tofu.CallAsync(HttpMethod.Post, $"{tofu.State}/versions/1/restore")).Status);
    }

    [Fact]
    public async Task Restore_WhatCannotBe_SaysWhy()
    {
        var tofu = await WrittenAsync(1, 2);

        Assert.Contains("is the current state", await tofu.RefusedAsync(HttpStatusCode.Conflict, HttpMethod.Post, $"{tofu.State}/versions/2/restore"), StringComparison.Ordinal);
        Assert.Contains("has no version 9", await tofu.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Post, $"{tofu.State}/versions/9/restore"), StringComparison.Ordinal);
        Assert.Contains("no number", await tofu.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, $"{tofu.State}/versions/current/restore"), StringComparison.Ordinal);
        await tofu.StartAsync();
        await tofu.ToolAsync("POST", "no state");
        await tofu.ToolAsync("POST", State(3));
        await tofu.EndAsync();
        Assert.Contains("has no serial", await tofu.RefusedAsync(HttpStatusCode.Conflict, HttpMethod.Post, $"{tofu.State}/versions/3/restore"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeptAside_CanBeLookedAtAndAdopted()
    {
        var tofu = await WrittenAsync(1);
        await tofu.StartAsync();
        await tofu.EndAsync(new() { Reason = ReasonCode.InvalidInput, Message = "no" });
        Assert.Equal(HttpStatusCode.Conflict, await tofu.ToolAsync("POST", State(5)));

        var versions = (await tofu.AskAsync(HttpMethod.Get, $"{tofu.State}/versions")).Body["items"]!.AsArray();
        Assert.Equal([(2, "KeptAside"), (1, "Current")], versions.Select(x => (x!["version"]!.GetValue<int>(), x["state"]!.GetValue<string>())));
        Assert.Equal(State(5), (await tofu.CallAsync(HttpMethod.Get, $"{tofu.State}/versions/2")).Text);
        Assert.Equal(State(1), (await tofu.CallAsync(HttpMethod.Get, $"{tofu.State}/versions/current")).Text);
        Assert.Contains("adopt it", await tofu.RefusedAsync(HttpStatusCode.Conflict, HttpMethod.Post, $"{tofu.State}/versions/2/restore"), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.NoContent, (await tofu.CallAsync(HttpMethod.Post, $"{tofu.State}/adopt")).Status);
        Assert.Equal("Adopted", (await tofu.AskAsync(HttpMethod.Get, tofu.State)).Body["current"]!["origin"]!.GetValue<string>());
    }

    [Fact]
    public async Task Unlock_WhileItsAttemptIsAtWork_IsRefusedAndSaysWho()
    {
        var tofu = await TofuUnderTest.CreateAsync(silo);
        await tofu.StartAsync();
        Assert.Equal(HttpStatusCode.OK, await tofu.ToolAsync("LOCK", """{"ID":"lock-1","Operation":"OperationTypeApply","Who":"me@there"}"""));

        var held = (await tofu.AskAsync(HttpMethod.Get, tofu.State)).Body["lock"]!;
        Assert.Equal(("lock-1", TofuUnderTest.Id, 1, true, "OperationTypeApply", "me@there"), (held["id"]!.GetValue<string>(), held["activity"]!.GetValue<string>(), held["attempt"]!.GetValue<int>(),
            held["alive"]!.GetValue<bool>(), held["operation"]!.GetValue<string>(), held["who"]!.GetValue<string>()));
        Assert.InRange(held["since"]!.GetValue<DateTimeOffset>(), DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddMinutes(1));
        Assert.Contains("still at work", await tofu.RefusedAsync(HttpStatusCode.Conflict, HttpMethod.Post, $"{tofu.State}/unlock"), StringComparison.Ordinal);
        Assert.Contains("still at work", await tofu.RefusedAsync(HttpStatusCode.Conflict, HttpMethod.Post, $"{tofu.State}/unlock?lockId=lock-1"), StringComparison.Ordinal);

        await tofu.EndAsync();
        Assert.Equal(HttpStatusCode.NoContent, (await tofu.CallAsync(HttpMethod.Post, $"{tofu.State}/unlock?lockId=lock-1")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await tofu.CallAsync(HttpMethod.Post, $"{tofu.State}/unlock")).Status);
    }

    [Fact]
    public async Task States_OfNobody_AreNotThere()
    {
        var tofu = await WrittenAsync(1);

        var other = tofu.State.Replace("/a/", "/b/", StringComparison.Ordinal);
        Assert.Contains("There is one of: a", await tofu.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, other), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await tofu.CallAsync(HttpMethod.Get, $"{other}/versions/current")).Status);
        foreach (var path in new[] { $"{tofu.Environment}/states", tofu.State, $"{tofu.State}/versions", $"{tofu.State}/versions/1" })
        {
            using var anybody = silo.Client();
            using var answer = await anybody.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }

        // A worker's token opens nothing here, on neither listener.
        Assert.Equal(HttpStatusCode.NotFound, (await tofu.WorkerAsync(HttpMethod.Get, "../.." + tofu.State)).Status);
    }

    private async Task<TofuUnderTest> WrittenAsync(params int[] serials)
    {
        var tofu = await TofuUnderTest.CreateAsync(silo);
        foreach (var serial in serials)
        {
            await tofu.StartAsync();
            Assert.Equal(HttpStatusCode.OK, await tofu.ToolAsync("POST", State(serial)));
            await tofu.EndAsync();
        }

        return tofu;
    }

    private static string State(int serial) => $$"""{"version":4,"serial":{{serial}},"lineage":"l","outputs":{"big":{"value":12345678901234567890,"text":"ä<&>"} } }""";
}
