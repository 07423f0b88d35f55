"""Ridge regression on likeness: each label's score, and what it would be without one's own vote.

Kernel ridge regression with a weight per example; the scores without an example follow from the
same inverse (Rifkin and Lippert 2007, "Notes on regularized least squares").
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from avow.analysis.text.space import likeness

Array = npt.NDArray[np.float64]
_RIDGE = 0.7


class Learner:
    """Scores of labels, learnt from examples: ``places`` from a Space, ``truth`` 0 or 1."""

    def __init__(self, places: tuple[Any, ...], truth: Array, weights: Array) -> None:
        self._places = places
        self._inverse = np.linalg.inv(likeness(places, places) + np.diag(_RIDGE / weights))
        self._votes = self._inverse @ truth
        self._truth = truth

    def scores(self, places: tuple[Any, ...]) -> Array:
        """Return a score per text and label."""
        return np.asarray(likeness(places, self._places) @ self._votes)

    def own_left_out(self) -> Array:
        """Return the scores of the examples, each as if it had not been learnt from."""
        return np.asarray(self._truth - self._votes / np.diag(self._inverse)[:, None])

    def parts_left_out(self, places: tuple[Any, ...], owners: npt.NDArray[np.int64]) -> Array:
        """Return the scores of parts of examples, each without the example that owns it."""
        near = likeness(places, self._places)
        full = near @ self._votes
        pull = np.einsum("ij,ji->i", near, self._inverse[:, owners])
        share = self._votes[owners] / np.diag(self._inverse)[owners, None]
        return np.asarray(full - pull[:, None] * share)
