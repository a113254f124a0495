using System.Globalization;
using System.Numerics;

namespace Autoencoders;

/// <summary>
/// The results of a sweep as one table: a CSV file with a line for each run, and a summary over the seeds.
/// </summary>
public static class SweepTable
{
    private const string Remedy = "Write it anew: ./course sweep.";

    private static readonly (string Name, Func<RunResult, object> Value)[] Columns =
    [
        ("objective", r => r.Configuration.Objective), ("beta", r => r.Configuration.Beta),
        ("capacity", r => r.Configuration.Capacity), ("seed", r => r.Configuration.Seed),
        ("reconstruction", r => r.Reconstruction), ("kl", r => r.Kl), ("tc", r => r.TotalCorrelation),
        ("active_units", r => r.ActiveUnits),
        ("mig", r => r.Mig), ("beta_vae_metric", r => r.BetaVaeMetric), ("factor_vae_metric", r => r.FactorVaeMetric),
        ("dci_disentanglement", r => r.Dci), ("sap", r => r.Sap),
        ("cpu_seconds", r => r.CpuSeconds), ("data", r => r.Configuration.Data),
        ("architecture", r => r.Configuration.Architecture), ("latent", r => r.Configuration.Latent),
        ("steps", r => r.Configuration.Steps), ("batch", r => r.Configuration.Batch),
        ("learning_rate", r => r.Configuration.LearningRate),
        ("warm_up", r => r.Configuration.WarmUp), ("evaluation", r => r.Configuration.Evaluation),
        ("final_beta", r => r.Configuration.FinalBeta ?? r.Configuration.Beta),
        ("schedule", r => r.Configuration.Schedule),
    ];

    /// <summary>Writes the results, whole or not at all; measured values with six digits.</summary>
    public static void Save(string path, IEnumerable<RunResult> results) => WholeFile.Write(path, string.Concat(results
        .Select(
            result =>
                Columns.Select(column => column.Value(result) is double value
                    ? value.ToString("G6", CultureInfo.InvariantCulture)
                    : Convert.ToString(column.Value(result), CultureInfo.InvariantCulture)))
        .Prepend(Columns.Select(column => column.Name)).Select(cells => string.Join(',', cells) + "\n")));

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="DataFileException">The file has other columns, or a cell is no number.</exception>
    public static IReadOnlyList<RunResult> Load(string path)
    {
        var lines = File.ReadAllLines(path);
        var header = string.Join(',', Columns.Select(column => column.Name));
        if (lines.Length == 0 || lines[0] != header)
            throw new DataFileException(path, $"the columns {header}", lines.Length == 0
                ? "nothing"
                : lines[0], Remedy);
        RunResult[] results = [.. lines.Skip(1).Where(line => line.Length > 0).Select(line =>
        {
            var cells = line.Split(',');
            if (cells.Length != Columns.Length)
                throw new DataFileException(path, $"{Columns.Length} cells a line", $"{cells.Length}: {line}", Remedy);
            string Text(string name) => cells[Array.FindIndex(Columns, column => column.Name == name)];
            double Number(string name) =>
                double.TryParse(Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                && double.IsFinite(value)
                ? value
                : throw new DataFileException(path, $"a number for {name}", Text(name), Remedy);
            T Whole<T>(string name) where T : IBinaryInteger<T> =>
                T.TryParse(Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
                ? value
                : throw new DataFileException(path, $"a whole number for {name}", Text(name), Remedy);
            return new RunResult(
                Checked(path,
                    new(Text("data"), Text("architecture"), Whole<long>("latent"), Whole<long>("steps"),
                        Whole<int>("batch"), Number("learning_rate"), Whole<long>("warm_up"), Whole<int>("evaluation"),
                        Text("objective"), Number("beta"), Number("capacity"), Whole<int>("seed"),
                        Number("final_beta") is var last && last == Number("beta") ? null : last, Text("schedule"))),
                Number("reconstruction"), Number("kl"), Number("tc"), Whole<int>("active_units"), Number("mig"),
                Number("beta_vae_metric"), Number("factor_vae_metric"),
                Number("dci_disentanglement"), Number("sap"), Number("cpu_seconds"));
        })];
        return results.GroupBy(result => result.Configuration)
            .FirstOrDefault(same => same.Count() > 1) is { Key.Name: var twice }
            ? throw new DataFileException(path, "a line for each run", $"{twice} twice", Remedy) : results;
    }

    private static RunConfiguration Checked(string path, RunConfiguration run)
    {
        try
        {
            return run.Checked();
        }
        catch (ArgumentException e)
        {
            throw new DataFileException(path, "runs that there can be", $"one that cannot: {e.Message}", Remedy, e);
        }
    }

    /// <summary>
    /// A row for each objective and its weight (β, or γ of FactorVAE and of the capacity objective; "4 → 1" where it
    /// changes after the warm-up): the mean over its seeds, and ± the standard deviation where there are two seeds or
    /// more. TC is <see cref="GaussianTotalCorrelation"/>.
    /// </summary>
    public static Table Summary(IReadOnlyList<RunResult> results)
    {
        var groups = results.GroupBy(r => r.Configuration with { Seed = 0 }).ToArray();
        int[] counts = [.. groups.Select(group => group.Count()).DefaultIfEmpty(0)];
        var seeds = counts.Min() == counts.Max() ? $"{counts.Max()}" : $"{counts.Min()} to {counts.Max()}";
        Table Add(Table table, string header, Func<RunResult, double> value, string unit = "", int decimals = 2) =>
            table.Column(header, groups.Select(group => Spread([.. group.Select(value)], decimals)), unit);
        var table = new Table(counts.Max() < 2 ? "One seed each" : $"Mean ± standard deviation over {seeds} seeds")
            .Column("objective", groups.Select(group => group.Key.Objective))
            .Column("β or γ", groups.Select(group => Weight(group.Key)));
        table = Add(table, "reconstruction", r => r.Reconstruction, "nats", 1);
        table = Add(table, "KL", r => r.Kl, "nats", 1);
        table = Add(table, "Gaussian TC", r => r.TotalCorrelation, "nats");
        table = Add(table, "active", r => r.ActiveUnits, decimals: 1);
        table = Add(table, "MIG", r => r.Mig, decimals: 3);
        table = Add(table, "β-VAE metric", r => r.BetaVaeMetric, decimals: 3);
        table = Add(table, "FactorVAE metric", r => r.FactorVaeMetric, decimals: 3);
        table = Add(table, "DCI D", r => r.Dci, decimals: 3);
        table = Add(table, "SAP", r => r.Sap, decimals: 3);
        return Add(table, "training", r => r.CpuSeconds, "CPU s", 0);
    }

    private static object Weight(RunConfiguration run) => run.FinalBeta is { } last
        ? string.Create(CultureInfo.InvariantCulture, $"{run.Beta} → {last}")
        : run.Beta;

    private static string Spread(double[] values, int decimals)
    {
        var mean = values.Average();
        var deviation = values.Length < 2
            ? double.NaN
            : Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
        return double.IsNaN(deviation)
            ? Numbers.Fixed(mean, decimals)
            : $"{Numbers.Fixed(mean, decimals)} ± {Numbers.Fixed(deviation, decimals)}";
    }
}
