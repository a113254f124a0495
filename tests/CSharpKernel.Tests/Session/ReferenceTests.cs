using CSharpKernel.Session;

namespace CSharpKernel.Tests.Session;

public sealed class ReferenceTests : IDisposable
{
    private readonly Harness cells = new();

    [Fact]
    public async Task A_library_and_what_lies_beside_it_are_one_world_in_all_cells()
    {
        var bin = Path.Combine(cells.Folder, "bin");
        var inner = FixtureLibrary.Compile(bin, "Inner", "public class Item { public int V => 4; }");
        FixtureLibrary.Compile(bin, "Outer", "public static class Maker { public static Item Make() => new Item(); public static bool Knows(object o) => o is Item; }", inner);
        Assert.Equal("4", await cells.Value("#r \"bin/Outer.dll\"", "var item = Maker.Make();", "item.V"));
        Assert.Equal("True", await cells.Value("#r \"bin/Inner.dll\"\nMaker.Knows(new Item())"));
        Assert.Equal(Path.Combine(bin, "Outer.dll"), await cells.Value("typeof(Maker).Assembly.Location"));
    }

    [Fact]
    public async Task A_native_library_is_found_beside_the_library_that_calls_it()
    {
        var bin = Path.Combine(cells.Folder, "bin");
        Directory.CreateDirectory(bin);
        // Any native library under a name that only this folder has.
        File.Copy("/proc/self/exe", Path.Combine(bin, "unused"));
        File.Copy(Libz(), Path.Combine(bin, "libonlyhere.so"));
        FixtureLibrary.Compile(bin, "Calls", """
            using System.Runtime.InteropServices;
            public static class Native { [DllImport("onlyhere", EntryPoint = "cos")] public static extern double Cos(double x); }
            """);
        Assert.Equal("1", await cells.Value("#r \"bin/Calls.dll\"\nNative.Cos(0)"));

        static string Libz() => File.ReadLines("/proc/self/maps").Select(line => line.Split(' ')[^1]).First(path => path.Contains("/libm.so") || path.Contains("/libm-"));
    }

    [Fact]
    public async Task A_package_is_restored_by_the_sdk_and_progress_is_shown()
    {
        var package = Pack("Fixture.Answer", "1.2.3", "public static class Answer { public static int Value => 42; }");
        var outcome = await cells.Run($"#i \"nuget:{package}\"\n#r \"nuget: Fixture.Answer, 1.2.3\"\nAnswer.Value");
        Assert.True(outcome.Result.Status == CellStatus.Ok, string.Join('\n', outcome.Result.Error?.Traceback ?? []));
        Assert.Equal("42", outcome.Plain);
        Assert.Contains("Restored Fixture.Answer 1.2.3", outcome.Displays[^1].Data["text/plain"]!.ToString());
        Assert.True(outcome.Displays[^1].Update);
        var conflict = await cells.Run("#r \"nuget: Fixture.Answer, 2.0.0\"");
        Assert.Contains("already uses version 1.2.3", conflict.Result.Error!.Value);
    }

    [Fact]
    public async Task A_failed_restore_gives_NuGets_reason()
    {
        var empty = Path.Combine(cells.Folder, "empty");
        Directory.CreateDirectory(empty);
        cells.Write("nuget.config", "<configuration><packageSources><clear /></packageSources></configuration>");
        var outcome = await cells.Run($"var a = 1;\n#i \"nuget:{empty}\"\n#r \"nuget: Fixture.DoesNotExist, 9.9.9\"");
        Assert.Equal(("PackageError", 3), (outcome.Result.Error!.Name, outcome.Result.Error.Line));
        Assert.Contains("NU1101", outcome.Result.Error.Value);
        Assert.Equal("7", await cells.Value("7"));
    }

    public void Dispose() => cells.Dispose();

    // A package is a zip archive with a nuspec.
    private string Pack(string id, string version, string source)
    {
        var assembly = FixtureLibrary.Compile(Path.Combine(cells.Folder, "build"), id, source);
        var feed = Path.Combine(cells.Folder, "feed");
        Directory.CreateDirectory(feed);
        using var archive = System.IO.Compression.ZipFile.Open(Path.Combine(feed, $"{id}.{version}.nupkg"), System.IO.Compression.ZipArchiveMode.Create);
        using (var nuspec = new StreamWriter(archive.CreateEntry($"{id}.nuspec").Open()))
            nuspec.Write($"<package><metadata><id>{id}</id><version>{version}</version><authors>t</authors><description>t</description></metadata></package>");
        using var dll = archive.CreateEntry($"lib/net10.0/{id}.dll").Open();
        dll.Write(File.ReadAllBytes(assembly));
        return feed;
    }
}
