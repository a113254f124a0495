using System.Text.Json.Nodes;
using NetMQ;
using NotebookKernel.Wire;

namespace NotebookKernel.Tests.Protocol;

/// <summary>
/// What no well-behaved client sends: it is logged, ignored and never executed, and the kernel goes on.
/// </summary>
[Trait("Speed", "slow")]
public sealed class RobustnessTests : IDisposable
{
    private static readonly JsonObject Harmful = new() { ["code"] = "harmful" };
    private readonly KernelHost host = new();

    [Fact]
    public void Unsigned_forged_and_repeated_requests_are_never_executed()
    {
        var header = KernelHost.Header("x", "execute_request");
        host[Channel.Shell].SendMultipartBytes(KernelHost.Frames(header, Harmful, key: ""));
        host[Channel.Shell].SendMultipartBytes(KernelHost.Frames(header, Harmful, key: "guessed"));
        var good = KernelHost.Frames(KernelHost.Header("good", "execute_request"), new() { ["code"] = "once" });
        host[Channel.Shell].SendMultipartBytes(good);
        host[Channel.Shell].SendMultipartBytes(good);
        // The signature of another message does not fit.
        var mixed = KernelHost.Frames(header, Harmful);
        mixed[1] = good[1];
        host[Channel.Shell].SendMultipartBytes(mixed);
        Alive();
        Assert.Equal(["once"], host.Interpreter.Executed);
        Assert.Equal(4, host.Log.Count);
    }

    [Fact]
    public void Unknown_types_and_requests_on_the_wrong_channel_are_ignored()
    {
        host.Send(Channel.Shell, "make_coffee_request", []);
        host.Send(Channel.Control, "execute_request", (JsonObject)Harmful.DeepClone());
        host.Send(Channel.Stdin, "execute_request", (JsonObject)Harmful.DeepClone());
        Alive();
        Assert.Empty(host.Interpreter.Executed);
        Assert.Contains(host.Log, line => line.Contains("make_coffee_request", StringComparison.Ordinal));
    }

    [Fact]
    public void A_huge_cell_is_run_and_a_huge_forged_one_is_dropped()
    {
        var huge = new string('x', 20_000_000);
        host[Channel.Shell]
            .SendMultipartBytes(
                KernelHost.Frames(KernelHost.Header("x", "execute_request"), new() { ["code"] = huge },
                    key: "guessed"));
        Assert.Equal("ok", host.Answer(host.Execute(huge)).Reply["status"]!.ToString());
        Assert.Equal(huge.Length, Assert.Single(host.Interpreter.Executed).Length);
    }

    [Fact]
    public void Text_that_is_not_UTF8_is_dropped()
    {
        byte[][] parts = [KernelHost.Bytes("{\"msg_id\":\"1\",\"msg_type\":\"\0\"}".Replace('\0', 'x')),
            "{}"u8.ToArray(), "{}"u8.ToArray(), "{\"code\":\"?\"}"u8.ToArray()];
        parts[0][^3] = 0xFF;
        parts[3][9] = 0xFF;
        host[Channel.Shell].SendMultipartBytes(KernelHost.Frames("secret", parts));
        parts[0] = KernelHost.Bytes(KernelHost.Header("2", "execute_request").ToJsonString());
        host[Channel.Shell].SendMultipartBytes(KernelHost.Frames("secret", parts));
        Alive();
        Assert.Empty(host.Interpreter.Executed);
    }

    [Fact]
    public void Twenty_thousand_random_messages_leave_the_kernel_as_it_was()
    {
        var random = new Random(20260117);
        string[] types = ["execute_request", "complete_request", "inspect_request", "is_complete_request",
            "history_request", "comm_open", "comm_info_request", "kernel_info_reply", "", "input_reply"];
        JsonNode?[] values = [null, 7, -1e300, "text", true, new JsonArray(1, 2), new JsonObject { ["code"] = 1 }];
        string[] names =
            ["code", "cursor_pos", "hist_access_type", "n", "comm_id", "user_expressions", "silent", "detail_level"];
        Channel[] channels = [Channel.Shell, Channel.Control, Channel.Stdin];
        for (var i = 0; i < 20_000; i++)
        {
            var content = new JsonObject();
            // A code that is no text, so that whatever is executed is a fault.
            foreach (var name in names)
                if (random.Next(3) == 0 && values[random.Next(values.Length)]?.DeepClone() is var value
                    && (name != "code" || value is not JsonValue { } text || !text.TryGetValue<string>(out _)))
                    content[name] = value;
            var frames = KernelHost.Frames(KernelHost.Header($"fuzz {i}", types[random.Next(types.Length)]), content,
                key: random.Next(2) == 0 ? "secret" : "wrong");
            Damage(frames, random);
            host[channels[random.Next(channels.Length)]].SendMultipartBytes(frames);
        }
        Alive();
        Assert.Empty(host.Interpreter.Executed);
        Assert.NotEmpty(host.Log);
        // The log says what is wrong without filling up.
        Assert.DoesNotContain(host.Log, line => line.Contains("   at ", StringComparison.Ordinal));
    }

    public void Dispose() => host.Dispose();

    private static void Damage(List<byte[]> frames, Random random)
    {
        switch (random.Next(8))
        {
            case 0:
                frames.RemoveAt(random.Next(frames.Count));
                break;
            case 1:
                frames.RemoveRange(1, random.Next(frames.Count - 1));
                break;
            case 2:
                var frame = frames[random.Next(frames.Count)];
                if (frame.Length > 0)
                    frame[random.Next(frame.Length)] ^= (byte)(1 << random.Next(8));
                break;
            case 3:
                var noise = new byte[random.Next(100)];
                random.NextBytes(noise);
                frames.Insert(random.Next(frames.Count + 1), noise);
                break;
            case 4:
                frames[0] = KernelHost.Bytes("<IDS|MSG>"[..random.Next(9)]);
                break;
            case 5:
                frames.Reverse();
                break;
        }
    }

    private void Alive()
    {
        // What the fuzz has asked is answered first.
        Assert.Equal("ok", host.Ask("kernel_info_request", []).Reply["status"]!.ToString());
        Assert.Equal("ok", host.Ask("kernel_info_request", [], Channel.Control).Reply["status"]!.ToString());
        Assert.Equal("beat", host.Beat("beat"));
    }
}
