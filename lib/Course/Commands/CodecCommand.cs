using System.CommandLine;
using System.Diagnostics;
using Autoencoders;

namespace Course.Commands;

/// <summary>
/// <c>./course codec</c>: pictures to small files and back, by chapter 15's models or, where that is shorter, without.
/// </summary>
internal static class CodecCommand
{
    private const string Ending = ".aec";

    public static Command Create(CommandLine line)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "Pictures to encode (PNG, JPEG, WebP or PGM; colours become grey), or .aec files to decode.",
            Arity = ArgumentArity.OneOrMore,
        };
        var output = new Option<string?>("--out")
        {
            Description = "The folder for the new files (default: beside each file).",
            HelpName = "DIR",
        };
        var model = new Option<string?>("--model")
        {
            Description = "Another model than the one that comes with the course, from codec train.",
            HelpName = "FILE",
        };
        var lossy = new Option<bool>("--lossy")
        {
            Description = "Keep 49 codes of each 28 × 28 pixels: far smaller, and only like the picture. "
                + "For pictures like the model's.",
        };
        var force = new Option<bool>("--force") { Description = "Replace files that are there." };
        Places From(ParseResult parsed) => new(
            parsed.GetValue(files)!, parsed.GetValue(output), parsed.GetValue(model), parsed.GetValue(force));

        var encode = new Command(
            "encode", "Writes pictures as .aec files by the shortest method; every pixel comes back, unless --lossy.")
        {
            files, output, model, lossy, force,
        };
        encode.SetAction((parsed, cancel) => Task.Run(
            () => Each(
                line, From(parsed), Ending, cancel, (codec, path) => Encode(codec, path, parsed.GetValue(lossy))),
            CancellationToken.None));
        var decode = new Command("decode", "Writes .aec files as PNG pictures.") { files, output, model, force };
        decode.SetAction((parsed, cancel) => Task.Run(
            () => Each(line, From(parsed), ".png", cancel, Decode), CancellationToken.None));
        return new Command("codec", "Grey pictures to small files and back, by the models of chapter 15.")
        {
            encode, decode, Train(line, force),
        };
    }

    private static Command Train(CommandLine line, Option<bool> force)
    {
        var target = new Argument<string>("MODEL") { Description = "The file to write, .safetensors." };
        var mnist = new Option<bool>("--mnist") { Description = "Train on MNIST, not on the course's own digits." };
        var count = new Option<int>("--count")
        {
            Description = "How many pictures to train on.",
            DefaultValueFactory = _ => 6000,
        };
        count.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 60_000)
                result.AddError("--count is a number from 1 to 60000.");
        });
        var device = DeviceOption.Create();
        var command = new Command("train", "Trains a model for encode and decode: minutes.")
        {
            target, mnist, count, device, force,
        };
        command.SetAction((parsed, cancel) => Task.Run(() =>
        {
            DeviceOption.Use(parsed.GetValue(device));
            var path = parsed.GetValue(target)!;
            RequireName(path);
            RequireFree(path, parsed.GetValue(force));
            var n = parsed.GetValue(count);
            var test = Math.Min(1000, n);
            using var data = parsed.GetValue(mnist) ? Datasets.Mnist(n, test) : Datasets.Drawn(n, test);
            using var model = CodecTraining.Train(data, cancellation: cancel);
            model.Save(path);
            line.Output.WriteLine($"{path}: the model {model.Identity:x8}, {new FileInfo(path).Length:N0} bytes, "
                + $"of {model.Made}; trained on {data.Used.Device}");
            return ExitCode.Ok;
        }, CancellationToken.None));
        return command;
    }

    /// <summary>What is converted, and where to.</summary>
    private sealed record Places(string[] Files, string? Folder, string? Model, bool Force);

    private static int Each(
        CommandLine line, Places places, string ending, CancellationToken cancel,
        Func<PictureCodec, string, (byte[] File, string Said)> convert)
    {
        if (File.Exists(places.Folder))
            throw new CourseException($"--out names a folder for the new files; {places.Folder} is a file.");
        if (Directory.Exists(places.Model))
            throw new CourseException($"--model names a file from ./course codec train; {places.Model} is a folder.");
        using var model = places.Model is null ? CodecModel.Shipped() : CodecModel.Load(places.Model);
        var codec = new PictureCodec(model, cancel);
        var failed = false;
        foreach (var path in places.Files)
        {
            try
            {
                RequireName(path);
                var folder = places.Folder ?? Path.GetDirectoryName(path) ?? path;
                var target = Path.Combine(folder, Path.GetFileNameWithoutExtension(path) + ending);
                RequireFree(target, places.Force);
                var clock = Stopwatch.StartNew();
                var (file, said) = convert(codec, path);
                WholeFile.Write(target, file);
                var seconds = clock.Elapsed.TotalSeconds;
                line.Output.WriteLine(FormattableString.Invariant($"{path} → {target}: {said}, in {seconds:0.0} s"));
            }
            catch (Exception e) when (Foreseen.Includes(e))
            {
                failed = true;
                line.Error.WriteLine($"course: {e.Message}");
            }
        }
        return failed ? ExitCode.Failed : ExitCode.Ok;
    }

    private static (byte[] File, string Said) Encode(PictureCodec codec, string path, bool lossy)
    {
        var original = GreyFiles.Bytes(path);
        var picture = GreyFiles.Parse(original, path);
        var coded = codec.Shortest(picture, original, lossy);
        var file = coded.ToBytes();
        var rate = 8.0 * file.Length / picture.Pixels.Length;
        var change = picture.Change is null ? "" : $"; when it was read, {picture.Change}";
        var bytes = FormattableString.Invariant($"{original.Length:N0} bytes to {file.Length:N0}");
        var bits = FormattableString.Invariant($"{rate:0.###} bits a pixel");
        return (file, $"{picture.Width} × {picture.Height}, {bytes} by {Name(coded.Method)}, {bits}{change}");
    }

    private static (byte[] File, string Said) Decode(PictureCodec codec, string path)
    {
        var coded = CodedPicture.Read(path);
        var file = PictureFormat.Png.Encode(codec.Decode(coded, path));
        var what = coded.Method == PictureMethod.Codes ? "something like it" : "every pixel as it was";
        return (file, $"{coded.Width} × {coded.Height}, {what}, by {Name(coded.Method)}");
    }

    private static string Name(PictureMethod method) => method switch
    {
        PictureMethod.Lossless => "the PixelCNN over pixels",
        PictureMethod.Codes => "codes and their PixelCNN",
        PictureMethod.Deflate => "deflate",
        PictureMethod.Png => "PNG",
        _ => "keeping the file as it is",
    };

    private static void RequireName(string path)
    {
        if (path.Length == 0) throw new CourseException("a file's name is empty: is a variable of the shell not set?");
    }

    private static void RequireFree(string path, bool force)
    {
        if (Directory.Exists(path))
            throw new CourseException($"{path} is to be a file, and is a folder: name another place.");
        if (!force && File.Exists(path))
            throw new CourseException($"{path} is there already: name another folder by --out, or use --force.");
    }
}
