using System.Text.RegularExpressions;
using Actors.Templates.Kinds;
using Actors.Templates.Planning;
using Actors.Templates.Reading;

namespace Actors.Templates.Tests.Corpus;

public sealed class CorpusTests
{
    /// <summary>What occurs in templates in the wild and is read all the same, with the text that shows it.</summary>
    private static readonly Dictionary<string, string> Tolerances = new()
    {
        ["unknown key of a document"] = @"^owner: platform-team",
        ["unknown key of a spec"] = @"^  unknownSetting:",
        ["unknown key deep in a spec"] = @"helpText:",
        ["server's fields in metadata"] = @"^  projectID:",
        ["status"] = @"^status:|""status"":",
        ["null hooks"] = @"^  hooks: null",
        ["empty mapping of hooks"] = @"^  hooks: \{\}",
        ["null list of hooks"] = @"onInit: null",
        ["empty mapping as list of hooks"] = @"onSuccess: \{\}",
        ["null options"] = @"options: null",
        ["empty options"] = @"options: \{\}",
        ["null variables"] = @"variables: null",
        ["value type in upper case"] = @"valueType: (TEXT|HCL)",
        ["value type in title case"] = @"valueType: (Text|Json|Expression)",
        ["version state in another case"] = @"versionState: (DRAFT|DISABLED|Active)",
        ["deprecated sensitive beside options"] = @"sensitive: true, options: \{",
        ["deprecated sensitive without options"] = @"value: example, sensitive: true\}",
        ["wrapped boolean"] = @"(refresh|enabled|skipBuild): \{value: (true|false)\}",
        ["boolean as text"] = @"active: ""true""",
        ["boolean of YAML 1.1"] = @"enabled: no\}",
        ["number as text"] = @"timeoutSeconds: ""3600""",
        ["text that looks like a number"] = @"pvcSizeGB: ""20""",
        ["number where text belongs"] = @"memoryLimitMb: 512",
        ["version of three parts unquoted"] = @"version: 1\.4\.6",
        ["version of two parts unquoted"] = @"version: 1\.10\b",
        ["name with a space behind"] = @"name: ""daily-schedule """,
        ["document's name with a space behind"] = @"metadata: \{name: ""notebook ""\}",
        ["hcl null"] = @"(valueType: hcl[,\s]+value: ""null"")",
        ["hcl list"] = @"valueType: hcl[,\s]+value: '\[""",
        ["hcl empty list"] = @"valueType: hcl, value: '\[\]'",
        ["hcl map"] = @"valueType: hcl, value: '\{ ",
        ["hcl map over lines"] = @"valueType: hcl\s+value: \|-?\s+\{",
        ["hcl quoted"] = @"valueType: hcl\s+value: '""",
        ["hcl false"] = @"valueType: hcl[,\s]+value: ""false""",
        ["hcl true"] = @"valueType: hcl[,\s]+value: ""true""",
        ["hcl number"] = @"valueType: hcl[,\s]+value: ""\d+""",
        ["hcl literal of two quotes"] = @"valueType: hcl, value: ""''""",
        ["hcl list that is YAML"] = @"valueType: hcl, value: \[8000",
        ["json map that is YAML"] = @"valueType: json, value: \{dtype",
        ["value null"] = @"value: null",
        ["deprecated Driver"] = @"^kind: Driver",
        ["deprecated driver of a task"] = @"type: driver",
        ["memoryLimitMi"] = @"memoryLimitMi: ""128""",
        ["envvars and memoryLimitMB of hooks"] = @"envvars: \{[^\n]*\n.*\n\s+memoryLimitMB:",
        ["schedule_optouts"] = @"""schedule_optouts""",
        ["selectors beside override"] = @"\}, selectors: \[vcluster\.addons\]",
        ["overrideType"] = @"overrideType: notallowed",
        ["agents as names"] = @"agents: \[aws-agent-1, aws-agent-2\]",
        ["field in another case"] = @"opentofu: \{version",
        ["anchors and merge keys"] = @"<<: \*location",
        ["list of the API"] = @"""kind"": ""ResourceTemplateList""",
        ["array of documents"] = @"^\[\s*$",
        ["several documents"] = @"^---$",
        ["ends of lines of Windows"] = @"\r\n",
        ["directive and end of document"] = @"^%YAML 1\.1",
        ["neighbouring kinds"] = @"^kind: (Pipeline|SecretSealer|Workspace|ComputeProfile)",
    };

    /// <summary>The forms of expressions that templates in the wild have.</summary>
    private static readonly Dictionary<string, string> Expressions = new()
    {
        ["environment.name"] = @"\$\(environment\.name\)\$",
        ["environment.id"] = @"\$\(environment\.id\)\$",
        ["environment.project.name"] = @"\$\(environment\.project\.name\)\$",
        ["output of a resource"] = @"\$\(resource\.""vpc-resource-template""\.output\.private_subnets\.value\)\$",
        ["payload username"] = @"\$\(trigger\.payload\.username\)\$",
        ["payload is_sso_user"] = @"\$\(trigger\.payload\.is_sso_user\)\$",
        ["payload project"] = @"\$\(trigger\.payload\.project\)\$",
        ["interpolation"] = @"\$\(""em-vpc-\\\(environment\.name\)""\)\$",
        ["definition by index"] = @"\$\(#environment\[""rds""\]\[""rds_hostname""\]\)\$",
        ["definition in a text, without the end"] = @"redis://\$\(#environment\[""ec""\]\.configuration_endpoint_address\):6379/0",
        ["file of an activity, token"] = @"\$\(ctx\.activities\[""aws-elasticache\.artifact""\]\.output\.files\[""job\.tar\.zst""\]\.token\)",
        ["file of an activity, url"] = @"\$\(ctx\.activities\[""aws-elasticache\.artifact""\]\.output\.files\[""job\.tar\.zst""\]\.url\)",
        ["Starlark, output by object"] = @"#\{resource\.""rt-1""\.output\.otest1\.value\}#",
        ["Starlark, output by index"] = @"#\{resource\[""rt-1""\]\.output\.otest1\.value\}#",
        ["Starlark, static resource"] = @"#\{resource\[""static-rt-1""\]\.output\.otest1\.value\}#",
        ["Starlark, static environment"] = @"#\{resource\[""static-env-0""\]\.resource\[""rt-0""\]\.output\.otest2\.value\}#",
        ["Starlark, archive of the checkout"] = @"#\{resource\[""rt-1""\]\.artifact\.workdir\.token\}#",
        ["Starlark, archive of the output"] = @"#\{resource\[""rt-1""\]\.output\.workdir\.token\}#",
        ["success condition"] = @"if #status\.container\.exitCode == 0 \{\s*success: true",
        ["success condition of http"] = @"successCondition: ""200 ?OK""",
        ["skip condition"] = @"condition: ""skip: true""",
    };

    [Fact]
    public void Corpus_EveryFile_IsValidByItself()
    {
        Assert.True(CorpusFile.All.Count >= 60, $"{CorpusFile.All.Count} files");
        foreach (var file in CorpusFile.All)
        {
            Assert.False(file.Result.HasErrors, string.Join('\n', file.Result.Findings));
            var alone = file.Result.Documents.SelectMany(document => ReferenceCheck.CheckAlone(document, new Catalog()));
            Assert.DoesNotContain(alone, finding => finding.Severity == Severity.Error);
        }
    }

    [Fact]
    public void Corpus_Together_HasEveryKind() =>
        Assert.Empty(KindInfo.All.Select(kind => kind.Kind).Except(CorpusFile.All.SelectMany(file => file.Result.Documents).Select(document => document.Kind)));

    [Fact]
    public void Corpus_Together_HasEveryTolerance() => Assert.Empty(Missing(Tolerances));

    [Fact]
    public void Corpus_Together_HasEveryFormOfExpression() => Assert.Empty(Missing(Expressions));

    private static IEnumerable<string> Missing(Dictionary<string, string> list) =>
        list.Where(each => !CorpusFile.All.Any(file => Regex.IsMatch(file.Text, each.Value, RegexOptions.Multiline))).Select(each => each.Key);
}
