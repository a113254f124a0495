"""Records what scikit-image and SciPy compute on two images, for the tests of metrics and filters.

Run with the distribution's Python (packages python3-skimage, python3-scipy), in this folder:  /usr/bin/python3
images.py
"""
import json

import numpy as np
from scipy.ndimage import gaussian_filter, median_filter
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

# Two images of 28 x 20 that the tests make again without a random generator: a pattern, and the pattern damaged.
rows, columns = np.mgrid[0:28, 0:20].astype(np.float64)
first = 0.5 + 0.5 * np.sin(0.5 * rows) * np.cos(0.3 * columns)
second = np.clip(first + 0.3 * np.sin(0.7 * np.arange(first.size)).reshape(first.shape), 0, 1)


def ssim(a, b):
    return structural_similarity(a, b, data_range=1.0, gaussian_weights=True, sigma=1.5, use_sample_covariance=False)


def some(image):
    """A corner, an edge and the inside."""
    return [float(image[i, j]) for i, j in [(0, 0), (0, 10), (13, 7), (27, 19)]] + [float(image.sum())]


json.dump(
    {
        "psnr": peak_signal_noise_ratio(first, second, data_range=1.0),
        "ssim": ssim(first, second),
        "ssim of the negative": ssim(first, 1 - first),
        "gaussian filter": {
            str(width): some(gaussian_filter(second, width, mode="constant", truncate=4.0)) for width in (0.6, 1.0, 2.3)
        },
        "median filter": {str(side): some(median_filter(second, side, mode="constant")) for side in (3, 5)},
    },
    open("images.json", "w"),
    indent=1,
)
