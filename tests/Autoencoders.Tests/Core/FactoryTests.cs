using System.Text.RegularExpressions;

namespace Autoencoders.Tests.Core;

/// <summary>
/// A tensor that is made from nothing names its device: that of a tensor it is used with, <c>Compute.Device</c>, or
/// <c>CPU</c> where that is the purpose.
/// </summary>
public sealed partial class FactoryTests
{
    [Fact]
    public void Every_factory_of_the_library_names_a_device()
    {
        var folder = Repository.At("lib", "Autoencoders");
        var files = Repository.Sources(folder);
        Assert.True(files.Length > 200);
        Assert.Empty(
            files.SelectMany(file => Nameless(File.ReadAllText(file))
                .Select(line => $"{Path.GetRelativePath(folder, file)}: {line}")));
    }

    /// <summary>
    /// What is trained goes where its inputs lie; the CPU is for coders, trees and what is read number by number.
    /// </summary>
    [Theory]
    [InlineData("Distributions")]
    [InlineData("Models")]
    [InlineData("Objectives")]
    [InlineData("Quantizers")]
    [InlineData("Priors")]
    public void Nothing_that_is_trained_asks_for_the_CPU(string folder) =>
        Assert.DoesNotContain(Repository.Sources(Repository.At("lib", "Autoencoders", folder)),
            file => Regex.IsMatch(Comment().Replace(File.ReadAllText(file), ""), @"\bCPU\b"));

    [Theory]
    [InlineData("var x = zeros(3, 4);", true)]
    [InlineData("var x = y + torch.randn([n, k], float64);", true)]
    [InlineData("return tensor(values.Select(v => f(v)).ToArray());", true)]
    [InlineData("using var g = new Generator(1);", true)]
    [InlineData("var x = tensor(deviceNames);", true)]
    [InlineData("var x = zeros(3, device: CPU);", false)]
    [InlineData("var x = arange(n, device: Compute.Device);", false)]
    [InlineData("var x = rand(x.shape, float32, x.device, generator: g);", false)]
    [InlineData("var x = tensor(f(a), [n], uint8, CPU);", false)]
    [InlineData("var x = zeros([n], int64, device);", false)]
    [InlineData("var x = zeros_like(y); // as zeros(3)", false)]
    [InlineData("/// <c>zeros(3)</c>", false)]
    [InlineData("Func<Tensor> f = Empty(sizes); With(tensor => tensor.to(device));", false)]
    public void The_search_finds_what_it_should(string code, bool found) => Assert.Equal(found, Nameless(code).Any());

    /// <summary>The factories whose arguments name no device, by their line.</summary>
    private static IEnumerable<string> Nameless(string code)
    {
        code = Comment().Replace(code, "");
        foreach (Match match in Factory().Matches(code))
            if (!Device().IsMatch(Arguments(code, match.Index + match.Length)))
                yield return $"{code.AsSpan(0, match.Index).Count('\n') + 1}: {match.Value}…)";
    }

    private static string Arguments(string code, int start)
    {
        var (end, depth) = (start, 1);
        for (; depth > 0 && end < code.Length; end++)
            depth += code[end] switch { '(' or '[' or '{' => 1, ')' or ']' or '}' => -1, _ => 0 };
        return code[start..end];
    }

    [GeneratedRegex(
        @"(?<![\w.])(torch\.)?(zeros|ones|empty|full|eye|arange|linspace|logspace|rand|randn|randint|randperm|normal|"
        + @"tensor|as_tensor|from_array|frombuffer|complex|tril_indices|triu_indices|\w+_window)\(|"
        + @"new (torch\.)?Generator\(")]
    private static partial Regex Factory();

    [GeneratedRegex(@"\b(device|Device|CPU)\b|Compute\.DeviceOf\(")]
    private static partial Regex Device();

    [GeneratedRegex(@"(?m)(^|[ \t])//.*$")]
    private static partial Regex Comment();
}
