using static TorchSharp.torch;

namespace Autoencoders.Tests.Compression;

public class PictureFileTests
{
    [Theory]
    [InlineData("", "an empty file")]
    [InlineData("GIF89a", "bytes that begin 47494638")]
    [InlineData("hello", "a picture: PNG, JPEG, WebP, or PGM (P2 or P5)")]
    public void What_is_no_picture_is_told_so(string text, string message)
    {
        byte[] file = [.. text.Select(c => (byte)c)];
        Assert.Contains(message, Assert.Throws<DataFileException>(() => GreyFiles.Parse(file, "it")).Message);
    }

    [Fact]
    public void The_checksum_is_the_published_one() => Assert.Equal(0xCBF43926u, Crc32.Compute("1234"u8, "56789"u8));

    [Fact]
    public void Images_become_one_picture_row_by_row()
    {
        var tiled =
            GreyPicture.Tiled(tensor(new float[] { 0, 1, 0.2f, 0.4f, 0.6f, 0.8f }).reshape(3, 1, 1, 2), columns: 2);
        Assert.Equal((4, 2), (tiled.Width, tiled.Height));
        Assert.Equal([0, 255, 51, 102, 153, 204, 0, 0], tiled.Pixels);
        Assert.Equal([1, 1, 2, 4], tiled.ToTensor().shape);
        Assert.Throws<ArgumentException>(() => GreyPicture.Tiled(zeros(2, 3, 4, 4), 2));
    }

    [Fact]
    public void Sizes_that_cannot_be_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new GreyPicture(0, 1, []));
        Assert.Throws<ArgumentException>(() => new GreyPicture(int.MaxValue, int.MaxValue, []));
        Assert.Throws<ArgumentException>(() => new GreyPicture(2, 2, [1, 2, 3]));
    }
}
