using Autoencoders.Tests.Core;
using static TorchSharp.torch;

namespace Autoencoders.Tests.Sweeps;

public sealed class SweepRunnerTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("sweep").FullName;

    private static readonly RunConfiguration Tiny =
        new("small", "broadcast", 3, Steps: 6, Batch: 8, LearningRate: 1e-3, WarmUp: 3, Evaluation: 400, "vae",
            1, 0, Seed: 5);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Four steps to the full weight of 6, then down to 2 at the last of thirteen.</summary>
    [Fact]
    public void The_weight_rises_in_the_warm_up_and_falls_to_its_final_value()
    {
        var run = Tiny with { Objective = "beta-tcvae", Beta = 6, WarmUp = 4, Steps = 13, FinalBeta = 2 };
        Assert.Equal([0, 1.5, 3, 4.5, 6, 5.5, 5, 4.5, 4, 3.5, 3, 2.5, 2],
            Enumerable.Range(0, 13).Select(step => run.WeightAt(step)));
        Assert.Equal([0, 1.5, 3, 4.5, 6, 6, 6],
            Enumerable.Range(0, 7).Select(step => (run with { FinalBeta = null }).WeightAt(step)));
        Assert.Equal(6, (run with { FinalBeta = null, WarmUp = 0 }).WeightAt(0));
    }

    /// <summary>cos(π/3) = 1/2 and cos(2π/3) = −1/2.</summary>
    [Fact]
    public void A_cosine_takes_the_learning_rate_towards_nothing_step_by_step()
    {
        var run = Tiny with { Schedule = "cosine", LearningRate = 4e-3, Steps = 6 };
        foreach (var (step, expected) in new[] { (0, 4e-3), (2, 3e-3), (3, 2e-3), (4, 1e-3) })
            Assert.Equal(expected, run.LearningRateAt(step), 1e-12);
        Assert.Equal(4e-3, (run with { Schedule = "constant" }).LearningRateAt(5));
    }

    /// <summary>The first steps are equal; after them a falling rate and a falling weight lead elsewhere.</summary>
    [Fact]
    public void Schedules_change_the_training()
    {
        var plain = Tiny with { Objective = "beta-vae", Beta = 4, WarmUp = 0 };
        var results = new[] { plain, plain with { Schedule = "cosine" }, plain with { FinalBeta = 1 } }.Select(run =>
        {
            using var training = new ModelTraining(run);
            return Enumerable.Range(0, 6).Select(_ => training.Advance()).ToArray();
        }).ToArray();
        Assert.Equal(results[0][..2], results[1][..2]); // the rate of the first step is the whole one
        Assert.Equal(results[0][0], results[2][0]);
        Assert.NotEqual(results[0][2], results[1][2]);
        Assert.NotEqual(results[0][1], results[2][1]);
    }

    [Theory]
    [InlineData("vae", 1, 0, "broadcast")]
    [InlineData("beta-vae", 4, 0, "dense")]
    [InlineData("capacity", 20, 10, "broadcast")]
    [InlineData("beta-tcvae", 6, 0, "broadcast")]
    [InlineData("factor-vae", 10, 0, "broadcast")]
    public void A_training_that_is_stopped_saved_and_resumed_ends_bit_for_bit_like_one_that_is_not(string objective,
        double beta, double capacity, string architecture)
    {
        var run = Tiny with
        {
            Objective = objective,
            Beta = beta,
            Capacity = capacity,
            Architecture = architecture,
            FinalBeta = objective is "vae" or "capacity" ? null : 0.5,
            Schedule = "cosine",
        };
        using var whole = new ModelTraining(run);
        for (var i = 0; i < 6; i++) whole.Advance();

        var path = Path.Combine(folder, "half");
        using (var half = new ModelTraining(run))
        {
            for (var i = 0; i < 3; i++) half.Advance();
            Checkpoint.Save(path, half, 1.5);
        }
        manual_seed(99); // what else draws random numbers in the process has no part in it
        using var resumed = new ModelTraining(run with { });
        Assert.Equal(1.5, Checkpoint.Load(path, resumed));
        Assert.Equal(3, resumed.Step);
        for (var i = 0; i < 3; i++) resumed.Advance();

        var (expected, found) = (whole.State(), resumed.State());
        Assert.Equal(expected.Keys, found.Keys);
        Assert.Contains(expected.Keys, key => key.EndsWith(".adam.0.square", StringComparison.Ordinal));
        Assert.Equal(objective == "factor-vae",
            expected.Keys.Any(key => key.StartsWith("discriminator", StringComparison.Ordinal)));
        foreach (var (name, tensor) in expected) Assert.True(tensor.bytes.SequenceEqual(found[name].bytes), name);
    }

    [Fact]
    public void A_run_that_is_stopped_goes_on_and_gives_the_same_result()
    {
        var expected = SweepRunner.Run(Path.Combine(folder, "whole"), Tiny);
        using var cancel = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(
            () => SweepRunner.Run(folder, Tiny, (step, _) => { if (step == 4) cancel.Cancel(); }, cancel.Token));
        Assert.Equal(["vae-seed5.checkpoint.safetensors"], Directory.GetFiles(folder).Select(Path.GetFileName));
        Assert.Null(SweepRunner.Finished(folder, Tiny));

        var steps = new List<long>();
        var result = SweepRunner.Run(folder, Tiny, (step, _) => steps.Add(step));
        Assert.Equal([5, 6], steps);
        Assert.Equal(expected with { CpuSeconds = result.CpuSeconds }, result);
        Assert.Equal(["vae-seed5.json", "vae-seed5.safetensors"],
            Directory.GetFiles(folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_finished_run_is_kept_and_its_model_can_be_loaded()
    {
        var result = SweepRunner.Run(folder, Tiny);
        Assert.Equal(result, SweepRunner.Run(folder, Tiny, (_, _) => Assert.Fail("nothing is left to do")));
        var (model, configuration) = Checkpoint.LoadModel(SweepRunner.ModelPath(folder, Tiny));
        Assert.Equal(Tiny, configuration);
        Assert.Equal(result, RunResult.Measure(model, configuration, result.CpuSeconds));
    }

    [Fact]
    public void A_result_or_checkpoint_of_other_settings_is_not_taken_over()
    {
        SweepRunner.Run(folder, Tiny);
        var error = Assert.Throws<DataFileException>(
            () => SweepRunner.Run(folder, Tiny with { Steps = 7, LearningRate = 0.01 }));
        Assert.Contains(SweepRunner.ResultPath(folder, Tiny), error.Message);
        Assert.Contains("steps 6 and 7, learningRate 0.001 and 0.01", error.Message);

        using var training = new ModelTraining(Tiny with { Batch = 9, Seed = 6 });
        Checkpoint.Save(SweepRunner.CheckpointPath(folder, training.Configuration), training, 0);
        var other = Assert.Throws<DataFileException>(() => SweepRunner.Run(folder, Tiny with { Seed = 6 }));
        Assert.Contains("batch 9 and 8", other.Message);
    }

    [Fact]
    public void A_damaged_or_foreign_checkpoint_is_named()
    {
        var path = SweepRunner.CheckpointPath(folder, Tiny);
        using (var training = new ModelTraining(Tiny)) Checkpoint.Save(path, training, 0);
        var whole = File.ReadAllBytes(path);

        File.WriteAllBytes(path, whole[..(whole.Length / 2)]);
        Assert.Contains("cut off", Named(() => SweepRunner.Run(folder, Tiny)));
        File.WriteAllText(path, "not a checkpoint");
        Named(() => SweepRunner.Run(folder, Tiny));
        Safetensors.Save(path, new Dictionary<string, Tensor> { ["w"] = zeros(2) });
        Assert.Contains("something else", Named(() => SweepRunner.Run(folder, Tiny)));
        var (tensors, header) = SavedBy(whole, path);
        foreach (var (key, value) in new[]
            { ("step", "many"), ("step", "-1"), ("step", "7"), ("cpuSeconds", "NaN"), ("configuration", "null"),
                ("configuration", "{}") })
        {
            Safetensors.Save(path, tensors, new Dictionary<string, string>(header) { [key] = value });
            Named(() => SweepRunner.Run(folder, Tiny));
        }
        Safetensors.Save(path, tensors,
            new Dictionary<string, string>(header)
            { ["configuration"] = header["configuration"].Replace("\"steps\": 6", "\"steps\": 6, \"steps\": 6") });
        Named(() => SweepRunner.Run(folder, Tiny));
        File.WriteAllText(SweepRunner.ResultPath(folder, Tiny), "{}");
        Assert.Contains("result of a run",
            Assert.Throws<DataFileException>(() => SweepRunner.Finished(folder, Tiny)).Message);

        static (Dictionary<string, Tensor> Tensors, Dictionary<string, string> Header) SavedBy(byte[] file, string path)
        {
            File.WriteAllBytes(path, file);
            return Safetensors.Load(path);
        }

        string Named(Action action)
        {
            var error = Assert.Throws<DataFileException>(action);
            Assert.StartsWith(path, error.Message);
            return error.Message;
        }
    }

    [Fact]
    public void Steps_leave_no_tensors_behind()
    {
        using var training = new ModelTraining(Tiny with { Objective = "factor-vae", Beta = 5 });
        for (var i = 0; i < 2; i++) training.Advance();
        var before = LiveTensors.Settle();
        for (var i = 0; i < 3; i++) training.Advance();
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void Values_out_of_their_range_are_refused_by_their_field()
    {
        foreach (var (wrong, field) in new[]
        {
            (Tiny with { Data = "mnist" }, "data"), (Tiny with { Architecture = "deep" }, "architecture"),
                (Tiny with { Objective = "gan" }, "objective"), (Tiny with { Latent = 1 }, "latent"),
            (Tiny with { Steps = 0 }, "steps"), (Tiny with { Batch = 1 }, "batch"),
            (Tiny with { LearningRate = double.NaN }, "learningRate"), (Tiny with { WarmUp = -1 }, "warmUp"),
            (Tiny with { Evaluation = 5 }, "evaluation"), (Tiny with { Beta = -1 }, "beta"),
            (Tiny with { Capacity = double.PositiveInfinity }, "capacity"), (Tiny with { Seed = -1 }, "seed"),
        }) Assert.StartsWith(field, Assert.Throws<ArgumentException>(wrong.Checked).Message);
    }
}
