using NotebookKernel.Session;

namespace NotebookKernel.Tests.Session;

[Trait("Speed", "slow")]
public sealed class ErrorTests : IDisposable
{
    private readonly Harness cells = new();

    [Fact]
    public async Task A_compile_error_names_cell_line_and_column_and_points_at_the_place()
    {
        var error = (await cells.Run("var a = 1;\nvar b = foo + a;")).Result.Error!;
        Assert.Equal("CompilationError", error.Name);
        Assert.Equal(2, error.Line);
        Assert.Equal("var b = foo + a;", error.Source);
        Assert.StartsWith("Cell 1, line 2, column 9: error CS0103", error.Value);
        Assert.Equal(["    var b = foo + a;", "            ^"], error.Traceback.Skip(1));
    }

    [Fact]
    public async Task Lines_are_counted_from_the_cells_first_line_also_after_a_magic()
    {
        var error = (await cells.Run("#!time\n\nint a = 1;\nthrow new Exception(\"here\");")).Result.Error!;
        Assert.Equal(4, error.Line);
    }

    [Fact]
    public async Task An_exception_has_its_own_type_and_shows_the_cells_lines_first_and_none_of_the_kernels()
    {
        await cells.Run("int Half(int a)\n{\n    return a / 0.CompareTo(0);\n}");
        var error = (await cells.Run("var q = 3;\nvar z = new[] { 1 }.Select(v => Half(v)).ToList();")).Result.Error!;
        Assert.Equal("DivideByZeroException", error.Name);
        Assert.Equal(2, error.Line);
        Assert.Equal("  Cell 1, line 3, in Half: return a / 0.CompareTo(0);", error.Traceback[1]);
        Assert.StartsWith("  Cell 2, line 2", error.Traceback[2]);
        Assert.DoesNotContain(error.Traceback, line => line.Contains("NotebookKernel")
            || line.Contains("ControlledExecution") || line.Contains("MoveNext"));
    }

    [Theory]
    [InlineData("throw new System.Reflection.TargetInvocationException(new AggregateException(new "
        + "FormatException(\"inner\")));", "FormatException")]
    [InlineData("await Task.Run(() => throw new FormatException(\"inner\"));", "FormatException")]
    [InlineData("Task.Run(() => throw new FormatException(\"inner\")).Wait();", "FormatException")]
    [InlineData("throw new InvalidOperationException(\"outer\", new FormatException(\"inner\"));",
        "InvalidOperationException")]
    public async Task Exceptions_that_only_wrap_are_unwrapped_and_causes_are_told(string cell, string expected)
    {
        var error = (await cells.Run(cell)).Result.Error!;
        Assert.Equal(expected, error.Name);
        Assert.Contains(error.Traceback, line => line.Contains("FormatException: inner"));
    }

    [Theory]
    [InlineData("throw new FormatException();", "Odd cannot say what it is: FormatException")]
    [InlineData("while (true) ;", "The message of Odd takes too long")]
    public async Task An_exception_that_cannot_say_what_it_is_fails_its_cell_only(string message, string expected)
    {
        var odd = $"class Odd : Exception {{ public override string Message {{ get {{ {message} }} }} }}\n";
        var error = (await cells.Run(odd + "throw new Odd();")).Result.Error!;
        Assert.Equal(("Odd", 2), (error.Name, error.Line));
        Assert.Contains(expected, error.Value);
        Assert.Equal("2", await cells.Value("1 + 1"));
    }

    [Fact]
    public async Task A_missing_reference_says_which_file_and_which_line()
    {
        var error = (await cells.Run("var a = 1;\n#r \"bin/Nowhere.dll\"")).Result.Error!;
        Assert.Equal(("ReferenceError", 2), (error.Name, error.Line));
        Assert.Contains("bin/Nowhere.dll", error.Value);
        Assert.Contains(cells.Folder, error.Value);
    }

    [Fact]
    public async Task Warnings_are_on_stderr_and_the_cell_runs()
    {
        var outcome = await cells.Run("#warning mind the gap\n1");
        Assert.Equal("1", outcome.Plain);
        Assert.Contains("Cell 1, line 1, column 10: warning CS1030", outcome.Stream("stderr"));
    }

    [Fact]
    public async Task An_endless_loop_is_stopped_and_the_session_lives_on()
    {
        var outcome = await cells.Interrupt("var rounds = 1L;\ndisplay(0);\nwhile (true) rounds++;");
        Assert.Equal(CellStatus.Cancelled, outcome.Result.Status);
        Assert.Equal("True", await cells.Value("rounds > 1"));
    }

    [LinuxFact("it reads the thread's signal mask in /proc")]
    public async Task After_an_abort_the_thread_takes_signals_as_before()
    {
        const string Blocked =
            "System.IO.File.ReadLines(\"/proc/thread-self/status\").Single(line => line.StartsWith(\"SigBlk\"))";
        var before = await cells.Value(Blocked);
        await cells.Interrupt("display(0);\nwhile (true) ;");
        Assert.Equal(before, await cells.Value(Blocked));
    }

    [Fact]
    public async Task Loops_can_be_stopped_again_and_again_and_memory_is_still_collected()
    {
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(CellStatus.Cancelled, (await cells.Interrupt("display(0);\nwhile (true) ;")).Result.Status);
            Assert.Equal("collected", await cells.Value("GC.Collect();\n\"collected\""));
        }
    }

    [Fact]
    public async Task An_endless_loop_after_an_await_is_stopped_too()
    {
        var outcome = await cells.Interrupt("await Task.Delay(1);\ndisplay(0);\nwhile (true) ;");
        Assert.Equal(CellStatus.Cancelled, outcome.Result.Status);
    }

    [Fact]
    public async Task Code_that_observes_the_published_token_ends_in_its_own_way()
    {
        var outcome = await cells.Interrupt(
            "display(0);\n"
            + "var token = (System.Threading.CancellationToken)AppContext.GetData(\"NotebookCancellation\");\n"
            + "token.WaitHandle.WaitOne();\n\"stopped\"");
        Assert.Equal((CellStatus.Ok, "stopped"), (outcome.Result.Status, outcome.Plain));
    }

    [UnixFact("it blocks in a function of libc")]
    public async Task A_cell_that_blocks_beyond_reach_is_given_up()
    {
        using var impatient = new Harness(TimeSpan.FromSeconds(0.5));
        var outcome = await impatient.Interrupt("[System.Runtime.InteropServices.DllImport(\"libc\")] static extern "
            + "int system(string command);\ndisplay(0);\nsystem(\"sleep 8\");");
        Assert.Equal(CellStatus.Abandoned, outcome.Result.Status);
    }

    [Fact]
    public async Task An_exception_that_nobody_catches_in_the_background_is_reported_and_ends_nothing()
    {
        var outcome = await cells.Run("new System.Threading.Thread(() => throw new FormatException(\"in a "
            + "thread\")).Start();\nawait Task.Delay(300);");
        Assert.Contains("FormatException: in a thread", outcome.Stream("stderr"));
    }

    [Fact]
    public async Task An_exception_of_a_forgotten_task_is_reported_when_the_task_is_collected()
    {
        await cells.Run("static void Forget() => Task.Run(() => throw new FormatException(\"forgotten\"));\nForget();");
        var said = "";
        for (var i = 0; i < 20 && !said.Contains("forgotten"); i++)
            said += (await cells.Run("await Task.Delay(20);\nGC.Collect();\nGC.WaitForPendingFinalizers();\nawait "
                + "Task.Delay(20);")).Stream("stderr");
        Assert.Contains("FormatException: forgotten", said);
    }

    public void Dispose() => cells.Dispose();
}
