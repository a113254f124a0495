using static TorchSharp.torch;

namespace Autoencoders;

/// <summary>The data that the chapters use.</summary>
public static class Datasets
{
    /// <summary>
    /// Digits for a chapter, by the profile (<see cref="Profile"/>). Quick: drawn by the course, or the first images of
    /// MNIST if a directory is given or named in AUTOENCODERS_DATA. Full: all of MNIST, downloaded if need be. Show the
    /// result's <see cref="DataSplit.Used"/>: it says which it is. One is never taken in place of another.
    /// </summary>
    /// <param name="quickTrain">Number of training images in the quick profile.</param>
    /// <param name="quickTest">Number of test images in the quick profile.</param>
    /// <param name="seed">Determines the drawn digits.</param>
    /// <param name="directory">Where to look for MNIST first.</param>
    /// <param name="cancellation">Stops a download.</param>
    /// <exception cref="DataUnavailableException">MNIST is needed, and it is nowhere and cannot be
    /// downloaded.</exception>
    /// <exception cref="DataFileException">A file was found and is damaged.</exception>
    public static DataSplit Digits(
        int quickTrain = 10_000, int quickTest = 2_000, int seed = 1, string? directory = null,
        CancellationToken cancellation = default) =>
        Digits(Profile.Current, DatasetStore.Open(directory), quickTrain, quickTest, seed, cancellation);

    /// <summary>
    /// All of MNIST, or its first images (LeCun et al. 1998); downloaded if it is not on this machine.
    /// </summary>
    /// <param name="train">Number of training images; all 60,000 when not given.</param>
    /// <param name="test">Number of test images; all 10,000 when not given.</param>
    /// <param name="directory">Where to look first.</param>
    /// <param name="cancellation">Stops a download.</param>
    /// <exception cref="DataUnavailableException">It is nowhere and cannot be downloaded.</exception>
    /// <exception cref="DataFileException">A file was found and is damaged.</exception>
    public static DataSplit Mnist(int? train = null, int? test = null, string? directory = null,
        CancellationToken cancellation = default) =>
        Load(Find(DatasetStore.Open(directory), "mnist", cancellation), train, test);

    /// <summary>Digits drawn by the course, see <see cref="ProceduralDigits"/>.</summary>
    /// <param name="train">Number of training images.</param>
    /// <param name="test">Number of test images.</param>
    /// <param name="seed">Determines the images; training and test images have none in common.</param>
    public static DataSplit Drawn(int train = 10_000, int test = 2_000, int seed = 1)
    {
        var source = $"drawn by the course from seed {seed}";
        return Split("procedural digits", source, null, Draw(train, isTest: false), Draw(test, isTest: true));

        ImageData Draw(int count, bool isTest)
        {
            var drawn = ProceduralDigits.DrawMany(count, seed, isTest);
            return new(
                tensor(drawn.Pixels, [count, 1, ProceduralDigits.Side, ProceduralDigits.Side], uint8, Compute.Device),
                tensor(drawn.Labels, device: Compute.Device),
                "procedural digits", source,
                tensor(drawn.Factors, [count, DigitFactors.Names.Count], device: Compute.Device), DigitFactors.Names);
        }
    }

    /// <summary>
    /// Colour pictures of 32 × 32 drawn by the course, see <see cref="ProceduralScenes"/>; (n, 3, 32, 32).
    /// </summary>
    /// <param name="train">Number of training images.</param>
    /// <param name="test">Number of test images.</param>
    /// <param name="seed">Determines the images; training and test images have none in common.</param>
    public static DataSplit Scenes(int train = 10_000, int test = 2_000, int seed = 1)
    {
        const string Name = "procedural scenes";
        var source = $"drawn by the course from seed {seed}";
        return Split(Name, source, null, Draw(train, isTest: false), Draw(test, isTest: true));

        ImageData Draw(int count, bool isTest)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 200_000);
            const int Bytes = 3 * ProceduralScenes.Side * ProceduralScenes.Side;
            var (pixels, labels) = (new byte[count * Bytes], new long[count]);
            Parallel.For(0, count, i =>
                labels[i] = ProceduralScenes.Draw(seed, isTest, i, pixels.AsSpan(i * Bytes, Bytes)));
            return new(tensor(pixels, [count, 3, ProceduralScenes.Side, ProceduralScenes.Side], uint8, Compute.Device),
                tensor(labels, device: Compute.Device), Name, source);
        }
    }

    /// <summary>
    /// CIFAR-10 (Krizhevsky 2009), or its first images: photographs in colour of ten kinds of things, (n, 3, 32, 32);
    /// downloaded if it is not on this machine. The labels are airplane, automobile, bird, cat, deer, dog, frog, horse,
    /// ship, truck.
    /// </summary>
    /// <param name="train">Number of training images; all 50,000 when not given.</param>
    /// <param name="test">Number of test images; all 10,000 when not given.</param>
    /// <param name="directory">Where to look first: itself, or cifar-10-batches-bin in it.</param>
    /// <param name="cancellation">Stops a download.</param>
    /// <exception cref="DataUnavailableException">It is nowhere and cannot be downloaded.</exception>
    /// <exception cref="DataFileException">A file was found and is damaged.</exception>
    public static DataSplit Cifar10(int? train = null, int? test = null, string? directory = null,
        CancellationToken cancellation = default) =>
        Cifar10(Find(DatasetStore.Open(directory), "cifar-10", cancellation), train, test);

    internal static DataSplit Cifar10(LocatedDataset located, int? train, int? test)
    {
        var name = located.Entry.Title;
        var source =
            $"from {located.Place.Description}{(train is null && test is null ? "" : ", its first images only")}";
        return Split(name, source, true, Read("train", train), Read("test", test));

        ImageData Read(string part, int? count)
        {
            var (pixels, labels) = (new List<byte>(), new List<long>());
            foreach (var file in located.Entry.Files.Where(
                file => file.Role.StartsWith(part, StringComparison.Ordinal)))
            {
                if (count <= labels.Count && labels.Count > 0) break;
                var batch = CifarReader.Read(ContentCheck.Read(file, located.Paths[file]), located.Paths[file]);
                pixels.AddRange(batch.Pixels);
                labels.AddRange(batch.Labels);
            }
            var n = count ?? labels.Count;
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(n, part);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(n, labels.Count, part);
            return new(
                tensor(pixels.ToArray().AsMemory(0, n * CifarReader.ImageBytes),
                    [n, 3, CifarReader.Side, CifarReader.Side], uint8, Compute.Device),
                tensor(labels.ToArray()[..n], device: Compute.Device), name, source);
        }
    }

    /// <summary>
    /// Notes synthesised by the course, see <see cref="ProceduralNotes"/>: uint8 (n, 1, 1, 4096), the samples as µ-law
    /// bytes (<see cref="MuLaw"/>). A label is pitch · 4 + timbre.
    /// </summary>
    /// <param name="train">Number of training notes.</param>
    /// <param name="test">Number of test notes.</param>
    /// <param name="seed">Determines the notes; training and test notes are drawn independently of each other.</param>
    public static DataSplit Notes(int train = 2_000, int test = 500, int seed = 1)
    {
        const string Name = "synthesised notes";
        var source = $"made by the course from seed {seed}";
        var split = Split(Name, source, null, Draw(train, isTest: false), Draw(test, isTest: true));
        return split with { Used = split.Used with { Things = "notes" } };

        ImageData Draw(int count, bool isTest)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 100_000);
            var notes = Enumerable.Range(0, count).Select(i => ProceduralNotes.Factors(seed, isTest, i)).ToArray();
            var (samples, factors) =
                (new float[count * ProceduralNotes.Samples], new float[count * NoteFactors.Names.Count]);
            Parallel.For(0, count, i =>
            {
                ProceduralNotes.Synthesise(notes[i]).CopyTo(samples.AsSpan(i * ProceduralNotes.Samples));
                notes[i].CopyTo(factors.AsSpan(i * NoteFactors.Names.Count, NoteFactors.Names.Count));
            });
            using var waves = tensor(samples, [count, 1, 1, ProceduralNotes.Samples], device: Compute.Device);
            return new(MuLaw.Bytes(waves),
                tensor([.. notes.Select(note => ProceduralNotes.Label(note.Pitch, note.Timbre))],
                    device: Compute.Device), Name, source,
                tensor(factors, [count, NoteFactors.Names.Count], device: Compute.Device), NoteFactors.Names);
        }
    }

    internal static DataSplit Digits(
        ProfileKind profile, DatasetStore store, int quickTrain, int quickTest, int seed,
        CancellationToken cancellation)
    {
        if (profile == ProfileKind.Full)
            return Load(Find(store, "mnist", cancellation), null, null);
        if (!store.HasDirectory)
            return Drawn(quickTrain, quickTest, seed);
        return Load(store.Locate("mnist")
            ?? throw store.Unavailable(store.Manifest.Find("mnist"), []), quickTrain, quickTest);
    }

    private static LocatedDataset Find(DatasetStore store, string name, CancellationToken cancellation) =>
        store.FindAsync(name, cancellation).GetAwaiter().GetResult();

    /// <summary>Reads a data set of the usual four IDX files, every file verified.</summary>
    internal static DataSplit Load(LocatedDataset located, int? train, int? test)
    {
        var name = located.Entry.Title;
        var source = $"from {located.Place.Description}";
        var first = train is null && test is null ? "" : ", its first images only";
        return Split(name, source + first, true, Read("train", train), Read("test", test));

        ImageData Read(string part, int? count)
        {
            var images = ReadIdx($"{part}-images", rank: 3);
            var labels = ReadIdx($"{part}-labels", rank: 1);
            if (labels.Shape[0] != images.Shape[0])
                throw new InvalidOperationException($"{name} has {images.Shape[0]} {part} images "
                    + $"but {labels.Shape[0]} labels for them: its entry in the list of data sets is wrong.");
            var n = count ?? images.Shape[0];
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(n, part);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(n, images.Shape[0], part);
            var (height, width) = (images.Shape[1], images.Shape[2]);
            return new(
                tensor(images.Data.AsMemory(0, n * height * width), [n, 1, height, width], uint8, Compute.Device),
                tensor(Array.ConvertAll(labels.Data[..n], label => (long)label), device: Compute.Device), name, source);
        }

        IdxArray ReadIdx(string role, int rank)
        {
            var file = located.Entry.File(role);
            var path = located.Paths[file];
            return IdxReader.Read(new MemoryStream(ContentCheck.Read(file, path)), path, rank);
        }
    }

    private static DataSplit Split(string name, string source, bool? verified, ImageData train, ImageData test) =>
        new(train, test, new(name, source, train.Count, test.Count, verified));
}
