using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Autoencoders;
using NotebookKernel.Notebooks;

namespace Course.Chapters;

/// <summary>
/// What ties a saved notebook's outputs to the code that made them: <c>metadata.autoencoders</c> holds the profile, the
/// data and a hash of the code cells at the time of saving.
/// </summary>
internal static class SourceHash
{
    public const string Metadata = "autoencoders";

    /// <summary>
    /// SHA-256 over the sources of the code cells in order, with line ends and trailing blanks left out of account.
    /// </summary>
    public static string Compute(Notebook notebook)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var cell in notebook.Cells.Where(c => c.IsCode))
        {
            foreach (var line in cell.Source.ReplaceLineEndings("\n").TrimEnd().Split('\n'))
                hash.AppendData(Encoding.UTF8.GetBytes(line.TrimEnd() + "\n"));
            hash.AppendData([0]);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public static void Write(Notebook notebook, string profile, IEnumerable<DataUsed> data) =>
        notebook.Metadata[Metadata] = new JsonObject
        {
            ["profile"] = profile,
            ["data"] = new JsonArray([.. data.Select(d => JsonValue.Create(d.Name))]),
            ["sourceHash"] = Compute(notebook),
        };

    /// <summary>The hash that was written when the outputs were saved, or null.</summary>
    public static string? Saved(Notebook notebook) =>
        (notebook.Metadata[Metadata] as JsonObject)?["sourceHash"]?.ToString();
}
