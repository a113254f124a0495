namespace TorchSharp.Utils;

/// <summary>Writes a file beside its place and moves it there when it is complete.</summary>
static class WholeFile
{
    public static void Write(string location, Action<Stream> write)
    {
        var partial = $"{location}.{Guid.NewGuid():N}.part";
        try
        {
            using (var stream = File.Create(partial)) write(stream);
            File.Move(partial, location, overwrite: true);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }
}
