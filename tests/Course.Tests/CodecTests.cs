using Autoencoders.Compression;
using Course.Commands;

namespace Course.Tests;

public sealed class CodecTests : IDisposable
{
    private readonly TemporaryCourse course = new();
    private readonly GreyPicture picture = new(30, 9, [.. Enumerable.Range(0, 270).Select(i => (byte)(i % 3 == 0 ? 255 : i / 8))]);

    public CodecTests()
    {
        File.WriteAllBytes(At("a.png"), GreyPng.Encode(picture));
        File.WriteAllBytes(At("b.pgm"), GreyFiles.ToPgm(picture));
    }

    public void Dispose() => course.Dispose();

    [Fact]
    public async Task Pictures_go_to_files_and_come_back_pixel_by_pixel()
    {
        var (code, output, error) = await InvokeAsync("encode", At("a.png"), At("b.pgm"));
        Assert.True(code == ExitCode.Ok, error);
        Assert.Contains("a.aec: 30 × 9", output);
        (code, _, error) = await InvokeAsync("decode", At("a.aec"), At("b.aec"), "--out", At("back"));
        Assert.True(code == ExitCode.Ok, error);
        Assert.Equal(picture.Pixels, GreyFiles.Read(At("back/a.png")).Pixels);
        Assert.Equal(picture.Pixels, GreyFiles.Read(At("back/b.png")).Pixels);
        Assert.DoesNotContain(Directory.GetFiles(course.Folder.Root, "*.tmp", SearchOption.AllDirectories), _ => true);
    }

    [Fact]
    public async Task Lossy_files_are_smaller_and_something_of_the_size_comes_back()
    {
        await InvokeAsync("encode", At("a.png"));
        Assert.Equal(ExitCode.Ok, (await InvokeAsync("encode", "--lossy", At("a.png"), "--out", At("lossy"))).Code);
        Assert.True(new FileInfo(At("lossy/a.aec")).Length < new FileInfo(At("a.aec")).Length);
        Assert.Contains("from its codes", (await InvokeAsync("decode", At("lossy/a.aec"))).Output);
        Assert.Equal(30, GreyFiles.Read(At("lossy/a.png")).Width);
    }

    [Fact]
    public async Task Nothing_is_overwritten_unless_it_is_asked_for()
    {
        Assert.Equal(ExitCode.Ok, (await InvokeAsync("encode", At("a.png"))).Code);
        var (code, _, error) = await InvokeAsync("decode", At("a.aec"));
        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("a.png is there already", error);
        File.WriteAllText(At("a.png"), "another");
        Assert.Equal(ExitCode.Ok, (await InvokeAsync("decode", At("a.aec"), "--force")).Code);
        Assert.Equal(picture.Pixels, GreyFiles.Read(At("a.png")).Pixels);
    }

    [Fact]
    public async Task A_file_that_cannot_be_is_told_so_and_the_others_are_done()
    {
        File.WriteAllText(At("text.aec"), "hello");
        File.WriteAllText(At("text.png"), "hello");
        var (code, _, error) = await InvokeAsync("encode", At("none.png"), At("text.png"), "--out", At("new"), At("b.pgm"));
        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("none.png", error);
        Assert.Contains("a PNG or a PGM", error);
        Assert.True(File.Exists(At("new/b.aec")));
        (code, _, error) = await InvokeAsync("decode", At("text.aec"), "--out", At("new"));
        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("a picture of ./course codec", error);
        File.WriteAllBytes(At("cut.aec"), File.ReadAllBytes(At("new/b.aec"))[..40]);
        Assert.Contains("cut off", (await InvokeAsync("decode", At("cut.aec"))).Error);
        Assert.False(File.Exists(At("cut.png")));
        (code, _, error) = await InvokeAsync("encode", At("a.png"), "--model", At("a.png"));
        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("safetensors", error);
    }

    private string At(string name) => Path.Combine(course.Folder.Root, name);

    private async Task<(int Code, string Output, string Error)> InvokeAsync(params string[] words)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        return (await new CommandLine(course.Folder, output, error).InvokeAsync(["codec", .. words]), output.ToString(), error.ToString());
    }
}
