"""Invented places with a known truth, unruly in the ways that crime figures are."""

import numpy as np

from avow.analysis.evaluation import Panel


def months(count, year=2022):
    return tuple(f"{year + i // 12}-{i % 12 + 1:02}" for i in range(count))


def wandering(random, places, periods, rho, spread):
    """Return stationary AR(1) courses: what a place keeps from one month to the next."""
    course = np.empty((places, periods))
    course[:, 0] = random.normal(0, spread, places)
    for at in range(1, periods):
        step = random.normal(0, spread * np.sqrt(1 - rho**2), places)
        course[:, at] = rho * course[:, at - 1] + step
    return course


def counts(
    seed, *, places=12, periods=48, first=24, treated=3, mean=60.0, rho=0.5, spread=0.12, ratio=1.0
):
    """Return a panel of counts: places of different size, season, drift in common, AR(1) noise.

    The first ``treated`` places are multiplied by ``ratio`` from period ``first`` on.
    """
    random = np.random.default_rng(seed)
    size = mean * random.uniform(0.6, 1.6, places)
    time = np.arange(periods)
    common = 0.1 * np.sin(2 * np.pi * time / 12) + 0.004 * time
    level = np.log(size)[:, None] + common + wandering(random, places, periods, rho, spread)
    level[:treated, first:] += np.log(ratio)
    names = tuple(f"Place {i + 1}" for i in range(places))
    return Panel(names, months(periods), random.poisson(np.exp(level)).astype(float))


def values(
    seed, *, places=12, periods=24, first=12, treated=3, rho=0.6, spread=1.0, effect=0.0, unlike=1.0
):
    """Return a panel of values; the treated are ``unlike`` times as unruly as the others."""
    random = np.random.default_rng(seed)
    course = 20 + wandering(random, places, periods, rho, spread)
    course[:treated] = 20 + unlike * (course[:treated] - 20)
    course += random.normal(0, 2, (places, 1)) + random.normal(0, 1, periods)
    course[:treated, first:] += effect
    return Panel(tuple(f"Place {i + 1}" for i in range(places)), months(periods), course)
