using System.Text.RegularExpressions;

namespace Course.Tests.Setup;

/// <summary>What is one system's alone stands in a few places that know it.</summary>
public sealed partial class SystemTests
{
    private static readonly string Lib = Path.Combine(CourseFolder.Find().Root, "lib");

    /// <summary>
    /// The places, and whether each asks for the system: one does not that is an MSBuild task, whose target asks.
    /// </summary>
    private static readonly string[] Knowing =
    [
        "Autoencoders/Core/NativeSettings.cs",        // the allocator of glibc
        "NotebookKernel/Protocol/ChildProcesses.cs",  // processes of a process, in /proc
        "NotebookKernel/Protocol/ParentWatch.cs",     // the end of another process
        "NotebookKernel/Running/Interrupts.cs",       // an interrupt that a shell has its background ignore
        "NotebookKernel/Running/NativeStreams.cs",    // what native code prints
        "NotebookKernel/Session/SessionLoadContext.cs", // endings of native libraries
        "NotebookKernel/Session/SignalMask.cs",       // what an aborted thread leaves behind
        "Course/Setup/Helper.cs",                     // where programs lie, how they are installed
    ];

    private static readonly string[] KnownByOthers =
    [
        "TorchNative.cs",                             // its target is Linux's
        "NotebookKernel/Running/DescriptorStream.cs", // made by NativeStreams alone
        "Course/Setup/KatexAsset.cs",                 // a folder that only Debian has: whether it is there is asked
    ];

    [Fact]
    public void Only_the_places_that_know_a_system_name_what_is_its_alone()
    {
        var found = Directory.EnumerateFiles(Lib, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}")
                && OneSystems().IsMatch(File.ReadAllText(file)))
            .Select(file => Path.GetRelativePath(Lib, file).Replace('\\', '/'));
        Assert.Equal(Knowing.Concat(KnownByOthers).Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_of_them_asks_which_system_it_is() =>
        Assert.All(Knowing, file => Assert.Matches(@"OperatingSystem\.Is(Linux|Windows|MacOS)\(\)", Text(file)));

    [Fact]
    public void The_others_are_used_by_what_asks()
    {
        Assert.Contains("IsOSPlatform('Linux')", File.ReadAllText(Path.Combine(Lib, "Torch.targets")));
        var users = Directory.EnumerateFiles(Path.Combine(Lib, "NotebookKernel"), "*.cs", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file).Contains("new DescriptorStream("));
        Assert.Equal("NativeStreams.cs", Path.GetFileName(Assert.Single(users)));
        Assert.Contains("Directory.Exists(Debian)", Text("Course/Setup/KatexAsset.cs"));
    }

    [Theory]
    [InlineData("""[LibraryImport("libc")]""", true)]
    [InlineData("""[DllImport("libstdc++.so.6", EntryPoint = "x")]""", true)]
    [InlineData("""File.ReadLines("/proc/self/maps")""", true)]
    [InlineData("""Process.Start("/bin/sh")""", true)]
    [InlineData("""new ProcessStartInfo("bash", ["-c"])""", true)]
    [InlineData("""path.Split(':')""", true)]
    [InlineData("""name + ".so" """, true)]
    [InlineData("""File.SetUnixFileMode(path, mode)""", true)]
    [InlineData("""path.Split(Path.PathSeparator)""", false)]
    [InlineData("""[LibraryImport("libtorch_cpu", EntryPoint = "x")]""", false)]
    [InlineData("""lines.Add("#!/usr/bin/env dotnet")""", false)]
    public void The_search_finds_what_it_should(string code, bool found) =>
    Assert.Equal(found, OneSystems().IsMatch(code));

    private static string Text(string file) => File.ReadAllText(Path.Combine(Lib, file));

    [GeneratedRegex("""Import\("(libc|libstdc|kernel32|user32)|"/(proc|bin|usr|etc|dev|tmp|Applications)\b|"(sh|bash|cmd|kill|sudo|apt-get)"|Split\(':'\)|"\.(so|dylib)"|UnixFileMode""")]
    private static partial Regex OneSystems();
}
