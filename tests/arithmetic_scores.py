"""What the audit makes of generated documents, counted by class."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from arithmetic_prose import Case
from panel_material import make_document

from docpanel.agents.audit.arithmetic.checks import check_arithmetic
from docpanel.documents.document import Document

__all__ = ["Score", "document_of", "scores"]


@dataclass
class Score:
    """Of one class: `hits` are planted figures found, or documents left alone where nothing was planted.

    `computed` documents gave any figure to compute again, `figures` in all.
    """

    cases: int = 0
    hits: int = 0
    computed: int = 0
    figures: int = 0
    failures: list[str] = field(default_factory=list)


def document_of(case: Case) -> Document:
    """Return the case as a document of its kind."""
    return replace(make_document(*case.pages), media_type=case.media_type)


def scores(cases: Iterable[Case]) -> dict[str, Score]:
    """Audit every case; a wrong one counts if its planted figure is found, a right one if nothing is."""
    found: dict[str, Score] = {}
    for case in cases:
        score = found.setdefault(case.kind, Score())
        computations = check_arithmetic(document_of(case))
        wrong = [bare(item.printed) for item in computations if not item.agrees]
        hit = not wrong if case.planted is None else any(bare(case.planted) in printed for printed in wrong)
        score.cases += 1
        score.hits += hit
        score.computed += bool(computations)
        score.figures += len(computations)
        if not hit:
            body = "\n".join(case.pages)
            score.failures.append(
                f"{case.kind}, {case.layout}, planted {case.planted}, found {wrong}:\n{body}"
            )
    return found


def bare(figure: str) -> str:
    """Return a figure without white space."""
    return "".join(figure.split())
