using System.Text.Json.Nodes;
using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Worker.Functions;
using Actors.Worker.Jobs;

namespace Actors.Worker.Tests.Functions;

public sealed class FunctionAnswerTests
{
    [Theory]
    [InlineData("""{"data":{"a":1}}""", """{"a":1}""")]
    [InlineData("""{"data":null}""", "{}")]
    [InlineData("{}", "{}")]
    public void Read_Success_IsTheData(string body, string outputs) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(outputs), FunctionAnswer.Read(200, body, 1000).Outputs));

    [Theory]
    [InlineData("not JSON", "data")]
    [InlineData("[]", "data")]
    [InlineData("""{"data":[1]}""", "a list")]
    [InlineData("""{"data":"x"}""", "a text")]
    [InlineData("""{"data":true}""", "true or false")]
    public void Read_SuccessThatIsNone_FailsForGood(string body, string words)
    {
        var failure = Assert.Throws<JobFailure>(() => FunctionAnswer.Read(200, body, 1000));
        Assert.Equal(ReasonCode.FunctionFailed, failure.Reason);
        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_DataOfExecuteAgain_MayHaveAsMuchAsAnOutput()
    {
        const string Body = """{"error_code":1,"message":"wait","data":{"a":"12345678"}}""";
        Assert.NotNull(FunctionAnswer.Read(500, Body, 16).Error!.Data);
        var failure = Assert.Throws<JobFailure>(() => FunctionAnswer.Read(500, Body, 15));
        Assert.Equal(ReasonCode.LimitExceeded, failure.Reason);
        Assert.Contains("called again has 16 bytes, more than the 15", failure.Message, StringComparison.Ordinal);
        // Nobody gets the data of a failure back.
        Assert.Equal(FunctionErrorCode.Failed, FunctionAnswer.Read(500, Body.Replace(":1,", ":2,", StringComparison.Ordinal), 1).Error!.Code);
    }

    [Theory]
    [InlineData("""{"error_code":2,"message":"no zone","stack_trace":[{"file":""", FunctionErrorCode.Failed, "no zone")]
    [InlineData("""{"message":"busy","error_code":3,"data":{"a":[1,""", FunctionErrorCode.Transient, "busy")]
    [InlineData("""{"error_code": 3, "message" : "a \"long\" way \u20""", FunctionErrorCode.Transient, "a \"long\" way  … truncated")]
    [InlineData("""{"error_code":77,"message":"what""", FunctionErrorCode.Failed, "what … truncated")]
    [InlineData("""{"stack_trace":[{"file":""", FunctionErrorCode.Failed, "The function's answer (500) is larger than the 1000 bytes that it may have; it begins: {\"stack_trace\":[{\"file\":")]
    [InlineData("""{"error_code":"3","message":"half \ud800""", FunctionErrorCode.Transient, "half \uFFFD … truncated")]
    [InlineData("panic: ", FunctionErrorCode.Failed, "The function's answer (500) is larger than the 1000 bytes that it may have; it begins: panic:")]
    [InlineData("""{"error_code":2,"message":""", FunctionErrorCode.Failed, "The function's answer (500) is larger than the 1000 bytes that it may have; it begins: {\"error_code\":2,\"message\":")]
    public void ReadCut_Error_IsTheCodeAndItsFirstWords(string body, FunctionErrorCode code, string message)
    {
        var error = FunctionAnswer.ReadCut(500, body, 1000);
        Assert.Equal((code, message), (error.Code, error.Message));
    }

    [Theory]
    [InlineData(200, """{"data":{""")]
    [InlineData(500, """{"error_code":1,"message":"wait","data":{""")]
    public void ReadCut_WhatWouldBeMissed_IsTooLarge(int status, string body) =>
        Assert.Equal(ReasonCode.LimitExceeded, Assert.Throws<JobFailure>(() => FunctionAnswer.ReadCut(status, body, 1000)).Reason);

    [Theory]
    [InlineData(200, """{"data":{"a":"\ud800"}}""")]
    [InlineData(200, """{"data":{"a\udc00":1}}""")]
    [InlineData(500, """{"error_code":1,"data":{"a":["\ud800x"]}}""")]
    public void Read_HalfACharacter_FailsForGood(int status, string body)
    {
        var failure = Assert.Throws<JobFailure>(() => FunctionAnswer.Read(status, body, 1000));
        Assert.Equal(ReasonCode.FunctionFailed, failure.Reason);
        Assert.Contains("no valid Unicode", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"error_code":"2","message":"m"}""", FunctionErrorCode.Failed, "m")]
    [InlineData("""{"error_code":" 3 ","message":"m"}""", FunctionErrorCode.Transient, "m")]
    [InlineData("""{"error_code":99999999999,"message":"m"}""", FunctionErrorCode.Failed, "m")]
    [InlineData("""{"error_code":1.5,"message":"m"}""", FunctionErrorCode.Failed, "no whole number. Its message: m")]
    [InlineData("""{"error_code":"","message":"m"}""", FunctionErrorCode.Failed, "no whole number. Its message: m")]
    [InlineData("""{"error_code":[2],"message":"m"}""", FunctionErrorCode.Failed, "no whole number. Its message: m")]
    [InlineData("""{"error_code":true}""", FunctionErrorCode.Failed, "no whole number. Its message: The function failed, and did not say why")]
    public void ErrorOf_CodeThatIsOddlyWritten_IsNoResult(string output, FunctionErrorCode code, string words)
    {
        var error = FunctionAnswer.ErrorOf((JsonObject)JsonNode.Parse(output)!, 1000)!;
        Assert.Equal(code, error.Code);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"error_code":null}""")]
    [InlineData("""{"error_code":0}""")]
    [InlineData("""{"error_code":"0"}""")]
    public void ErrorOf_NoCode_IsAResult(string output) => Assert.Null(FunctionAnswer.ErrorOf((JsonObject)JsonNode.Parse(output)!, 1000));

    [Fact]
    public void Read_TooLarge_IsTold() =>
        Assert.Equal(ReasonCode.LimitExceeded, Assert.Throws<JobFailure>(() => FunctionAnswer.Read(200, """{"data":{"a":"12345678"}}""", 10)).Reason);

    [Theory]
    [InlineData(500, """{"error_code":2,"message":"function: failed: no zone"}""", FunctionErrorCode.Failed, "no zone")]
    [InlineData(500, """{"error_code":3,"message":"function: transient error: busy"}""", FunctionErrorCode.Transient, "busy")]
    [InlineData(500, """{"error_code":4,"message":"no key"}""", FunctionErrorCode.NotFound, "no key")]
    [InlineData(500, """{"error_code":5,"message":"changed"}""", FunctionErrorCode.Conflict, "changed")]
    [InlineData(500, """{"error_code":0,"message":"what"}""", FunctionErrorCode.Failed, "what")]
    [InlineData(500, """{"error_code":77,"message":"what"}""", FunctionErrorCode.Failed, "what")]
    [InlineData(500, """{"error_code":"3","message":"what"}""", FunctionErrorCode.Transient, "what")]
    [InlineData(500, """{"error_code":4.0,"message":"what"}""", FunctionErrorCode.NotFound, "what")]
    [InlineData(500, """{"error_code":"x","message":"what"}""", FunctionErrorCode.Failed, "error_code is \"x\", which is no whole number. Its message: what")]
    [InlineData(500, """{"error_code":2,"message":{"zone":"é","n":[1]}}""", FunctionErrorCode.Failed, """{"zone":"é","n":[1]}""")]
    [InlineData(500, """{"error_code":2,"message":42}""", FunctionErrorCode.Failed, "42")]
    [InlineData(500, """{"error_code":3,"message":"no file \\ud800 \ud800\ud83d\ude00 \ud800"}""", FunctionErrorCode.Transient, "no file \\ud800 \uFFFD\ud83d\ude00 \uFFFD")]
    [InlineData(500, """{"error_code":2}""", FunctionErrorCode.Failed, "did not say why")]
    [InlineData(500, "panic", FunctionErrorCode.Failed, "500: panic")]
    [InlineData(500, "", FunctionErrorCode.Failed, "500: (no words)")]
    [InlineData(404, "nothing", FunctionErrorCode.Failed, "404: nothing")]
    [InlineData(400, "Invalid input", FunctionErrorCode.Failed, "Invalid input")]
    [InlineData(400, """{"error_code":3}""", FunctionErrorCode.Failed, "not valid")]
    [InlineData(502, "upstream", FunctionErrorCode.Transient, "502: upstream")]
    [InlineData(503, """{"error_code":2,"message":"x"}""", FunctionErrorCode.Failed, "x")]
    [InlineData(302, "", FunctionErrorCode.Failed, "302")]
    public void Read_Error_IsTheCodeAndItsWords(int status, string body, FunctionErrorCode code, string words)
    {
        var error = FunctionAnswer.Read(status, body, 1000).Error!;
        Assert.Equal(code, error.Code);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("function: ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"error_code":1,"message":"function: execute again: not yet","data":{"n":1}}""", "not yet", """{"n":1}""")]
    [InlineData("""{"error_code":1}""", "did not say", null)]
    public void Read_ExecuteAgain_IsNoFailure(string body, string words, string? data)
    {
        var again = FunctionAnswer.Read(500, body, 1000).Error!.Outcome().Again!;
        Assert.Contains(words, again.Message, StringComparison.Ordinal);
        Assert.True(JsonNode.DeepEquals(data is null ? null : JsonNode.Parse(data), again.Data));
    }

    [Fact]
    public void Read_ExecuteAgainWithOtherData_FailsForGood() =>
        Assert.Equal(ReasonCode.FunctionFailed, Assert.Throws<JobFailure>(() => FunctionAnswer.Read(500, """{"error_code":1,"data":[1]}""", 1000)).Reason);

    [Theory]
    [InlineData(FunctionErrorCode.Unspecified, ReasonCode.FunctionFailed)]
    [InlineData(FunctionErrorCode.Failed, ReasonCode.FunctionFailed)]
    [InlineData(FunctionErrorCode.Transient, ReasonCode.Transient)]
    [InlineData(FunctionErrorCode.NotFound, ReasonCode.FunctionFailed)]
    [InlineData(FunctionErrorCode.Conflict, ReasonCode.Transient)]
    public void Outcome_Failure_HasTheReasonOfItsCode(FunctionErrorCode code, ReasonCode reason) =>
        Assert.Equal(reason, Assert.Throws<JobFailure>(() => new FunctionError(code, "words", null, []).Outcome()).Reason);

    [Fact]
    public void Read_StackTrace_IsToldLineByLine() => Assert.Equal(
        ["at main.handle (handler.go:12)", "at ? (?:?)"],
        FunctionAnswer.Read(500, """{"error_code":2,"stack_trace":[{"file":"handler.go","line":12,"function":"main.handle"},{},7]}""", 1000).Error!.Trace);
}
