using Autoencoders.Data;

namespace Course.Running;

/// <summary>How chapters are run: the profile (<c>quick</c> or <c>full</c>), where data lies, where the results go.</summary>
internal sealed record RunOptions(string Profile, string? DataDirectory, string OutputDirectory)
{
    public const string Quick = "quick";
    public const string Full = "full";

    /// <summary>The environment of a chapter's process.</summary>
    public Dictionary<string, string> Environment()
    {
        // The pages bring plotly.js once, so the figures need not.
        var variables = new Dictionary<string, string> { [Autoencoders.Profile.Variable] = Profile, ["AUTOENCODERS_PLOTLY"] = "omit" };
        if (DataDirectory is not null)
            variables[DatasetStore.Variable] = Path.GetFullPath(DataDirectory);
        return variables;
    }
}
