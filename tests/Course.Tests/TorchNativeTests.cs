using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Course.Tests;

/// <summary>
/// What the build does with TorchSharp's native library where the system's C++ runtime is older than the library wants.
/// </summary>
[Trait("Speed", "slow")]
public sealed class TorchNativeTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("adapt").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    // The function that came with GCC 13's runtime.
    private static bool RuntimeIsNew =>
        NativeLibrary.TryLoad("libstdc++.so.6", out var runtime)
        && NativeLibrary.TryGetExport(runtime, "_ZSt21ios_base_library_initv", out _);

    public static TheoryData<string, byte[]> Damaged => new()
    {
        { "no 64-bit ELF file", [] },
        { "no 64-bit ELF file", new byte[1000] },
        { "could not be adapted", [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, .. new byte[200]] },
        { "could not be adapted",
            [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, .. Enumerable.Repeat((byte)0xFF, 200)] },
    };

    [LinuxTheory("the library of other systems is used as it is")]
    [MemberData(nameof(Damaged))]
    public async Task Another_file_than_expected_is_an_error_that_says_so_and_is_not_copied(string message,
        byte[] content)
    {
        var (code, output) = await BuildAsync(content);
        Assert.False(File.Exists(Path.Combine(folder, "obj", "torch", "libLibTorchSharp.so")));
        Assert.Equal(content, File.ReadAllBytes(Path.Combine(folder, "package", "libLibTorchSharp.so")));
        if (RuntimeIsNew)
        {
            Assert.Equal(0, code);
            Assert.Contains($"used: {Path.Combine(folder, "package", "libLibTorchSharp.so")}", output);
            return;
        }
        Assert.NotEqual(0, code);
        Assert.Contains(message, output);
        Assert.Contains("Debian 13", output);
    }

    [LinuxFact("the library of other systems is used as it is")]
    public async Task The_packages_own_file_stays_as_it_is_and_its_copy_loads()
    {
        var built = Path.Combine(AppContext.BaseDirectory, "libLibTorchSharp.so");
        var package = Package();
        var (code, output) = await BuildAsync(File.ReadAllBytes(package));
        Assert.Equal(0, code);
        var copy = Path.Combine(folder, "obj", "torch", "libLibTorchSharp.so");
        Assert.Equal(!RuntimeIsNew, File.Exists(copy));
        Assert.Contains($"used: {(RuntimeIsNew ? Path.Combine(folder, "package", "libLibTorchSharp.so") : copy)}",
            output);
        // what the tests run with, which loads
        Assert.Equal(File.ReadAllBytes(RuntimeIsNew ? package : copy), File.ReadAllBytes(built));
        if (!RuntimeIsNew)
            Assert.InRange(File.ReadAllBytes(copy).Zip(File.ReadAllBytes(package))
                .Count(pair => pair.First != pair.Second), 1, 60);
    }

    private static string Package()
    {
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var version = typeof(TorchSharp.torch).Assembly.GetName().Version!;
        return Path.Combine(packages, "torchsharp", $"{version.Major}.{version.Minor}.{version.Build}", "runtimes",
            "linux-x64", "native", "libLibTorchSharp.so");
    }

    // The course's own targets on a project whose one native file is this one.
    private async Task<(int Code, string Output)> BuildAsync(byte[] library)
    {
        var file =
            Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "package")).FullName, "libLibTorchSharp.so");
        File.WriteAllBytes(file, library);
        File.WriteAllText(Path.Combine(folder, "adapt.proj"), $"""
            <Project>
              <PropertyGroup><IntermediateOutputPath>obj/</IntermediateOutputPath></PropertyGroup>
              <ItemGroup><NativeCopyLocalItems Include="{file}" /></ItemGroup>
              <Import Project="{Path.Combine(CourseFolder.Find().Root, "lib", "Torch.targets")}" />
              <Target Name="ResolvePackageAssets" />
              <Target Name="Build" DependsOnTargets="ResolvePackageAssets"><Message Importance="high" Text="used: @(NativeCopyLocalItems)" /></Target>
            </Project>
            """);
        var start =
            new ProcessStartInfo("dotnet",
                ["msbuild", "adapt.proj", "-nologo", "-t:Build", "-verbosity:minimal", "-nodeReuse:false"])
            { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync() + await errors;
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
