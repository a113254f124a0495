using System.Diagnostics;
using NotebookKernel.Notebooks;
using NotebookKernel.Running;

namespace NotebookKernel.Tests.Running;

/// <summary>The command as other programs call it: a process, its exit code, its events and what it writes.</summary>
[Trait("Speed", "slow")]
public sealed class RunCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("csharp-kernel-run-").FullName;

    private string Output => Path.Combine(folder, "out", "executed.ipynb");

    [Fact]
    public void A_notebook_is_executed_and_its_progress_told()
    {
        var (code, events, _) = Run(["var a = 1;\na", "Console.Write(\"10%\\r\"); await Task.Delay(250); "
            + "Console.WriteLine(\"99%\");\nConsole.Error.WriteLine(\"oops\");"]);
        Assert.Equal(0, code);
        Assert.Equal(new StartEvent(2), events[0]);
        Assert.Equal([new CellEvent(1, 1, 2), new CellEvent(2, 2, 2)], events.OfType<CellEvent>());
        Assert.Contains(new ProgressEvent("10%"), events);
        Assert.Equal("ok", Assert.IsType<EndEvent>(events[^1]).Status);
        var cells = Notebook.Read(Output).Cells;
        Assert.Equal("1", cells[1].Outputs[0]!["data"]!["text/plain"]![0]!.ToString());
        Assert.Equal((1, 2), (cells[1].ExecutionCount, cells[2].ExecutionCount));
        Assert.Equal(["stdout:99%\n", "stderr:oops\n"], cells[2].Outputs.Select(o => $"{o!["name"]}:{o["text"]![0]}"));
        Assert.Equal(".net-csharp", Notebook.Read(Output).KernelName);
    }

    [Fact]
    public void A_failing_cell_ends_the_run_and_the_notebook_is_still_written()
    {
        var (code, events, _) =
            Run(["Console.WriteLine(\"before\");", "var x = 1;\nthrow new InvalidOperationException(\"no\");",
                "Console.WriteLine(\"never\");"]);
        Assert.Equal(1, code);
        var error = Assert.Single(events.OfType<ErrorEvent>());
        Assert.Equal((2, 2, 2, "InvalidOperationException", "no"),
            (error.Index, error.Number, error.Line, error.Ename, error.Evalue));
        Assert.Equal("throw new InvalidOperationException(\"no\");", error.Source);
        Assert.Equal("error", Assert.IsType<EndEvent>(events[^1]).Status);
        var cells = Notebook.Read(Output).Cells;
        Assert.Equal("before\n", cells[1].Outputs[0]!["text"]![0]!.ToString());
        Assert.Equal("error", cells[2].Outputs[0]!["output_type"]!.ToString());
        Assert.Empty(cells[3].Outputs);
    }

    [LinuxFact("what native code prints is captured there alone")]
    public void Native_code_and_child_processes_print_into_the_cell_and_not_between_the_events()
    {
        var (code, events, _) = Run([
            "[System.Runtime.InteropServices.DllImport(\"libc\")] static extern int puts(string "
                + "text);\nputs(\"from C\");",
            "var child = System.Diagnostics.Process.Start(\"sh\", [\"-c\", \"echo child; echo trouble "
                + ">&2\"]);\nchild.WaitForExit();",
        ]);
        Assert.Equal(0, code);
        Assert.Empty(events.OfType<ErrorEvent>());
        var cells = Notebook.Read(Output).Cells;
        Assert.Equal(["stdout:from C\n"], cells[1].Outputs.Select(o => $"{o!["name"]}:{o["text"]![0]}"));
        Assert.Equal(["stderr:trouble\n", "stdout:child\n"],
            cells[2].Outputs.Select(o => $"{o!["name"]}:{o["text"]![0]}").Order());
    }

    [Fact]
    public void Late_output_of_a_finished_cell_is_saved_with_that_cell()
    {
        Run(["var late = Task.Run(async () => { await Task.Delay(300); Console.WriteLine(\"late\"); });",
            "await late;\nConsole.WriteLine(\"second\");"]);
        var cells = Notebook.Read(Output).Cells;
        Assert.Equal("late\n", cells[1].Outputs[0]!["text"]![0]!.ToString());
        Assert.Equal("second\n", Assert.Single(cells[2].Outputs)!["text"]![0]!.ToString());
    }

    [Fact]
    public void An_update_from_a_later_cell_changes_the_saved_display()
    {
        Run(["var d = display(\"old\");", "d.Update(\"new\");"]);
        Assert.Equal("new", Notebook.Read(Output).Cells[1].Outputs[0]!["data"]!["text/plain"]![0]!.ToString());
    }

    [UnixTheory("one process alone cannot be sent an interrupt there")]
    [InlineData("while (true) ;")]
    [InlineData("System.Threading.Thread.Sleep(-1);")]
    [InlineData("await Task.Delay(-1);")]
    public void An_interrupt_stops_the_cell_and_the_notebook_so_far_is_written(string cell)
    {
        var (code, events, _) =
            Run(["Console.WriteLine(\"first\");", $"Console.WriteLine(\"now\");\n{cell}"], interruptAt: "now");
        Assert.Equal(130, code);
        Assert.Equal("cancelled", Assert.IsType<EndEvent>(events[^1]).Status);
        Assert.Equal("first\n", Notebook.Read(Output).Cells[1].Outputs[0]!["text"]![0]!.ToString());
        Assert.Equal("Cancelled", Notebook.Read(Output).Cells[2].Outputs[^1]!["ename"]!.ToString());
    }

    [Fact]
    public void A_cell_that_ends_the_process_is_told_as_an_error()
    {
        var (code, events, _) = Run(["Console.WriteLine(\"kept\");", "Environment.Exit(0);"]);
        Assert.Equal(1, code);
        Assert.Equal("ProcessEnded", Assert.Single(events.OfType<ErrorEvent>()).Ename);
        Assert.Equal("kept\n", Notebook.Read(Output).Cells[1].Outputs[0]!["text"]![0]!.ToString());
    }

    [Fact]
    public void What_cannot_be_run_is_refused_with_a_reason_and_exit_code_2()
    {
        Assert.Equal(2, Start(["run", "missing.ipynb", "--output", Output]).Code);
        File.WriteAllText(Path.Combine(folder, "python.ipynb"),
            """{"nbformat": 4, "cells": [], "metadata": {"kernelspec": {"name": "python3", "language": "python"}}}""");
        var (code, _, errors) = Start(["run", "python.ipynb", "--output", Output]);
        Assert.Equal(2, code);
        Assert.Contains("written in python", errors);
        Assert.Equal(2, Start(["run"]).Code);
        Assert.Equal(2, Start(["rum"]).Code);
        Assert.False(File.Exists(Output));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private (int Code, IReadOnlyList<RunEvent> Events, string Errors) Run(string[] code, string? interruptAt = null)
    {
        Notebook.Create().With([NotebookCell.Markdown("# Title"), .. code.Select(NotebookCell.Code)])
            .Save(Path.Combine(folder, "book.ipynb"));
        return Start(["run", "book.ipynb", "--output", Output, "--events"], interruptAt);
    }

    private (int Code, IReadOnlyList<RunEvent> Events, string Errors) Start(string[] arguments,
        string? interruptAt = null)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(RunEvent).Assembly.Location, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var events = new List<RunEvent>();
        while (process.StandardOutput.ReadLine() is { } line)
        {
            events.Add(RunEvent.Parse(line));
            if (events[^1] is ProgressEvent progress && progress.Text == interruptAt)
                UnixSignal.Send(process, UnixSignal.Interrupt);
        }
        Assert.True(process.WaitForExit(60_000));
        return (process.ExitCode, events, errors.Result);
    }
}
