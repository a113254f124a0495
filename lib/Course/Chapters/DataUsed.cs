namespace Course.Chapters;

/// <summary>The data that a chapter says it ran on.</summary>
internal sealed record DataUsed(string Name, string? Source = null, int? Train = null, int? Test = null, bool? Verified = null)
{
    public const string MimeType = "application/vnd.autoencoders.data+json";

    public override string ToString() => Name;
}
