namespace Actors.Conformance.Runtimes;

/// <summary>The list of failures that every runtime turns into a reason, and where one cannot exist on an engine, why.</summary>
public static class RuntimeCases
{
    /// <summary>Case, and the tests of the kit that hold it.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Tests = new Dictionary<string, string[]>
    {
        ["image cannot be pulled"] = [nameof(RuntimeKit.Start_ImageThatCannotBePulled_EndsWithImagePull)],
        ["invalid image name"] = [nameof(RuntimeKit.Start_InvalidImageName_EndsWithInvalidImage)],
        ["never-pull and absent"] = [nameof(RuntimeKit.Start_NeverPullAndAbsent_EndsWithImagePull)],
        ["container config error"] = [nameof(RuntimeKit.Start_ContainerConfigError_EndsWithStartError)],
        ["start error"] = [nameof(RuntimeKit.Start_BadCommand_EndsWithStartError)],
        ["missing service account"] = [nameof(RuntimeKit.Start_MissingServiceAccount_IsRefused)],
        ["pending too long"] = [nameof(RuntimeKit.Start_PendingTooLong_EndsWithUnschedulable)],
        ["evicted"] = [nameof(RuntimeKit.Run_Evicted_SaysEvicted)],
        ["node lost"] = [nameof(RuntimeKit.Run_NodeLost_SaysNodeLost)],
        ["unschedulable"] = [nameof(RuntimeKit.Start_TooBig_IsUnschedulable)],
        ["deleted behind our back"] = [nameof(RuntimeKit.Watch_DeletedBehindOurBack_SaysDeleted)],
        ["out of memory"] = [nameof(RuntimeKit.Run_TooMuchMemory_EndsWithOutOfMemory)],
        ["deadline exceeded"] = [nameof(RuntimeKit.Run_LongerThanItsDeadline_EndsWithDeadlineExceeded)],
        ["cancel while pending"] = [nameof(RuntimeKit.Stop_AtOnceAfterStart_EndsWithCancelled)],
        ["cancel while running"] = [nameof(RuntimeKit.Stop_Running_SendsSigtermOnce)],
        ["SIGTERM ignored"] = [nameof(RuntimeKit.Stop_SigtermIgnored_KillsAfterGrace)],
        ["exit code"] = [nameof(RuntimeKit.Run_ExitCode_IsTold)],
        ["signal"] = [nameof(RuntimeKit.Run_KilledByASignal_IsLost)],
        ["very large log"] = [nameof(RuntimeKit.LogTail_VeryLargeLog_IsItsEnd)],
        ["binary log"] = [nameof(RuntimeKit.LogTail_BinaryLog_IsText)],
        ["no log"] = [nameof(RuntimeKit.LogTail_NoLog_IsEmpty)],
        ["agent restarted"] = [nameof(RuntimeKit.List_AfterAgentRestart_RecognisesWorkers)],
        ["created twice"] = [nameof(RuntimeKit.Start_Twice_RunsOnce), nameof(RuntimeKit.Start_Race_RunsOnce)],
        ["orphan"] = [nameof(RuntimeKit.Remove_OrphanOfAnEarlierAgent_LeavesNothing)],
    };

    /// <summary>Engine and case that cannot exist there, with the reason.</summary>
    public static readonly IReadOnlyDictionary<(string Engine, string Case), string> CannotExist = new Dictionary<(string, string), string>
    {
        [("process", "image cannot be pulled")] = "Processes have no image.",
        [("process", "invalid image name")] = "Processes have no image.",
        [("process", "never-pull and absent")] = "Processes have no image.",
        [("process", "container config error")] = "There is no container; a folder or control group that cannot be set up is a start error.",
        [("process", "missing service account")] = "Workers run as the silo's user.",
        [("process", "pending too long")] = "The machine starts a process at once or refuses.",
        [("process", "evicted")] = "Nobody evicts processes; a kill is WorkerLost, the memory limit OutOfMemory.",
        [("process", "node lost")] = "The machine is the silo's own: when it is lost, so is the agent.",
        [("docker", "missing service account")] = "Containers have no service account.",
        [("docker", "pending too long")] = "The engine starts a container at once or refuses; a pull that takes longer than `Docker:PullTimeout` is ImagePull.",
        [("docker", "evicted")] = "An engine evicts nothing; a kill is WorkerLost, the memory limit OutOfMemory.",
        [("docker", "node lost")] = "An engine is one machine: when it is lost, none is left to say so. Its workers are silent, and its agent tells that the engine does not answer.",
    };

    /// <summary>The whole list.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        "image cannot be pulled", "invalid image name", "never-pull and absent", "container config error", "start error", "missing service account",
        "unschedulable", "pending too long", "evicted", "deleted behind our back", "node lost", "out of memory", "deadline exceeded",
        "cancel while pending", "cancel while running", "SIGTERM ignored", "exit code", "signal", "very large log", "binary log", "no log",
        "agent restarted", "created twice", "orphan",
    ];
}
