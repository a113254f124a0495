using System.Globalization;

namespace Course.Chapters;

/// <summary>
/// A notebook of the course: <c>notebooks/01-autoencoder.ipynb</c> has number 1 and the name <c>01-autoencoder</c>.
/// </summary>
internal sealed record Chapter(int? Number, string Name, string Path)
{
    public static Chapter At(string path)
    {
        var name = System.IO.Path.GetFileNameWithoutExtension(path);
        var digits = name.TakeWhile(char.IsAsciiDigit).Count();
        var number = int.TryParse(name.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            ? n
            : (int?)null;
        return new Chapter(number, name, System.IO.Path.GetFullPath(path));
    }

    /// <summary>The name without its number.</summary>
    public string Word => Name.TrimStart([.. "0123456789"]).TrimStart('-', '_');
}
