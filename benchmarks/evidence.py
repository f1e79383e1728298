"""True quotations must be found at their place, false ones refused, and all of it quickly.

    python benchmarks/evidence.py [--count 150] [--seed 20] [--show 5]

From the real documents of `examples/` and `tests/documents/` (and of a folder `shared/documents` beside the
repository, where there is one): true quotations under each kind of noise, and mutated ones, as
`tests/quotation_noise.py` makes them. Then 500 quotations of all kinds against a document of 500 pages, its
index built in that time. Seconds are those of the processor, best of three, since the machine may be shared.
"""

import argparse
import random
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from quotation_material import Tally, documents, false_quotations, true_quotations, with_scanned_text
from quotation_noise import MUTATIONS, NOISES

from docpanel.documents.document import Document, Page, Span
from docpanel.documents.quotations import look_up

VERIFIED, REFUSED = 0.995, 0.99
SECONDS = 2.0
PAGES, QUOTATIONS, RUNS = 500, 500, 3
MATCHES = ("exact", "normalized", "fuzzy", "altered", "missing")
HOSTILE = {
    "one letter": ("a" * 1_000_000, "a" * 499 + "b"),
    "one word": ("word " * 200_000, "word " * 99 + "more"),
    "two words": ("one two " * 125_000, "one two " * 60 + "two one"),
    "figures": ("1 2 3 4 " * 125_000, "1 2 3 4 " * 60 + "5"),
    "no spaces": ("\u6587\u5b57" * 250_000, "\u6587\u5b57" * 240 + "\u5b57"),
}


def main() -> None:
    """Print the figures by class; exit 1 where one of them is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=150, help="quotations of each kind")
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--show", type=int, default=0, help="failures to print")
    options = parser.parse_args()
    print(f"{len(documents())} documents, seed {options.seed}")
    true = true_quotations(options.count, options.seed)
    scanned = with_scanned_text(2 * options.count, options.seed)
    false = false_quotations(options.count, options.seed)
    table("true quotations, verified at their place", true, options.show)
    table("clean quotations in scanned documents", scanned, options.show)
    table("mutated quotations, refused", false, options.show)
    seconds = long_document(options.seed)
    hostile()
    print(f"asked: {VERIFIED:.1%} verified, {REFUSED:.0%} refused, {SECONDS} s")
    if true.share < VERIFIED or false.share < REFUSED or seconds > SECONDS:
        raise SystemExit(1)


def table(title: str, tally: Tally, show: int) -> None:
    """Print one line a class."""
    print(f"\n{title}\n  {'':24}{'right':>12}{'':9}" + "".join(f"{match:>11}" for match in MATCHES))
    for kind in tally.asked:
        right, asked = tally.right[kind], tally.asked[kind]
        matches = "".join(f"{tally.matches[kind, match]:>11}" for match in MATCHES)
        print(f"  {kind:24}{f'{right}/{asked}':>12}{right / asked:>8.1%} {matches}")
    total = f"{tally.right.total()}/{tally.asked.total()}"
    print(f"  {'all':24}{total:>12}{tally.share:>8.2%}")
    for drawn, location in tally.wrong[:show]:
        print(f"    {drawn.kind}: {drawn.quote!r}")
        print(f"      of {drawn.document.text[drawn.span.start : drawn.span.end]!r}\n      -> {location}")


def long_document(seed: int) -> float:
    """Print and return the seconds of 500 quotations against 500 pages, index included: the best of three."""
    chance = random.Random(seed)
    look_up(written(chance, pages=2), "what nobody has written anywhere")  # loads the library
    best = float("inf")
    for _ in range(RUNS):
        document = written(random.Random(seed))
        quotes = [quotation(document, chance, number) for number in range(QUOTATIONS)]
        begun = time.process_time()
        look_up(document, "this is not in the document at all")
        indexed = time.process_time() - begun
        found = [look_up(document, quote) for quote in quotes]
        seconds = time.process_time() - begun
        kinds = Counter(place.match if place else "missing" for place in found)
        size = f"{PAGES} pages ({len(document.text):,} characters)"
        print(
            f"\n{QUOTATIONS} quotations against {size}: {seconds:.2f} s, of which the index {indexed:.2f} s"
        )
        print("  " + ", ".join(f"{kinds[match]} {match}" for match in MATCHES))
        best = min(best, seconds)
    return best


def written(chance: random.Random, pages: int = PAGES) -> Document:
    """Write a document of real lines in an order of its own, each line with a word of its own."""
    lines = [line for document in documents() for line in document.text.split("\n") if len(line) > 30]
    text, spans = "", []
    parts = []
    length = 0
    for number in range(pages):
        page = f"Volume 7 No. 150 page {number}\n"
        while len(page) < 4000:
            words = chance.choice(lines).split()
            words[chance.randrange(len(words))] = chance.choice(["report", "annex"]) + str(
                chance.randrange(10**6)
            )
            page += " ".join(words) + "\n"
        parts.append(page)
        spans.append(Page(number + 1, Span(length, length + len(page))))
        length += len(page) + 1
    text = "\n".join(parts)
    furniture = tuple(Span(page.span.start, text.index("\n", page.span.start)) for page in spans)
    return Document("long.txt", "0" * 64, "text/plain", text, tuple(spans), furniture=furniture)


def quotation(document: Document, chance: random.Random, number: int) -> str:
    """Draw an exact, a folded, a noisy, an altered or a missing quotation."""
    start = document.text.index(" ", chance.randrange(len(document.text) - 1000)) + 1
    end = document.text.index(" ", start + chance.randrange(60, 300))
    exact = document.text[start:end]
    kind = number % 5
    if kind == 0:
        return exact
    quote = " ".join(exact.split())
    if kind == 1:
        return NOISES["quote marks"](quote, chance) or quote
    if kind == 2:
        return NOISES["OCR"](quote, chance) or quote
    if kind == 3:
        return MUTATIONS["digit"](quote, chance) or MUTATIONS["swapped clause"](quote, chance) or quote
    words = quote.split()
    chance.shuffle(words)
    return " ".join(words)


def hostile() -> None:
    """Print what texts cost that were made to be slow."""
    print("\nhostile texts, a million characters each, one quotation")
    for name, (text, quote) in HOSTILE.items():
        document = Document("hostile.txt", "0" * 64, "text/plain", text, (Page(1, Span(0, len(text))),))
        begun = time.process_time()
        look_up(document, quote)
        indexed = time.process_time() - begun
        begun = time.process_time()
        for _ in range(10):
            look_up(document, quote)
        each = (time.process_time() - begun) / 10
        print(f"  {name:12} {indexed:.2f} s with its index, then {each:.3f} s each")


if __name__ == "__main__":
    main()
