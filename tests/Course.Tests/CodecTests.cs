using System.Buffers.Binary;
using System.Text;
using Autoencoders;
using Course.Commands;

namespace Course.Tests;

public sealed class CodecTests : IDisposable
{
    private readonly TemporaryCourse course = new();
    private readonly GreyPicture picture =
        new(30, 9, [.. Enumerable.Range(0, 270).Select(i => (byte)(i % 3 == 0 ? 255 : i / 8))]);

    public CodecTests()
    {
        File.WriteAllBytes(At("a.png"), PictureFormat.Png.Encode(picture));
        File.WriteAllBytes(At("b.pgm"), Pgm.Encode(picture));
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
    [Trait("Speed", "slow")]
    public async Task Lossy_files_are_smaller_and_something_of_the_size_comes_back()
    {
        using var digits = Datasets.Drawn(1, 4);
        var four = GreyPicture.Tiled(digits.Test.Take(4).Images(), 2);
        File.WriteAllBytes(At("digits.webp"), PictureFormat.WebPLossless.Encode(four));
        Assert.Contains("by the PixelCNN over pixels", (await InvokeAsync("encode", At("digits.webp"))).Output);
        var (_, output, _) = await InvokeAsync("encode", "--lossy", At("digits.webp"), "--out", At("lossy"));
        Assert.Contains("by codes and their PixelCNN", output);
        Assert.True(new FileInfo(At("lossy/digits.aec")).Length < new FileInfo(At("digits.aec")).Length);
        Assert.Contains("something like it, by codes", (await InvokeAsync("decode", At("lossy/digits.aec"))).Output);
        Assert.Equal(56, GreyFiles.Read(At("lossy/digits.png")).Width);
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
        var (code, _, error) =
            await InvokeAsync("encode", At("none.png"), At("text.png"), "--out", At("new"), At("b.pgm"));
        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("none.png", error);
        Assert.Contains("a picture: PNG", error);
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

    public static TheoryData<string, string> Hostile => new()
    {
        { "wide.pgm", "at most 65535 a side, but found 70000 × 1" },
        { "empty.png", "an empty file" },
        { "folder", "a folder" },
        { "none.png", "none.png" },
        { "b.pgm/below.pgm", "below.pgm" },
        { "cut.png", "cut off" },
        { "cut.pgm", "cut off" },
        { "cut.jpg", "cut off" },
        { "colour.ppm", "another format of Netpbm (P6)" },
        { "", "name is empty" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task A_picture_that_cannot_be_coded_is_one_line_and_nothing_is_written(string name, string message)
    {
        File.WriteAllBytes(At("wide.pgm"), [.. "P5 70000 1 255 "u8, .. new byte[70_000]]);
        File.WriteAllBytes(At("empty.png"), []);
        Directory.CreateDirectory(At("folder"));
        File.WriteAllBytes(At("cut.png"), PictureFormat.Png.Encode(picture)[..^20]);
        File.WriteAllBytes(At("cut.pgm"), Pgm.Encode(picture)[..^20]);
        File.WriteAllBytes(At("cut.jpg"), PictureFormat.Jpeg.Encode(picture)[..^40]);
        File.WriteAllBytes(At("colour.ppm"), [.. "P6 1 1 255 abc"u8]);
        var path = name.Length == 0 ? name : At(name);
        IsOneLine(await InvokeAsync("encode", path), message);
        IsOneLine(await InvokeAsync("encode", "--lossy", path), message);
        var isFile = File.Exists(path);
        var decoded = await InvokeAsync("decode", path, "--out", At("new"));
        IsOneLine(decoded, isFile ? "a picture of ./course codec" : message);
        Assert.Empty(Directory.GetFiles(course.Folder.Root, "*.aec", SearchOption.AllDirectories));
        Assert.Empty(Directory.GetFiles(course.Folder.Root, "*.tmp", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_file_that_must_not_be_read_is_one_line()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess) return; // root reads everything
        File.SetUnixFileMode(At("a.png"), UnixFileMode.None);
        IsOneLine(await InvokeAsync("encode", At("a.png")), "a.png");
    }

    [Fact]
    public async Task A_place_that_cannot_be_written_to_is_one_line()
    {
        Directory.CreateDirectory(At("a.aec"));
        IsOneLine(await InvokeAsync("encode", At("a.png")), "a.aec is to be a file, and is a folder");
        IsOneLine(await InvokeAsync("encode", At("a.png"), "--force"), "a.aec is to be a file, and is a folder");
        IsOneLine(await InvokeAsync("encode", At("a.png"), "--out", At("b.pgm")), "b.pgm is a file");
        IsOneLine(await InvokeAsync("encode", At("a.png"), "--out", At("b.pgm/below")), "b.pgm");
        IsOneLine(await InvokeAsync("train", At("a.aec")), "a.aec is to be a file, and is a folder");
        IsOneLine(await InvokeAsync("train", At("a.png")), "a.png is there already");
        IsOneLine(await InvokeAsync("train", ""), "name is empty");
    }

    [FullDiskFact]
    public async Task A_full_disk_is_one_line_and_nothing_half_written_stays()
    {
        using var disk = new TinyDisk();
        IsOneLine(await InvokeAsync("encode", At("a.png"), "--out", disk.Folder), "No space left");
        Assert.Equal(ExitCode.Ok, (await InvokeAsync("encode", At("a.png"))).Code);
        IsOneLine(await InvokeAsync("decode", At("a.aec"), "--out", disk.Folder), "No space left");
        Assert.Equal(["full"], Directory.GetFileSystemEntries(disk.Folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_line_that_cannot_be_printed_is_an_error_and_the_file_is_there()
    {
        var error = new StringWriter();
        var line = new CommandLine(course.Folder, new FullWriter(), error);
        var code = await line.InvokeAsync(["codec", "encode", At("a.png")]);
        IsOneLine((code, "", error.ToString()), "no room");
        Assert.Equal(picture.Width, CodedPicture.Read(At("a.aec")).Width);
    }

    [Fact]
    [Trait("Speed", "slow")]
    public async Task A_pipe_that_is_closed_ends_the_command_without_a_trace()
    {
        var (code, error) =
            await CommandProcess.IntoClosedPipe("codec", "encode", At("a.png"), At("b.pgm"), At("none.png"));
        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("none.png", error);
        Assert.DoesNotContain("   at ", error);
        Assert.True(File.Exists(At("a.aec")) && File.Exists(At("b.aec")));
    }

    [Fact]
    [Trait("Speed", "slow")]
    public async Task Outputs_on_a_full_disk_end_the_command_with_its_code()
    {
        if (!OperatingSystem.IsLinux()) return; // which alone has such a file
        foreach (var (withErrors, printed) in new[] { (false, "course: No space left on device"), (true, "") })
        {
            var (code, error) =
                await CommandProcess.OnFullDisk(withErrors, "codec", "encode", "--force", At("a.png"));
            Assert.Equal(printed, error.Trim());
            Assert.Equal(ExitCode.Failed, code);
        }
    }

    [Fact]
    public async Task A_model_that_is_none_or_contradicts_itself_is_one_line()
    {
        using var model = CodecModel.Fresh("nothing", seed: 1);
        model.Save(At("whole.safetensors"));
        var whole = File.ReadAllBytes(At("whole.safetensors"));
        var header = (int)BinaryPrimitives.ReadInt64LittleEndian(whole);
        IsOneLine(await InvokeAsync("encode", At("a.png"), "--model", At("none.safetensors")), "none.safetensors");
        IsOneLine(await InvokeAsync("encode", At("a.png"), "--model", course.Folder.Root), "is a folder");
        await IsRefused([], "safetensors");
        await IsRefused(whole[..^100], "cut off");
        await IsRefused(Changed("\"dtype\":\"F16\"", "\"dtype\":\"F17\""), "F17");
        await IsRefused(Changed("\"data_offsets\":[0,", "\"data_offsets\":[2,"), "the place");
        await IsRefused(Changed("autoencoders codec model 1", "autoencoders codec model 2"), "model 1");
        // 7E7E is no number in half precision.
        var notNumbers = whole.Select((b, i) => i < 8 + header ? b : (byte)0x7E).ToArray();
        await IsRefused(notNumbers, "half precision");
        Assert.False(File.Exists(At("a.aec")));

        byte[] Changed(string from, string to) =>
            Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(whole).Replace(from, to));

        async Task IsRefused(byte[] bytes, string message)
        {
            File.WriteAllBytes(At("wrong.safetensors"), bytes);
            IsOneLine(await InvokeAsync("encode", "--lossy", At("a.png"), "--model", At("wrong.safetensors")), message);
        }
    }

    [Fact]
    public async Task The_line_names_the_method_the_bits_and_what_reading_changed()
    {
        File.WriteAllBytes(At("deep.pgm"), [.. "P5 2 1 65535 "u8, 0, 0, 255, 255]);
        var (code, output, error) = await InvokeAsync("encode", At("deep.pgm"));
        Assert.True(code == ExitCode.Ok, error);
        Assert.Contains("deep.aec: 2 × 1, 17 bytes to 30 by deflate, 120 bits a pixel; when it was read, ", output);
        Assert.Contains("; when it was read, levels of 0 to 65535 became 0 to 255, in ", output);
        (_, output, _) = await InvokeAsync("decode", At("deep.aec"));
        Assert.Contains("2 × 1, every pixel as it was, by deflate, in ", output);
        Assert.Equal([0, 255], GreyFiles.Read(At("deep.png")).Pixels);
    }

    private static void IsOneLine((int Code, string Output, string Error) result, string message)
    {
        Assert.Equal(ExitCode.Failed, result.Code);
        Assert.Contains(message, result.Error);
        Assert.StartsWith("course: ", result.Error);
        Assert.Single(result.Error.TrimEnd().Split('\n'));
        Assert.Empty(result.Output);
    }

    private sealed class FullWriter : StringWriter
    {
        public override void WriteLine(string? value) => throw new IOException("There is no room for a line.");
    }

    private string At(string name) => Path.Combine(course.Folder.Root, name);

    private async Task<(int Code, string Output, string Error)> InvokeAsync(params string[] words)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        return (await new CommandLine(course.Folder, output, error).InvokeAsync(["codec", .. words]), output.ToString(),
            error.ToString());
    }
}
