namespace Autoencoders;

/// <summary>
/// The assignment problem: one column for each row, none twice, at the least total cost. By shortest augmenting paths
/// with potentials (Kuhn 1955; Jonker and Volgenant 1987), in rows² · columns steps.
/// </summary>
public static class Assignment
{
    private const double Most = 1e300;

    /// <summary>
    /// The column of each row in a cheapest assignment; −1 for the rows that are left over if there are more rows than
    /// columns.
    /// </summary>
    /// <param name="cost">What it costs to give a row a column, (rows, columns); all finite.</param>
    /// <exception cref="ArgumentException">The matrix is empty or holds a value that is not finite.</exception>
    public static int[] Cheapest(double[,] cost)
    {
        var (rows, columns) = (cost.GetLength(0), cost.GetLength(1));
        if (rows == 0 || columns == 0)
            throw new ArgumentException(
                $"The costs must have at least one row and one column; they are {rows} × {columns}.", nameof(cost));
        foreach (var value in cost)
            if (!(Math.Abs(value) <= Most))
                throw new ArgumentException(
                    FormattableString.Invariant(
                        $"The costs must be finite, between ±{Most:G1}, so that they can be added; {value} is not."),
                        nameof(cost));
        if (rows <= columns) return ForRows(cost);

        var turned = new double[columns, rows];
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < columns; j++) turned[j, i] = cost[i, j];
        var rowOf = ForRows(turned);
        var result = new int[rows];
        Array.Fill(result, -1);
        for (var j = 0; j < columns; j++) result[rowOf[j]] = j;
        return result;
    }

    // Rows are added one at a time; each finds the cheapest alternating path to a free column under costs reduced by
    // potentials.
    private static int[] ForRows(double[,] cost)
    {
        var (rows, columns) = (cost.GetLength(0), cost.GetLength(1));
        var (rowPotential, columnPotential) = (new double[rows], new double[columns]);
        var rowOf = new int[columns];
        Array.Fill(rowOf, -1);
        var (distance, before, done) = (new double[columns], new int[columns], new bool[columns]);
        for (var added = 0; added < rows; added++)
        {
            Array.Fill(distance, double.PositiveInfinity);
            Array.Fill(done, false);
            var (row, reached, column) = (added, 0.0, -1); // column −1: the path's start
            do
            {
                var (next, nearest) = (-1, double.PositiveInfinity);
                for (var j = 0; j < columns; j++)
                {
                    if (done[j]) continue;
                    var through = reached + cost[row, j] - rowPotential[row] - columnPotential[j];
                    if (through < distance[j]) (distance[j], before[j]) = (through, column);
                    if (distance[j] < nearest) (next, nearest) = (j, distance[j]);
                }
                (column, reached) = (next, nearest);
                done[column] = true;
                row = rowOf[column];
            }
            while (row >= 0);

            rowPotential[added] += reached;
            for (var j = 0; j < columns; j++)
            {
                if (!done[j] || distance[j] >= reached) continue;
                columnPotential[j] += distance[j] - reached;
                rowPotential[rowOf[j]] += reached - distance[j];
            }
            for (; column >= 0; column = before[column])
                rowOf[column] = before[column] >= 0 ? rowOf[before[column]] : added;
        }
        var result = new int[rows];
        for (var j = 0; j < columns; j++)
            if (rowOf[j] >= 0) result[rowOf[j]] = j;
        return result;
    }
}
