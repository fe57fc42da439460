using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Templates.Expressions;

namespace Actors.Templates.Tests.Expressions;

/// <summary>Short ways to evaluate expressions for tests.</summary>
internal static class Evaluating
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Roots as a run has them.</summary>
    public static JsonObject Roots { get; } = JsonNode.Parse("""
        {
          "environment": {"name": "prod", "id": "env-1", "project": {"name": "demo"}},
          "trigger": {"payload": {"username": "ann", "is_sso_user": true, "project": "p1", "count": 3, "tags": {"team": "red", "tier": "gold"}}},
          "resource": {
            "vpc-1": {"output": {"subnets": {"value": ["a", "b", "c"]}, "count": {"value": 3}, "none": null, "workdir": {"token": "t2"}}, "artifact": {"workdir": {"token": "t1", "url": "u1"}}},
            "static-env": {"resource": {"rt-0": {"output": {"otest2": {"value": "inner"}}}}}
          },
          "#environment": {"rds": {"rds_hostname": "db.example.com"}, "ec": {"configuration_endpoint_address": "ec.example.com"}},
          "#status": {"container": {"exitCode": 0}, "http": {"statusCode": 200}},
          "ctx": {"activities": {"aws.artifact": {"output": {"files": {"job.tar.zst": {"token": "t", "url": "u"}}}}}}
        }
        """)!.AsObject();

    public static string Starlark(string expression) => Text($"#{{{expression}}}#");

    public static string Cue(string expression) => Text($"$({expression})$");

    /// <summary>The value of a text as JSON.</summary>
    public static string Text(string text) => TextTemplate.Parse(text).Evaluate(Roots)?.ToJsonString(Readable) ?? "null";

    public static ExpressionException Error(string text) => Assert.Throws<ExpressionException>(() => Text(text));
}
