using System.Diagnostics;
using System.Runtime.Versioning;

namespace Course.Tests;

/// <summary>The script <c>course</c> on machines that lack something, made up by a PATH of the test's own.</summary>
[SupportedOSPlatform("linux")]
public sealed class ScriptTests : IDisposable
{
    private static readonly string[] Tools =
        ["bash", "env", "readlink", "dirname", "cut", "tr", "find", "cksum", "sort", "cat", "grep", "sed", "tail", "head", "mktemp", "mkdir", "rm", "mv", "cp", "ls", "touch"];

    private readonly string root = Directory.CreateTempSubdirectory("script").FullName;

    public ScriptTests()
    {
        Directory.CreateDirectory(Bin);
        Directory.CreateDirectory(Path.Combine(Clone, "lib", "Autoencoders"));
        File.Copy(CourseFolder.Find().Script, Path.Combine(Clone, "course"));
        foreach (var name in new[] { "global.json", "Directory.Build.props", "Directory.Packages.props", "lib/Autoencoders/Pca.cs" })
            File.WriteAllText(Path.Combine(Clone, name), name);
        foreach (var tool in Tools)
            File.CreateSymbolicLink(Path.Combine(Bin, tool), new[] { $"/usr/bin/{tool}", $"/bin/{tool}" }.First(File.Exists));
        Tool("id", "echo 1000");
        Tool("dpkg-query", "echo installed");
        Tool("apt-get", """echo "apt-get $*" >>"$FAKE_LOG"; case "$*" in *download*) exit 100 ;; esac""");
        Tool("dotnet", $". '{TemporaryCourse.Fixture("fake-dotnet")}'");
    }

    private string Bin => Path.Combine(root, "bin");

    private string Clone => Path.Combine(root, "clone");

    private string Log => File.Exists(Path.Combine(root, "log")) ? File.ReadAllText(Path.Combine(root, "log")) : "";

    private int Builds => Log.Split("dotnet publish").Length - 1;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void Without_dotnet_it_says_so_and_where_to_get_it()
    {
        File.Delete(Path.Combine(Bin, "dotnet"));
        var (code, _, error) = Run("setup");
        Assert.Equal(1, code);
        Assert.Contains("the .NET 10 SDK is not installed", error);
        Assert.Contains("https://dotnet.microsoft.com/download/dotnet/10.0", error);
    }

    [Theory]
    [InlineData("8.0.414", "installed: 8.0.414")]
    [InlineData("", "installed: no SDK at all")]
    public void With_another_SDK_it_says_which_one_is_needed_and_which_is_there(string installed, string message)
    {
        var (code, _, error) = Run("run", ("FAKE_SDKS", installed));
        Assert.Equal(1, code);
        Assert.Contains("the .NET 10 SDK is needed", error);
        Assert.Contains(message, error);
    }

    [Fact]
    public void Without_root_and_sudo_it_prints_the_exact_command_and_installs_nothing()
    {
        Tool("dpkg-query", "exit 1");
        var (code, _, error) = Run("setup");
        Assert.Equal(1, code);
        Assert.Contains("sudo apt-get update && sudo apt-get install -y --no-install-recommends libtorch-dev libopenblas0-openmp g++ cmake make libzmq5 libjs-katex fonts-katex\n", error);
        Assert.DoesNotContain("apt-get", Log);
        Assert.Equal(0, Builds);
    }

    [Fact]
    public void TorchSharps_own_packages_need_no_compiler()
    {
        Tool("dpkg-query", "exit 1");
        Assert.Contains("recommends libzmq5 libjs-katex fonts-katex\n", Run("setup", ("TorchProvider", "nuget-cpu")).Error);
    }

    [Fact]
    public void Only_what_is_missing_is_installed_by_sudo()
    {
        Tool("dpkg-query", """case "$*" in *cmake*) exit 1 ;; *) echo installed ;; esac""");
        Tool("sudo", """[ "$1" = -n ] && shift; "$@" """);
        Tool("env", """while [[ "$1" == *=* ]]; do export "$1"; shift; done; exec "$@" """);
        Assert.Equal(0, Run("setup").Code);
        Assert.Matches(@"apt-get -q install -y --no-install-recommends cmake\n", Log);
    }

    [Fact]
    public void A_failing_installation_is_reported_with_apts_words()
    {
        Tool("dpkg-query", "exit 1");
        Tool("id", "echo 0");
        Tool("apt-get", """case "$*" in *install*) echo "E: no space left"; exit 100 ;; esac""");
        var (code, _, error) = Run("setup");
        Assert.Equal(1, code);
        Assert.Contains("E: no space left", error);
        Assert.Contains("could not install libtorch-dev", error);
    }

    [Fact]
    public void A_system_without_apt_is_told_which_libraries_are_needed()
    {
        File.Delete(Path.Combine(Bin, "apt-get"));
        var (code, _, error) = Run("setup");
        Assert.Equal(1, code);
        Assert.Contains("libtorch (C++, with its headers)", error);
        Assert.Contains("TorchProvider=nuget-cpu", error);
    }

    [Fact]
    public void A_second_set_up_builds_nothing_and_a_change_builds_again()
    {
        Assert.Equal(0, Run("setup").Code);
        Assert.Contains("up to date", Run("setup").Output);
        Assert.Equal(1, Builds);
        File.WriteAllText(Path.Combine(Clone, "lib", "Autoencoders", "Pca.cs"), "changed");
        Assert.Equal("Course.dll got: run 1\n", Run("run 1").Output.Split("Jupyter.\n")[^1]);
        Assert.Equal(2, Builds);
        Assert.Equal("Course.dll got: run 1\n", Run("run 1").Output);
        File.Delete(Path.Combine(Clone, "lib", "Autoencoders", "Pca.cs"));
        Run("setup");
        Assert.Equal(3, Builds);
        Run("setup", ("TorchProvider", "nuget-cpu"));
        Assert.Equal(4, Builds);
    }

    [Fact]
    public void A_build_that_fails_is_not_taken_for_done_and_spoils_nothing()
    {
        Run("setup");
        File.WriteAllText(Path.Combine(Clone, "global.json"), "changed");
        var (code, _, error) = Run("run", ("FAKE_PUBLISH_FAILS", "1"));
        Assert.Equal(1, code);
        Assert.Contains("error CS0001: no", error);
        Assert.Contains("the build failed", error);
        Assert.True(File.Exists(Path.Combine(Clone, "lib", "bin", "Course.dll")));
        Run("setup");
        Assert.Equal(3, Builds);
    }

    [Fact]
    public void Without_plotly_it_warns_and_goes_on()
    {
        var (code, output, _) = Run("setup");
        Assert.Equal(0, code);
        Assert.Contains("WARNING: no plotly.js", output);
        Assert.Contains("Ready.", output);
    }

    [Theory]
    [InlineData("help", 0)]
    [InlineData("", 0)]
    [InlineData("run --help", 0)]
    [InlineData("setup now", 2)]
    [InlineData("rnu", 2)]
    public void Help_and_wrong_words_install_and_build_nothing(string words, int expected)
    {
        var (code, output, error) = Run(words);
        Assert.Equal(expected, code);
        Assert.Contains("./course setup", output + error);
        Assert.DoesNotContain("publish", Log);
        Assert.DoesNotContain("apt-get", Log);
    }

    [Fact]
    public void It_works_through_a_link_and_from_any_directory()
    {
        var link = Path.Combine(root, "link");
        File.CreateSymbolicLink(link, Path.Combine(Clone, "course"));
        var (code, output, _) = Run("run 1", script: link);
        Assert.Equal(0, code);
        Assert.EndsWith("Course.dll got: run 1\n", output);
        Assert.True(File.Exists(Path.Combine(Clone, "lib", "bin", "setup.stamp")));
    }

    [Fact]
    public void Lab_opens_the_notebooks_in_Jupyter_on_this_machine_only()
    {
        Tool("jupyter-notebook", """echo "jupyter-notebook $*" >>"$FAKE_LOG" """);
        Assert.Equal(0, Run("lab --port=9999").Code);
        Assert.Contains($"jupyter-notebook --ip=127.0.0.1 --notebook-dir={Clone}/notebooks --port=9999\n", Log);
    }

    [Fact]
    public void What_tests_drive_is_installed_before_them_and_a_warning_says_what_could_not_be()
    {
        Tool("id", "echo 0");
        Tool("dpkg-query", """case "$*" in *chromium*|*jupyter-notebook*) exit 1 ;; *) echo installed ;; esac""");
        Tool("apt-get", """echo "apt-get $*" >>"$FAKE_LOG"; case "$*" in *chromium*|*download*) exit 100 ;; esac""");
        var (code, output, _) = Run("test");
        Assert.Equal(0, code);
        Assert.Contains("install -y --no-install-recommends jupyter-notebook\n", Log);
        Assert.Contains("WARNING: without these packages the tests that need them are skipped: chromium\n", output);
        Assert.EndsWith("Course.dll got: test\n", output);
    }

    [Theory]
    [InlineData("kernel list")]
    [InlineData("export 1 --to cs")]
    public void Words_that_the_program_knows_are_handed_on(string words) =>
        Assert.EndsWith($"Course.dll got: {words}\n", Run(words).Output);

    private void Tool(string name, string body)
    {
        var path = Path.Combine(Bin, name);
        File.Delete(path);
        File.WriteAllText(path, $"#!/bin/bash\n{body}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private (int Code, string Output, string Error) Run(string words, params (string Name, string Value)[] variables) => Run(words, Path.Combine(Clone, "course"), variables);

    private (int Code, string Output, string Error) Run(string words, string script, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo("/bin/bash", [script, .. words.Split(' ', StringSplitOptions.RemoveEmptyEntries)])
        {
            WorkingDirectory = "/",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = Bin;
        start.Environment["FAKE_LOG"] = Path.Combine(root, "log");
        start.Environment["FAKE_SDKS"] = "10.0.100";
        start.Environment.Remove("TorchProvider");
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
