using System.Text;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Tests.NN;

public class StateTests : IDisposable
{
    readonly string _path = Path.Combine(Path.GetTempPath(), Guid.NewGuid() + ".dat");

    public void Dispose() => File.Delete(_path);

    static Sequential Model() => nn.Sequential(("fc", nn.Linear(2, 3)), ("norm", nn.BatchNorm1d(3)));

    static bool Same(nn.Module a, nn.Module b)
        => a.state_dict().All(entry => entry.Value.allclose(b.state_dict()[entry.Key]));

    [Fact]
    public void A_saved_module_is_loaded_as_it_was()
    {
        using var saved = Model();
        using var loaded = Model();
        saved.forward(rand(4, 2)).Dispose();
        Assert.False(Same(saved, loaded));
        Assert.Same(saved, saved.save(_path));
        loaded.load(_path);
        Assert.True(Same(saved, loaded));
        Assert.Equal(1, ((BatchNorm1d)loaded[1]).num_batches_tracked!.item<long>());
    }

    [Fact]
    public void A_file_holds_the_count_then_names_types_shapes_and_values()
    {
        using var layer = nn.Linear(2, 1);
        using (no_grad())
        {
            layer.weight.copy_(tensor(new float[,] { { 1.5f, -2 } })).Dispose();
            layer.bias!.fill_(0.25f).Dispose();
        }
        layer.save(_path);
        byte[] expected =
        [
            2, // entries
            6, .. Encoding.UTF8.GetBytes("weight"), 6, 2, 1, 2, .. BitConverter.GetBytes(1.5f), .. BitConverter.GetBytes(-2f), // Float32, rank 2, 1 × 2
            4, .. Encoding.UTF8.GetBytes("bias"), 6, 1, 1, .. BitConverter.GetBytes(0.25f),
        ];
        Assert.Equal(expected, File.ReadAllBytes(_path));
    }

    [Fact]
    public void The_state_lists_parameters_then_persistent_buffers()
    {
        using var model = Model();
        model.register_buffer("cache", zeros(1), persistent: false);
        Assert.Equal(["fc.weight", "fc.bias", "norm.weight", "norm.bias", "norm.running_mean", "norm.running_var", "norm.num_batches_tracked"], model.state_dict().Keys);
        Assert.Contains("cache", model.named_buffers().Select(b => b.name));
        Assert.DoesNotContain("cache", model.named_buffers(include_nonpersistent: false).Select(b => b.name));
    }

    [Fact]
    public void Strict_loading_names_what_is_missing_and_what_is_too_much()
    {
        using var model = Model();
        using var smaller = nn.Sequential(("fc", nn.Linear(2, 3)), ("extra", nn.Linear(1, 1, hasBias: false)));
        var message = Assert.Throws<InvalidOperationException>(() => model.load_state_dict(smaller.state_dict())).Message;
        Assert.Contains("norm.running_mean", message);
        Assert.Contains("extra.weight", message);
        var (missing, unexpected) = model.load_state_dict(smaller.state_dict(), strict: false);
        Assert.Equal((5, 1), (missing.Count, unexpected.Count));
        Assert.True(model.get_parameter("fc.weight")!.allclose(smaller.get_parameter("fc.weight")!));
    }

    [Fact]
    public void Skipped_entries_stay_as_they_were()
    {
        using var saved = Model();
        using var loaded = Model();
        var before = loaded.get_parameter("fc.weight")!.detach().clone();
        saved.save(_path);
        var seen = new Dictionary<string, bool>();
        loaded.load(_path, skip: ["fc.weight"], loadedParameters: seen);
        Assert.True(loaded.get_parameter("fc.weight")!.allclose(before));
        Assert.True(loaded.get_parameter("fc.bias")!.allclose(saved.get_parameter("fc.bias")!));
        Assert.Equal(7, seen.Count);
        saved.save(_path, skip: ["norm.weight"]);
        Assert.Throws<ArgumentException>(() => loaded.load(_path));
        loaded.load(_path, strict: false);
    }

    [Fact]
    public void A_state_of_other_shapes_or_types_changes_nothing()
    {
        using var saved = nn.Sequential(nn.Linear(2, 2), nn.Linear(3, 2));
        using var loaded = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2));
        var before = loaded.parameters().First().detach().clone();
        saved.save(_path);
        var message = Assert.Throws<ArgumentException>(() => loaded.load(_path)).Message;
        Assert.Contains("'1.weight'", message);
        Assert.Contains("[2, 3]", message);
        Assert.Throws<ArgumentException>(() => loaded.load_state_dict(saved.state_dict()));
        using var doubles = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2)).to(ScalarType.Float64);
        doubles.save(_path);
        Assert.Contains("Float64", Assert.Throws<ArgumentException>(() => loaded.load(_path)).Message);
        Assert.True(loaded.parameters().First().allclose(before));
    }

    [Fact]
    public void A_truncated_or_foreign_file_is_named_in_the_error_and_changes_nothing()
    {
        using var model = nn.Linear(20, 20);
        using var other = nn.Linear(20, 20);
        var before = other.weight.detach().clone();
        model.save(_path);
        var bytes = File.ReadAllBytes(_path);
        foreach (var length in new[] { 0, 1, 5, 11, 100, bytes.Length - 1 })
        {
            File.WriteAllBytes(_path, bytes[..length]);
            Assert.Contains(_path, Assert.Throws<InvalidDataException>(() => other.load(_path)).Message);
        }
        File.WriteAllText(_path, "{ \"weights\": \"a file of another program\", \"and\": \"some more text to read on into\" }");
        Assert.ThrowsAny<Exception>(() => other.load(_path));
        Assert.True(other.weight.allclose(before));
        Assert.Throws<FileNotFoundException>(() => other.load(_path + ".no"));
    }

    [Fact]
    public void A_file_that_cannot_be_written_leaves_the_old_one()
    {
        using var model = nn.Linear(2, 2);
        model.save(_path);
        var before = File.ReadAllBytes(_path);
        var broken = nn.Linear(2, 2);
        broken.weight.Dispose();
        Assert.Throws<InvalidOperationException>(() => broken.save(_path));
        Assert.Equal(before, File.ReadAllBytes(_path));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(_path)!, Path.GetFileNameWithoutExtension(_path) + "*"));
    }
}
