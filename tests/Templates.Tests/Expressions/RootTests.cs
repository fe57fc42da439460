namespace Actors.Templates.Tests.Expressions;

/// <summary>The expressions that templates in the wild have.</summary>
public sealed class RootTests
{
    [Theory]
    [InlineData("$(environment.name)$", "\"prod\"")]
    [InlineData("$(environment.id)$", "\"env-1\"")]
    [InlineData("$(environment.project.name)$", "\"demo\"")]
    [InlineData("$(resource.\"vpc-1\".output.subnets.value)$", "[\"a\",\"b\",\"c\"]")]
    [InlineData("$(trigger.payload.username)$", "\"ann\"")]
    [InlineData("$(trigger.payload.is_sso_user)$", "true")]
    [InlineData("$(trigger.payload.project)$", "\"p1\"")]
    [InlineData("$(\"em-vpc-\\(environment.name)\")$", "\"em-vpc-prod\"")]
    [InlineData("$(#environment[\"rds\"][\"rds_hostname\"])$", "\"db.example.com\"")]
    [InlineData("redis://$(#environment[\"ec\"].configuration_endpoint_address):6379/0", "\"redis://ec.example.com:6379/0\"")]
    [InlineData("$(ctx.activities[\"aws.artifact\"].output.files[\"job.tar.zst\"].token)", "\"t\"")]
    [InlineData("$(ctx.activities[\"aws.artifact\"].output.files[\"job.tar.zst\"].url)", "\"u\"")]
    [InlineData("#{resource.\"vpc-1\".output.count.value}#", "3")]
    [InlineData("#{resource[\"vpc-1\"].output.count.value}#", "3")]
    [InlineData("#{resource[\"static-env\"].resource[\"rt-0\"].output.otest2.value}#", "\"inner\"")]
    [InlineData("#{resource[\"vpc-1\"].artifact.workdir.token}#", "\"t1\"")]
    [InlineData("#{resource[\"vpc-1\"].output.workdir.token}#", "\"t2\"")]
    [InlineData("a-$(environment.name)$-#{resource[\"vpc-1\"].output.count.value}#-z", "\"a-prod-3-z\"")]
    [InlineData(" $(resource.\"vpc-1\".output.subnets.value)$ ", "[\"a\",\"b\",\"c\"]")]
    [InlineData("x $(resource.\"vpc-1\".output.subnets.value)$", "\"x [\\\"a\\\",\\\"b\\\",\\\"c\\\"]\"")]
    [InlineData("#{[s.upper() for s in resource['vpc-1'].output.subnets.value]}#", "[\"A\",\"B\",\"C\"]")]
    [InlineData("cost is $(\"$(\")$5)$", "\"cost is $(5)$\"")]
    public void Evaluate_FormOfTheWild_GivesTheValue(string text, string expected) => Assert.Equal(expected, Evaluating.Text(text));
}
