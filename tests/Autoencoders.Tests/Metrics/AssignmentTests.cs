namespace Autoencoders.Tests.Metrics;

public class AssignmentTests
{
    [Fact]
    public void The_total_is_scipys()
    {
        foreach (var recorded in Recorded.Read("latent").GetProperty("assignment").EnumerateArray())
        {
            double[][] rows = [.. recorded.GetProperty("cost").EnumerateArray().Select(Recorded.Numbers)];
            var cost = new double[rows.Length, rows[0].Length];
            for (var i = 0; i < rows.Length; i++)
                for (var j = 0; j < rows[0].Length; j++) cost[i, j] = rows[i][j];
            Assert.Equal(recorded.GetProperty("total").GetDouble(), Total(cost, Assignment.Cheapest(cost)), 1e-9);
        }
    }

    [Fact]
    public void No_permutation_is_cheaper()
    {
        var random = new Random(1);
        for (var trial = 0; trial < 40; trial++)
        {
            var cost = new double[6, 6];
            for (var i = 0; i < 36; i++) cost[i / 6, i % 6] = random.Next(10); // many ties
            var cheapest = Permutations([0, 1, 2, 3, 4, 5]).Min(columns => Total(cost, columns));
            Assert.Equal(cheapest, Total(cost, Assignment.Cheapest(cost)));
        }
    }

    [Fact]
    public void Rows_left_over_have_no_column() =>
        Assert.Equal([-1, 0, -1], Assignment.Cheapest(new double[,] { { 3 }, { 1 }, { 2 } }));

    [Fact]
    public void Bad_input_is_named()
    {
        Assert.Contains("0 × 3", Assert.Throws<ArgumentException>(() => Assignment.Cheapest(new double[0, 3])).Message);
        Assert.Contains("finite",
            Assert.Throws<ArgumentException>(() => Assignment.Cheapest(new[,] { { double.NaN } })).Message);
    }

    private static double Total(double[,] cost, int[] columns)
    {
        Assert.Equal(Math.Min(cost.GetLength(0), cost.GetLength(1)),
            columns.Where(column => column >= 0).Distinct().Count());
        return columns.Select((column, row) => column < 0 ? 0 : cost[row, column]).Sum();
    }

    private static IEnumerable<int[]> Permutations(int[] items) => items.Length == 0
        ? [[]]
        : items.SelectMany(first => Permutations([.. items.Where(item => item != first)])
            .Select(rest => (int[])[first, .. rest]));
}
