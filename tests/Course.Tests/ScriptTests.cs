using System.Diagnostics;
using System.Runtime.Versioning;
using Course.Setup;

namespace Course.Tests;

/// <summary>
/// The script <c>course</c> on machines that lack something, made up by a PATH of the test's own. The clone's path has
/// a space and an é.
/// </summary>
[UnsupportedOSPlatform("windows")]
[Trait("Speed", "slow")]
public sealed class ScriptTests : IDisposable
{
    private const string Shell = "it is a shell script; course.cmd is its counterpart there";

    /// <summary>All that it may use, beside <c>dotnet</c>.</summary>
    private static readonly string[] Tools =
        ["sh", "readlink", "dirname", "cut", "tr", "date", "tail", "mkdir", "rm", "mv"];

    // Of the fakes alone.
    private static readonly string[] FakesTools = ["bash", "touch"];

    private readonly string root = Directory.CreateTempSubdirectory("scrípt of mine").FullName;

    public ScriptTests()
    {
        Directory.CreateDirectory(Bin);
        Directory.CreateDirectory(Path.Combine(Clone, "lib", "Course"));
        File.Copy(CourseFolder.Find().Script, Path.Combine(Clone, "course"));
        foreach (var tool in Tools.Concat(FakesTools))
            File.CreateSymbolicLink(Path.Combine(Bin, tool),
                new[] { $"/usr/bin/{tool}", $"/bin/{tool}" }.First(File.Exists));
        var dotnet = Path.Combine(Bin, "dotnet");
        File.Copy(TemporaryCourse.Fixture("fake-dotnet"), dotnet);
        File.WriteAllText(dotnet,
            File.ReadAllText(dotnet).Replace("#!/usr/bin/env bash", $"#!{Path.Combine("/bin", "bash")}"));
        File.SetUnixFileMode(dotnet, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private string Bin => Path.Combine(root, "bin");

    private string Clone => Path.Combine(root, "clone");

    private string Built => Path.Combine(Clone, "lib", "bin");

    private string Log => File.Exists(Path.Combine(root, "log")) ? File.ReadAllText(Path.Combine(root, "log")) : "";

    private int Builds => Log.Split("dotnet publish").Length - 1;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [UnixFact(Shell)]
    public void Without_dotnet_it_says_so_and_where_to_get_it()
    {
        File.Delete(Path.Combine(Bin, "dotnet"));
        var (code, _, error) = Run("setup");
        Assert.Equal(1, code);
        Assert.Contains("the .NET 10 SDK is not installed", error);
        Assert.Contains("https://dotnet.microsoft.com/download/dotnet/10.0", error);
    }

    [UnixTheory(Shell)]
    [InlineData("8.0.414", "installed: 8.0.414")]
    [InlineData("", "installed: no SDK at all")]
    public void With_another_SDK_it_says_which_one_is_needed_and_which_is_there(string installed, string message)
    {
        var (code, _, error) = Run("run", ("FAKE_SDKS", installed));
        Assert.Equal(1, code);
        Assert.Contains("the .NET 10 SDK is needed", error);
        Assert.Contains(message, error);
        Assert.Equal(0, Builds);
    }

    [UnixFact(Shell)]
    public void The_first_call_says_what_it_fetches_builds_and_hands_over_and_the_second_hands_over_alone()
    {
        var (code, output, _) = Run("run 1");
        Assert.Equal(0, code);
        Assert.Matches(
            @"(?s)to download, .* on the disk.*Building lib/bin … done \(\d+ s\)\nCourse\.dll got: <run> <1>\n$",
            output);
        Assert.True(File.Exists(Path.Combine(Built, Freshness.Marker)));
        Assert.Equal("Course.dll got: <run> <1>\n", Run("run 1").Output);
        Assert.Equal(1, Builds);
    }

    [UnixFact(Shell)]
    public void What_is_no_longer_current_is_built_anew_and_nothing_old_stays()
    {
        Run("setup");
        File.WriteAllText(Path.Combine(Built, "old.dll"), "");
        File.WriteAllText(Path.Combine(root, "stale"), "");
        Assert.Equal("Building lib/bin", Run("run").Output[..16]);
        Assert.Equal(2, Builds);
        Assert.False(File.Exists(Path.Combine(Built, "old.dll")));
    }

    [UnixFact(Shell)]
    public void A_build_that_fails_is_not_taken_for_done_and_spoils_nothing()
    {
        Run("setup");
        File.WriteAllText(Path.Combine(root, "stale"), "");
        var (code, _, error) = Run("run", ("FAKE_PUBLISH_FAILS", "1"));
        Assert.Equal(1, code);
        Assert.Contains("error CS0001: no", error);
        Assert.Contains("the build failed", error);
        Assert.True(File.Exists(Path.Combine(Built, "Course.dll")));
        Run("setup");
        Assert.Equal(3, Builds);
    }

    [UnixTheory(Shell)]
    [InlineData("help")]
    [InlineData("help run")]
    [InlineData("")]
    [InlineData("run --help")]
    [InlineData("run -h")]
    public void A_question_builds_nothing(string words)
    {
        var (code, output, _) = Run(words);
        Assert.Equal(0, code);
        Assert.Contains("./course setup", output);
        Run("setup");
        File.WriteAllText(Path.Combine(root, "stale"), "");
        Assert.StartsWith("Course.dll got:", Run(words).Output);
        Assert.Equal(1, Builds);
    }

    [UnixFact(Shell)]
    public void It_works_through_a_link_from_any_directory_and_hands_on_words_as_they_are()
    {
        var link = Path.Combine(root, "link");
        File.CreateSymbolicLink(link, Path.Combine(Clone, "course"));
        var (code, output, _) = Run(["export", "my own.ipynb", "*"], link);
        Assert.Equal(0, code);
        Assert.EndsWith("Course.dll got: <export> <my own.ipynb> <*>\n", output);
        Assert.True(File.Exists(Path.Combine(Built, "Course.dll")));
    }

    private (int Code, string Output, string Error) Run(string words, params (string Name, string Value)[] variables) =>
        Run(words.Split(' ', StringSplitOptions.RemoveEmptyEntries), Path.Combine(Clone, "course"), variables);

    private (int Code, string Output, string Error) Run(string[] words, string script,
        params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo("/bin/sh", [script, .. words])
        {
            WorkingDirectory = "/",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = Bin;
        start.Environment["FAKE_LOG"] = Path.Combine(root, "log");
        start.Environment["FAKE_SDKS"] = "10.0.100";
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
