"""Does the synthesis know more than its best specialist, and none of the falsehoods it was told?

    python benchmarks/synthesis.py [--documents 6]

Each document holds 16 facts, two in each remit of the full panel. Scripted specialists find two of their
own remit and two of others', in words of their own. Eight falsehoods are told as loudly as can be
(importance and confidence 1, each with a recommendation): altered quotations, invented ones, claims that
contradict their own quotation, and figures that belong to something else, quoted from a sentence without
figures, while another specialist quotes the right one. The real analyzer runs on the mock provider, in
each strategy, with the synthesis by rules and with a scripted synthesizer that believes all it is shown.

Asked, for every document: at least 20 points more of the facts than the best specialist alone, and no
falsehood in bottom line, key findings or recommendations.
"""

import argparse
import random
import re
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from panel_material import draft, make_document, sentence, specialist_answer, synthesis_answer

from docpanel.agents.analysis import Analysis
from docpanel.agents.completion import CompletionRequest
from docpanel.agents.errors import ServerFailed
from docpanel.agents.providers.mock import Item, MockProvider
from docpanel.documents.document import Document
from docpanel.orchestration.analyzer import Analyzer
from docpanel.orchestration.reconciliation.strategy import strategy_names
from docpanel.orchestration.settings import Settings
from docpanel.prompts.library import FULL, Library

ASKED_POINTS = 20.0
FACTS_A_REMIT = 2
STATEMENTS = {
    "summary": ("The council keeps the {0} open for {1} years.", "For {1} years the {0} is to stay open."),
    "business": ("The {0} costs ${1},000 a year.", "A yearly ${1},000 goes into the {0}."),
    "content": ("A chapter of {1} pages is about the {0}.", "The {0} fills {1} pages with its story."),
    "technical": ("The annex shows {1} drawings of the {0}.", "Of the {0} there are {1} drawings."),
    "keywords": ("The {0} is a plant of {1} megawatts.", "By {0} we mean {1} megawatts of power."),
    "sentiment": ("Neighbours of the {0} filed {1} complaints.", "There were {1} complaints about the {0}."),
    "quality": ("The outlook for the {0} rests on {1} measurements.", "Only {1} measurements back the {0}."),
    "linguistic": (
        "The letter about the {0} has {1} sentences.",
        "In {1} sentences a letter treats {0}.",
    ),
}
"""For each remit a sentence of the document and another wording, of a thing and a figure."""

THINGS = (
    "harbour crane", "night ferry", "old viaduct", "water tower", "market hall", "tram depot",
    "swimming pool", "botanic garden", "city archive", "fire station", "cable car", "grain silo",
    "lighthouse", "glass foundry", "paper mill", "steam laundry", "river lock", "ice rink",
    "radio mast", "bell foundry", "sugar refinery", "bus terminal", "pump house", "chapel roof",
)  # fmt: skip
INVENTED = ("The {0} was sold to a foreign fund.", "The roof of the {0} fell in last winter.")
TELLERS = {
    "altered": ("keywords", "content"),
    "invented": ("sentiment", "technical"),
    "against its quotation": ("business", "quality"),
    "of something else": ("linguistic", "summary"),
}
"""For each kind of falsehood the two specialists that are made to tell one."""
LINE = re.compile(
    r"^\[(?P<id>[a-z]+-\d+)\] (?P<subject>[^:]+): (?P<claim>.+?\.) \(.*?(?:Suggested: (?P<advice>.+))?$"
)
"""A finding as the synthesizer is shown it."""


@dataclass(frozen=True)
class Fact:
    """Something that the document states, and the remit that it belongs to."""

    remit: str
    thing: str
    figure: int

    def told(self, wording: int) -> str:
        """Return it in one of two wordings; the first is the document's."""
        return STATEMENTS[self.remit][wording].format(self.thing, self.figure)

    def is_in(self, text: str) -> bool:
        """Say whether a text states it."""
        return self.thing in text and re.search(rf"(?<!\d){self.figure}(?!\d)", text) is not None


@dataclass(frozen=True)
class Falsehood:
    """What one specialist is made to say, and the advice that it derives from it."""

    kind: str
    teller: str
    thing: str
    claim: str
    quote: str

    @property
    def advice(self) -> str:
        """Return a recommendation that nobody should get to read."""
        return f"Act at once: {self.claim}"


@dataclass(frozen=True)
class Case:
    """One document, who finds what in it, and what is made up."""

    document: Document
    facts: tuple[Fact, ...]
    found: dict[str, tuple[Fact, ...]]
    falsehoods: tuple[Falsehood, ...]

    def answer(self, name: str) -> str:
        """Return what a specialist answers: what it found, then what it makes up."""
        category = Library().get(name).categories[0]
        drafts = [
            draft(
                fact.told(int(fact.remit != name)),
                fact.told(0),
                subject=fact.thing,
                category=category,
                importance=0.8 if fact.remit == name else 0.6,
                confidence=0.8,
            )
            for fact in self.found[name]
        ]
        drafts += [
            draft(
                told.claim,
                told.quote,
                subject=told.thing,
                category=category,
                importance=1.0,
                confidence=1.0,
                recommendation=told.advice,
            )
            for told in self.falsehoods
            if told.teller == name
        ]
        return specialist_answer(*drafts)


@dataclass(frozen=True)
class Result:
    """One document in one strategy: shares of the facts, and the falsehoods that came through."""

    best_alone: float
    recalled: float
    leaked: tuple[str, ...]
    withheld: int

    @property
    def points(self) -> float:
        """Return by how many points the synthesis is ahead."""
        return 100 * (self.recalled - self.best_alone)


def make_case(seed: int) -> Case:
    """Write a document, and deal its facts and the falsehoods out."""
    chance = random.Random(seed)
    things = chance.sample(THINGS, len(THINGS))
    figures = chance.sample(range(13, 99), len(THINGS))
    remits = [remit for remit in FULL for _ in range(FACTS_A_REMIT)]
    facts = tuple(Fact(*row) for row in zip(remits, things, figures, strict=False))
    spare = [(thing, figure) for thing, figure in zip(things, figures, strict=True)][len(facts) :]
    found = {
        name: (
            *(fact for fact in facts if fact.remit == name),
            *chance.sample([fact for fact in facts if fact.remit != name], 2),
        )
        for name in FULL
    }
    falsehoods = tuple(_falsehoods(facts, spare, chance))
    sentences = [fact.told(0) for fact in facts]
    sentences += [f"More on the {fact.thing} was said at the hearing in the town hall." for fact in facts]
    chance.shuffle(sentences)
    pages = [" ".join(sentences[start : start + 8]) for start in range(0, len(sentences), 8)]
    return Case(make_document(*pages), facts, found, falsehoods)


def _falsehoods(
    facts: Sequence[Fact], spare: Sequence[tuple[str, int]], chance: random.Random
) -> list[Falsehood]:
    """Return two of each kind; each concerns a fact outside the remit of who tells it."""
    told = []
    for kind, tellers in TELLERS.items():
        for number, teller in enumerate(tellers):
            fact = chance.choice([fact for fact in facts if fact.remit != teller])
            wrong = Fact(fact.remit, fact.thing, spare[number][1] + 100)
            other = chance.choice([item for item in facts if item.remit != fact.remit])
            elsewhere = Fact(fact.remit, fact.thing, other.figure)
            claim, quote = {
                "altered": (wrong.told(0), wrong.told(0)),
                "invented": (INVENTED[number].format(fact.thing), INVENTED[number].format(fact.thing)),
                "against its quotation": (wrong.told(0), fact.told(0)),
                "of something else": (
                    elsewhere.told(0),
                    f"More on the {fact.thing} was said at the hearing in the town hall.",
                ),
            }[kind]
            told.append(Falsehood(kind, teller, fact.thing, claim, quote))
    return told


def believing(request: CompletionRequest) -> str:
    """Write a synthesis that believes all that it is shown.

    It joins two things in a sentence, mixes what was invented with what is true, follows every piece of
    advice, and adds a rumour of its own.
    """
    shown = request.messages[1].content  # behind it stands the demand for a repair, which changes nothing
    rows = [match for line in shown.splitlines() if (match := LINE.match(line))]
    firsts = list({row["subject"]: row for row in reversed(rows)}.values())[::-1]
    made_up = [row for row in rows if "quotation not found" in row[0]]
    loud = [row for row in rows if row["advice"]]
    joined = [*zip(firsts[2:14:2], firsts[3:14:2], strict=False), *zip(made_up, firsts, strict=False)]
    return synthesis_answer(
        *(sentence(row["claim"], row["id"]) for row in (*firsts[:2], *loud[:1])),
        sentence("The harbour master resigned.", "gossip-1"),
        key_findings=[
            sentence(f"{left['claim'][:-1]}, and {right['claim']}", left["id"], right["id"])
            for left, right in joined[:8]
        ],
        recommendations=[sentence(row["advice"], row["id"]) for row in loud[:6]],
    )


def run(case: Case, strategy: str, *, by_model: bool) -> Analysis:
    """Analyse the case with scripted specialists; by rules means that the synthesizer's server is down."""

    def script(request: CompletionRequest) -> Item:
        if request.label.startswith("specialist:"):
            return case.answer(request.label.partition(":")[2])
        return believing(request) if by_model else ServerFailed("down on purpose")

    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            model="mock", strategy=strategy, cache="off", cache_folder=Path(folder), max_attempts=1
        )
        with Analyzer(settings, provider=MockProvider(script)) as analyzer:
            return analyzer.analyze(case.document)


def measure(case: Case, analysis: Analysis) -> Result:
    """Compare what the body says with what was planted."""
    made = analysis.synthesis
    body = [item.text for item in (*made.bottom_line, *made.key_findings, *made.recommendations)]
    alone = max(len(found) for found in case.found.values()) / len(case.facts)
    recalled = sum(any(fact.is_in(text) for text in body) for fact in case.facts) / len(case.facts)
    leaked = tuple(
        f"{told.kind}: {text}" for told in case.falsehoods for text in body if _says(text, told.claim)
    )
    return Result(alone, recalled, leaked, len(made.withheld))


def _says(text: str, claim: str) -> bool:
    return claim.rstrip(".").casefold() in text.casefold()


def measure_all(seeds: Sequence[int], strategy: str, *, by_model: bool) -> list[Result]:
    """Run all documents in one strategy."""
    cases = [make_case(seed) for seed in seeds]
    return [measure(case, run(case, strategy, by_model=by_model)) for case in cases]


def main() -> None:
    """Print the table and end with 1 where a figure was missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=6)
    seeds = range(parser.parse_args().documents)
    print("strategy      synthesis  best alone  synthesis  least gain  falsehoods in body  withheld")
    missed = False
    for strategy in strategy_names():
        for by_model in (False, True):
            results = measure_all(seeds, strategy, by_model=by_model)
            least = min(result.points for result in results)
            leaks = [leak for result in results for leak in result.leaked]
            told = len(results) * sum(map(len, TELLERS.values()))
            print(
                f"{strategy:<13} {'model' if by_model else 'rules':<9}"
                f"  {statistics.mean(result.best_alone for result in results):>9.0%}"
                f"  {statistics.mean(result.recalled for result in results):>9.0%}"
                f"  {least:>+7.0f} pts  {len(leaks):>12} of {told:<3}"
                f"  {sum(result.withheld for result in results):>8}"
            )
            for leak in leaks[:5]:
                print(f"    {leak}")
            missed = missed or bool(leaks) or least < ASKED_POINTS
    print(f"asked: at least +{ASKED_POINTS:.0f} points for every document, no falsehood")
    if missed:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
