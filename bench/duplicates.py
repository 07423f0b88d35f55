"""Finding campaigns and near copies, beside comparing every pair with rapidfuzz.

    python bench/duplicates.py [--count 100000] [--pairs 4000]

Both run on invented answers, one in eleven of a campaign with what people changed. The peer
compares all pairs of distinct texts (rapidfuzz `ratio` of 80 or more, in C, on all cores) on the
first ``--pairs`` answers; its time for all is what the square of the number of texts makes of that.
"""

import argparse
import resource
import time
from collections import Counter
from collections.abc import Sequence

import numpy as np
from _answers import with_campaigns
from rapidfuzz import fuzz, process
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from avow.analysis.text.duplicates import distinct, find


def peer(texts: Sequence[str]) -> list[list[int]]:
    """Return groups of texts by comparing every pair."""
    forms, homes = distinct(texts)
    alike = process.cdist(forms, forms, scorer=fuzz.ratio, score_cutoff=80, workers=-1)
    rows, columns = np.nonzero(alike)
    pairs = coo_matrix((np.ones(len(rows)), (rows, columns)), alike.shape)
    _, parts = connected_components(pairs, directed=False)
    groups: dict[int, list[int]] = {}
    for index, home in enumerate(homes):
        groups.setdefault(int(parts[home]), []).append(index)
    return [members for members in groups.values() if len(members) > 1]


def found_of_campaigns(groups: Sequence[Sequence[int]], campaigns: Sequence[str | None]) -> str:
    """Say how much of each campaign is in its largest group, and how pure that group is."""
    shares, pure = [], []
    for campaign in sorted({c for c in campaigns if c is not None}):
        inside = [Counter(campaigns[i] for i in group)[campaign] for group in groups]
        best = int(np.argmax(inside))
        shares.append(inside[best] / campaigns.count(campaign))
        pure.append(inside[best] / len(groups[best]))
    return f"recall {np.mean(shares):.3f}, precision {np.mean(pure):.3f}"


def main() -> None:
    """Run both."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--pairs", type=int, default=4_000)
    options = parser.parse_args()
    texts, campaigns = map(list, zip(*with_campaigns(options.count, seed=1), strict=True))
    started, worked = time.perf_counter(), time.process_time()
    groups = [group.members for group in find(texts)]
    took, work = time.perf_counter() - started, time.process_time() - worked
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"avow  {len(texts):7,} answers {took:7.1f} s ({work:.1f} s of processor) {memory:6.0f} MB"
    )
    print(f"      campaigns: {found_of_campaigns(groups, campaigns)}")
    few, few_campaigns = texts[: options.pairs], campaigns[: options.pairs]
    for name, method in (("avow", find), ("peer", peer)):
        started = time.perf_counter()
        result = method(few)
        took = time.perf_counter() - started
        members = [getattr(group, "members", group) for group in result]
        print(f"{name}  {len(few):7,} answers {took:7.2f} s  ", end="")
        print(f"campaigns: {found_of_campaigns(members, few_campaigns)}")
    whole = took * (len(distinct(texts)[0]) / len(distinct(few)[0])) ** 2
    print(f"peer  {len(texts):7,} answers {whole:7.0f} s, reckoned from the pairs")


if __name__ == "__main__":
    main()
