namespace Autoencoders;

/// <summary>How far the largest value is ahead of the second.</summary>
internal static class TopTwo
{
    /// <summary>The difference of the two largest values; a single value is ahead of 0.</summary>
    public static double Gap(double[] values)
    {
        double[] falling = [.. values.OrderDescending(), 0];
        return falling[0] - falling[1];
    }

    /// <summary>A column of a matrix.</summary>
    public static double[] Column(double[,] matrix, int column) =>
        [.. Enumerable.Range(0, matrix.GetLength(0)).Select(row => matrix[row, column])];

    /// <summary>A row of a matrix.</summary>
    public static double[] Row(double[,] matrix, int row) =>
        [.. Enumerable.Range(0, matrix.GetLength(1)).Select(column => matrix[row, column])];
}
