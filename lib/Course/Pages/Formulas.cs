namespace Course.Pages;

/// <summary>
/// The tags by which a page gets KaTeX: from beside it, or else from a public server, whose files must be those that
/// were known here.
/// </summary>
internal static class Formulas
{
    /// <summary>The server that pages ask where KaTeX does not lie beside them.</summary>
    public const string Server = "cdn.jsdelivr.net";

    /// <summary>SHA-384 of the files of this version in npm's package, base64: a browser refuses any other.</summary>
    internal static readonly (string Path, string Sha384)[] Known =
    [
        ("katex.min.css", "WwGtaC6ywCHxA5cstpj/3+xIZvTez8dq2IcBQaXRkenHZ7FVVq1ZROtURwfbtTlG"),
        ("katex.min.js", "a1WQdjRj162i159OYq041X6I4K8NenkrI09LlPmiHg0YOb7CR+wJOraXwK9abpnE"),
        ("contrib/auto-render.min.js", "bjyGPfbij8/NDKJhSGZNP/khQVgtHUE5exjm4Ydllo42FwIgYsdLO2lXGmRBf5Mz"),
    ];

    /// <summary>The tags for the page's head.</summary>
    public static string Tags(bool isBeside) => isBeside
        ? """
            <link rel="stylesheet" href="assets/katex/katex.min.css">
            <script defer src="assets/katex/katex.min.js"></script>
            <script defer src="assets/katex/auto-render.min.js"></script>
            """
        : string.Join('\n', Known.Select(file =>
        {
            var address = $"https://{Server}/npm/katex@{Setup.KatexAsset.Version}/dist/{file.Path}";
            var attributes = $"integrity=\"sha384-{file.Sha384}\" crossorigin=\"anonymous\"";
            return file.Path.EndsWith(".css", StringComparison.Ordinal)
                ? $"<link rel=\"stylesheet\" href=\"{address}\" {attributes}>"
                : $"<script defer src=\"{address}\" {attributes}></script>";
        }));

    /// <summary>What the page says about it, above its text: nothing where KaTeX lies beside it.</summary>
    public static string Note(bool isBeside) => isBeside ? ""
        : $"<p class=\"run\">Formulas are drawn by KaTeX, which this page loads from {Server}: it needs the network "
        + "when it is first opened.</p>\n";
}
