"""What numpy, scipy and scikit-learn give for the metrics of disentanglement.

Run: python3 disentanglement.py > disentanglement.json

Made with scikit-learn 1.2.1, scipy 1.10.1 and numpy 1.24.2. What is written here follows, formula by formula, files
of disentanglement_lib under evaluation/ (commit 86a644d); what that library's own functions give for the same codes is
in disentanglement_lib.json:

  mutual information, MIG      metrics/utils.py discrete_mutual_info, discrete_entropy, _histogram_discretize;
                               metrics/mig.py
  modularity, explicitness     metrics/modularity_explicitness.py modularity, explicitness_per_factor
  SAP                          metrics/sap_score.py _compute_score_matrix, both kinds, and _compute_avg_diff_top_two
  DCI                          metrics/dci.py compute_importance_gbt, disentanglement, completeness
  IRS                          metrics/irs.py scalable_disentanglement_score, on the factors' own classes (the library
                               bins them first)
  UDR                          udr/metrics/udr.py relative_strength_disentanglement, lasso_correlation_matrix,
                               spearman_correlation_conv
  beta-VAE metric              metrics/beta_vae.py: the classifier on given points; its sampling is simulated below
  FactorVAE metric             metrics/factor_vae.py: its sampling is simulated below

MIG-sup is Li et al. 2020, equation 4, over the codes that tell at least 5 % of a factor. The codes are written along,
so that the tests need neither numpy's generators nor its versions.
"""
import base64
import io
import json
import warnings

import numpy as np
import scipy.stats
from sklearn import svm
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.linear_model import Lasso, LogisticRegression
from sklearn.metrics import mutual_info_score, roc_auc_score

warnings.filterwarnings("ignore")
random = np.random.RandomState(0)


def bins(column, count=20):
    return np.digitize(column, np.histogram(column, count)[1][:-1])


def information(codes, factors):
    matrix = np.array([[mutual_info_score(v, bins(z)) for v in factors.T] for z in codes.T])
    return (
        matrix,
        np.array([mutual_info_score(bins(z), bins(z)) for z in codes.T]),
        np.array([mutual_info_score(v, v) for v in factors.T]),
    )


def modularity(matrix):
    squares = matrix**2
    most = squares.max(1)
    score = 1 - (squares.sum(1) - most) / (most * (matrix.shape[1] - 1))
    score[most == 0] = 0
    return score.mean()


def gap(matrix):
    ordered = np.sort(matrix, axis=0)
    return float((ordered[-1] - ordered[-2]).mean())


def irs(codes, factors, quantile):
    largest = np.abs(codes - codes.mean(0)).max(0)
    room = np.zeros((codes.shape[1], factors.shape[1]))
    for k in range(factors.shape[1]):
        values = np.unique(factors[:, k])
        for value in values:
            group = codes[factors[:, k] == value]
            room[:, k] += np.quantile(np.abs(group - group.mean(0)), quantile, axis=0) / len(values)
    return float(np.average((1 - room / largest[:, None]).max(1), weights=largest))


def concentration(importance):
    per_row = 1 - scipy.stats.entropy(importance.T + 1e-11, base=importance.shape[1])
    return float((per_row * importance.sum(1) / importance.sum()).sum())


def measured():
    """One set of codes with something of everything: 600 images, three factors of 3, 4 and 5 classes, five codes."""
    n = 600
    factors = np.stack([random.randint(size, size=n) for size in [3, 4, 5]], 1)
    noise = random.randn(n, 5)
    codes = np.stack(
        [
            factors[:, 0] + 0.3 * noise[:, 0],  # one factor
            factors[:, 1] - 0.5 * factors[:, 2] + 0.3 * noise[:, 1],  # two
            np.sin(1.3 * factors[:, 2]) + 0.4 * noise[:, 2],  # out of order
            0.2 * factors[:, 1] + noise[:, 3],  # a trace
            noise[:, 4],
        ],
        1,
    ).round(
        4
    )  # nothing
    matrix, code_entropy, factor_entropy = information(codes, factors)
    ordered = np.sort(matrix / factor_entropy, axis=1)
    tells = ordered[:, -1] >= 0.05
    train, test = slice(0, 300), slice(300, 600)
    result = {
        "codes": codes.tolist(),
        "factors": factors.tolist(),
        "information": matrix.tolist(),
        "codeEntropy": code_entropy.tolist(),
        "factorEntropy": factor_entropy.tolist(),
        "mig": gap(matrix / factor_entropy),
        "migSup": float((ordered[:, -1] - ordered[:, -2])[tells].mean()),
        "modularity": float(modularity(matrix)),
        "irs": irs(codes, factors, 0.99),
        "irsLargest": irs(codes, factors, 1.0),
    }

    squared = np.array([[np.corrcoef(z, v)[0, 1] ** 2 for v in factors.T] for z in codes.T])
    result["sapOrdered"] = gap(squared)
    accuracy = np.zeros((5, 3))
    for j in range(5):
        for k in range(3):
            machine = svm.LinearSVC(C=0.01, class_weight="balanced", tol=1e-10, max_iter=1000000).fit(
                codes[train, j : j + 1], factors[train, k]
            )
            accuracy[j, k] = (machine.predict(codes[test, j : j + 1]) == factors[test, k]).mean()
    result["sapNamed"], result["accuracies"] = gap(accuracy), accuracy.tolist()

    mean, deviation = codes[train].mean(0), codes[train].std(0)
    x, y = (codes - mean) / deviation, factors
    areas, weights = [], []
    for k in range(3):
        model = LogisticRegression(solver="newton-cg", tol=1e-12, max_iter=100000).fit(x[train], y[train, k])
        weights.append(
            {"weights": model.coef_.T.tolist(), "intercepts": (model.intercept_ - model.intercept_.mean()).tolist()}
        )
        areas.append(roc_auc_score(np.eye(y[:, k].max() + 1)[y[test, k]], model.predict_proba(x[test])))
    result["explicitness"], result["softmax"] = areas, weights

    return result


def trees():
    """Whole-numbered codes, such that no two splits are equally good: scikit-learn breaks ties by chance, and the seed
    must not matter."""
    n = 400
    factors = np.stack([random.randint(3, size=n), random.randint(4, size=n)], 1)
    codes = np.stack(
        [
            2 * factors[:, 0] + random.randint(3, size=n),
            factors[:, 1] + random.randint(2, size=n),
            factors.sum(1) + random.randint(3, size=n),
        ],
        1,
    )
    train, test = slice(0, 200), slice(200, 400)
    importance, informative = np.zeros((3, 2)), []
    for k in range(2):
        models = [
            GradientBoostingClassifier(random_state=seed).fit(codes[train], factors[train, k]) for seed in range(3)
        ]
        assert all(
            np.allclose(model.feature_importances_, models[0].feature_importances_, atol=1e-12) for model in models
        )
        importance[:, k] = models[0].feature_importances_
        informative.append(float((models[0].predict(codes[test]) == factors[test, k]).mean()))
    two = GradientBoostingClassifier(random_state=0).fit(codes[train], factors[train, 0] > 0)
    return {
        "codes": codes.tolist(),
        "factors": factors.tolist(),
        "importance": importance.tolist(),
        "disentanglement": concentration(importance),
        "completeness": concentration(importance.T),
        "informativeness": float(np.mean(informative)),
        "twoClasses": two.feature_importances_.tolist(),
        "twoClassesPredicted": two.predict(codes[test]).astype(int).tolist(),
    }


def ranking():
    """Three models of four codes: the second is the first permuted and reversed, the third rotated; in each the last
    code is dead."""
    n = 400
    first = random.randn(n, 4) * [1, 2, 1, 0.01]
    second = np.stack([-first[:, 2], first[:, 0] + 0.2 * random.randn(n), 0.5 * first[:, 1], 0.01 * random.randn(n)], 1)
    turn = scipy.stats.special_ortho_group.rvs(3, random_state=1)
    third = np.concatenate([first[:, :3] / first[:, :3].std(0) @ turn, 0.01 * random.randn(n, 1)], 1)
    codes = [z.round(5) for z in (first, second, third)]
    live = [((z - z.mean(0)) / z.std(0))[:, :3] for z in codes]

    def strength(r):
        one = lambda m: np.nan_to_num(m.max(0) ** 2 / m.sum(0)).mean()
        return (one(r) + one(r.T)) / 2

    def lasso(a, b):
        return np.abs(Lasso(alpha=0.1, tol=1e-14, max_iter=100000).fit(a, b).coef_.T)

    def spearman(a, b):
        return np.abs(np.array([[scipy.stats.spearmanr(x, y)[0] for y in b.T] for x in a.T]))

    result = {"codes": [z.tolist() for z in codes]}
    for name, similarity in [("lasso", lasso), ("spearman", spearman)]:
        result[name] = [
            float(np.median([strength(similarity(live[i], live[j])) for i in range(3) if i != j])) for j in range(3)
        ]
    return result


def toys():
    """Scores of toy codes of five factors with ten values each, the factors drawn anew for every point as the papers
    do."""
    turn = scipy.stats.special_ortho_group.rvs(5, random_state=1).round(6)
    weights = 10.0 ** np.arange(5)
    kinds = {
        "identity": lambda v: v,
        "rotated": lambda v: v @ turn,
        "duplicated": lambda v: np.concatenate([v, v], 1),
        "constant": lambda v: 0 * v,
        "noise": lambda v: random.randn(*v.shape),
        "allInOne": lambda v: np.concatenate([(v @ weights)[:, None] / 1e4, 0 * v[:, 1:]], 1),
    }

    def draw(n):
        return random.randint(10, size=(n, 5))

    def beta(code, pairs, points):
        x, labels = [], []
        for _ in range(points):
            k, a, b = random.randint(5), draw(pairs), draw(pairs)
            b[:, k] = a[:, k]
            x.append(np.abs(code(a.astype(float)) - code(b.astype(float))).mean(0))
            labels.append(k)
        return np.array(x), np.array(labels)

    def votes(code, points, variances):
        table = np.zeros((5, len(variances)), int)
        active = np.flatnonzero(variances > 0.05**2)
        for _ in range(points):
            k, v = random.randint(5), draw(64)
            v[:, k] = v[0, k]
            table[k, active[np.argmin(code(v.astype(float)).var(0, ddof=1)[active] / variances[active])]] += 1
        return table

    result = {"turn": turn.tolist()}
    for name, code in kinds.items():
        scores = {}
        for pairs in [5, 64]:
            model = LogisticRegression(max_iter=10000).fit(*beta(code, pairs, 10000))
            scores[f"beta{pairs}"] = float(model.score(*beta(code, pairs, 5000)))
        variances = code(draw(10000).astype(float)).var(0, ddof=1)
        if (variances > 0.05**2).any():
            learnt, counted = votes(code, 10000, variances), votes(code, 5000, variances)
            scores["factor"] = float(counted[learnt.argmax(0), np.arange(counted.shape[1])].sum() / counted.sum())
        else:
            scores["factor"] = 0.0
        result[name] = scores
    return result


def archive():
    """Sprites as an NPZ of the published kind, 2 shapes x 1 scale x 2 orientations x 2 x 2 places, 8 x 8 pixels, by
    numpy's own writer."""
    sizes = [1, 2, 1, 2, 2, 2]
    images = (random.rand(np.prod(sizes), 8, 8) < 0.3).astype(np.uint8)
    classes = np.stack(np.unravel_index(np.arange(np.prod(sizes)), sizes), 1).astype(np.int64)
    file = io.BytesIO()
    np.savez_compressed(
        file,
        metadata=np.array({"title": "sprites"}, dtype=object),
        imgs=images,
        latents_classes=classes,
        latents_values=classes.astype(float),
    )
    return {"npz": base64.b64encode(file.getvalue()).decode(), "images": images.reshape(len(images), -1).tolist()}


print(
    json.dumps(
        {"measured": measured(), "trees": trees(), "ranking": ranking(), "toys": toys(), "archive": archive()},
        separators=(",", ":"),
    )
)
