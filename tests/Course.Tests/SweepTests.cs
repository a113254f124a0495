using System.Diagnostics;
using Autoencoders;
using Course.Sweeping;

namespace Course.Tests;

/// <summary>The command as a user runs it: processes that train tiny models.</summary>
[Trait("Speed", "slow")]
public sealed class SweepTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("sweeps").FullName;

    public SweepTests() => Write(steps: 150);

    private string File => Path.Combine(folder, "tiny.json");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [UnixFact("one process alone cannot be sent an interrupt there")]
    public async Task A_sweep_that_is_interrupted_goes_on_and_ends_with_the_same_table()
    {
        var (code, output, _) = await RunAsync("whole", "--processes", "2");
        Assert.Equal(ExitCode.Ok, code);
        Assert.Contains("Mean ± standard deviation over 2 seeds", output);
        var whole = SweepTable.Load(Path.Combine(folder, "whole", "tiny.csv"));
        Assert.Equal(["vae-seed1", "vae-seed2", "beta-vae-4-seed1", "beta-vae-4-seed2"],
            whole.Select(result => result.Configuration.Name));

        // two are done
        (code, output, _) = await RunAsync("stopped", "--processes", "1", stopAt: "beta-vae-4-seed1: started");
        Assert.Equal(ExitCode.Interrupted, code);
        Assert.Contains("goes on from here", output);
        Assert.Contains("2 of 4 runs", output);
        var vae = new FileInfo(Path.Combine(folder, "stopped", "vae-seed1.json"));
        var made = vae.LastWriteTimeUtc;

        (code, output, _) = await RunAsync("stopped", "--processes", "2");
        Assert.Equal(ExitCode.Ok, code);
        Assert.Contains("2 of 4 runs are finished already", output);
        vae.Refresh();
        Assert.Equal(made, vae.LastWriteTimeUtc);
        static IEnumerable<RunResult> WithoutTime(IEnumerable<RunResult> results) =>
            results.Select(result => result with { CpuSeconds = 0 });
        Assert.Equal(WithoutTime(whole), WithoutTime(SweepTable.Load(Path.Combine(folder, "stopped", "tiny.csv"))));
        Assert.Empty(Directory.GetFiles(Path.Combine(folder, "stopped"), "*.checkpoint.*"));

        Write(steps: 151);
        (code, _, var error) = await RunAsync("stopped");
        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("vae-seed1.json", error);
        Assert.Contains("steps 150 and 151", error);
    }

    [Fact]
    public async Task A_run_that_fails_is_named_and_the_others_are_done()
    {
        Write(steps: 2);
        Directory.CreateDirectory(Path.Combine(folder, "out"));
        System.IO.File.WriteAllText(Path.Combine(folder, "out", "vae-seed2.checkpoint.safetensors"), "cut off");
        var (code, output, error) = await RunAsync("out", "--processes", "2");
        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("3 of 4 runs", output);
        Assert.Contains(
            $"course: vae-seed2 failed: {Path.Combine(folder, "out", "vae-seed2.checkpoint.safetensors")}", error);
    }

    private void Write(int steps) => System.IO.File.WriteAllText(File, $$"""
        { "data": "small", "architecture": "dense", "latent": 3, "steps": {{steps}}, "batch": 8, "evaluation": 200, "seeds": [1, 2],
          "objectives": [ { "name": "vae" }, { "name": "beta-vae", "beta": 4 } ] }
        """);

    /// <summary>Runs the command in a process; interrupts it when it has written a line with this text.</summary>
    private async Task<(int Code, string Output, string Error)> RunAsync(string output, params string[] options) =>
        await RunAsync(output, options, null);

    private async Task<(int Code, string Output, string Error)> RunAsync(string output, string option, string value,
        string stopAt) => await RunAsync(output, [option, value], stopAt);

    private async Task<(int Code, string Output, string Error)> RunAsync(string output, string[] options,
        string? stopAt)
    {
        var start = new ProcessStartInfo("dotnet",
            [typeof(SweepFile).Assembly.Location, "sweep", File, "--out", Path.Combine(folder, output), .. options])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var text = "";
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            text += line + "\n";
            if (stopAt is null || !line.Contains(stopAt)) continue;
            stopAt = null;
            UnixSignal.Send(process, UnixSignal.Interrupt);
        }
        await process.WaitForExitAsync();
        return (process.ExitCode, text, await error);
    }
}
