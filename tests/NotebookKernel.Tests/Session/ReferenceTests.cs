using NotebookKernel.Session;

namespace NotebookKernel.Tests.Session;

[Trait("Speed", "slow")]
public sealed class ReferenceTests : IDisposable
{
    private readonly Harness cells = new();

    [Fact]
    public async Task A_library_and_what_lies_beside_it_are_one_world_in_all_cells()
    {
        var bin = Path.Combine(cells.Folder, "bin");
        var inner = FixtureLibrary.Compile(bin, "Inner", "public class Item { public int V => 4; }");
        FixtureLibrary.Compile(bin, "Outer", "public static class Maker { public static Item Make() => new Item(); "
            + "public static bool Knows(object o) => o is Item; }", inner);
        Assert.Equal("4", await cells.Value("#r \"bin/Outer.dll\"", "var item = Maker.Make();", "item.V"));
        Assert.Equal("True", await cells.Value("#r \"bin/Inner.dll\"\nMaker.Knows(new Item())"));
        Assert.Equal(Path.Combine(bin, "Outer.dll"), await cells.Value("typeof(Maker).Assembly.Location"));
    }

    [LinuxFact("the library that it copies is found in /proc")]
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

        static string Libz() =>
            File.ReadLines("/proc/self/maps").Select(line => line.Split(' ')[^1])
            .First(path => path.Contains("/libm.so") || path.Contains("/libm-"));
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
    public async Task A_package_stays_when_the_cell_that_adds_it_does_not_compile()
    {
        var add =
            $"#i \"nuget:{Pack("Fixture.Typo", "1.0.0",
                "public static class Typo { public static int Value => 3; }")}\"\n#r \"nuget: Fixture.Typo, 1.0.0\"\n";
        Assert.Equal("CompilationError", (await cells.Run(add + "Typo.Valeu")).Result.Error!.Name);
        Assert.Equal("3", await cells.Value(add + "Typo.Value"));
        Assert.Equal("3", await cells.Value("Typo.Value"));
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

    [Fact]
    public async Task A_packages_notebook_extensions_run_when_it_is_added()
    {
        var feed = Pack("Fixture.Extended", "1.0.0", """
            using System.Threading.Tasks;
            using Microsoft.DotNet.Interactive;
            using Microsoft.DotNet.Interactive.Formatting;
            public sealed class Thing { }
            public sealed class Extension : IKernelExtension
            {
                public async Task OnLoadAsync(Kernel kernel)
                {
                    Formatter.Register<Thing>(_ => "<b>a thing</b>", "text/html");
                    KernelInvocationContext.Current?.DisplayAs($"told of {kernel.Name} and {kernel.FindKernelByName("csharp")?.Name}", "text/markdown");
                    await kernel.SendAsync(new Microsoft.DotNet.Interactive.Commands.SubmitCode("var fromTheExtension = 5;", "csharp"));
                }
            }
            """, "#!csharp\nvar fromTheScript = new Thing();\n#!markdown\n# Added");
        var outcome = await cells.Run($"#i \"nuget:{feed}\"\n#r \"nuget: Fixture.Extended, 1.0.0\"\nfromTheScript");
        Assert.True(outcome.Result.Status == CellStatus.Ok, string.Join('\n', outcome.Result.Error?.Traceback ?? []));
        Assert.Equal("<b>a thing</b>", outcome.Data!["text/html"]!.ToString());
        Assert.Equal(["told of .NET and csharp", "# Added"],
            outcome.Displays.Select(shown => shown.Data["text/markdown"]?.ToString()).OfType<string>());
        Assert.Equal("5", await cells.Value("fromTheExtension"));
    }

    [Fact]
    public async Task What_was_restored_once_is_there_without_the_source_also_for_a_floating_version_and_a_range()
    {
        var feed = Pack("Fixture.Kept", "1.4.2", "public static class Kept { public static int Value => 8; }");
        foreach (var version in new[] { "1.4.2", "1.*", "[1.0,2.0)" })
        {
            var request = $"#i \"nuget:{feed}\"\n#r \"nuget: Fixture.Kept, {version}\"\nKept.Value";
            await Restored(request);
            Directory.Move(feed, feed + "-away");
            await Restored(request);
            Directory.Move(feed + "-away", feed);
        }

        static async Task Restored(string cell)
        {
            using var session = new Harness();
            var outcome = await session.Run(cell);
            Assert.True(outcome.Plain == "8", string.Join('\n', outcome.Result.Error?.Traceback ?? []));
            Assert.Contains("Restored Fixture.Kept 1.4.2", outcome.Displays[^1].Data["text/plain"]!.ToString());
        }
    }

    [Theory]
    [InlineData("Fixture.Answer/1.0", "#r \"nuget: Fixture.Answer, 1.0\"")]
    [InlineData("Fixture.Answer@1.0", "#r \"nuget: Fixture.Answer, 1.0\"")]
    [InlineData("a b", "Write: #r \"nuget: Id, Version\"")]
    [InlineData("Fixture.Answer, one two", "\"one two\" is no version")]
    public async Task A_package_that_is_written_wrongly_is_told_how_to_write_it(string text, string expected) =>
        Assert.Contains(expected, (await cells.Run($"#r \"nuget: {text}\"")).Result.Error!.Value);

    [Theory]
    [InlineData("var text = \"\"\"\n#r \"nuget: No.Such, 1.0\"\n\"\"\";\ntext.Length", "24")]
    [InlineData("var a = 1;\nvar text = $\"\"\"\n#i \"nuget:nowhere\" {a}\n\"\"\";\ntext", "#i \"nuget:nowhere\" 1")]
    [InlineData("/*\n#r \"nuget: No.Such, 1.0\"\n*/\n1", "1")]
    [InlineData("#if NEVER\n#r \"nuget: No.Such, 1.0\"\n#endif\n2", "2")]
    [InlineData("var verbatim = @\"\n#r \"\"x.dll\"\"\n\";\n3", "3")]
    public async Task What_only_looks_like_a_directive_is_text(string cell, string expected) =>
    Assert.Equal(expected, await cells.Value(cell));

    public void Dispose() => cells.Dispose();

    // A package is a zip archive with a nuspec.
    private string Pack(string id, string version, string source, string? extension = null)
    {
        var assembly = FixtureLibrary.Compile(Path.Combine(cells.Folder, "build"), id, source,
            [.. HostAssemblies.Api.Select(api => api.Location)]);
        var feed = Path.Combine(cells.Folder, "feed");
        Directory.CreateDirectory(feed);
        using var archive = System.IO.Compression.ZipFile.Open(Path.Combine(feed, $"{id}.{version}.nupkg"),
            System.IO.Compression.ZipArchiveMode.Create);
        using (var nuspec = new StreamWriter(archive.CreateEntry($"{id}.nuspec").Open()))
            nuspec.Write(
                $"<package><metadata><id>{id}</id><version>{version}</version>"
                + "<authors>t</authors><description>t</description></metadata></package>");
        if (extension is not null)
        {
            using (var script =
                new StreamWriter(archive.CreateEntry("interactive-extensions/dotnet/extension.dib").Open()))
                script.Write(extension);
            using var beside = archive.CreateEntry($"interactive-extensions/dotnet/{id}.dll").Open();
            beside.Write(File.ReadAllBytes(assembly));
        }
        using var dll = archive.CreateEntry($"lib/net10.0/{id}.dll").Open();
        dll.Write(File.ReadAllBytes(assembly));
        return feed;
    }
}
