"""What scikit-learn and scipy give for the tools on codes. Run: python3 latent.py > latent.json

Made with scikit-learn 1.2.1, scipy 1.10.1 and numpy 1.24.2. The points are written along, so that the
tests need neither numpy's generators nor its versions.
"""
import json

import numpy as np
from scipy.optimize import brentq, linear_sum_assignment
from sklearn.cluster import KMeans
from sklearn.manifold import TSNE, trustworthiness
from sklearn.manifold._t_sne import _joint_probabilities
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score
from sklearn.mixture import GaussianMixture
from scipy.spatial.distance import squareform

random = np.random.RandomState(0)


def digits(values, count=10):
    return [[float(f"{v:.{count}g}") for v in row] for row in np.atleast_2d(values)]


def conditional(squared, perplexity):
    """One row of conditional probabilities, its precision found to 1e-15 by Brent's method."""

    def p(beta):
        w = np.exp(-beta * (squared - squared.min()))
        return w / w.sum()

    def excess(log_beta):
        q = p(np.exp(log_beta))
        return -(q[q > 0] * np.log(q[q > 0])).sum() - np.log(perplexity)

    return p(np.exp(brentq(excess, -20, 20, xtol=1e-15, rtol=1e-14)))


def affinities():
    x = random.randn(40, 5) * [3, 2, 1, 1, 0.5]
    squared = ((x[:, None] - x[None]) ** 2).sum(2)
    perplexity, n = 8, len(x)
    p = np.zeros((n, n))
    for i in range(n):
        others = np.delete(np.arange(n), i)
        p[i, others] = conditional(squared[i, others], perplexity)
    p = (p + p.T) / (2 * n)
    sklearn = squareform(_joint_probabilities(squared.astype(np.float32), perplexity, 0))
    return {"x": x.tolist(), "perplexity": perplexity, "p": digits(p, 14), "sklearn": digits(sklearn)}


def tsne():
    centres = random.randn(4, 8) * 6
    x = np.concatenate([c + random.randn(60, 8) * s for c, s in zip(centres, [0.5, 1, 1, 2])])
    start = 1e-4 * random.randn(len(x), 2)
    result = {"x": digits(x), "start": digits(start), "perplexity": 20}
    for method in ["exact", "barnes_hut"]:
        model = TSNE(perplexity=20, init=start.astype(np.float32), learning_rate="auto", method=method, n_iter=1000)
        embedding = model.fit_transform(x.astype(np.float32))
        result[method] = {"embedding": digits(embedding, 9), "kl": float(model.kl_divergence_)}
    result["trustworthiness"] = [float(trustworthiness(x, embedding, n_neighbors=k)) for k in [5, 12]]
    return result


def kmeans():
    x = np.concatenate([c + random.randn(40, 3) for c in random.randn(4, 3) * 2])
    start = x[[0, 1, 50, 100]]
    model = KMeans(4, init=start, n_init=1, algorithm="lloyd", tol=0, max_iter=300).fit(x)
    return {
        "x": x.tolist(),
        "start": [0, 1, 50, 100],
        "centres": model.cluster_centers_.tolist(),
        "labels": model.labels_.tolist(),
        "inertia": float(model.inertia_),
    }


def mixture():
    means = random.randn(3, 4) * 3
    shapes = [random.randn(4, 4) for _ in range(3)]
    x = np.concatenate([m + random.randn(n, 4) @ s for m, s, n in zip(means, shapes, [60, 90, 150])])
    labels = KMeans(3, n_init=1, random_state=0).fit(x).labels_
    result = {"x": x.tolist(), "labels": labels.tolist()}
    for kind, name in [("full", "full"), ("diag", "diagonal")]:
        onehot = np.eye(3)[labels]
        sizes = onehot.sum(0)
        mu = onehot.T @ x / sizes[:, None]
        cov = [np.cov(x[labels == c].T, bias=True) + 1e-6 * np.eye(4) for c in range(3)]
        precision = [np.linalg.inv(c) for c in cov] if kind == "full" else [1 / np.diag(c) for c in cov]
        model = GaussianMixture(
            3,
            covariance_type=kind,
            weights_init=sizes / len(x),
            means_init=mu,
            precisions_init=np.array(precision),
            tol=1e-3,
            max_iter=100,
        ).fit(x)
        result[name] = {
            "weights": model.weights_.tolist(),
            "means": model.means_.tolist(),
            "covariances": model.covariances_.reshape(3, -1).tolist(),
            "iterations": int(model.n_iter_),
            "bound": float(model.lower_bound_),
            "density": model.score_samples(x[:10]).tolist(),
            "responsibilities": model.predict_proba(x[:10]).tolist(),
        }
    return result


def agreement():
    cases = []
    for classes, clusters, noise in [(10, 10, 0.3), (4, 7, 0.1), (5, 3, 0.5), (3, 3, 1.0)]:
        a = random.randint(classes, size=200)
        b = np.where(random.rand(200) < noise, random.randint(clusters, size=200), a % clusters)
        table = np.zeros((classes, clusters))
        np.add.at(table, (a, b), 1)
        rows, columns = linear_sum_assignment(-table)
        cases.append(
            {
                "labels": a.tolist(),
                "clusters": b.tolist(),
                "nmi": float(normalized_mutual_info_score(a, b)),
                "ari": float(adjusted_rand_score(a, b)),
                "accuracy": float(table[rows, columns].sum() / 200),
            }
        )
    return cases


def assignment():
    cases = []
    for rows, columns in [(1, 1), (7, 7), (5, 9), (9, 5), (40, 40)]:
        cost = random.randn(rows, columns).round(3)
        i, j = linear_sum_assignment(cost)
        cases.append({"cost": cost.tolist(), "total": float(cost[i, j].sum())})
    return cases


print(
    json.dumps(
        {
            "affinities": affinities(),
            "tsne": tsne(),
            "kmeans": kmeans(),
            "mixture": mixture(),
            "agreement": agreement(),
            "assignment": assignment(),
        },
        separators=(",", ":"),
    )
)
