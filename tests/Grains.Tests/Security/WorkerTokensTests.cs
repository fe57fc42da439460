using Actors.Contracts.Identity;
using Actors.Grains.Security;

namespace Actors.Grains.Tests.Security;

public sealed class WorkerTokensTests
{
    private const string Alphabet = "abcXYZ019-_";
    private const string Activity = "org/pro%2Fject/env/01J/a.task.run";
    private readonly WorkerTokens _tokens = Tokens(1);

    [Theory]
    [InlineData(WorkerTokenKind.Ticket, "", "at.")]
    [InlineData(WorkerTokenKind.Session, "n-1", "aw.")]
    [InlineData(WorkerTokenKind.State, "n_2", "as.")]
    public void TryVerify_WhatMakeMade_IsRead(WorkerTokenKind kind, string nonce, string prefix)
    {
        var text = _tokens.Make(kind, new(Activity, 3), nonce);

        Assert.True(_tokens.TryVerify(text, out var token));
        Assert.Equal(new(kind, new(Activity, 3), nonce), token);
        Assert.StartsWith(prefix, text, StringComparison.Ordinal);
        Assert.True(WorkerTokens.TryReadAttempt(text, out var attempt));
        Assert.Equal(new(Activity, 3), attempt);
    }

    [Fact]
    public void TryVerify_OtherInstallation_IsRefused() => Assert.False(Tokens(2).TryVerify(_tokens.Make(WorkerTokenKind.Session, new(Activity, 1), "n"), out _));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("....")]
    [InlineData("aw.x.1.n.sig")]
    [InlineData("aw.!!.1.n.sig")]
    [InlineData("aw.YQ.99999999999.n.sig")]
    public void TryVerify_Nonsense_IsRefused(string? text)
    {
        Assert.False(_tokens.TryVerify(text, out _));
        Assert.False(WorkerTokens.TryReadAttempt(text, out _));
    }

    [Fact]
    public void TryVerify_TooLong_IsRefused() => Assert.False(_tokens.TryVerify(new('a', 5000), out _));

    [Fact]
    public void TryVerify_ActivityOfAnotherDepth_IsRefused() =>
        Assert.False(_tokens.TryVerify(_tokens.Make(WorkerTokenKind.Session, new("org/project/env/run", 1), "n"), out _));

    [Fact]
    public void TryVerify_AnyPartExchanged_IsRefused()
    {
        var one = _tokens.Make(WorkerTokenKind.Session, new(Activity, 1), "n").Split('.');
        var other = _tokens.Make(WorkerTokenKind.State, new(Activity + "2", 2), "m").Split('.');

        for (var part = 0; part < one.Length; part++)
        {
            var mixed = one.ToArray();
            mixed[part] = other[part];
            Assert.False(_tokens.TryVerify(string.Join('.', mixed), out _), $"part {part}");
        }
    }

    [Fact]
    public void TryVerify_AnyCharacterChanged_IsRefused()
    {
        const int Seed = 20_260_101;
        var random = new Random(Seed);
        for (var i = 0; i < 300; i++)
        {
            var attempt = new AttemptId(ActorKey.Of(Enumerable.Range(0, 5).Select(_ => Text(random, 12))).Value, random.Next(1, 1000));
            var kind = (WorkerTokenKind)random.Next(3);
            var nonce = Text(random, 20);
            var text = _tokens.Make(kind, attempt, nonce);
            Assert.True(_tokens.TryVerify(text, out var token), $"seed {Seed}, turn {i}");
            Assert.Equal(new(kind, attempt, nonce), token);

            var changed = text.ToCharArray();
            var place = random.Next(changed.Length);
            changed[place] = changed[place] == 'q' ? 'r' : 'q';
            Assert.False(_tokens.TryVerify(new(changed), out _), $"seed {Seed}, turn {i}: {text} with {place} changed");
            Assert.False(_tokens.TryVerify(text[..random.Next(text.Length)], out _), $"seed {Seed}, turn {i}: {text} cut");
        }
    }

    private static WorkerTokens Tokens(byte key) => new(new("id", Enumerable.Repeat(key, 32).ToArray()));

    private static string Text(Random random, int longest) => new([.. Enumerable.Range(0, random.Next(1, longest)).Select(_ => Alphabet[random.Next(Alphabet.Length)])]);
}
