using System.CommandLine;
using System.CommandLine.Parsing;

namespace Actors.Cli.Hosting;

/// <summary>Says what is wrong with a command line. The parser says that an argument is missing, and not which one.</summary>
internal static class ParseProblems
{
    /// <summary>The problems, each once.</summary>
    /// <param name="parse">A command line with errors.</param>
    /// <returns>One sentence each.</returns>
    public static IEnumerable<string> Of(ParseResult parse)
    {
        var missing = parse.CommandResult.Command.Arguments
            .Where(argument => argument.Arity.MinimumNumberOfValues > 0 && parse.GetResult(argument) is not { Tokens.Count: > 0 }).ToList();
        var others = parse.Errors.Where(error => error.SymbolResult is not ArgumentResult { Tokens.Count: 0 } result || !missing.Contains(result.Argument)).Select(error => error.Message);
        return (missing.Count == 0 ? [] : (IEnumerable<string>)[$"'{CommandLineOf(parse.CommandResult)}' needs {string.Join(" and ", missing.Select(argument => $"<{argument.Name}>"))}."])
            .Concat(others).Distinct(StringComparer.Ordinal);
    }

    /// <summary>The words that lead to a command.</summary>
    public static string CommandLineOf(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{CommandLineOf(parent)} {result.Command.Name}" : result.Command.Name;
}
