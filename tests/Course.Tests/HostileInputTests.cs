using Course.Commands;

namespace Course.Tests;

/// <summary>
/// Files and folders that no command can use: each ends with one line that says what is wrong, never with an
/// exception's frames.
/// </summary>
[Trait("Speed", "slow")]
public sealed class HostileInputTests : IDisposable
{
    private readonly TemporaryCourse course = new("01-plain");

    public HostileInputTests()
    {
        foreach (var (name, content) in new[]
        {
            ("empty", ""), ("text", "hello"), ("nul", "\0\0\0\0"), ("array", "[1, 2]"),
                ("deep", new string('[', 100_000)),
                ("cells.ipynb", """{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": 3}"""),
            ("cell.ipynb", """{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [null]}"""),
            ("twice.ipynb", """{"nbformat": 4, "nbformat": 4, "cells": []}"""),
            ("source.ipynb",
                """{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{"cell_type": "code", "source": 7, "metadata": {}, "outputs": 5}]}"""),
            ("output.ipynb",
                """{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{"cell_type": "code", "id": "a", "source": "1", "metadata": {}, "execution_count": 1, "outputs": [{"output_type": "display_data", "metadata": {}, "data": {"image/png": "not base64!", "text/html": 3}}]}]}"""),
            ("attachment.ipynb",
                """{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{"cell_type": "markdown", "id": "a", "source": "![x](attachment:x.png)", "metadata": {}, "attachments": {"x.png": {"image/png": "%%%"}}}]}"""),
            ("sweep.json",
                """{"data": "small", "architecture": "dense", "steps": 1, "objectives": [{"name": "vae"}]}"""),
            ("twice.json", """{"data": "small", "data": "small"}"""),
            ("null.json", """{"data": null, "architecture": null, "steps": null, "objectives": null}"""),
        }) File.WriteAllText(At(name), content);
        Directory.CreateDirectory(At("folder.ipynb"));
        Directory.CreateDirectory(At("taken.md"));
    }

    public static TheoryData<string> Words()
    {
        var words = new TheoryData<string>();
        foreach (var file in new[]
            { "empty", "text", "nul", "array", "deep", "cells.ipynb", "cell.ipynb", "folder.ipynb", "none.ipynb" })
            foreach (var form in new[] { "cs", "dib", "md", "html" }) words.Add($"export @{file} --to {form}");
        foreach (var file in new[]
            { "empty", "text", "nul", "array", "deep", "twice.json", "null.json", "folder.ipynb", "none.json" })
            words.Add($"sweep @{file}");
        foreach (var target in new[] { "@taken.md", "@text/x.md", "" }) words.Add($"export 1 --to md --out {target}");
        foreach (var target in new[] { "@taken.md", "@text/x.html", "" })
            words.Add($"export 1 --to html --out {target}");
        foreach (var folder in new[] { "@text", "@text/x", "" }) words.Add($"sweep @sweep.json --out {folder}");
        words.Add("kernel install --prefix @text");
        words.Add("run 1 --data @text");
        words.Add("run 1 --out @text");
        words.Add("data get ");
        words.Add("bench ../..");
        return words;
    }

    [Theory]
    [MemberData(nameof(Words))]
    public async Task A_command_that_cannot_says_so_in_a_line(string words)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await new CommandLine(course.Folder, output, error)
            .InvokeAsync([.. words.Split(' ').Select(word => word.StartsWith('@') ? At(word[1..]) : word)]);
        var said = error.ToString().Trim();
        Assert.True(code is ExitCode.Failed or ExitCode.Usage, $"exit code {code}: {output}");
        Assert.NotEmpty(said);
        Assert.DoesNotContain("   at ", said);
        Assert.DoesNotContain(Directory.GetFiles(course.Folder.Root, "*.tmp", SearchOption.AllDirectories), _ => true);
    }

    /// <summary>An output that is malformed is no reason not to write the rest, or it is named.</summary>
    [Theory]
    [InlineData("output.ipynb", "md")]
    [InlineData("output.ipynb", "html")]
    [InlineData("attachment.ipynb", "md")]
    [InlineData("attachment.ipynb", "html")]
    [InlineData("twice.ipynb", "dib")]
    [InlineData("source.ipynb", "dib")]
    [InlineData("source.ipynb", "md")]
    public async Task A_notebook_with_a_malformed_part_is_written_or_refused_in_a_line(string file, string form)
    {
        var error = new StringWriter();
        var code = await new CommandLine(course.Folder, TextWriter.Null, error)
            .InvokeAsync(["export", At(file), "--to", form, "--out", At($"made.{form}")]);
        Assert.Equal(code == ExitCode.Ok, File.Exists(At($"made.{form}")));
        Assert.DoesNotContain("   at ", error.ToString());
        Assert.Equal(code == ExitCode.Ok, error.ToString().Length == 0);
    }

    [Fact]
    public async Task A_run_whose_folder_cannot_be_written_ends_with_a_failure_that_is_foreseen()
    {
        File.WriteAllText(course.Folder.Output, "a file");
        Assert.True(Foreseen.Includes(await Assert.ThrowsAnyAsync<Exception>(() => course.RunAsync("ok"))));
        File.Delete(course.Folder.Output);
        Directory.CreateDirectory(course.Output("01-plain.ipynb"));
        Assert.True(Foreseen.Includes(await Assert.ThrowsAnyAsync<Exception>(() => course.RunAsync("ok"))));
        File.WriteAllText(course.Output("summary.json"), "[");
        Assert.True(Foreseen.Includes(await Assert.ThrowsAnyAsync<Exception>(() => course.RunAsync("ok"))));
    }

    public void Dispose() => course.Dispose();

    private string At(string name) => Path.Combine(course.Folder.Root, name);
}
