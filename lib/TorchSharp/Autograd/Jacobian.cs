namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        public static class functional
        {
            /// <summary>The derivatives of every output with respect to every input, shaped as the output and then the input.</summary>
            public static Tensor jacobian(Func<Tensor, Tensor> function, Tensor inputs) => Jacobians(x => [function(x[0])], [inputs]).Single();

            public static IEnumerable<Tensor> jacobian(Func<Tensor, Tensor[]> function, Tensor inputs) => Jacobians(x => function(x[0]), [inputs]);

            public static IEnumerable<Tensor> jacobian(Func<Tensor[], Tensor> function, params Tensor[] inputs) => Jacobians(x => [function(x)], inputs);

            public static IEnumerable<Tensor> jacobian(Func<Tensor[], Tensor[]> function, params Tensor[] inputs) => Jacobians(function, inputs);

            private static List<Tensor> Jacobians(Func<Tensor[], Tensor[]> function, Tensor[] inputs)
            {
                using var scope = NewDisposeScope();
                using var recording = enable_grad();
                var x = Array.ConvertAll(inputs, t => t.detach().requires_grad_());
                List<Tensor> result = [];
                foreach (var y in function(x))
                {
                    var flat = y.reshape(-1);
                    var rows = Enumerable.Range(0, (int)flat.numel()).Select(i => Row(flat[i], x)).ToList();
                    for (var k = 0; k < x.Length; k++)
                    {
                        var jacobian = rows.Count == 0 ? x[k].new_empty([0, .. x[k].shape]) : stack(rows.Select(r => r[k]));
                        result.Add(jacobian.reshape([.. y.shape, .. x[k].shape]).MoveToOuterDisposeScope());
                    }
                }
                return result;
            }

            private static Tensor[] Row(Tensor output, Tensor[] inputs) => output.requires_grad
                ? grad([output], inputs, retain_graph: true, allow_unused: true).Select((g, k) => g ?? inputs[k].zeros_like()).ToArray()
                : Array.ConvertAll(inputs, t => t.zeros_like());
        }
    }
}
