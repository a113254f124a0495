using System.CommandLine;
using System.Diagnostics;
using Autoencoders.Compression;
using Autoencoders.Data;

namespace Course.Commands;

/// <summary><c>./course codec</c>: pictures to small files and back, by the models of chapter 15.</summary>
internal static class CodecCommand
{
    private const string Ending = ".aec";

    public static Command Create(CommandLine line)
    {
        var files = new Argument<string[]>("FILE") { Description = "Pictures to encode (8-bit grey PNG or PGM), or .aec files to decode.", Arity = ArgumentArity.OneOrMore };
        var output = new Option<string?>("--out") { Description = "The folder for the new files (default: beside each file).", HelpName = "DIR" };
        var model = new Option<string?>("--model") { Description = "Another model than the one that comes with the course, from codec train.", HelpName = "FILE" };
        var lossy = new Option<bool>("--lossy") { Description = "Keep 49 codes of each 28 × 28 pixels: far smaller, and only like the picture. For pictures like the model's." };
        var force = new Option<bool>("--force") { Description = "Replace files that are there." };
        var encode = new Command("encode", "Writes pictures as .aec files; every pixel comes back, unless --lossy.") { files, output, model, lossy, force };
        encode.SetAction((parsed, cancel) => Task.Run(() => Each(line, parsed.GetValue(files)!, parsed.GetValue(output), Ending, parsed.GetValue(model), parsed.GetValue(force),
            (loaded, path) => Encode(loaded, path, parsed.GetValue(lossy), cancel)), CancellationToken.None));
        var decode = new Command("decode", "Writes .aec files as PNG pictures.") { files, output, model, force };
        decode.SetAction((parsed, cancel) => Task.Run(() => Each(line, parsed.GetValue(files)!, parsed.GetValue(output), ".png", parsed.GetValue(model), parsed.GetValue(force),
            (loaded, path) => Decode(loaded, path, cancel)), CancellationToken.None));
        return new Command("codec", "Grey pictures to small files and back, by the models of chapter 15.") { encode, decode, Train(line, force) };
    }

    private static Command Train(CommandLine line, Option<bool> force)
    {
        var target = new Argument<string>("MODEL") { Description = "The file to write, .safetensors." };
        var mnist = new Option<bool>("--mnist") { Description = "Train on MNIST, not on digits that the course draws." };
        var count = new Option<int>("--count") { Description = "How many pictures to train on.", DefaultValueFactory = _ => 6000 };
        count.Validators.Add(result => { if (result.GetValueOrDefault<int>() is < 1 or > 60_000) result.AddError("--count is a number from 1 to 60000."); });
        var command = new Command("train", "Trains a model for encode and decode: minutes.") { target, mnist, count, force };
        command.SetAction((parsed, cancel) => Task.Run(() => Guard(() =>
        {
            var path = parsed.GetValue(target)!;
            RequireFree(path, parsed.GetValue(force));
            var n = parsed.GetValue(count);
            using var data = parsed.GetValue(mnist) ? Datasets.Mnist(n, Math.Min(1000, n)) : Datasets.Drawn(n, Math.Min(1000, n));
            using var model = CodecTraining.Train(data, cancellation: cancel);
            model.Save(path);
            line.Output.WriteLine($"{path}: the model {model.Identity:x8}, {new FileInfo(path).Length:N0} bytes, of {model.Made}");
            return ExitCode.Ok;
        }), CancellationToken.None));
        return command;
    }

    private static int Each(CommandLine line, string[] files, string? folder, string ending, string? modelFile, bool force, Func<CodecModel, string, (byte[] File, string Said)> convert) => Guard(() =>
    {
        using var model = modelFile is null ? CodecModel.Shipped() : CodecModel.Load(modelFile);
        var failed = false;
        foreach (var path in files)
        {
            try
            {
                var target = Path.Combine(folder ?? Path.GetDirectoryName(path)!, Path.GetFileNameWithoutExtension(path) + ending);
                RequireFree(target, force);
                var clock = Stopwatch.StartNew();
                var (file, said) = convert(model, path);
                WholeFile.Write(target, file);
                line.Output.WriteLine(FormattableString.Invariant($"{path} → {target}: {said}, in {clock.Elapsed.TotalSeconds:0.0} s"));
            }
            catch (Exception e) when (e is CourseException or DataFileException or IOException or UnauthorizedAccessException)
            {
                failed = true;
                line.Error.WriteLine($"course: {e.Message}");
            }
        }
        return failed ? ExitCode.Failed : ExitCode.Ok;
    });

    private static (byte[] File, string Said) Encode(CodecModel model, string path, bool lossy, CancellationToken cancel)
    {
        var picture = GreyFiles.Read(path);
        var file = new PictureCodec(model, cancel).Encode(picture, lossy ? PictureMethod.Codes : PictureMethod.Lossless).ToBytes();
        return (file, FormattableString.Invariant($"{picture.Width} × {picture.Height}, {new FileInfo(path).Length:N0} bytes to {file.Length:N0}, {8.0 * file.Length / picture.Pixels.Length:0.###} bits a pixel"));
    }

    private static (byte[] File, string Said) Decode(CodecModel model, string path, CancellationToken cancel)
    {
        var coded = CodedPicture.Read(path);
        var file = GreyPng.Encode(new PictureCodec(model, cancel).Decode(coded, path));
        return (file, FormattableString.Invariant($"{coded.Width} × {coded.Height}, {(coded.Method == PictureMethod.Lossless ? "every pixel as it was" : "from its codes")}"));
    }

    private static void RequireFree(string path, bool force)
    {
        if (!force && File.Exists(path)) throw new CourseException($"{path} is there already: name another folder by --out, or replace it by --force.");
    }

    /// <summary>The library's errors say what to do: they are shown as they are.</summary>
    private static int Guard(Func<int> action)
    {
        try
        {
            return action();
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
        catch (Exception e) when (e is DataUnavailableException or DataFileException or IOException or UnauthorizedAccessException)
        {
            throw new CourseException(e.Message);
        }
    }
}
