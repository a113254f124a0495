namespace Course.Commands;

/// <summary>The hint for a mistyped word.</summary>
internal static class Nearest
{
    /// <summary>The candidate that is fewest edits away from the word, or null when none is near.</summary>
    public static string? To(string word, IEnumerable<string> candidates) => candidates
        .Select(candidate => (candidate, distance: Distance(word.ToLowerInvariant(), candidate.ToLowerInvariant())))
        .Where(c => c.distance <= Math.Max(2, word.Length / 3)
            && c.distance < Math.Max(word.Length, c.candidate.Length))
        .OrderBy(c => c.distance)
        .Select(c => c.candidate)
        .FirstOrDefault();

    /// <summary>
    /// Edits between two words: insertions, deletions, substitutions and swaps of neighbours (optimal string
    /// alignment).
    /// </summary>
    public static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    d[i, j] = i + j;
                    continue;
                }
                var same = a[i - 1] == b[j - 1];
                d[i, j] = Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        return d[a.Length, b.Length];
    }
}
