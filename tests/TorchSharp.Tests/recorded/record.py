"""Records what PyTorch computes: inputs and results in float64, into operators.json beside this file.

Run with a Python that has PyTorch: python3 record.py
The names are those of OperatorCases.cs, where each is written in C#.
"""
import json
import pathlib

import torch

torch.manual_seed(0)
DRAW = {
    "n": lambda *s: torch.randn(*s, dtype=torch.float64),                    # any
    "p": lambda *s: torch.rand(*s, dtype=torch.float64) * 1.8 + 0.2,         # positive
    "u": lambda *s: torch.rand(*s, dtype=torch.float64) * 0.9 + 0.05,        # in (0, 1)
    "m": lambda *s: torch.rand(*s, dtype=torch.float64) * 1.8 - 0.9,         # in (-1, 1)
    "g": lambda *s: torch.rand(*s, dtype=torch.float64) * 2.0 + 1.1,         # above 1
    "s": lambda *s: (lambda a: a @ a.mT + 2 * torch.eye(s[-1], dtype=torch.float64))(torch.randn(*s, dtype=torch.float64)),  # positive definite
}
A, B = (3, 4), (3, 4)
M = (3, 3)

CASES = {}


def case(name, function, *draws):
    CASES[name] = (function, draws)


for name, domain in {
    "abs": "n", "acos": "m", "acosh": "g", "asin": "m", "asinh": "n", "atan": "n", "atanh": "m", "ceil": "n", "cos": "n", "cosh": "n",
    "deg2rad": "n", "digamma": "p", "erf": "n", "erfc": "n", "erfinv": "m", "exp": "n", "exp2": "n", "expm1": "n", "floor": "n",
    "frac": "n", "i0": "n", "lgamma": "p", "log": "p", "log10": "p", "log1p": "p", "log2": "p", "logit": "u", "neg": "n", "rad2deg": "n",
    "reciprocal": "p", "relu": "n", "round": "n", "rsqrt": "p", "sgn": "n", "sigmoid": "n", "sign": "n", "sin": "n", "sinc": "n", "sinh": "n",
    "sqrt": "p", "square": "n", "tan": "m", "tanh": "n", "trunc": "n",
}.items():
    if domain:
        case(name, lambda x, name=name: getattr(torch, name)(x), (domain, A))

F = torch.nn.functional
for name in ["relu6", "selu", "silu", "softplus", "hardswish", "hardsigmoid", "gelu", "celu", "elu", "glu", "logsigmoid", "leaky_relu"]:
    case(name, lambda x, name=name: getattr(F, name)(x), ("n", (3, 4)))
case("gelu_tanh", lambda x: F.gelu(x, approximate="tanh"), ("n", A))
case("hardtanh", lambda x: F.hardtanh(x, -0.5, 0.7), ("n", A))
case("threshold", lambda x: F.threshold(x, 0.1, -3.0), ("n", A))
case("softmax", lambda x: x.softmax(1), ("n", A))
case("log_softmax", lambda x: x.log_softmax(0), ("n", A))
case("prelu", lambda x, w: F.prelu(x, w), ("n", A), ("u", (1,)))

for name, other in {"add": "n", "sub": "n", "mul": "n", "div": "p", "atan2": "n", "hypot": "n", "logaddexp": "n", "logaddexp2": "n",
                    "maximum": "n", "minimum": "n", "fmax": "n", "fmin": "n", "remainder": "p", "fmod": "p", "copysign": "n"}.items():
    case(name, lambda x, y, name=name: getattr(torch, name)(x, y), ("n", A), (other, B))
case("pow", lambda x, y: x ** y, ("p", A), ("n", B))
case("xlogy", lambda x, y: torch.xlogy(x, y), ("p", A), ("p", B))
case("float_power", lambda x, y: torch.float_power(x, y), ("p", A), ("n", B))
case("broadcast", lambda x, y: x * y + y, ("n", (3, 1)), ("n", (1, 4)))
case("scalar_arithmetic", lambda x: (2 - x) / 3 + 4 / x - x % 2, ("p", A))
case("add_alpha", lambda x, y: torch.add(x, y, alpha=2.5), ("n", A), ("n", B))
case("lerp", lambda x, y, w: torch.lerp(x, y, w), ("n", A), ("n", B), ("u", A))
case("addcmul", lambda x, y, z: torch.addcmul(x, y, z, value=0.5), ("n", A), ("n", B), ("n", B))
case("addcdiv", lambda x, y, z: torch.addcdiv(x, y, z, value=0.5), ("n", A), ("n", B), ("p", B))
case("clamp", lambda x: x.clamp(-0.5, 0.6), ("n", A))
case("clamp_min", lambda x: x.clamp_min(0.1), ("n", A))
case("where", lambda x, y: torch.where(x > y, x * 2, y), ("n", A), ("n", B))
case("nan_to_num", lambda x: (x / 0).nan_to_num(1, 2, -3), ("n", A))
case("igamma", lambda x, y: torch.igamma(x, y), ("p", A), ("p", B))
case("igammac", lambda x, y: torch.igammac(x, y), ("p", A), ("p", B))
case("polygamma", lambda x: torch.polygamma(1, x), ("p", A))
case("mvlgamma", lambda x: torch.mvlgamma(x, 2), ("g", A))
case("heaviside", lambda x, y: torch.heaviside(x, y), ("n", A), ("n", B))

case("sum", lambda x: x.sum(), ("n", A))
case("sum_dim", lambda x: x.sum(1), ("n", A))
case("sum_keep", lambda x: x.sum([0, 2], keepdim=True), ("n", (2, 3, 4)))
case("mean", lambda x: x.mean(), ("n", A))
case("mean_dim", lambda x: x.mean([1]), ("n", A))
case("var", lambda x: x.var(), ("n", A))
case("var_dim", lambda x: x.var(1, unbiased=False), ("n", A))
case("std", lambda x: x.std(0), ("n", A))
case("amax", lambda x: x.amax(1), ("n", A))
case("amin", lambda x: x.amin(0), ("n", A))
case("max_dim", lambda x: x.max(1)[0], ("n", A))
case("min", lambda x: x.min(), ("n", A))
case("median", lambda x: x.median(), ("n", (3, 3)))
case("prod", lambda x: x.prod(1), ("n", A))
case("logsumexp", lambda x: x.logsumexp(1), ("n", A))
case("norm", lambda x: x.norm(), ("n", A))
case("norm_dim", lambda x: x.norm(3, 1), ("n", A))
case("dist", lambda x, y: x.dist(y, 2), ("n", A), ("n", B))
case("cumsum", lambda x: x.cumsum(1), ("n", A))
case("cumprod", lambda x: x.cumprod(0), ("n", A))
case("cummax", lambda x: x.cummax(1)[0], ("n", A))
case("logcumsumexp", lambda x: x.logcumsumexp(1), ("n", A))
case("quantile", lambda x: x.quantile(torch.tensor([0.25, 0.5, 0.9], dtype=torch.float64), dim=1), ("n", (3, 5)))
case("kthvalue", lambda x: x.kthvalue(2, 1)[0], ("n", A))
case("topk", lambda x: x.topk(2, 1)[0], ("n", A))
case("sort", lambda x: x.sort(1, descending=True)[0], ("n", A))
case("histc", lambda x: x.histc(5, -2, 2), ("n", (20,)))
case("diff", lambda x: x.diff(dim=1), ("n", A))
case("trapezoid", lambda x: torch.trapezoid(x, dx=0.5, dim=1), ("n", A))
case("cov", lambda x: torch.cov(x), ("n", A))
case("corrcoef", lambda x: torch.corrcoef(x), ("n", A))
case("renorm", lambda x: x.renorm(2, 0, 1.0), ("n", A))
case("nansum", lambda x: x.nansum(), ("n", A))
case("aminmax", lambda x: torch.stack(list(x.aminmax())), ("n", A))
case("count_nonzero", lambda x: (x > 0).count_nonzero().double(), ("n", A))
case("argmax", lambda x: x.argmax(1).double(), ("n", A))
case("bincount", lambda x: (x * 5).long().bincount().double(), ("u", (10,)))
case("searchsorted", lambda x, y: torch.searchsorted(x.sort()[0], y).double(), ("n", (6,)), ("n", (4,)))

case("reshape", lambda x: x.reshape(2, 6) * 2, ("n", A))
case("permute", lambda x: x.permute(2, 0, 1) * 2, ("n", (2, 3, 4)))
case("transpose", lambda x: x.transpose(0, 1) * 2, ("n", A))
case("squeeze", lambda x: x.squeeze(1) * 2, ("n", (3, 1, 4)))
case("expand", lambda x: x.expand(3, 4) * 2, ("n", (3, 1)))
case("repeat", lambda x: x.repeat(2, 1), ("n", A))
case("repeat_interleave", lambda x: x.repeat_interleave(2, 1), ("n", A))
case("cat", lambda x, y: torch.cat([x, y], 1), ("n", A), ("n", (3, 2)))
case("stack", lambda x, y: torch.stack([x, y], 1), ("n", A), ("n", B))
case("split", lambda x: x.split([1, 3], 1)[1] * 2, ("n", A))
case("chunk", lambda x: x.chunk(2, 1)[1] * 2, ("n", A))
case("flip", lambda x: x.flip(0, 1), ("n", A))
case("roll", lambda x: x.roll(1, 1), ("n", A))
case("rot90", lambda x: x.rot90(1, [0, 1]), ("n", A))
case("tril", lambda x: x.tril(-1), ("n", M))
case("triu", lambda x: x.triu(), ("n", M))
case("diag", lambda x: x.diag(), ("n", M))
case("diag_embed", lambda x: x.diag_embed(), ("n", A))
case("diagonal", lambda x: x.diagonal() * 2, ("n", A))
case("meshgrid", lambda x, y: torch.meshgrid(x, y, indexing="ij")[1] * 2, ("n", (3,)), ("n", (4,)))
case("unfold", lambda x: x.unfold(1, 2, 1) * 2, ("n", A))
case("movedim", lambda x: x.movedim([0], [2]) * 2, ("n", (2, 3, 4)))
case("tile", lambda x: x.tile([2, 2]), ("n", (2, 2)))
case("narrow", lambda x: x.narrow(1, 1, 2) * 2, ("n", A))
case("unbind", lambda x: x.unbind(1)[2] * 2, ("n", A))

case("index_row", lambda x: x[1] * 2, ("n", A))
case("index_slice", lambda x: x[1:, ::2] * 2, ("n", A))
case("index_ellipsis", lambda x: x[..., None, -1] * 2, ("n", (2, 3, 4)))
case("index_mask", lambda x: x[x > 0].sum(), ("n", A))
case("index_tensor", lambda x: x[torch.tensor([0, 2, 2]), torch.tensor([1, 1, 3])], ("n", A))
case("index_mixed", lambda x: x[torch.tensor([2, 0]), 1:3], ("n", A))
case("index_select", lambda x: x.index_select(1, torch.tensor([3, 0, 3])), ("n", A))
case("gather", lambda x: x.gather(1, torch.tensor([[0, 1], [3, 3], [2, 0]])), ("n", A))
case("scatter", lambda x, y: x.scatter(1, torch.tensor([[0, 1], [3, 2], [2, 0]]), y), ("n", A), ("n", (3, 2)))
case("scatter_add", lambda x, y: x.scatter_add(1, torch.tensor([[0, 0], [3, 2], [2, 2]]), y), ("n", A), ("n", (3, 2)))
case("index_add", lambda x, y: x.index_add(0, torch.tensor([2, 2]), y, alpha=0.5), ("n", A), ("n", (2, 4)))
case("index_copy", lambda x, y: x.index_copy(0, torch.tensor([2, 0]), y), ("n", A), ("n", (2, 4)))
case("masked_fill", lambda x: x.masked_fill(x > 0, -1), ("n", A))
case("masked_select", lambda x: x.masked_select(x > 0), ("n", A))
case("take", lambda x: x.take(torch.tensor([0, 5, 11])), ("n", A))
case("take_along_dim", lambda x: x.take_along_dim(x.argsort(1), 1), ("n", A))
case("select_scatter", lambda x, y: x.select_scatter(y, 0, 1), ("n", A), ("n", (4,)))
case("slice_scatter", lambda x, y: torch.slice_scatter(x, y, 1, 1, 3, 1), ("n", A), ("n", (3, 2)))

case("mm", lambda x, y: x.mm(y), ("n", A), ("n", (4, 2)))
case("matmul", lambda x, y: x.matmul(y), ("n", (2, 3, 4)), ("n", (4, 2)))
case("bmm", lambda x, y: x.bmm(y), ("n", (2, 3, 4)), ("n", (2, 4, 2)))
case("mv", lambda x, y: x.mv(y), ("n", A), ("n", (4,)))
case("dot", lambda x, y: x.dot(y), ("n", (4,)), ("n", (4,)))
case("outer", lambda x, y: x.outer(y), ("n", (3,)), ("n", (4,)))
case("addmm", lambda x, y, z: torch.addmm(x, y, z, beta=0.5, alpha=2.0), ("n", (3, 2)), ("n", A), ("n", (4, 2)))
case("baddbmm", lambda x, y, z: torch.baddbmm(x, y, z, beta=0.5, alpha=2.0), ("n", (2, 3, 2)), ("n", (2, 3, 4)), ("n", (2, 4, 2)))
case("einsum", lambda x, y: torch.einsum("bij,jk->bik", x, y), ("n", (2, 3, 4)), ("n", (4, 2)))
case("tensordot", lambda x, y: torch.tensordot(x, y, 1), ("n", (2, 3, 4)), ("n", (4, 2)))
case("kron", lambda x, y: torch.kron(x, y), ("n", (2, 2)), ("n", (2, 3)))
case("cdist", lambda x, y: torch.cdist(x, y), ("n", (3, 2)), ("n", (4, 2)))
case("cross", lambda x, y: torch.linalg.cross(x, y), ("n", (2, 3)), ("n", (2, 3)))
case("trace", lambda x: x.trace(), ("n", M))
case("det", lambda x: torch.linalg.det(x), ("n", M))
case("slogdet", lambda x: torch.linalg.slogdet(x)[1], ("s", M))
case("inv", lambda x: torch.linalg.inv(x), ("s", M))
case("pinv", lambda x: torch.linalg.pinv(x), ("n", A))
case("solve", lambda x, y: torch.linalg.solve(x, y), ("s", M), ("n", (3, 2)))
case("solve_triangular", lambda x, y: torch.linalg.solve_triangular(x, y, upper=True), ("s", M), ("n", (3, 2)))
case("cholesky", lambda x: torch.linalg.cholesky((x + x.mT) / 2), ("s", M))
case("svdvals", lambda x: torch.linalg.svdvals(x), ("n", A))
case("svd", lambda x: (lambda u, s, v: u @ torch.diag(s.exp()) @ v)(*torch.linalg.svd(x, full_matrices=False)), ("n", M))
case("eigvalsh", lambda x: torch.linalg.eigvalsh((x + x.mT) / 2), ("s", M))
case("eigh", lambda x: (lambda w, v: v @ torch.diag(w.exp()) @ v.mT)(*torch.linalg.eigh((x + x.mT) / 8)), ("s", M))
case("qr", lambda x: torch.linalg.qr(x)[1].abs(), ("n", M))
case("lstsq", lambda x, y: torch.linalg.lstsq(x, y)[0], ("n", (4, 2)), ("n", (4, 1)))
case("matrix_norm", lambda x: torch.linalg.matrix_norm(x, "nuc"), ("n", A))
case("vector_norm", lambda x: torch.linalg.vector_norm(x, 3.0, dim=[1]), ("n", A))
case("matrix_exp", lambda x: torch.linalg.matrix_exp(x), ("n", M))
case("matrix_power", lambda x: x.matrix_power(3), ("n", M))
case("fft", lambda x: torch.fft.fft(x).abs(), ("n", A))
case("rfft", lambda x: torch.view_as_real(torch.fft.rfft(x, norm="ortho")), ("n", A))
case("irfft", lambda x: torch.fft.irfft(torch.fft.rfft(x) * 2), ("n", A))
case("fft2", lambda x: torch.fft.fft2(x).real, ("n", A))
case("fftshift", lambda x: torch.fft.fftshift(x), ("n", A))
for name, domain in {"entr": "p", "erfcx": "n", "i0e": "n", "i1": "n", "i1e": "n", "ndtr": "n", "ndtri": "u", "bessel_j0": "n"}.items():
    if domain:
        case("special_" + name, lambda x, name=name: getattr(torch.special, name)(x), (domain, A))
case("xlog1py", lambda x, y: torch.special.xlog1py(x, y), ("p", A), ("p", B))
case("zeta", lambda x, y: torch.special.zeta(x, y), ("g", A), ("p", B))

recorded = {}
for name, (function, draws) in CASES.items():
    inputs = [DRAW[kind](*shape) for kind, shape in draws]
    output = function(*inputs)
    recorded[name] = {
        "inputs": [{"shape": list(x.shape), "values": x.flatten().tolist()} for x in inputs],
        "output": {"shape": list(output.shape), "values": output.flatten().tolist()},
    }
path = pathlib.Path(__file__).with_name("operators.json")
lines = [json.dumps(name) + ": " + json.dumps(entry) for name, entry in recorded.items()]
path.write_text("{\n" + ",\n".join(lines) + "\n}\n")
print(len(recorded), "operators recorded from PyTorch", torch.__version__)
