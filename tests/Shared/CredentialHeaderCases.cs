namespace Actors.Testing;

/// <summary>
/// Which headers of HTTP calls hold credentials, and what of them is hidden. The planner and the worker each decide it by themselves, since neither room may know the other and the worker trusts no plan; both are held to this.
/// </summary>
internal static class CredentialHeaderCases
{
    /// <summary>The words in names.</summary>
    public static IReadOnlyList<string> Words { get; } = ["auth", "token", "secret", "password", "cookie", "key", "credential", "session", "signature"];

    /// <summary>Names of headers, and whether they hold a credential.</summary>
    public static IEnumerable<(string Name, bool IsCredential)> Names { get; } =
    [
        ("Authorization", true), ("X-AUTH", true), ("x-vault-token", true), ("Client-Secret", true), ("X-Password", true), ("Cookie", true), ("X-Api-Key", true), ("X-Credentials", true), ("Session-Id", true),
        ("X-Hub-Signature-256", true), ("Accept", false), ("Content-Type", false), ("X-Trace", false), ("X-Pass", false), ("", false),
    ];

    /// <summary>Values of such headers, and what is hidden of them.</summary>
    public static IEnumerable<(string Value, string[] Hidden)> Values { get; } =
    [
        ("planted", ["planted"]),
        ("", [""]),
        ("Bearer planted", ["Bearer planted", "planted"]),
        (" Bearer   planted ", [" Bearer   planted ", "planted"]),
        ("Digest a=b, c=d", ["Digest a=b, c=d", "a=b, c=d"]),
        ("basic bWU6cGxhbnRlZDpwYXNzd29yZA==", ["basic bWU6cGxhbnRlZDpwYXNzd29yZA==", "bWU6cGxhbnRlZDpwYXNzd29yZA==", "me:planted:password", "planted:password"]),
        ("Basic cGxhbnRlZA==", ["Basic cGxhbnRlZA==", "cGxhbnRlZA==", "planted", "planted"]),
        ("Basic not-base64", ["Basic not-base64", "not-base64"]),
        ("Bearer bWU6cGxhbnRlZA==", ["Bearer bWU6cGxhbnRlZA==", "bWU6cGxhbnRlZA=="]),
    ];
}
