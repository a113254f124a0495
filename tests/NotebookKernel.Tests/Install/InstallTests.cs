using System.Text.Json.Nodes;
using NotebookKernel.Install;

namespace NotebookKernel.Tests.Install;

public sealed class InstallTests : IDisposable
{
    private const string Interactive =
        """{"argv":["dotnet","interactive","jupyter","--default-kernel","csharp","{connection_file}"],"display_name":".NET (C#)"}""";

    private readonly string prefix = Directory.CreateTempSubdirectory("csharp-install-").FullName;
    private readonly StringWriter output = new();
    private readonly StringWriter errors = new();

    private KernelSpecs Specs => KernelSpecs.Under(prefix);

    [Fact]
    public void The_spec_starts_this_kernel_and_has_its_logos()
    {
        Assert.Equal(0, Install());
        var folder = Path.Combine(prefix, "share", "jupyter", "kernels", ".net-csharp");
        var spec = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "kernel.json")))!;
        var argv = spec["argv"]!.AsArray().Select(word => word!.ToString()).ToList();
        Assert.True(Path.IsPathRooted(argv[0]) && File.Exists(argv[0]), argv[0]);
        Assert.Equal("NotebookKernel.dll", Path.GetFileName(argv[1]));
        Assert.True(File.Exists(argv[1]));
        Assert.Equal(["kernel", "{connection_file}"], argv[2..]);
        Assert.Equal((".NET (C#)", "C#", "message"),
            (spec["display_name"]!.ToString(), spec["language"]!.ToString(), spec["interrupt_mode"]!.ToString()));
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'],
            File.ReadAllBytes(Path.Combine(folder, "logo-64x64.png"))[..4]);
        Assert.True(File.Exists(Path.Combine(folder, "logo-32x32.png")));
    }

    [Fact]
    public void A_second_installation_takes_the_firsts_place()
    {
        Install();
        File.WriteAllText(Path.Combine(Specs.PathOf(".net-csharp"), "left-over"), "");
        Assert.Equal(0, Install());
        Assert.False(File.Exists(Path.Combine(Specs.PathOf(".net-csharp"), "left-over")));
        Assert.Equal([".net-csharp"], Directory.GetDirectories(Specs.PathOf("")).Select(Path.GetFileName));
    }

    [Fact]
    public void The_first_editions_kernel_gives_way()
    {
        Foreign(".net-csharp",
            """{"argv":["dotnet","/home/me/course/lib/bin/CSharpKernel.dll","kernel","{connection_file}"]}""");
        Assert.Equal(0, Install());
        Assert.Contains("NotebookKernel.dll", Specs.Read(".net-csharp")!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_spec_of_dotnet_interactive_stays_and_ours_gets_another_name()
    {
        Foreign(".net-csharp", Interactive);
        Assert.Equal(0, Install());
        Assert.Equal(Interactive, File.ReadAllText(Path.Combine(Specs.PathOf(".net-csharp"), "kernel.json")));
        Assert.Equal([".net-csharp", "csharp-kernel"], Specs.Names());
        Assert.Contains(".NET Interactive", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("csharp-kernel", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Force_replaces_it()
    {
        Foreign(".net-csharp", Interactive);
        Assert.Equal(0, Install(force: true));
        Assert.Equal("message", Specs.Read(".net-csharp")!["interrupt_mode"]!.ToString());
    }

    [Fact]
    public void Another_kernels_spec_is_not_replaced_without_force()
    {
        Foreign("mine", """{"argv":["python"]}""");
        Assert.Equal(1, Install("mine"));
        Assert.Contains("--force", errors.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, Install("mine", force: true));
    }

    [Theory]
    [InlineData("../elsewhere")]
    [InlineData("with space")]
    [InlineData("")]
    public void A_name_that_Jupyter_would_overlook_is_refused(string name)
    {
        Assert.Equal(2, Install(name));
        Assert.Contains("name", errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Uninstalling_removes_ours_and_nothing_else()
    {
        Foreign("python3", """{"argv":["python"]}""");
        Install();
        Install("second");
        Assert.Equal(1, InstallCommand.Uninstall(Specs, "python3", output, errors));
        Assert.Equal(0, InstallCommand.Uninstall(Specs, null, output, errors));
        Assert.Equal(["python3"], Specs.Names());
        Assert.Equal(1, InstallCommand.Uninstall(Specs, null, output, errors));
    }

    [Fact]
    public void The_list_marks_ours()
    {
        Foreign("python3", """{"argv":["python"],"display_name":"Python 3"}""");
        Install();
        output.GetStringBuilder().Clear();
        InstallCommand.List(Specs, output);
        Assert.Equal(["* .net-csharp", "  python3"],
            output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[..22].TrimEnd()));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_named()
    {
        File.WriteAllText(Path.Combine(prefix, "share"), "a file in the way");
        Assert.Equal(1, Install());
        Assert.Contains(prefix, errors.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(prefix, recursive: true);

    private int Install(string? name = null, bool force = false) =>
        InstallCommand.Install(Specs, name, force, output, errors);

    private void Foreign(string name, string spec)
    {
        Directory.CreateDirectory(Specs.PathOf(name));
        File.WriteAllText(Path.Combine(Specs.PathOf(name), "kernel.json"), spec);
    }
}
