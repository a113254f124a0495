using Course.Setup;

namespace Course.Tests.Setup;

/// <summary>
/// A clone in a temporary folder whose <c>lib/bin</c> was built an hour ago, from files that are two hours old.
/// </summary>
public sealed class FreshnessTests : IDisposable
{
    private static readonly DateTime Now = DateTime.UtcNow;
    private static readonly string[] Sources =
        ["Directory.Build.props", "global.json", "lib/Torch.props", "lib/Autoencoders/Core/Compute.cs",
            "data/datasets.json", "data/models/digits.safetensors"];
    private readonly CourseFolder folder = new(Directory.CreateTempSubdirectory("fresh é ").FullName);

    public FreshnessTests()
    {
        foreach (var name in Sources.Concat(
            ["lib/bin/built", "lib/bin/Course.dll", "lib/Autoencoders/obj/new", "README.md", "notebooks/01.ipynb",
                "tests/T.cs"]))
            Write(name);
        foreach (var name in Sources)
            Age(name);
        foreach (var directory in Directory.GetDirectories(folder.Root, "*", SearchOption.AllDirectories))
            Directory.SetLastWriteTimeUtc(directory, Now.AddHours(-2));
        File.SetLastWriteTimeUtc(At("lib/bin/built"), Now.AddHours(-1));
    }

    private bool IsCurrent(string? backend = null) =>
        Freshness.IsCurrent(folder, backend, builtIn: folder.Root, builtFor: "");

    public void Dispose() => Directory.Delete(folder.Root, recursive: true);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("cpu")]
    public void What_nothing_has_changed_since_is_current_whatever_else_is_new(string? backend)
    {
        foreach (var other in new[] { "lib/bin", "lib/Autoencoders/obj", "notebooks", "tests" })
            Directory.SetLastWriteTimeUtc(At(other), Now);
        Assert.True(IsCurrent(backend));
    }

    [Theory]
    [InlineData("Directory.Build.props")]
    [InlineData("global.json")]
    [InlineData("lib/Torch.props")]
    [InlineData("lib/Autoencoders/Core/Compute.cs")]
    [InlineData("data/datasets.json")]
    [InlineData("data/models/digits.safetensors")]
    public void A_changed_file_is_noticed(string name)
    {
        File.SetLastWriteTimeUtc(At(name), Now);
        Assert.False(IsCurrent());
    }

    [Fact]
    public void A_file_that_came_or_went_is_noticed_however_old_it_is()
    {
        Write("lib/Autoencoders/Core/Old.cs");
        Age("lib/Autoencoders/Core/Old.cs");
        Assert.False(IsCurrent());
        Directory.SetLastWriteTimeUtc(At("lib/Autoencoders/Core"), Now.AddHours(-2));
        Assert.True(IsCurrent());
        File.Delete(At("lib/Autoencoders/Core/Old.cs"));
        Assert.False(IsCurrent());
    }

    [Fact]
    public void Another_place_another_backend_and_a_build_without_a_marker_are_not_current()
    {
        Assert.False(Freshness.IsCurrent(folder, null, builtIn: folder.Root + "2", builtFor: ""));
        Assert.False(IsCurrent("cuda"));
        Assert.True(
            Freshness.IsCurrent(folder, "cuda", builtIn: folder.Root + Path.DirectorySeparatorChar, builtFor: "cuda"));
        File.Delete(At("lib/bin/built"));
        Assert.False(IsCurrent());
    }

    private string At(string name) => Path.Combine(folder.Root, name);

    private void Write(string name)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllText(At(name), name);
    }

    private void Age(string name) => File.SetLastWriteTimeUtc(At(name), Now.AddHours(-2));
}
