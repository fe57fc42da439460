using System.Security.Cryptography;

namespace Actors.Storage.Tests.Testing;

/// <summary>The store as a build made it that sealed nothing: schema 2, with a row of each kind.</summary>
internal static class OlderBuild
{
    public const string Organisation = "org";
    public const string Project = "p";
    public const string Environment = "org/p/e";
    public const string Run = "org/p/e/01J00000000000000000000000";
    public const string Activity = Run + "/a";
    public const string ArtifactFile = "ab0123456789";

    /// <summary>What every row holds.</summary>
    public const string Json = """{"count":7}""";

    /// <summary>The same in hexadecimal digits.</summary>
    public static string Hex { get; } = Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(Json));

    /// <summary>Its SHA-256 in hexadecimal digits.</summary>
    public static string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Json)));

    /// <summary>The installation's key.</summary>
    public static byte[] Key { get; } = [.. Enumerable.Range(1, 32).Select(x => (byte)x)];

    /// <summary>The scripts of a kind of store.</summary>
    public static string Schema(string kind, int version = 2) => string.Concat(Enumerable.Range(1, version).Select(number =>
    {
        using var reader = new StreamReader(typeof(StorageOptions).Assembly.GetManifestResourceStream($"{kind}.Schema.{number}.sql")!);
        return reader.ReadToEnd();
    }));

    /// <summary>A version of a state in schema 4, which has its SHA-256 in clear.</summary>
    public static string Version(Func<string, string> bytes) => $"""
        INSERT INTO tofu_state(resource, version, aside, activity, attempt, state, created) VALUES('{Environment}/r', 1, 0, '{Activity}', 1, {bytes(Hex)}, 1);
        INSERT INTO tofu_version(resource, version, origin, source, author, serial, lineage, sha256, bytes, changed) VALUES('{Environment}/r', 1, 1, 7, 'ann', NULL, NULL, '{Sha256}', {Json.Length}, 1);
        """;

    /// <summary>The rows. <paramref name="bytes"/> writes bytes in hexadecimal digits as the database wants it.</summary>
    public static string Rows(Func<string, string> bytes)
    {
        var json = bytes(Hex);
        return $"""
            INSERT INTO installation(one, id, key) VALUES(1, 'aold', {bytes(Convert.ToHexStringLower(Key))});
            INSERT INTO grain_state(kind, key, name, payload, version, organisation, project, status, open, due, fence, modified) VALUES('activity', '{Activity}', 'state', {json}, 1, 'org', 'p', 'New', 1, NULL, 1, 1);
            INSERT INTO document(organisation, project, kind, name, version, json, revision, created, modified) VALUES('org', 'p', 'Environment', 'e', '', '{Json}', 1, 1, 1);
            INSERT INTO run_plan(run, plan) VALUES('{Run}', '{Json}');
            INSERT INTO run_archive(run, id, json) VALUES('{Run}', '01J00000000000000000000000', '{Json}');
            INSERT INTO tofu_state(resource, version, aside, activity, attempt, state, created) VALUES('{Environment}/r', 1, 0, '{Activity}', 1, {json}, 1);
            INSERT INTO function_state(scope, key, value, version, modified) VALUES('{Environment}', 'k', {json}, 1, 1);
            """;
    }
}
