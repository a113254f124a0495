"""Records what torch.distributions computes, for the tests of lib/TorchSharp/Distributions.

Run with the distribution's PyTorch (package python3-torch), in this folder:  /usr/bin/python3 distributions.py
"""
import json

import torch
from torch import distributions as d

T = lambda *v: torch.tensor(v, dtype=torch.float64)


def values(t):
    return [float(f"{v:.9g}") if v == v else None for v in t.detach().double().flatten().tolist()]


COV = torch.tensor([[2.0, 0.5, 0.1], [0.5, 1.0, -0.3], [0.1, -0.3, 1.5]], dtype=torch.float64)
P = torch.tensor([[0.1, 0.2, 0.7], [0.5, 0.25, 0.25]], dtype=torch.float64)

CASES = {
    "Normal": (d.Normal(T(0.5, -1.0), T(0.7, 2.0)), torch.tensor([[0.1, 0.2], [3.0, -4.0]], dtype=torch.float64)),
    "Laplace": (d.Laplace(T(0.5, -1.0), T(0.7, 2.0)), torch.tensor([[0.1, 0.2], [3.0, -4.0]], dtype=torch.float64)),
    "Uniform": (d.Uniform(T(-1.0, 0.0), T(1.0, 4.0), validate_args=False), torch.tensor([[0.1, 0.2], [-0.5, 3.9]], dtype=torch.float64)),
    "Bernoulli probs": (d.Bernoulli(T(0.2, 0.9)), torch.tensor([[0.0, 1.0], [1.0, 0.0]], dtype=torch.float64)),
    "Bernoulli logits": (d.Bernoulli(logits=T(-2.0, 0.3)), torch.tensor([[0.0, 1.0], [1.0, 0.0]], dtype=torch.float64)),
    "Categorical probs": (d.Categorical(P * 2), torch.tensor([[0, 1], [2, 2]])),
    "Categorical logits": (d.Categorical(logits=P), torch.tensor([[0, 1], [2, 2]])),
    "OneHotCategorical": (d.OneHotCategorical(P), torch.eye(3, dtype=torch.float64)[[2, 0]]),
    "Gamma": (d.Gamma(T(0.5, 3.0), T(2.0, 0.7)), torch.tensor([[0.1, 0.2], [3.0, 4.0]], dtype=torch.float64)),
    "Chi2": (d.Chi2(T(1.0, 4.0)), torch.tensor([[0.1, 0.2], [3.0, 4.0]], dtype=torch.float64)),
    "Beta": (d.Beta(T(0.5, 3.0), T(2.0, 0.7)), torch.tensor([[0.1, 0.2], [0.3, 0.9]], dtype=torch.float64)),
    "Dirichlet": (d.Dirichlet(torch.tensor([[0.5, 2.0, 3.0], [1.5, 1.0, 4.0]], dtype=torch.float64)), P),
    "MultivariateNormal covariance": (d.MultivariateNormal(T(1.0, 2.0, 3.0), COV), torch.tensor([[0.1, 0.2, 0.3], [3.0, 4.0, -1.0]], dtype=torch.float64)),
    "MultivariateNormal precision": (d.MultivariateNormal(T(1.0, 2.0, 3.0), precision_matrix=COV), torch.tensor([[0.1, 0.2, 0.3], [3.0, 4.0, -1.0]], dtype=torch.float64)),
    "MultivariateNormal diagonal": (d.MultivariateNormal(T(1.0, 2.0, 3.0), scale_tril=torch.diag(T(0.5, 1.0, 2.0))), torch.tensor([[0.1, 0.2, 0.3], [3.0, 4.0, -1.0]], dtype=torch.float64)),
    "Independent": (d.Independent(d.Normal(T(0.5, -1.0), T(0.7, 2.0)), 1), torch.tensor([[0.1, 0.2], [3.0, -4.0]], dtype=torch.float64)),
}


def attempt(f):
    try:
        return values(f())
    except NotImplementedError:
        return None


def main():
    record = {}
    for name, (dist, x) in CASES.items():
        record[name] = {
            "batch_shape": list(dist.batch_shape), "event_shape": list(dist.event_shape),
            "mean": values(dist.mean), "variance": values(dist.variance), "entropy": attempt(dist.entropy), "log_prob": values(dist.log_prob(x)),
            "cdf": attempt(lambda: dist.cdf(x)), "value": values(x), "value_shape": list(x.shape),
        }
    torch.manual_seed(0)
    f = lambda *v: torch.tensor(v)
    record["samples"] = {
        "Normal": values(d.Normal(f(0.5, -1.0), f(0.7, 2.0)).sample((4,))),
        "Uniform": values(d.Uniform(f(0.0, 1.0), f(2.0, 3.0)).sample((4,))),
        "Laplace": values(d.Laplace(f(0.5, -1.0), f(0.7, 2.0)).sample((4,))),
        "Bernoulli": values(d.Bernoulli(f(0.3, 0.6)).sample((6,))),
        "Categorical": values(d.Categorical(P.float()).sample((6,))),
        "Gamma": values(d.Gamma(f(0.5, 3.0), f(2.0, 0.7)).sample((4,))),
        "MultivariateNormal": values(d.MultivariateNormal(f(1.0, 2.0, 3.0), COV.float()).sample((2,))),
    }
    with open("distributions.json", "w") as out:
        json.dump(record, out, separators=(",", ":"))
        out.write("\n")


main()
