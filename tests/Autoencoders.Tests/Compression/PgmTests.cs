using System.Text;

namespace Autoencoders.Tests.Compression;

/// <summary>
/// Files written by hand from Netpbm's page on PGM and from its <c>pm_getuint</c>, by which its programs read headers.
/// </summary>
public class PgmTests
{
    [Theory]
    [InlineData("P5\n3 2\n255\nABCDEF")]
    [InlineData("P5 3 2 255 ABCDEF")]
    [InlineData("P5\t3\r2\r255\rABCDEF")]
    [InlineData("P5\n# ends with a line feed\n3 2\n255\nABCDEF")]
    [InlineData("P5\r# ends with a carriage return\r3 2\r255\rABCDEF")]
    [InlineData("P5\r\n# both, and 9 9 in it\r\n3 2\r\n255\nABCDEF")]
    [InlineData("P5# at once\n3# behind a number\n2#\n#\n255\nABCDEF")]
    [InlineData("P5\n3 2\n255# its end is the one blank\nABCDEF")]
    [InlineData("P5\n3 2\n255\nABCDEF\r\n \n")]
    [InlineData("P5\n003 0002 0255\nABCDEF")]
    [InlineData("P2\n3 2\n255\n65 66 67\n68 69 70\n")]
    [InlineData("P2 3 2 255 65 66 67 68 69 70")]
    [InlineData("P2\n3 2 # size\n255\n65 66 # in the pixels, too\r67 68 69 70")]
    public void Headers_are_read_as_Netpbm_reads_them(string text)
    {
        var picture = GreyFiles.Parse(Bytes(text), "it");
        Assert.Equal((3, 2), (picture.Width, picture.Height));
        Assert.Equal("ABCDEF"u8.ToArray(), picture.Pixels);
        Assert.Null(picture.Change);
    }

    [Fact]
    public void A_sharp_behind_the_blank_is_a_pixel() =>
        Assert.Equal("#\n"u8.ToArray(), GreyFiles.Parse("P5 2 1 255 #\n"u8.ToArray(), "it").Pixels);

    [Fact]
    public void A_white_below_255_is_scaled_and_rounded() =>
        Assert.Equal([0, 128, 255], GreyFiles.Parse([.. "P5 3 1 2 "u8, 0, 1, 2], "it").Pixels);

    [Fact]
    public void Sixteen_bits_become_eight_and_that_is_said()
    {
        var picture = GreyFiles.Parse([.. "P5 5 1 65535 "u8, 0, 0, 0, 128, 0, 129, 0x80, 0x00, 0xFF, 0xFF], "it");
        Assert.Equal([0, 0, 1, 128, 255], picture.Pixels); // 128 · 255 / 65535 = 0.498, 129 gives 0.502
        Assert.Equal("levels of 0 to 65535 became 0 to 255", picture.Change);
        Assert.Equal([51, 255], GreyFiles.Parse([.. "P5 2 1 1000 "u8, 0, 200, 3, 232], "it").Pixels);
        Assert.Equal([51, 255], GreyFiles.Parse("P2 2 1 1000 200 1000"u8.ToArray(), "it").Pixels);
    }

    [Theory]
    [InlineData("P5\n3 1\n255\n", "3 pixels (3 × 1), but found 0: it is cut off")]
    [InlineData("P5\n3 1\n255\nab", "found 2: it is cut off")]
    [InlineData("P5\n3 1\n255\nabcd", "behind them")]
    [InlineData("P5\n3 1\n65535\nabcde", "one: it is cut off")]
    [InlineData("P5\n3 1\n65536\nabcdef", "a white from 1 to 65535, but found 65536")]
    [InlineData("P5\n3 1\n0\nabc", "a white from 1 to 65535, but found 0")]
    [InlineData("P5\n3 1\n90\nabc", "at most 90, but found 97")]
    [InlineData("P2\n3 1\n90\n1 2 91", "at most 90, but found 91")]
    [InlineData("P2\n3 1\n90\n1 2", "found 2: it is cut off")]
    [InlineData("P2\n3 1\n90\n1 2\n\n", "a number, a pixel, but found the file's end")]
    [InlineData("P2\n3 1\n90\n1 -2 3", "a number, a pixel, but found the byte 45")]
    [InlineData("P2\n3 1\n90\n1 2 3 4", "behind them")]
    [InlineData("P5\n99999999999999999999 1\n255\nabc", "its width, but found one that is absurd")]
    [InlineData("P5\n70000 1\n255\nabc", "at most 65535 a side, but found 70000 × 1")]
    [InlineData("P5\n65535 65535\n255\nabc", "1 to 16777216 pixels")]
    [InlineData("P5\n0 1\n255\nabc", "found 0 × 1")]
    [InlineData("P5\n3 x\n255\nabc", "its height, but found the byte 120")]
    [InlineData("P5\n3x1\n255\nabc", "a blank behind its width, but found the byte 120")]
    [InlineData("P5\n3 1 # and no end", "its white, but found the file's end")]
    [InlineData("P5", "its width, but found the file's end")]
    [InlineData("P6\n1 1\n255\nabc", "another format of Netpbm (P6)")]
    [InlineData("P4\n1 1\na", "another format of Netpbm (P4)")]
    public void What_is_no_such_file_is_told_so(string text, string message) =>
        Assert.Contains(message, Assert.Throws<DataFileException>(() => GreyFiles.Parse(Bytes(text), "it")).Message);

    [Fact]
    public void Written_files_are_read_again()
    {
        var picture = new GreyPicture(3, 2, [0, 10, 13, 32, 35, 255]); // what blanks and comments are in a header
        Assert.Equal([.. "P5\n3 2\n255\n"u8, 0, 10, 13, 32, 35, 255], Pgm.Encode(picture));
        Assert.Equal(picture.Pixels, GreyFiles.Parse(Pgm.Encode(picture), "it").Pixels);
    }

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);
}
