namespace Autoencoders.Tests.Sweeps;

public sealed class SweepTableTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("table").FullName;

    private static readonly RunConfiguration Run =
        new("small", "dense", 3, 60, 8, 1e-3, 0, 400, "beta-vae", 4, 0, Seed: 1);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static RunResult Result(int seed, double mig) =>
        new(Run with { Seed = seed }, 101.25, 9.5, 0.125, 3, mig, 0.875, 0.5, 0.25, 0.0625, 12.5);

    [Fact]
    public void What_is_written_is_read()
    {
        var path = Path.Combine(folder, "table.csv");
        var annealed = Run with { FinalBeta = 1, Schedule = "cosine" };
        RunResult[] results = [Result(1, 0.25), Result(2, 0.5), Result(1, 0.75) with { Configuration = annealed }];
        SweepTable.Save(path, results);
        Assert.StartsWith("objective,beta,capacity,seed,reconstruction,kl,tc,active_units,mig,",
            File.ReadAllText(path));
        Assert.Contains(
            "\nbeta-vae,4,0,2,101.25,9.5,0.125,3,0.5,0.875,0.5,0.25,0.0625,12.5,small,dense,3,60,8,0.001,0,400,"
            + "4,constant\n",
            File.ReadAllText(path));
        Assert.EndsWith(",400,1,cosine\n", File.ReadAllText(path));
        Assert.Equal(results, SweepTable.Load(path));
    }

    [Fact]
    public void Another_file_is_refused_by_its_name()
    {
        var path = Path.Combine(folder, "table.csv");
        File.WriteAllText(path, "a,b\n1,2\n");
        Assert.Contains(path, Assert.Throws<DataFileException>(() => SweepTable.Load(path)).Message);
        SweepTable.Save(path, [Result(1, 0.25)]);
        File.WriteAllText(path, File.ReadAllText(path).Replace("101.25", "many"));
        Assert.Contains("a number for reconstruction, but found many",
            Assert.Throws<DataFileException>(() => SweepTable.Load(path)).Message);
        foreach (var (from, to, why) in new[]
        {
            ("101.25", "NaN", "a number for reconstruction, but found NaN"),
                (",small,", ",huge,", "data is one of small, dsprites"),
                (",60,8,", ",6.5,8,", "a whole number for steps, but found 6.5"),
            (",0.001,", ",-1,", "learningRate must be positive"),
        })
        {
            SweepTable.Save(path, [Result(1, 0.25)]);
            File.WriteAllText(path, File.ReadAllText(path).Replace(from, to));
            Assert.Contains(why, Assert.Throws<DataFileException>(() => SweepTable.Load(path)).Message);
        }
        SweepTable.Save(path, [Result(1, 0.25), Result(1, 0.5)]);
        Assert.Contains("beta-vae-4-seed1 twice",
            Assert.Throws<DataFileException>(() => SweepTable.Load(path)).Message);
    }

    /// <summary>Of 0.1, 0.2 and 0.6 the mean is 0.3 and the standard deviation √0.07 = 0.265.</summary>
    [Fact]
    public void Seeds_are_summed_up_by_mean_and_deviation()
    {
        var text = SweepTable.Summary([Result(1, 0.1), Result(2, 0.2), Result(3, 0.6)]).ToString();
        Assert.Contains("over 3 seeds", text);
        Assert.Contains("β or γ", text);
        Assert.Contains("Gaussian TC (nats)", text);
        Assert.Contains("0.300 ± 0.265", text);
        Assert.Contains("0.875 ± 0.000", text);
        Assert.Contains("One seed each", SweepTable.Summary([Result(1, 0.1)]).ToString());
        var both = SweepTable.Summary(
            [Result(1, 0.1), Result(1, 0.2) with { Configuration = Run with { FinalBeta = 1.5 } }]).ToString();
        Assert.Contains("over 1 to 2 seeds", SweepTable.Summary([Result(1, 0.1), Result(2, 0.2),
            Result(1, 0.2) with { Configuration = Run with { Beta = 2 } }]).ToString());
        Assert.Contains("4 → 1.5", both);
        Assert.Contains("0.100", both);
        Assert.Contains("0.200", both);
    }
}
