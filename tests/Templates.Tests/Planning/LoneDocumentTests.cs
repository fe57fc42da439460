using Actors.Templates.Planning;
using Actors.Templates.Reading;
using Actors.Templates.Tests.Support;

namespace Actors.Templates.Tests.Planning;

/// <summary>What no run could be planned from is found when the document is looked at by itself.</summary>
public sealed class LoneDocumentTests
{
    private const string Group = "eaas.envmgmt.io/v1";
    private const string Tofu = "provider: opentofu\nrepositoryOptions: {name: c}\n";
    private const string Task = "provider: custom\nproviderOptions: {custom: {tasks: [";
    private const string Bash = "driver: {data: {config: {type: function, function: {language: bash, source: x}}}}";

    [Theory]
    [InlineData("variables: []", "spec.provider", "names no provider")]
    [InlineData("provider: opentofo", "spec.provider", "Did you mean 'opentofu'?")]
    [InlineData("provider: custom", "spec.providerOptions.custom.tasks", "at least one task")]
    [InlineData("provider: opentofu", "spec.repositoryOptions", "name it in repositoryOptions")]
    [InlineData("provider: terraform", "spec.repositoryOptions", "name it in repositoryOptions")]
    [InlineData("provider: opentofu\nrepositoryOptions: {name: c}\nproviderOptions: {openTofu: {backendType: sistem}}", "spec.providerOptions.openTofu.backendType", "Did you mean 'system'?")]
    [InlineData("provider: opentofu\nrepositoryOptions: {name: c}\nproviderOptions: {openTofu: {timeoutSeconds: -1}}", "spec.providerOptions.openTofu.timeoutSeconds", "between 1 and")]
    [InlineData("provider: opentofu\nrepositoryOptions: {name: c}\nhooks: {provider: {openTofu: {destroy: {destroy: {before: [{name: h, type: http}]}}}}}", "spec.hooks.provider.openTofu.destroy.destroy.before[0].options", "needs options.http")]
    [InlineData("provider: terraform\nrepositoryOptions: {name: c}\nproviderOptions: {terraform: {lockTimeoutSeconds: -1}}", "spec.providerOptions.terraform.lockTimeoutSeconds", "between 0 and 604800")]
    [InlineData("provider: opentofu\nrepositoryOptions: {name: c}\nproviderOptions: {openTofu: {lockTimeoutSeconds: 604801}}", "spec.providerOptions.openTofu.lockTimeoutSeconds", "between 0 and 604800")]
    [InlineData("provider: opentofu\nrepositoryOptions: {name: c}\nproviderOptions: {openTofu: {volumes: [{mountPath: /tmp}]}}", "spec.providerOptions.openTofu.volumes[0].mountPath", "would hide")]
    [InlineData(Task + "{name: a}]}}", "spec.providerOptions.custom.tasks[0]", "no workflowHandler")]
    [InlineData(Task + "{name: a, type: pigeon}]}}", "spec.providerOptions.custom.tasks[0].type", "'pigeon' is not known here")]
    [InlineData(Task + "{name: a, type: container}]}}", "spec.providerOptions.custom.tasks[0].options", "needs options.container")]
    [InlineData(Task + "{name: a, type: approval, onFailure: retry}]}}", "spec.providerOptions.custom.tasks[0].onFailure", "is not known here; known are continue, unspecified.")]
    [InlineData(Task + "{name: a, driver: {name: elsewhere}, timeoutSeconds: -5}]}}", "spec.providerOptions.custom.tasks[0].timeoutSeconds", "between 1 and")]
    [InlineData(Task + "{name: a, dependsOn: [b], " + Bash + "}, {name: b, dependsOn: [a], " + Bash + "}]}}", "spec.providerOptions.custom.tasks", "a → b → a")]
    [InlineData(Task + "{name: alpha, dependsOn: [alpa], " + Bash + "}]}}", "spec.providerOptions.custom.tasks[0].dependsOn[0]", "no task 'alpa'")]
    [InlineData(Task + "{name: a, " + Bash + "}]}}\nactions: [{name: x, type: workflows, workflows: {tasks: [{name: b, type: script}]}}]", "spec.actions[0].workflows.tasks[0].options", "needs options.script")]
    [InlineData(Task + "{name: a, driver: {data: {config: {type: container, container: {}}}}}]}}", "spec.providerOptions.custom.tasks[0].driver.data.config.container.image", "needs an image")]
    public void CheckAlone_ResourceTemplateThatNoRunCanHave_IsAnError(string spec, string path, string message) => Holds("ResourceTemplate", spec, path, message);

    [Theory]
    [InlineData("hooks: {onInit: [{name: a, type: approval, dependsOn: [b]}, {name: b, type: approval, dependsOn: [a]}]}", "spec.hooks.onInit", "a → b → a")]
    [InlineData("hooks: {onCompletion: [{name: a, type: http, options: {http: {endpoint: 'https://x', method: FETCH}}}]}", "spec.hooks.onCompletion[0].options.http.method", "is no method")]
    [InlineData("hooks: {onFailure: [{name: a}]}", "spec.hooks.onFailure[0]", "no workflowHandler")]
    [InlineData("actions: [{name: x, type: workflows, workflows: {tasks: [{name: a, type: approval, dependsOn: [z]}]}}]", "spec.actions[0].workflows.tasks[0].dependsOn[0]", "no task 'z'")]
    [InlineData("schedules: [{name: x, type: workflows, workflows: {tasks: [{name: a, type: pigeon}]}}]", "spec.schedules[0].workflows.tasks[0].type", "is not known here; known are")]
    public void CheckAlone_EnvironmentTemplateThatNoRunCanHave_IsAnError(string spec, string path, string message) => Holds("EnvironmentTemplate", spec, path, message);

    [Theory]
    [InlineData("config: {type: robot}", "spec.config.type", "is not known here; known are")]
    [InlineData("config: {type: function, function: {language: cobol, source: x}}", "spec.config.function.language", "'cobol' is not known here; known are bash, python, go. A function in another language runs from an image.")]
    [InlineData("config: {type: container, container: {image: ''}}", "spec.config.container.image", "needs an image")]
    [InlineData("config: {type: http, http: {endpoint: 'https://x', method: FETCH}}", "spec.config.http.method", "is no method")]
    [InlineData("config: {type: http, http: {endpoint: 'https://x'}, pollingConfig: {repeat: soon}}", "spec.config.pollingConfig.repeat", "is no duration")]
    [InlineData("config: {type: http, http: {endpoint: 'https://x'}, maxRetryCount: -1}", "spec.config.maxRetryCount", "number of retries")]
    public void CheckAlone_HandlerThatNoRunCanHave_IsAnError(string spec, string path, string message) => Holds("WorkflowHandler", spec, path, message);

    [Theory]
    [InlineData("\"true\"", "never sets 'skip'")]
    [InlineData("'skip: 1'", "must be true or false")]
    [InlineData("'success: true'", "never sets 'skip', but 'success'")]
    [InlineData("'if resource.x.output.y == 1 { skp: true }'", "never sets 'skip', but 'skp'")]
    [InlineData("'if resource.x.output.y == 1 { skip: \"yes\" }'", "must be true or false")]
    public void CheckAlone_ConditionThatCannotSkip_IsAnError(string condition, string message) => Holds(
        "EnvironmentTemplate", $"hooks: {{onInit: [{{name: a, type: approval, skipConfig: {{condition: {condition}}}}}]}}", "spec.hooks.onInit[0].skipConfig.condition", message);

    [Theory]
    [InlineData("'skip: true'")]
    [InlineData("'skip: trigger.payload.skipIt'")]
    [InlineData("'if environment.name == \"a\" { skip: true }'")]
    [InlineData("'{ if true { skip: environment.name != \"a\" } }'")]
    [InlineData("'\"\\(\"skip\")\": true'")]
    public void CheckAlone_ConditionThatMaySkip_IsValid(string condition) => Assert.Empty(Errors(
        "EnvironmentTemplate", $"hooks: {{onInit: [{{name: a, type: approval, skipConfig: {{condition: {condition}}}}}]}}"));

    [Theory]
    [InlineData("skip: true", "never sets 'success', but 'skip'")]
    [InlineData("success: 1", "must be true or false")]
    [InlineData("success: #status.container.exitcode == 0", "Did you mean 'exitCode'?")]
    [InlineData("success: #status.contaner.exitCode == 0", "Did you mean 'container'?")]
    [InlineData("success: #status.http.code == 200", "known are statusCode, headers, body")]
    [InlineData("\\\"true\\\"", "never sets 'success'")]
    public void CheckAlone_ConditionThatCannotSucceed_IsAnError(string condition, string message) => Holds(
        "WorkflowHandler", $"config: {{type: container, container: {{image: x}}, successCondition: \"{condition}\"}}", "spec.config.successCondition", message);

    [Theory]
    [InlineData("$(enviroment.name)$", "Did you mean 'environment'? Known are environment, resource, trigger, ctx, #environment. (1:3)")]
    [InlineData("#{environmnt.name}#", "Did you mean 'environment'?")]
    [InlineData("#{environment.nmae}#", "'environment' has no 'nmae'. Did you mean 'name'? (1:15)")]
    [InlineData("#{trigger.paylod.user}#", "Did you mean 'payload'?")]
    [InlineData("$(ctx.activity[\"a.artifact\"].output.files[\"job.tar.zst\"].token)$", "'ctx' is followed by activities")]
    [InlineData("$(ctx.activities[\"a.artifact\"].output.file)$", "Did you mean 'files'?")]
    [InlineData("#{resource[\"x\"].artifact.wrkdir.token}#", "Did you mean 'workdir'?")]
    [InlineData("#{resource[\"x\"].outputs.a.value}#", "A resource has no 'outputs'; known are output, artifact, resource. Did you mean 'output'? (1:")]
    [InlineData("#{[resource[n].outputs for n in [\"x\"]]}#", "Did you mean 'output'?")]
    [InlineData("#{resource}#", "'resource' is followed by the name of a resource")]
    [InlineData("$(#status.container.exitCode)$", "in success conditions only")]
    public void CheckAlone_ExpressionThatReadsWhatNoRunHas_IsAnError(string expression, string message) => Holds(
        "ResourceTemplate", $"{Tofu}variables: [{{name: v, valueType: expression, value: '{expression}'}}]", "spec.variables[0].value", "The expression of 'v' is wrong: ", message);

    [Theory]
    [InlineData("#{environment.nmae if trigger.payload.x else 1}#")]
    [InlineData("#{resource[trigger.payload.n].output.x}#")]
    [InlineData("#{trigger.payload.a.b.c}#")]
    [InlineData("#{ctx.activities[trigger.payload.n].output.files}#")]
    [InlineData("#{resource[\"x\"].output.values()}#")]
    [InlineData("$(#environment[\"rds\"][\"rds_hostname\"])$")]
    [InlineData("#{[environment for environment in [1]]}#")]
    [InlineData("#{resource[\"e\"].resource[\"rt\"].output.x.value}#")]
    public void CheckAlone_ExpressionThatSomeRunMayHave_IsValid(string expression) =>
        Assert.Empty(Errors("ResourceTemplate", $"{Tofu}variables: [{{name: v, valueType: expression, value: '{expression}'}}]"));

    [Theory]
    [InlineData("Resource", "variables: [{name: v, valueType: expression, value: '#{resource.a.output.x}#'}]", "spec.variables[0].value", "There are: environment, trigger. (1:3) A static resource may read environment and trigger.")]
    [InlineData("Resource", "variables: [{name: v, valueType: expression, value: '#{1 +}#'}]", "spec.variables[0].value", "A value is missing before '}'. (1:6)")]
    [InlineData("ConfigContext", "envs: [{key: A, value: '#{environment.nmae}#'}]", "spec.envs[0].value", "The expression of 'A' is wrong: 'environment' has no 'nmae'.")]
    [InlineData("ConfigContext", "files: [{name: a, data: not base64!!}]", "spec.files[0].data", "The content of 'a' is no valid base64.")]
    [InlineData("ConfigContext", "files: [{name: a, data: aGVsbG8=, mountPath: ../../x}]", "spec.files[0].mountPath", "must not contain '..'")]
    [InlineData("WorkflowHandler", "config: {type: container, timeoutSeconds: -5, container: {image: x}}", "spec.config.timeoutSeconds", "The time limit must be between 1 and")]
    [InlineData("EnvironmentTemplate", "hooks: {onInit: [{name: a, type: approval, skipConfig: {condition: 'skip: enviroment.name == \"a\"'}}]}", "spec.hooks.onInit[0].skipConfig.condition", "Did you mean 'environment'?")]
    public void CheckAlone_ValueThatNoRunCanHave_IsAnError(string kind, string spec, string path, string message) => Holds(kind, spec, path, message);

    [Fact]
    public void CheckAlone_FilesThatAreRight_AreValid() => Assert.Empty(Errors(
        "ConfigContext", "files: [{name: a, data: aGVsbG8=, mountPath: /etc/a}, {name: .terraform.d/credentials.tfrc.json, data: e30=}, {name: d, data: \"aGVs\\nbG8=\\n\"}, {name: e}]"));

    [Fact]
    public void CheckAlone_WhatIsReferredToIsElsewhere_IsNotMissed() => Assert.Empty(Errors("ResourceTemplate", """
        provider: custom
        repositoryOptions: {name: code}
        agents: [{name: a}, {name: b}]
        agentPools: [{name: p}]
        contexts: [{name: c}]
        variables: [{name: v, options: {required: true}}]
        providerOptions: {custom: {tasks: [{name: t, workflowHandler: {name: h}}, {name: own, driver: {data: {config: {type: function, function: {language: bash}}}}}]}}
        """));

    [Theory]
    [InlineData("hooks: {provider: {openTofu: {deploy: {destroy: {before: [HOOK]}}}}}", "spec.hooks.provider.openTofu.deploy.destroy", "it has init, plan, apply, output.")]
    [InlineData("hooks: {provider: {openTofu: {deploy: {up: {after: [HOOK]}}}}}", "spec.hooks.provider.openTofu.deploy.up", "has no phase 'up'")]
    [InlineData("hooks: {provider: {openTofu: {destroy: {apply: {before: [HOOK]}}}}}", "spec.hooks.provider.openTofu.destroy.apply", "it has init, plan, destroy.")]
    [InlineData("hooks: {provider: {openTofu: {destroy: {output: {after: [HOOK]}}}}}", "spec.hooks.provider.openTofu.destroy.output", "never run")]
    [InlineData("hooks: {provider: {terraform: {deploy: {up: {after: [HOOK]}}}}}", "spec.hooks.provider.terraform", "the provider is 'opentofu'")]
    [InlineData("providerOptions: {terraform: {version: 1.4.6, backendType: custom}}", "spec.providerOptions.terraform", "These options have no effect: the provider is 'opentofu'.")]
    [InlineData("providerOptions: {custom: {reverseOnDestroy: true}}", "spec.providerOptions.custom", "have no effect")]
    [InlineData("providerOptions: {pulumi: {a: 1}}", "spec.providerOptions.pulumi", "have no effect")]
    public void CheckAlone_WhatTheProviderDoesNotHave_IsAWarning(string spec, string path, string message)
    {
        var finding = Assert.Single(Findings("ResourceTemplate", Tofu + spec.Replace("HOOK", "{name: h, type: approval}", StringComparison.Ordinal)));

        Assert.Equal((Severity.Warning, path), (finding.Severity, finding.FieldPath));
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ConfigContext", "envs: [{key: '', value: x}]", "spec.envs[0]", "has no name")]
    [InlineData("ConfigContext", "envs: [{key: 'A B=C', value: x}]", "spec.envs[0].key", "'A B=C' can be no name of an environment variable")]
    [InlineData("WorkflowHandler", "config: {type: container, container: {image: x, envVars: {'A=B': x}}}", "spec.config.container.envVars[\"A=B\"]", "can be no name")]
    [InlineData("EnvironmentTemplate", "hooks: {onInit: [{name: h, type: script, options: {script: {script: x, envvars: {'A B': x}}}}]}", "spec.hooks.onInit[0].options.script.envvars[\"A B\"]", "can be no name")]
    [InlineData("EnvironmentTemplate", "schedules: [{name: s, type: deploy, cadence: {cronExpression: '* * * *'}}]", "spec.schedules[0].cadence.cronExpression", "it has 4 instead of five fields (minute, hour, day of month, month, day of week)")]
    public void CheckAlone_NameOrTimeThatCannotBe_IsAnError(string kind, string spec, string path, string message) => Holds(kind, spec, path, message);

    [Theory]
    [InlineData("ResourceTemplate", Tofu + "artifactWorkflowHandler: {name: a}\nartifactDriver: {name: b}", "spec.artifactDriver", "This has no effect: artifactWorkflowHandler is given as well")]
    [InlineData("ResourceTemplate", Tofu + "providerOptions: {workflowHandler: {name: a}, driver: {name: b}}", "spec.providerOptions.driver", "workflowHandler is given as well")]
    [InlineData("EnvironmentTemplate", "hooks: {onInit: [{name: h, workflowHandler: {name: a}, driver: {name: b}}]}", "spec.hooks.onInit[0].driver", "workflowHandler is given as well")]
    [InlineData("EnvironmentTemplate", "resources: [{name: a, resourceOptions: {version: v1}}, {name: b, dependsOn: [{name: a, version: v2}]}]", "spec.resources[1].dependsOn[0].version", "is of version 'v1', not 'v2'")]
    [InlineData("EnvironmentTemplate", "resources: [{name: a, type: static}, {name: b, dependsOn: [{name: a, version: v2}]}]", "spec.resources[1].dependsOn[0].version", "'a' is a static resource, which has no versions")]
    [InlineData("ConfigContext", "variables: [{name: v, value: a, options: {override: {type: restricted}}}]", "spec.variables[0].options.override", "list some in restrictedValues")]
    [InlineData("ConfigContext", "variables: [{name: v, value: a, options: {override: {type: restricted, restrictedValues: [b]}}}]", "spec.variables[0].value", "not among its own restrictedValues")]
    [InlineData("ConfigContext", "variables: [{name: v, value: '[\"b\", \"c\"]', options: {override: {type: restricted, multiSelect: true, restrictedValues: [b]}}}]", "spec.variables[0].value", "not among its own restrictedValues")]
    public void CheckAlone_WhatHasNoEffectOrContradicts_IsAWarning(string kind, string spec, string path, string message)
    {
        var finding = Assert.Single(Findings(kind, spec));

        Assert.Equal((Severity.Warning, path), (finding.Severity, finding.FieldPath));
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ResourceTemplate", Tofu + "artifactWorkflowHandler: {name: a}\nartifactDriver: {name: a}")]
    [InlineData("ResourceTemplate", Tofu + "artifactWorkflowHandler: {}\nartifactDriver: {name: a}")]
    [InlineData("EnvironmentTemplate", "resources: [{name: a, resourceOptions: {version: v1}}, {name: b, dependsOn: [{name: a, version: v1}]}]")]
    [InlineData("ConfigContext", "variables: [{name: v, options: {override: {type: restricted, restrictedValues: [b]}}}, {name: w, value: '[\"b\"]', options: {override: {type: restricted, multiSelect: true, restrictedValues: [b, c]}}}]")]
    public void CheckAlone_WhatDoesNotContradict_IsNotWarnedOf(string kind, string spec) => Assert.Empty(Findings(kind, spec));

    [Theory]
    [InlineData("provider: opentofu\nrepositoryOptions: {name: c}\nproviderOptions: {terraform: {}, custom: null, pulumi: {}, openTofu: {version: 1.7.2}}\nhooks: {provider: {openTofu: {deploy: {up: {before: []}}}, terraform: {}}}")]
    [InlineData("provider: system\nproviderOptions: {system: {kind: cluster}}\nhooks: {provider: {system: {deploy: {apply: {before: [{name: h, type: approval}]}}, destroy: {destroy: {after: [{name: h, type: approval}]}}}}}")]
    public void CheckAlone_WhatTheProviderHas_IsNotWarnedOf(string spec) => Assert.Empty(Findings("ResourceTemplate", spec));

    [Fact]
    public void CheckAlone_WhatComesLater_IsAWarning()
    {
        var finding = Assert.Single(ReferenceCheck.CheckAlone(Documents.One(Documents.Doc(Group, "ResourceTemplate", "r", "provider: hcpterraform")), new Catalog()));

        Assert.Equal((Severity.Warning, "spec.provider"), (finding.Severity, finding.FieldPath));
    }

    private static void Holds(string kind, string spec, string path, params string[] messages)
    {
        var finding = Assert.Single(Errors(kind, spec));
        Assert.Equal(path, finding.FieldPath);
        Assert.All(messages, message => Assert.Contains(message, finding.Message, StringComparison.Ordinal));
        Assert.NotNull(finding.Place);
    }

    private static List<Finding> Errors(string kind, string spec) => [.. Findings(kind, spec).Where(finding => finding.Severity == Severity.Error)];

    private static IReadOnlyList<Finding> Findings(string kind, string spec) => ReferenceCheck.CheckAlone(Documents.One(Documents.Doc(Group, kind, "r", spec)), new Catalog());
}
