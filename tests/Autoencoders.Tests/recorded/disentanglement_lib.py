"""What disentanglement_lib (Locatello et al. 2019) itself gives for the codes of disentanglement.json.

Run: python3 disentanglement_lib.py CHECKOUT > disentanglement_lib.json

CHECKOUT is a copy of github.com/google-research/disentanglement_lib at commit 76f41e3; only evaluation/metrics is
used. Its functions run as they are. What they import and cannot be installed beside a current scikit-learn is replaced
by stand-ins: absl's logging (silent), six, and gin,
whose bindings are those of the library's own configurations: 20 bins by histogram.

Made with scikit-learn 1.2.1, scipy 1.10.1 and numpy 1.24.2.
"""
import json
import pathlib
import sys
import types

import numpy as np
import scipy.stats  # the library says scipy.stats and imports scipy

REQUIRED = object()
bindings = {}


def configurable(name, blacklist=()):
    def decorate(function):
        return lambda *args, **given: function(*args, **{**bindings.get(name, {}), **given})

    return decorate


def stand_in(name, **members):
    module = sys.modules[name] = types.ModuleType(name)
    vars(module).update(members)
    return module


gin = stand_in("gin", configurable=configurable, REQUIRED=REQUIRED)
gin.tf = stand_in("gin.tf")
stand_in("absl", logging=types.SimpleNamespace(info=lambda *_: None))
stand_in("six")
stand_in("six.moves", range=range)
sys.path.insert(0, sys.argv[1])

from disentanglement_lib.evaluation.metrics import (  # noqa: E402
    dci,
    irs,
    mig,
    modularity_explicitness,
    sap_score,
    utils,
)

bindings["discretizer"] = {"discretizer_fn": utils._histogram_discretize, "num_bins": 20}
recorded = json.loads((pathlib.Path(__file__).parent / "disentanglement.json").read_text())


class Rows:
    """Ground-truth data that hands out recorded rows in their order, and from the first again; an observation is a
    row's code."""

    def __init__(self, part):
        self.codes, self.factors, self.at = (
            np.array(recorded[part]["codes"], float),
            np.array(recorded[part]["factors"]),
            0,
        )

    def sample(self, count, _):
        rows = np.arange(self.at, self.at + count) % len(self.codes)
        self.at += count
        return self.factors[rows], self.codes[rows]


def score(compute, part, **numbers):
    return compute(Rows(part), lambda code: code, np.random.RandomState(0), batch_size=10000, **numbers)


halves, whole = {"num_train": 300, "num_test": 300}, {"num_train": 600, "num_test": 600}
print(
    json.dumps(
        {
            "mig": score(mig.compute_mig, "measured", num_train=600)["discrete_mig"],
            "modularity": score(modularity_explicitness.compute_modularity_explicitness, "measured", **whole)[
                "modularity_score"
            ],
            "explicitness": score(modularity_explicitness.compute_modularity_explicitness, "measured", **halves)[
                "explicitness_score_test"
            ],
            "sapOrdered": score(sap_score.compute_sap, "measured", continuous_factors=True, **whole)["SAP_score"],
            "sapNamed": score(sap_score.compute_sap, "measured", continuous_factors=False, **halves)["SAP_score"],
            "irs": score(irs.compute_irs, "measured", num_train=600)["IRS"],
            "dci": score(dci.compute_dci, "trees", num_train=200, num_test=200),
        },
        indent=1,
    )
)
