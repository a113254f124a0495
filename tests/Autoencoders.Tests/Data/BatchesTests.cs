using static TorchSharp.torch;

namespace Autoencoders.Tests.Data;

public sealed class BatchesTests
{
    private const int Count = 10;

    /// <summary>Ten images of one pixel; image i has the value i and the label i.</summary>
    private static ImageData Ten()
    {
        using var numbers = arange(Count, dtype: int64);
        return new(numbers.to(uint8).reshape(Count, 1, 1, 1), numbers.clone(), "ten", "counted");
    }

    private static long[] Labels(IEnumerable<Batch> batches) =>
        [.. batches.SelectMany(batch => batch.Labels.data<long>().ToArray())];

    [Fact]
    public void An_epoch_has_every_image_once_and_a_shorter_last_batch()
    {
        using var data = Ten();
        var batches = new Batches(data, batchSize: 4, seed: 5);

        Assert.Equal(3, batches.PerEpoch);
        Assert.Equal([4, 4, 2], batches.Epoch(1).Select(batch => batch.Count));
        Assert.Equal(Enumerable.Range(0, Count).Select(i => (long)i), Labels(batches.Epoch(1)).Order());
    }

    [Fact]
    public void The_shorter_last_batch_can_be_dropped()
    {
        using var data = Ten();
        var batches = new Batches(data, batchSize: 4, seed: 5, dropLast: true);

        Assert.Equal([4, 4], batches.Epoch(1).Select(batch => batch.Count));
        Assert.Equal(2, batches.PerEpoch);
    }

    [Fact]
    public void Images_rows_labels_and_index_are_of_the_same_images()
    {
        using var data = Ten();
        foreach (var batch in new Batches(data, batchSize: 3, seed: 5).Epoch(1))
        {
            Assert.Equal([batch.Count, 1, 1, 1], batch.Images.shape);
            Assert.Equal([batch.Count, 1], batch.Flat.shape);
            Assert.Equal(batch.Index.data<long>().ToArray(), batch.Labels.data<long>().ToArray());
            Assert.Equal(batch.Labels.data<long>().Select(label => label / 255f), batch.Flat.data<float>().ToArray());
        }
    }

    [Fact]
    public void The_order_follows_from_seed_and_epoch_and_from_nothing_else()
    {
        using var data = Ten();
        var first = Labels(new Batches(data, 4, seed: 5).Epoch(2));
        manual_seed(1);
        using var unrelated = rand(100);

        Assert.Equal(first, Labels(new Batches(data, 4, seed: 5).Epoch(2)));
        Assert.NotEqual(first, Labels(new Batches(data, 4, seed: 5).Epoch(3)));
        Assert.NotEqual(first, Labels(new Batches(data, 4, seed: 6).Epoch(2)));
    }

    [Fact]
    public void Every_image_comes_to_every_place_about_equally_often()
    {
        using var data = Ten();
        var batches = new Batches(data, Count);
        var places = new int[Count, Count];
        for (var epoch = 0; epoch < 2000; epoch++)
        {
            var order = Labels(batches.Epoch(epoch));
            for (var place = 0; place < Count; place++)
                places[order[place], place]++;
        }

        // 200 expected, deviation 13.4: five of them on either side.
        foreach (var times in places)
            Assert.InRange(times, 133, 267);
    }

    [Fact]
    public void In_order_means_the_order_of_the_data()
    {
        using var data = Ten();

        Assert.Equal(Enumerable.Range(0, Count).Select(i => (long)i), Labels(new Batches(data, 4, seed: 5).InOrder()));
    }

    [Fact]
    public void Going_through_the_batches_leaves_no_tensors_behind()
    {
        using var data = Ten();
        using var scope = NewDisposeScope();
        var batches = new Batches(data, 3);
        var kept = new List<Tensor>();

        foreach (var batch in batches.Epoch(1))
            kept.Add(batch.Images);
        foreach (var batch in batches.Epoch(1).Take(1)) // stopping early too
            kept.Add(batch.Flat);

        Assert.All(kept, tensor => Assert.True(tensor.IsInvalid));
        Assert.Equal(0, scope.DisposablesCount);
    }

    [Theory]
    [InlineData(10, 4, false, 3)]
    [InlineData(8, 4, false, 2)]
    [InlineData(10, 4, true, 2)]
    [InlineData(3, 4, false, 1)]
    public void Batches_are_counted(int images, int batchSize, bool dropLast, int count) =>
    Assert.Equal(count, Batches.Count(images, batchSize, dropLast));

    [Fact]
    public void A_size_that_makes_no_batch_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Batches.Count(10, 0));
        Assert.Contains("3 images do not fill one batch of 4",
            Assert.Throws<ArgumentException>(() => Batches.Count(3, 4, dropLast: true)).Message);
    }
}
