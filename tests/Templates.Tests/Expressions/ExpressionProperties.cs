using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Actors.Templates.Expressions;
using FsCheck;
using FsCheck.Xunit;

namespace Actors.Templates.Tests.Expressions;

/// <summary>No input, however broken, does anything but give a value or an error with its place.</summary>
public sealed class ExpressionProperties
{
    private const long MaxBytes = 512L * 1024 * 1024;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private static string? Outcome(string text)
    {
        var (watch, before) = (Stopwatch.StartNew(), GC.GetAllocatedBytesForCurrentThread());
        try
        {
            var template = TextTemplate.Parse(text);
            try
            {
                template.References(Evaluating.Roots);
            }
            catch (ExpressionException)
            {
                // Too many references.
            }

            return template.Evaluate(Evaluating.Roots)?.ToJsonString() ?? "null";
        }
        catch (ExpressionException error)
        {
            Assert.InRange(error.Position, 0, text.Length + 1);
            Assert.True(error.Line > 0 && error.Column > 0, error.Message);
            return null;
        }
        finally
        {
            Assert.True(watch.Elapsed < Deadline, $"It took {watch.Elapsed}: {text}");
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MaxBytes);
        }
    }

    [Property(MaxTest = 4000)]
    public void Evaluate_TokensInAnyOrder_GiveAValueOrAnError(DoNotSize<int> seed)
    {
        var text = ExpressionSource.Soup(new(seed.Item));
        Assert.Equal(Outcome(text), Outcome(text));
    }

    [Property(MaxTest = 4000)]
    public void Evaluate_BrokenExpression_GivesAValueOrAnError(DoNotSize<int> seed)
    {
        var random = new Random(seed.Item);
        var text = new StringBuilder(ExpressionSource.Text(random));
        for (var i = random.Next(4); i > 0 && text.Length > 3; i--)
        {
            var (at, length) = (random.Next(text.Length), random.Next(1, 4));
            _ = random.Next(3) switch
            {
                0 => text.Remove(at, Math.Min(length, text.Length - at)),
                1 => text.Insert(at, ExpressionSource.Token(random)),
                _ => text.Insert(at, text.ToString(at, Math.Min(length, text.Length - at))),
            };
        }

        Outcome(text.ToString());
    }

    [Property(MaxTest = 1000)]
    public void Evaluate_AnyText_GivesAValueOrAnError(string? text)
    {
        Outcome($"#{{{text}}}#");
        Outcome($"$({text})$");
        Outcome($"#{{'{text}'}}#");
        try
        {
            ConditionBlock.Parse(text ?? "").Evaluate(Evaluating.Roots);
        }
        catch (ExpressionException error)
        {
            Assert.True(error.Line > 0, error.Message);
        }
    }

    [Property(MaxTest = 4000)]
    public void ToString_AnyExpression_ReadsBackToTheSame(DoNotSize<int> seed)
    {
        var text = ExpressionSource.Text(new(seed.Item));
        var template = TextTemplate.Parse(text);
        var printed = template.ToString();
        var again = TextTemplate.Parse(printed);

        Assert.Equal(printed, again.ToString());
        Assert.Equal(Outcome(text), Outcome(printed));
        Assert.Equal(template.References().Select(each => $"{each} {each.IsConditional} {each.OpenAt > 0}"), again.References().Select(each => $"{each} {each.IsConditional} {each.OpenAt > 0}"));
    }

    [Property(MaxTest = 1000)]
    public void Evaluate_AnyExpression_IsTheSameEachTimeAndChangesNothing(DoNotSize<int> seed)
    {
        var template = TextTemplate.Parse(ExpressionSource.Text(new(seed.Item)));
        var roots = (JsonObject)Evaluating.Roots.DeepClone();
        string? Run()
        {
            try
            {
                return template.Evaluate(roots)?.ToJsonString();
            }
            catch (ExpressionException error)
            {
                return error.Message;
            }
        }

        Assert.Equal(Run(), Run());
        Assert.True(JsonNode.DeepEquals(Evaluating.Roots, roots));
    }

    // What is read is what the references say: without all else the value is the same.
    [Property(MaxTest = 2000)]
    public void References_AnyExpression_AreAllThatIsRead(DoNotSize<int> seed)
    {
        var text = ExpressionSource.Text(new(seed.Item));
        var template = TextTemplate.Parse(text);
        var read = template.References().Select(reference => reference.NameAt(0)!).ToHashSet(StringComparer.Ordinal);
        var roots = new JsonObject(Evaluating.Roots.Where(root => read.Contains(root.Key)).Select(root => KeyValuePair.Create(root.Key, root.Value?.DeepClone())));
        if (Outcome(text) is { } expected)
        {
            Assert.Equal(expected, template.Evaluate(roots)?.ToJsonString() ?? "null");
        }
    }
}
