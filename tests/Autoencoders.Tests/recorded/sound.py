"""Records what SciPy computes of a sound, for the tests of spectrograms.

Run with the distribution's Python (package python3-scipy), in this folder:  /usr/bin/python3 sound.py
"""
import json

import numpy as np
from scipy.signal import get_window, stft

# A sound that the tests make again without a random generator: a rising tone, and a second one that dies away.
n = np.arange(600)
sound = 0.5 * np.sin(0.1 * n + 0.0005 * n**2) + 0.3 * np.exp(-n / 150) * np.cos(1.3 * n)


def magnitudes(window, hop):
    weights = get_window("hann", window)  # periodic
    half = window // 2
    mirrored = np.pad(sound, half, mode="reflect")
    frames = np.stack([mirrored[m * hop : m * hop + window] * weights for m in range(1 + len(sound) // hop)])
    ours = 2 / weights.sum() * np.abs(np.fft.rfft(frames)).T
    theirs = 2 * np.abs(
        stft(mirrored, window="hann", nperseg=window, noverlap=window - hop, boundary=None, padded=False)[2]
    )
    assert np.allclose(ours, theirs[:, : ours.shape[1]])
    return ours


def some(x):
    return [x.shape[0], x.shape[1], float(x.sum()), float(x[0, 0]), float(x[3, 2]), float(x[-1, -1]), float(x[7, 5])]


def decibels(x):
    return 20 * np.log10(np.maximum(x, 1e-3))


first, second = magnitudes(64, 16), None
sound = 0.8 * np.roll(sound, 3)
second = magnitudes(64, 16)
json.dump(
    {
        "64, 16": some(first),
        "log-spectral distance": float(np.mean(np.sqrt(np.mean((decibels(first) - decibels(second)) ** 2, axis=0)))),
        "spectral distance": float(np.mean(np.abs(np.log(first + 0.01) - np.log(second + 0.01)))),
    },
    open("sound.json", "w"),
    indent=1,
)
