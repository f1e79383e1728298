"""What a claim says otherwise than the document that it quotes."""

from collections.abc import Iterable
from functools import lru_cache

from docpanel.agents.findings import Finding
from docpanel.agents.grounding.figures import Ground, figures_beyond
from docpanel.documents.critical import contradicts
from docpanel.documents.document import Document

__all__ = ["differences"]


def differences(finding: Finding, document: Document) -> tuple[str, ...]:
    """Name what a finding's claim says otherwise than its verified quotations, as in `4.8 for 4.2`.

    A claim that is `stated` may mention figures of other places, but none that stands nowhere in the
    document. A finding without a verified quotation has nothing to differ from.
    """
    quotes = [item.quote for item in finding.evidence if item.verified]
    if not quotes:
        return ()
    otherwise = contradicts(finding.claim, "\n".join(quotes))
    if otherwise or finding.basis != "stated":
        return otherwise
    known = Ground.of((finding.subject, *finding.attributes.values(), *quotes))
    unquoted = figures_beyond(finding.claim, known)
    if not unquoted:
        return ()
    nowhere = set(figures_beyond(finding.claim, _ground_of(document.text)))
    return tuple(f"{figure} stands nowhere in the document" for figure in unquoted if figure in nowhere)


@lru_cache(maxsize=2)
def _ground_of(text: str) -> Ground:
    """Read a whole document once: many claims ask, and only those with a figure that they do not quote."""
    return Ground.of(_paragraphs(text))


def _paragraphs(text: str) -> Iterable[str]:
    return text.split("\n\n")
