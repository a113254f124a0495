"""scikit-learn's t-SNE of the points in a file. Arguments: POINTS EMBEDDING COUNT DIMENSIONS; raw float32 files.
Prints seconds and the peak of resident memory in bytes."""
import resource
import sys
import time
import warnings

import numpy as np
from sklearn.manifold import TSNE

warnings.simplefilter("ignore")
points, embedding, count, dimensions = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
x = np.fromfile(points, dtype=np.float32).reshape(count, dimensions)
start = time.perf_counter()
y = TSNE(
    perplexity=30, n_iter=1000, learning_rate="auto", init="pca", angle=0.5, n_jobs=-1, random_state=0
).fit_transform(x)
seconds = time.perf_counter() - start
y.astype(np.float32).tofile(embedding)
print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
