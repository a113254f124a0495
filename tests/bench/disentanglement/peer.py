"""The metrics by numpy, scipy and scikit-learn, timed: peer.py CODES FACTORS N D K [dci]. Writes "name seconds value"
a line."""
import sys
import time
import warnings

import numpy as np
from sklearn import svm
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import mutual_info_score, roc_auc_score

warnings.filterwarnings("ignore")
n, d, k = map(int, sys.argv[3:6])
z = np.fromfile(sys.argv[1]).reshape(n, d)
v = np.fromfile(sys.argv[2], dtype=np.int64).reshape(n, k)
random = np.random.RandomState(0)
half = random.permutation(n)
train, test = half[: n // 2], half[n // 2 :]


def gap(m):
    m = np.sort(m, axis=0)
    return (m[-1] - m[-2]).mean()


def mig():
    bins = [np.digitize(c, np.histogram(c, 20)[1][:-1]) for c in z.T]
    return gap(np.array([[mutual_info_score(y, b) / mutual_info_score(y, y) for y in v.T] for b in bins]))


def sap():
    score = lambda j, i: (
        svm.LinearSVC(C=0.01, class_weight="balanced").fit(z[train, j : j + 1], v[train, i]).predict(z[test, j : j + 1])
        == v[test, i]
    ).mean()
    return gap(np.array([[score(j, i) for i in range(k)] for j in range(d)]))


def explicitness():
    x = (z - z[train].mean(0)) / z[train].std(0)
    areas = []
    for i in range(k):
        p = LogisticRegression(max_iter=1000).fit(x[train], v[train, i]).predict_proba(x[test])
        areas.append(roc_auc_score(np.eye(v[:, i].max() + 1)[v[test, i]], p))
    return np.mean(areas)


def irs():
    largest = np.abs(z - z.mean(0)).max(0)
    room = np.array(
        [
            np.mean(
                [
                    np.quantile(np.abs(g - g.mean(0)), 0.99, axis=0)
                    for g in (z[v[:, i] == c] for c in np.unique(v[:, i]))
                ],
                axis=0,
            )
            for i in range(k)
        ]
    )
    return np.average((1 - room / largest).max(0), weights=largest)


def groups():
    return [[np.flatnonzero(v[:, i] == c) for c in range(v[:, i].max() + 1)] for i in range(k)]


def beta():
    rows = groups()

    def points(count):
        x, y = np.zeros((count, d)), random.randint(k, size=count)
        for p in range(count):
            a = random.randint(n, size=64)
            b = np.array([rows[y[p]][c][random.randint(len(rows[y[p]][c]))] for c in v[a, y[p]]])
            x[p] = np.abs(z[a] - z[b]).mean(0)
        return x, y

    return LogisticRegression(max_iter=1000).fit(*points(10000)).score(*points(5000))


def factor():
    rows, variance = groups(), z.var(0, ddof=1)

    def votes(count):
        table = np.zeros((k, d), int)
        for _ in range(count):
            i = random.randint(k)
            group = rows[i][v[random.randint(n), i]]
            table[i, np.argmin(z[group[random.randint(len(group), size=64)]].var(0, ddof=1) / variance)] += 1
        return table

    learnt, counted = votes(10000), votes(5000)
    return counted[learnt.argmax(0), np.arange(d)].sum() / counted.sum()


def dci():
    importance = np.array(
        [GradientBoostingClassifier().fit(z[train], v[train, i]).feature_importances_ for i in range(k)]
    ).T
    p = importance / importance.sum(1, keepdims=True)
    entropy = -(np.where(p > 0, p * np.log(np.maximum(p, 1e-300)), 0)).sum(1) / np.log(k)
    return ((1 - entropy) * importance.sum(1) / importance.sum()).sum()


for name, measure in [
    ("MIG", mig),
    ("SAP", sap),
    ("explicitness", explicitness),
    ("IRS", irs),
    ("beta-VAE metric", beta),
    ("FactorVAE metric", factor),
] + ([("DCI", dci)] if "dci" in sys.argv else []):
    start = time.perf_counter()
    value = measure()
    print(f"{name}\t{time.perf_counter() - start:.4f}\t{value:.6f}", flush=True)
