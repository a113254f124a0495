using TorchSharp;
using static TorchSharp.torch;

namespace Autoencoders.Tests.Data;

public sealed class ImageDataTests
{
    /// <summary>Three images of 1 × 2 pixels: (0, 51), (102, 153), (204, 255), labelled 7, 8, 7.</summary>
    private static ImageData Three() => new(
        tensor(new byte[] { 0, 51, 102, 153, 204, 255 }, [3, 1, 1, 2], uint8), tensor(new long[] { 7, 8, 7 }), "three",
        "made by hand",
        tensor(new float[] { 1, 2, 3 }, [3, 1]), ["size"]);

    private static float[] Values(Tensor tensor) => [.. tensor.data<float>()];

    [Fact]
    public void Bytes_become_numbers_from_0_to_1()
    {
        using var data = Three();
        using var images = data.Images();

        Assert.Equal([3, 1, 1, 2], images.shape);
        Assert.Equal(float32, images.dtype);
        Assert.Equal([0f, 0.2f, 0.4f, 0.6f, 0.8f, 1f], Values(images));
        Assert.Equal(255, data.Pixels.max().ToInt32()); // and the bytes stay as they are
    }

    [Fact]
    public void An_index_chooses_images_in_its_order()
    {
        using var data = Three();
        using var index = tensor(new long[] { 2, 0 });
        using var flat = data.Flat(index);

        Assert.Equal([2, 2], flat.shape);
        Assert.Equal([0.8f, 1f, 0f, 0.2f], Values(flat));
    }

    [Fact]
    public void The_first_images_and_those_of_a_label_keep_labels_and_factors_with_them()
    {
        using var data = Three();
        using var first = data.Take(2);
        using var sevens = data.WithLabels(7);

        Assert.Equal([7, 8], first.Labels.data<long>());
        Assert.Equal([1f, 2f], Values(first.Factors!));
        Assert.Equal([7, 7], sevens.Labels.data<long>());
        Assert.Equal([1f, 3f], Values(sevens.Factors!));
        Assert.Equal([0f, 0.2f, 0.8f, 1f], Values(sevens.Flat()));
        Assert.Equal(["size"], sevens.FactorNames);
    }

    [Fact]
    public void Taken_images_outlive_those_they_were_taken_from()
    {
        var data = Three();
        using var first = data.Take(1);
        data.Dispose();

        Assert.Equal([0f, 0.2f], Values(first.Flat()));
    }

    [Fact]
    public void Data_made_in_a_dispose_scope_outlives_it()
    {
        ImageData data;
        using (NewDisposeScope())
            data = Three();

        Assert.Equal(3, data.Count);
        Assert.Equal(6, data.Images().numel());
        data.Dispose();
    }

    [Fact]
    public void Asking_for_images_leaves_one_tensor_in_the_callers_scope()
    {
        using var data = Three();
        using var scope = NewDisposeScope();

        using var flat = data.Flat();

        Assert.Equal(1, scope.DisposablesCount);
    }

    [Fact]
    public void Wrong_types_and_shapes_are_refused_in_words()
    {
        using var scope = NewDisposeScope();
        var (pixels, labels) = (zeros(2, 1, 3, 3, dtype: uint8), zeros(2, dtype: int64));

        Assert.Contains("these are Float32",
            Assert.Throws<ArgumentException>(() => new ImageData(pixels.to(float32), labels, "", "")).Message);
        Assert.Contains("(2, 9)",
            Assert.Throws<ArgumentException>(() => new ImageData(pixels.flatten(1), labels, "", "")).Message);
        Assert.Contains("labels of 2 images",
            Assert.Throws<ArgumentException>(() => new ImageData(pixels, zeros(3, dtype: int64), "", "")).Message);
        Assert.Contains("float32, (2, 1)",
            Assert.Throws<ArgumentException>(
                () => new ImageData(pixels, labels, "", "", zeros(2, 2), ["size"])).Message);
    }

    [Fact]
    public void More_images_than_there_are_and_labels_that_do_not_occur_are_refused()
    {
        using var data = Three();

        Assert.Throws<ArgumentOutOfRangeException>(() => data.Take(4));
        Assert.Contains("1 or 2", Assert.Throws<ArgumentException>(() => data.WithLabels(1, 2)).Message);
    }

    [Fact]
    public void A_selection_keeps_its_order_and_names_what_is_not_there()
    {
        using var data = Datasets.Drawn(20, 10).Train;
        using var chosen = data.Select(7, 3, 7);
        Assert.Equal(data.Labels.index_select(0, tensor([7L, 3, 7])).data<long>(), chosen.Labels.data<long>());
        Assert.True(chosen.Images()[0].eq(data.Images()[7]).all().item<bool>());
        Assert.Contains("0 to 19", Assert.Throws<ArgumentException>(() => data.Select(20)).Message);
        Assert.Contains("has 0", Assert.Throws<ArgumentException>(() => data.Select()).Message);
    }
}
