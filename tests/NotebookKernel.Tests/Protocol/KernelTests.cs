using System.Text.Json.Nodes;
using NetMQ;
using NotebookKernel.Wire;
using static NotebookKernel.Tests.Protocol.KernelHost;

namespace NotebookKernel.Tests.Protocol;

/// <summary>The message table over real sockets, with an interpreter of words.</summary>
public sealed class KernelTests : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);
    private readonly KernelHost host = new();

    [Fact]
    public void Busy_comes_first_outputs_in_order_and_idle_last()
    {
        var (reply, said) = host.Answer(host.Execute("value 42"));
        Assert.Equal("ok", reply["status"]!.ToString());
        Assert.Equal(1, (int)reply["execution_count"]!);
        Assert.Equal(["status", "execute_input", "execute_result", "status"], said.Select(s => s.Type));
        Assert.Equal("busy", said[0].Content["execution_state"]!.ToString());
    }

    [Fact]
    public void What_waits_behind_a_failing_cell_is_aborted_but_questions_are_answered_and_later_cells_run()
    {
        var failing = host.Execute("hold");
        var waiting = new[] { host.Execute("print a"), host.Execute("print b") };
        var question = host.Send(Channel.Shell, "is_complete_request", new() { ["code"] = "x" });
        host.Interpreter.Go.Release();
        Assert.Equal("error", host.Answer(failing).Reply["status"]!.ToString());
        foreach (var id in waiting)
            Assert.Equal("""{"status":"aborted"}""", host.Answer(id).Reply.ToJsonString());
        Assert.Equal("incomplete", host.Answer(question).Reply["status"]!.ToString());
        Assert.Equal("ok", host.Answer(host.Execute("print c")).Reply["status"]!.ToString());
        Assert.Equal(["hold", "print c"], host.Interpreter.Executed);
    }

    [Fact]
    public void Without_stop_on_error_what_waits_is_run()
    {
        var failing = host.Execute("hold", stopOnError: false);
        var waiting = host.Execute("print a");
        host.Interpreter.Go.Release();
        Assert.Equal("error", host.Answer(failing).Reply["status"]!.ToString());
        Assert.Equal("ok", host.Answer(waiting).Reply["status"]!.ToString());
    }

    [Fact]
    public void The_control_channel_interrupts_and_answers_while_a_cell_runs()
    {
        var running = host.Execute("loop");
        while (host.Hear(running, Soon)!.Type != "display_data")
        {
        }
        Assert.Equal("ok", host.Ask("kernel_info_request", [], Channel.Control).Reply["status"]!.ToString());
        Assert.Equal("ok", host.Ask("interrupt_request", [], Channel.Control).Reply["status"]!.ToString());
        Assert.Equal("Interrupted", host.Answer(running).Reply["ename"]!.ToString());
    }

    [Fact]
    public void Late_output_carries_its_own_cells_header()
    {
        var late = host.Execute("late later");
        host.Answer(late);
        host.Answer(host.Execute("print now"));
        var heard = host.Hear(late, Soon)!;
        Assert.Equal(("stream", "later"), (heard.Type, heard.Content["text"]!.ToString()));
    }

    [Fact]
    public void A_cell_asks_and_gets_the_answer()
    {
        var asking = host.Execute("ask", allowInput: true);
        var question = host.Receive(Channel.Stdin, Soon)!;
        Assert.Equal(("input_request", asking, "?"),
            (question.Type, question.Parent, question.Content["prompt"]!.ToString()));
        host.Send(Channel.Stdin, "input_reply", new() { ["value"] = "forty-two" });
        var (_, said) = host.Answer(asking);
        Assert.Equal("forty-two",
            said.Single(s => s.Type == "execute_result").Content["data"]!["text/plain"]!.ToString());
    }

    [Fact]
    public void A_fault_of_the_interpreter_fails_the_request_and_is_logged()
    {
        var (reply, said) = host.Answer(host.Execute("crash"));
        Assert.Equal(("error", "InvalidOperationException"), (reply["status"]!.ToString(), reply["ename"]!.ToString()));
        Assert.Equal("idle", said[^1].Content["execution_state"]!.ToString());
        Assert.Contains(host.Log, line => line.Contains("The interpreter has a fault.", StringComparison.Ordinal));
        Assert.Equal("ok", host.Answer(host.Execute("print a")).Reply["status"]!.ToString());
    }

    [Fact]
    public void Completion_and_inspection_count_characters_not_UTF16_units()
    {
        var code = new JsonObject { ["code"] = "\ud83d\ude00ab", ["cursor_pos"] = 2 };
        var reply = host.Ask("complete_request", code).Reply;
        Assert.Equal("\ud83d\ude00a!", reply["matches"]![0]!.ToString());
        Assert.Equal((0, 2), ((int)reply["cursor_start"]!, (int)reply["cursor_end"]!));
        reply = host.Ask("inspect_request",
            new() { ["code"] = "\ud83d\ude00ab", ["cursor_pos"] = 2, ["detail_level"] = 1 }).Reply;
        Assert.Equal("3 True", reply["data"]!["text/plain"]!.ToString());
        Assert.False(
            (bool)host.Ask("inspect_request", new() { ["code"] = "nothing", ["cursor_pos"] = 1 }).Reply["found"]!);
    }

    [Fact]
    public void History_has_the_stored_cells_with_their_results()
    {
        host.Answer(host.Execute("value 1"));
        host.Answer(host.Execute("print x"));
        host.Answer(
            host.Send(Channel.Shell, "execute_request", new() { ["code"] = "value 2", ["store_history"] = false }));
        host.Answer(host.Execute("value 1"));
        Assert.Equal("""[[1,1,"value 1"],[1,2,"print x"],[1,3,"value 1"]]""", Entries("tail"));
        Assert.Equal("""[[1,2,["print x",null]],[1,3,["value 1","1"]]]""", Entries("tail", ("n", 2), ("output", true)));
        Assert.Equal("""[[1,2,"print x"]]""", Entries("range", ("start", 2), ("stop", 3)));
        Assert.Equal("""[[1,3,"value 1"]]""", Entries("search", ("pattern", "v*"), ("unique", true)));
        Assert.Equal("[]", Entries("range", ("session", -1)));

        string Entries(string kind, params (string, JsonNode)[] fields)
        {
            var content = new JsonObject { ["hist_access_type"] = kind };
            foreach (var (name, value) in fields)
                content[name] = value;
            return host.Ask("history_request", content).Reply["history"]!.ToJsonString();
        }
    }

    [Fact]
    public async Task Shutdown_is_answered_on_its_channel_and_on_iopub_before_the_kernel_ends()
    {
        var (reply, said) = host.Ask("shutdown_request", new() { ["restart"] = true }, Channel.Control);
        Assert.Equal("""{"status":"ok","restart":true}""", reply.ToJsonString());
        Assert.Equal(["status", "shutdown_reply", "status"], said.Select(s => s.Type));
        await host.Kernel.Ended.WaitAsync(Soon);
    }

    [Fact]
    public void A_cell_leaves_nothing_behind_but_its_place_in_the_history()
    {
        Run(200);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        Run(1000);
        // A cell's text, its signature and the kernel's record of both are some hundred bytes.
        Assert.InRange((GC.GetTotalMemory(forceFullCollection: true) - before) / 1000, long.MinValue, 1500);

        void Run(int cells)
        {
            for (var i = 0; i < cells; i++)
                host.Answer(host.Execute($"value {i}"));
        }
    }

    [Fact]
    public void The_heart_beats_while_a_cell_runs()
    {
        host.Execute("hold");
        Assert.Equal("ping", host.Beat("ping"));
        host.Interpreter.Go.Release();
    }

    [Fact]
    public void Halves_of_characters_come_in_and_go_out_as_they_are()
    {
        // In an attribute's arguments such halves would be lost: metadata are UTF-8.
        foreach (var (sent, expected) in new[]
            { (@"\ud800x", "\ud800x"), (@"\\ud800", @"\ud800"), (@"\ud83d\ude00\ude00", "\ud83d\ude00\ude00") })
        {
            var id = $"half {expected.Length}";
            byte[][] parts = [Bytes(Header(id, "execute_request").ToJsonString()), "{}"u8.ToArray(), "{}"u8.ToArray(),
                Bytes($"{{\"code\":\"value {sent}\"}}")];
            host[Channel.Shell].SendMultipartBytes(Frames("secret", parts));
            var result = host.Answer(id).Said.Single(said => said.Type == "execute_result").Content;
            Assert.Equal(expected, result["data"]!["text/plain"]!.GetValue<string>());
        }
    }

    [Fact]
    public void A_comm_message_with_binary_buffers_is_refused_by_name()
    {
        byte[][] parts = [Bytes(Header("comm", "comm_open").ToJsonString()), "{}"u8.ToArray(), "{}"u8.ToArray(),
            Bytes("{\"comm_id\":\"c\",\"target_name\":\"t\"}")];
        host[Channel.Shell].SendMultipartBytes([.. Frames("secret", parts), [1, 2, 3]]);
        Heard heard;
        while ((heard = host.Hear("comm", Soon)!).Type != "error")
        {
        }
        Assert.Contains("comm_open carries 1 binary buffers", heard.Content["evalue"]!.ToString());
    }

    [Fact]
    public void IPv6_is_served_or_refused_by_name()
    {
        try
        {
            using var other = new KernelHost("::1");
            Assert.Equal("ok", other.Ask("kernel_info_request", []).Reply["status"]!.ToString());
        }
        catch (IOException e)
        {
            Assert.False(System.Net.Sockets.Socket.OSSupportsIPv6, e.Message);
            Assert.Contains("[::1]", e.Message);
        }
    }

    public void Dispose() => host.Dispose();
}
