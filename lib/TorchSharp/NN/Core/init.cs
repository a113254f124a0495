namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Ways to fill a tensor before training, in place and outside autograd; each returns the tensor.</summary>
        public static class init
        {
            static readonly Operator QR = new("linalg_qr");

            public enum NonlinearityType
            {
                Linear = 0, Conv1D = 1, Conv2D = 2, Conv3D = 3, ConvTranspose1D = 4, ConvTranspose2D = 5, ConvTranspose3D = 6,
                Sigmoid = 7, Tanh = 8, ReLU = 9, LeakyReLU = 10,
            }

            public enum FanInOut { FanIn = 0, FanOut = 1 }

            /// <summary>The factor by which a nonlinearity's weights are widened so that it keeps the variance of its input.</summary>
            public static double calculate_gain(NonlinearityType nonlinearity, double param = 0.0) => nonlinearity switch
            {
                NonlinearityType.Tanh => 5.0 / 3,
                NonlinearityType.ReLU => Math.Sqrt(2),
                NonlinearityType.LeakyReLU => Math.Sqrt(2 / (1 + param * param)),
                _ => 1,
            };

            public static Tensor uniform_(Tensor tensor, double low = 0, double high = 1, Generator? generator = null) => Fill(tensor, t => t.uniform_(low, high, generator));
            public static Tensor normal_(Tensor tensor, double mean = 0, double std = 1, Generator? generator = null) => Fill(tensor, t => t.normal_(mean, std, generator));
            public static Tensor constant_(Tensor tensor, Scalar val) => Fill(tensor, t => t.fill_(val));
            public static Tensor ones_(Tensor tensor) => Fill(tensor, t => t.fill_(1));
            public static Tensor zeros_(Tensor tensor) => Fill(tensor, t => t.zero_());

            /// <summary>A normal distribution cut off at a and b, by the inverse of its distribution function.</summary>
            public static Tensor trunc_normal_(Tensor tensor, double mean = 0, double std = 1, double a = -2, double b = 2, Generator? generator = null)
            {
                using var scale = torch.tensor(new[] { (a - mean) / std / Math.Sqrt(2), (b - mean) / std / Math.Sqrt(2) }, float64);
                using var erf = scale.erf(); // 2Φ(·) − 1 at the two bounds
                var (low, high) = (erf[0].item<double>(), erf[1].item<double>());
                return Fill(tensor, t =>
                {
                    t.uniform_(low, high, generator);
                    t.erfinv_();
                    t.mul_(std * Math.Sqrt(2));
                    t.add_(mean);
                    return t.clamp_(a, b);
                });
            }

            public static Tensor xavier_uniform_(Tensor tensor, double gain = 1.0)
            {
                var bound = Math.Sqrt(3) * XavierStd(tensor, gain);
                return uniform_(tensor, -bound, bound);
            }

            public static Tensor xavier_normal_(Tensor tensor, double gain = 1.0) => normal_(tensor, 0, XavierStd(tensor, gain));
            public static Tensor glorot_uniform_(Tensor tensor, double gain = 1.0) => xavier_uniform_(tensor, gain);
            public static Tensor glorot_normal_(Tensor tensor, double gain = 1.0) => xavier_normal_(tensor, gain);

            static double XavierStd(Tensor tensor, double gain)
            {
                var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
                return gain * Math.Sqrt(2.0 / (fanIn + fanOut));
            }

            public static Tensor kaiming_uniform_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU)
            {
                var bound = Math.Sqrt(3) * KaimingStd(tensor, a, mode, nonlinearity);
                return uniform_(tensor, -bound, bound);
            }

            public static Tensor kaiming_normal_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU)
                => normal_(tensor, 0, KaimingStd(tensor, a, mode, nonlinearity));

            static double KaimingStd(Tensor tensor, double a, FanInOut mode, NonlinearityType nonlinearity)
            {
                var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
                return calculate_gain(nonlinearity, a) / Math.Sqrt(mode == FanInOut.FanIn ? fanIn : fanOut);
            }

            /// <summary>How many inputs an output of these weights sees, and the reverse, for weights (out, in, kernel…).</summary>
            public static (long fanIn, long fanOut) CalculateFanInAndFanOut(Tensor tensor)
            {
                var shape = tensor.shape;
                if (shape.Length < 2) throw new ArgumentException($"A tensor of {shape.Length} dimensions has no inputs and outputs; 2 or more are needed.", nameof(tensor));
                var field = shape[2..].Aggregate(1L, (product, size) => product * size);
                return (shape[1] * field, shape[0] * field);
            }

            /// <summary>The identity matrix.</summary>
            public static Tensor eye_(Tensor tensor)
            {
                if (tensor.dim() != 2) throw new ArgumentException($"The identity fills a matrix, not {tensor.dim()} dimensions.", nameof(tensor));
                using var identity = eye(tensor.shape[0], tensor.shape[1], tensor.dtype, tensor.device);
                return Fill(tensor, t => t.copy_(identity));
            }

            /// <summary>Convolution weights that pass as many channels through unchanged as there are.</summary>
            public static Tensor dirac_(Tensor tensor)
            {
                var shape = tensor.shape;
                if (shape.Length is < 3 or > 5) throw new ArgumentException($"A Dirac kernel has 3 to 5 dimensions, not {shape.Length}.", nameof(tensor));
                using var scope = NewDisposeScope();
                var values = torch.zeros(shape, dtype: tensor.dtype, device: tensor.device);
                var centre = shape[2..].Select(size => TensorIndex.Single(size / 2)).ToArray();
                for (long d = 0; d < Math.Min(shape[0], shape[1]); d++) values[[TensorIndex.Single(d), TensorIndex.Single(d), .. centre]] = torch.ones(1L, dtype: tensor.dtype, device: tensor.device).squeeze(0);
                return Fill(tensor, t => t.copy_(values));
            }

            /// <summary>A (semi-)orthogonal matrix, of the dimensions after the first taken together (Saxe et al., 2013).</summary>
            public static Tensor orthogonal_(Tensor tensor, double gain = 1)
            {
                if (tensor.dim() < 2) throw new ArgumentException($"An orthogonal matrix needs 2 dimensions or more, not {tensor.dim()}.", nameof(tensor));
                if (tensor.numel() == 0) return tensor;
                using var scope = NewDisposeScope();
                var rows = tensor.shape[0];
                var columns = tensor.numel() / rows;
                var normal = torch.empty(rows, columns, dtype: tensor.dtype, device: tensor.device).normal_(0, 1);
                if (rows < columns) normal = normal.t();
                var (q, r) = QR.Call2(normal, "reduced");
                q = q * r.diagonal().sign(); // makes the factorisation unique, so that Q is uniformly distributed
                if (rows < columns) q = q.t();
                return Fill(tensor, t => t.copy_(q.reshape(tensor.shape)).mul_(gain));
            }

            /// <summary>Normal values, a share of which in every column is zero (Martens, 2010).</summary>
            public static Tensor sparse_(Tensor tensor, double sparsity, double std = 0.01)
            {
                if (tensor.dim() != 2) throw new ArgumentException($"Sparse initialisation fills a matrix, not {tensor.dim()} dimensions.", nameof(tensor));
                using var scope = NewDisposeScope();
                var zeros = (long)Math.Ceiling(sparsity * tensor.shape[0]);
                var values = torch.empty(tensor.shape, dtype: tensor.dtype, device: tensor.device).normal_(0, std);
                for (long column = 0; column < tensor.shape[1]; column++)
                {
                    var rows = randperm(tensor.shape[0], device: tensor.device)[..(int)zeros];
                    values.select(1, column).index_fill_(0, rows, 0);
                }
                return Fill(tensor, t => t.copy_(values));
            }

            static Tensor Fill(Tensor tensor, Func<Tensor, Tensor> fill)
            {
                using var frozen = no_grad();
                using var scope = NewDisposeScope();
                fill(tensor);
                return tensor;
            }
        }
    }
}
