using System.Text;
using Autoencoders.Tests.Core;
using FsCheck;
using FsCheck.Fluent;
using static Autoencoders.Tests.Core.GeneratedCalls;
using static TorchSharp.torch;

namespace Autoencoders.Tests.Data;

/// <summary>Data of whatever kind callers may have.</summary>
[Trait("Speed", "slow")]
public class GeneratedDataTests
{
    private static readonly Gen<GeneratedNumbers> Images = Generate.Of(4, 8);

    [Fact]
    public void Results_are_finite_and_in_range_or_the_argument_or_the_file_is_named()
    {
        var calls = new GeneratedCalls();
        calls.Add("corruptions",
            from x in Images
            from number in Generate.Number
            from size in Gen.ArrayOf(Generate.Small, 4)
            select (x,
                number, size), given =>
        {
            using var random = new Generator(1, CPU);
            var x = given.x.Tensor();
            ICorruption[] all =
            [
                given.size[0] % 5 == 0 ? new GaussianNoise(given.number) : given.size[0] % 5 == 1
                    ? new Masking(given.number)
                    : given.size[0] % 5 == 2 ? new SaltAndPepper(given.number)
                    : given.size[0] % 5 == 3 ? new Blur(given.number % 4)
                    : new MissingRectangle(given.size[1], given.size[2], given.size[3] % 2 == 0
                        ? null
                        : (given.size[3], given.size[2])),
            ];
            var bound = 40 * Math.Max(1, double.IsFinite(given.number) ? Math.Abs(given.number) : 1);
            foreach (var corruption in all)
            {
                var found = corruption.Corrupt(x, random);
                Assert.Equal(x.shape, found.shape);
                if (given.x is { Kind: "plain" or "unit" or "zero" or "whole", Type: not ScalarType.Byte }) // −1 is 255
                    Within(found, -bound, bound);
            }
        });
        calls.Add("GaussianNoise.MeanOfClipped",
            from sigma in Generate.Number from x in Generate.Number select (sigma, x),
            given => Within(new GaussianNoise(given.sigma).MeanOfClipped(given.x), -1e-9, 1 + 1e-9));
        calls.Add("filters",
            from x in Images from side in Generate.Small from width in Generate.Number select (x, side, width), given =>
        {
            var x = given.x.Tensor();
            Within(MedianFilter.Apply(x, given.side % 7));
            Within(GaussianFilter.Apply(x, given.width % 4));
        });
        calls.Add("Binarisation", Images, x => Within(Binarisation.Draw(x.Tensor()), 0, 1));
        calls.Add("MuLaw", Generate.Of(2),
            x =>
            {
                var sound = x.Tensor(); Within(MuLaw.Bytes(sound), 0,
                255); Within(MuLaw.Expand(MuLaw.Compress(sound)), -1.01, 1.01);
            });
        calls.Add("MuLaw.Expand", Generate.Of(2), x => Within(MuLaw.Expand(x.Tensor()), -1.01, 1.01));
        calls.Add("Spectrogram",
            from x in Generate.Of(2,
                60)
            from window in Generate.Small
            from hop in Generate.Small
            from floor in Generate.Number
            select (x,
                    window, hop, floor), given =>
        {
            var spectrogram = new Spectrogram(given.window, given.hop);
            Within(spectrogram.Magnitudes(given.x.Tensor()), 0);
            Within(spectrogram.Decibels(given.x.Tensor(), given.floor));
        });
        calls.Add("FactorSpace",
            from sizes in Gen.ArrayOf(Gen.Choose(0, 5),
                3)
            from index in Generate.Labels()
            from classes in Generate.Of(2,
                    3)
            from seed in Generate.Small
            from at in Generate.Small
            select (sizes, index, classes, seed, at),
                    given =>
        {
            var space = new FactorSpace([.. given.sizes.Select((size, i) => Factor.Even($"{i}", 0, 1, size))]);
            Within(space.Sample(given.at, given.seed), 0, space.Count - 1);
            Within(space.Shuffled(given.seed, given.at), 0, space.Count - 1);
            Within(space.Class(given.at, given.seed), 0, 4);
            Within(space.Index(space.Classes(space.Sample(3, 1))), 0, space.Count - 1);
            Within(space.Values(given.index.Tensor()), 0, 1);
            Within(space.Index(given.classes.Tensor()), 0, space.Count - 1);
        });
        calls.Add("ImageData",
            from pixels in Images
            from labels in Generate.Labels()
            from index in Generate.Labels(
                )
            from count in Generate.Small
            select (pixels, labels, index, count), given =>
        {
            using var data =
                new ImageData(
                    (given.pixels with
                    {
                        Type = given.count % 7 == 0
                        ? given.pixels.Type
                        : ScalarType.Byte,
                        Kind = "unit"
                    }).Tensor(),
                (given.labels with
                {
                    Shape = given.count % 5 == 0 ? given.labels.Shape
                    : given.pixels.Shape[..Math.Min(1, given.pixels.Shape.Length)]
                }).Tensor(), "some", "generated");
            Within(Batches.Count(data.Count, given.count, given.count % 2 == 0), 1, 9);
            foreach (var batch in new Batches(data, given.count).Epoch(given.count)) Within(batch.Flat, 0, 1);
            using var first = data.Take(given.count);
            using var chosen = data.Select(given.count, 0);
            using var labelled = data.WithLabels(0, 1);
            using var halved = Downscaling.Halve(data);
            Within(data.Flat(given.index.Tensor()), 0, 1);
        });
        calls.Add("Batches.Count", from images in Generate.Small from size in Generate.Small select (images, size),
            given => Within(Batches.Count(given.images, given.size), 1, Math.Max(1, given.images)));
        calls.Add("SplitMix64",
            from count in Gen.Choose(-2, int.MaxValue) from seed in Generate.Seed select (count, seed),
            given => Within(new SplitMix64((uint)given.seed).Below(given.count), 0, given.count - 1.0));
        calls.Add("ProceduralNotes",
            from pitch in Gen.Choose(-1, 26)
            from timbre in Gen.Choose(-1,
                5)
            from numbers in Gen.ArrayOf(Generate.Number, 3)
            select (pitch, timbre, numbers), given =>
            Assert.All(
                ProceduralNotes.Synthesise(
                    new NoteFactors(given.pitch, given.timbre, given.numbers[0], given.numbers[1], given.numbers[2])),
                    sample => Within(sample, -1, 1)));
        calls.Add("drawn sets",
            from count in Gen.Choose(-1, 3) from seed in Generate.Small select (count, seed), given =>
        {
            using var digits = Datasets.Drawn(given.count, 1, given.seed);
            using var scenes = Datasets.Scenes(given.count, 1, given.seed);
            Within(digits.Train.Flat(), 0, 1);
            Within(scenes.Train.Flat(), 0, 1);
        });
        calls.Add("IdxReader",
            from shape in Gen.ArrayOf(Gen.Choose(0, 4), 3)
            from extra in Gen.Choose(-3, 3)
            from rank in Gen.Choose(1,
                4)
            from zipped in Generate.Small
            select (shape, extra, rank, zipped), given =>
        {
            var file = Idx.File(8, [.. given.shape.Select(size => (uint)size)],
                new byte[Math.Max(0, given.shape[0] * given.shape[1] * given.shape[2] + given.extra)]);
            Assert.Equal((0, 3),
                (given.extra, IdxReader.Read(new MemoryStream(file), "generated", given.rank).Shape.Length));
        });
        calls.Add("DatasetManifest",
            from cut in Gen.Choose(0, 4000) from letter in Gen.Choose(32, 126) select (cut, letter), given =>
        {
            var text =
                new StringBuilder(
                    """{"datasets":[{"name":"toy","title":"Toy","terms":"none","citation":"nobody","mirrors":["https://example.org/"],"files":[]}]}""");
            text[given.cut % text.Length] = (char)given.letter;
            DatasetManifest.Parse(text.ToString(), "generated");
        });
        calls.Check();
    }
}
