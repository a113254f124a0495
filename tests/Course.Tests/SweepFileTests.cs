using Course.Sweeping;

namespace Course.Tests;

public sealed class SweepFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("sweepfile").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private SweepFile Read(string text)
    {
        var path = Path.Combine(folder, "some.json");
        File.WriteAllText(path, text.Replace('\'', '"'));
        return SweepFile.Read(path);
    }

    [Fact]
    public void Objectives_weights_and_seeds_are_multiplied_out_in_order()
    {
        var sweep = Read("""
            { // comments are welcome
              'data': 'small', 'architecture': 'dense', 'steps': 20, 'learningRate': 0.002, 'seeds': [1, 2],
              'objectives': [ { 'name': 'vae' }, { 'name': 'beta-vae', 'beta': [4, 8.5], 'seeds': 7 }, { 'name': 'capacity', 'beta': 100, 'capacity': 18 } ] }
            """);
        Assert.Equal("some", sweep.Name);
        Assert.Equal(
            ["vae-seed1", "vae-seed2", "beta-vae-4-seed7", "beta-vae-8.5-seed7", "capacity-100-18nats-seed1",
                "capacity-100-18nats-seed2"], sweep.Runs.Select(run => run.Name));
        var first = sweep.Runs[0];
        Assert.Equal(("small", "dense", 10, 20, 64, 0.002, 0, 10_000, 1.0, 0.0, 1),
            (first.Data, first.Architecture, first.Latent, first.Steps, first.Batch, first.LearningRate, first.WarmUp,
                first.Evaluation, first.Beta, first.Capacity, first.Seed));
        Assert.Equal((100, 18), (sweep.Runs[^1].Beta, sweep.Runs[^1].Capacity));
        Assert.All(sweep.Runs, run => Assert.Equal((null, "constant"), (run.FinalBeta, run.Schedule)));
    }

    [Fact]
    public void A_weight_can_fall_and_the_learning_rate_follow_a_cosine()
    {
        var run = Assert.Single(Read("""
            { 'data': 'small', 'architecture': 'dense', 'steps': 20, 'schedule': 'cosine',
              'objectives': [ { 'name': 'beta-tcvae', 'beta': 6, 'finalBeta': 1.5 } ] }
            """).Runs);
        Assert.Equal(("beta-tcvae-6-to-1.5-seed0", 1.5, "cosine"), (run.Name, run.FinalBeta, run.Schedule));
    }

    [Theory]
    [InlineData("'steps'", "'stesp'", "there is no field \"stesp\"; did you mean \"steps\"?")]
    [InlineData("'beta'", "'betas'", "there is no field \"objectives[0].betas\"; did you mean \"beta\"?")]
    [InlineData("'beta-vae'", "'beta-vea'", "there is no objective \"beta-vea\"; did you mean \"beta-vae\"?")]
    [InlineData("'beta': 4", "'beta': [4, 4]", "objectives[0].beta has a number twice: 4, 4.")]
    [InlineData("'beta': 4", "'beta': []", "objectives[0].beta is empty")]
    [InlineData(", 'beta': 4", "", "the field \"objectives[0].beta\" is missing")]
    [InlineData("'beta': 4", "'beta': 4, 'capacity': 3", "\"beta-vae\" has no capacity")]
    [InlineData("'beta': 4", "'beta': -4", "beta must be finite and at least 0; it is -4")]
    [InlineData("'beta': 4", "'beta': 4, 'finalBeta': -1", "finalBeta must be finite and at least 0; it is -1")]
    [InlineData("'beta': 4", "'beta': 4, 'finalBeta': 4", "finalBeta is beta, 4: leave it out")]
    [InlineData("'beta-vae', 'beta': 4", "'vae', 'finalBeta': 4", "\"vae\" has no finalBeta")]
    [InlineData("'beta-vae', 'beta': 4", "'capacity', 'beta': 4, 'finalBeta': 1", "\"capacity\" has no finalBeta")]
    [InlineData("'beta': 4 }", "'beta': 4, 'finalBeta': 1 }], 'warmUp': 20, 'seeds': [1",
        "needs steps after the warm-up")]
    [InlineData("'steps': 20", "'steps': 20, 'schedule': 'cosin'", "schedule is one of constant, cosine; it is")]
    [InlineData("'steps': 20, ", "", "the field \"steps\" is missing")]
    [InlineData("'steps': 20", "'steps': '20'", "steps must be a whole number; it is \"20\".")]
    [InlineData("'steps': 20", "'steps': 2.5", "steps must be a whole number; it is 2.5.")]
    [InlineData("'steps': 20", "'steps': 0", "steps must be at least 1; it is 0.")]
    [InlineData("'steps': 20", "'steps': 20, 'steps': 30", "Duplicate property 'steps'")]
    [InlineData("'data': 'small'", "'data': 'mnist'", "data is one of small, dsprites; it is \"mnist\".")]
    [InlineData("'data': 'small'", "'data': null", "data must be a text; it is null.")]
    [InlineData("[{", "[3, {", "objectives must be a list of objects")]
    [InlineData("}]", "}, { 'name': 'beta-vae', 'beta': 4 }]", "beta-vae-4-seed0 is there 2 times")]
    [InlineData("'objectives'", "objectives", "some.json")]
    public void What_is_wrong_is_named_with_the_file(string there, string instead, string message)
    {
        const string Right = "{ 'data': 'small', 'architecture': 'dense', 'steps': 20, 'objectives': [{ 'name': "
            + "'beta-vae', 'beta': 4 }] }";
        Assert.Single(Read(Right).Runs);
        var error = Assert.Throws<CourseException>(() => Read(Right.Replace(there, instead)));
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.StartsWith(Path.Combine(folder, "some.json"), error.Message);
        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void The_declared_sweeps_are_right()
    {
        var files = Directory.GetFiles(Path.Combine(CourseFolder.Find().Root, "data", "sweeps"), "*.json");
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.NotEmpty(SweepFile.Read(file).Runs));
    }
}
