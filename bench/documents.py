"""Time, memory and accuracy of reading documents, beside a plain peer in the same run.

    python bench/documents.py [--pages 500]

The peer takes the text of each page as PDFium gives it (``pypdfium2``'s ``get_text_range``), as
most scripts do. Both are timed as whole processes, start included, on a PDF set here. Accuracy is
measured on documents whose truth is known because they are set from it: headings found, running
heads and page numbers dropped, hyphens joined, footnotes out of the running text, and words in
reading order over one and two columns.
"""

import argparse
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

WORDS = re.findall(
    r"\w+",
    "women said that nobody called them after the first report and the waiting made it worse "
    "officers who listened were remembered for years while a careless question undid months of "
    "courage training should be renewed every spring and advisers need rooms where conversations "
    "cannot be overheard understanding responsibility accountability neighbourhood independent "
    "investigation communication organisation recommendation representative circumstances",
)
ASKS = "The force should publish what it does about number {n} before the end of every quarter."


@dataclass
class Truth:
    """What a document was set from."""

    source: str
    words: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    running: tuple[str, ...] = ()


def document(seed: int, sections: int, columns: int) -> Truth:
    """Return a document in typst's markup with what it holds, in reading order."""
    rng = random.Random(seed)
    running = f"Response number {seed} of the Lantern Trust"
    size = rng.choice((9, 10, 11, 12))
    told = Truth(
        f'#set page(paper: "a4", columns: {columns}, header: [_{running}_], '
        "footer: context align(center)[Page #counter(page).display()])\n"
        f'#set text(size: {size}pt, lang: "en", hyphenate: true)\n#set par(justify: true)\n',
        running=(running, "Page"),
    )
    for n in range(1, sections + 1):
        title = f"Part {n} on {rng.choice(WORDS)} and {rng.choice(WORDS)}"
        level = 1 if n % 3 == 1 else 2
        told.headings.append(title)
        told.source += f"\n{'=' * level} {title}\n"
        told.words += title.split()
        for _ in range(rng.randint(2, 4)):
            _paragraph(told, rng, n)
        for k in range(rng.randint(0, 3)):
            item = f"{ASKS.format(n=10 * n + k)} {rng.choice(WORDS)}"
            told.source += f"- {item}\n"
            told.words += item.split()
    return told


def _paragraph(told: Truth, rng: random.Random, n: int) -> None:
    body = [rng.choice(WORDS) for _ in range(rng.randint(30, 90))]
    body[0] = body[0].capitalize()
    text = " ".join(body) + "."
    told.words += text.split()
    told.source += f"\n{text}"
    if rng.random() < 0.25:
        note = f"Source{len(told.notes) + 1} of part{n}"
        told.notes.append(note)
        told.source += f"#footnote[{note}]"
    told.source += "\n"


def peer(path: str) -> str:
    """Return the text of every page as PDFium gives it."""
    import pypdfium2

    pages = pypdfium2.PdfDocument(path)
    return "\n\f".join(page.get_textpage().get_text_range() for page in pages)


def plain(text: str) -> list[str]:
    """Return the words of a text without marks of lists and stops."""
    return re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)*", text.lower())


def in_order(found: list[str], truth: list[str]) -> float:
    """Return the share of neighbouring words of the truth that are neighbours in what was found."""
    pairs = set(pairwise(found))
    wanted = list(pairwise(truth))
    return sum(pair in pairs for pair in wanted) / len(wanted)


def scores(text: str, told: Truth, headings: list[str], pages: int) -> dict[str, float]:
    """Return the shares that came out right, from 0 to 1."""
    found, truth = plain(text), plain(" ".join(told.words))
    known = set(truth)
    heads = sum(text.count(words) for words in told.running[:1])
    return {
        "headings found": sum(h in headings for h in told.headings) / len(told.headings),
        "headings right": sum(h in told.headings for h in headings) / max(1, len(headings)),
        "running heads dropped": 1 - min(1.0, heads / pages),
        "words whole": sum(word in known for word in found) / max(1, len(found)),
        "reading order": in_order(found, truth),
        "footnotes apart": 1
        - sum(note in " ".join(text.split()) for note in told.notes) / max(1, len(told.notes)),
    }


def accuracy(folder: Path, documents: int) -> None:
    """Score both on documents of one and two columns."""
    import typst

    from avow.analysis.documents import read_document

    for columns in (1, 2):
        sums: dict[str, dict[str, float]] = {"avow": {}, "peer": {}}
        for seed in range(documents):
            told = document(100 * columns + seed, 12, columns)
            path = folder / f"{columns}-{seed}.pdf"
            path.write_bytes(typst.compile(told.source.encode()))
            read = read_document(path)
            heads = [read.text[m.start : m.end] for m in read.headings]
            both = {"avow": (read.text, heads), "peer": (peer(str(path)), [])}
            for name, (text, headings) in both.items():
                for what, share in scores(text, told, headings, read.pages or 1).items():
                    sums[name][what] = sums[name].get(what, 0) + share / documents
        print(f"{documents} documents of {columns} column{'s' * (columns > 1)}: avow, peer")
        for what in sums["avow"]:
            print(f"  {what:22} {sums['avow'][what]:6.3f} {sums['peer'][what]:6.3f}")


def measured(command: list[str]) -> tuple[float, float, float]:
    """Run a command; return its seconds by the clock and of processor, and its peak MB."""
    started = time.perf_counter()
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds = time.perf_counter() - started
    processor, peak = map(float, ended.stdout.split())
    return seconds, processor, peak / 1024


def speed(folder: Path, pages: int) -> None:
    """Time both on a long document."""
    import pypdfium2
    import typst

    parts = [document(7, 60, 1).source]
    while True:
        path = folder / "long.pdf"
        path.write_bytes(typst.compile("".join(parts).encode()))
        count = len(pypdfium2.PdfDocument(path))
        if count >= pages:
            break
        more = max(1, round(len(parts) * (pages / count - 1)))
        parts += [document(8 + len(parts) + k, 60, 1).source.split("\n", 3)[3] for k in range(more)]
    print(f"{count} pages, {path.stat().st_size / 1e6:.1f} MB; whole process, best of two")
    for name in ("avow", "peer"):
        runs = [measured([sys.executable, __file__, "--read", name, str(path)]) for _ in range(2)]
        seconds, processor, peak = min(runs)
        print(f"  {name:5} {seconds:6.2f} s ({processor:.2f} s of processor) {peak:6.0f} MB")


def read_one(name: str, path: str) -> None:
    """Read one document; print the processor seconds and the larger peak in kB, of this or child.

    The peak of this process is that of its own memory: what a process is told it used at most
    counts its parent's at the start.
    """
    if name == "peer":
        peer(path)
    else:
        from avow.analysis.documents import read_document

        json.dumps(read_document(path).to_dict())
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    status = Path("/proc/self/status").read_text()
    own = int(re.search(r"VmHWM:\s+(\d+)", status)[1])
    print(sum(use.ru_utime + use.ru_stime for use in both), max(own, both[1].ru_maxrss))


def main() -> None:
    """Run the benchmark, or one reading of it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--documents", type=int, default=10)
    parser.add_argument("--read", nargs=2, metavar=("WHO", "FILE"))
    options = parser.parse_args()
    if options.read:
        read_one(*options.read)
        return
    with tempfile.TemporaryDirectory() as folder:
        accuracy(Path(folder), options.documents)
        speed(Path(folder), options.pages)


if __name__ == "__main__":
    main()
