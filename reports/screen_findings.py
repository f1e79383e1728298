"""The upper half of the terminal report: header, bottom line, key findings."""

from collections.abc import Callable, Iterable, Sequence

from docpanel.agents.analysis import Answer, KeyFinding, Sentence
from docpanel.agents.findings import Evidence, Finding
from docpanel.reports.answered import answer_text
from docpanel.reports.citations import page_chip, repeats, same_words
from docpanel.reports.columns import cell_width, cut, flow, wrap
from docpanel.reports.escaping import plain
from docpanel.reports.screen import CHIP_PAGES, INDENT, Screen
from docpanel.reports.wording import (
    claim_differs,
    how_found,
    is_mock,
    name_all,
    panel,
    percent,
    plural,
    status_line,
    who_read,
)

__all__ = ["answers", "bottom_line", "header", "key_findings"]

USUAL = "weighted"
"""The strategy that is not worth a word on a screen."""

FULL_CLAIMS = 2
"""So many claims get two lines on all but the fullest screens."""

SHORTEST_QUOTE = 24
"""A quotation of fewer columns says nothing; it then gets a line of its own."""


def header(screen: Screen) -> list[str]:
    """Return who was read by whom, and whether the analysis is whole."""
    analysis, ink = screen.analysis, screen.ink
    document = analysis.document
    status = status_line(analysis)
    paint = {"complete": ink.good, "failed": ink.bad}.get(analysis.status, ink.warning)
    made_up = is_mock(analysis)
    facts = [
        plural(document.pages, "page"),
        plural(document.words, "word"),
        *([f"language {plain(document.language)}"] if document.language else []),
        f"panel {plain(analysis.panel)} ({len(panel(analysis))})",
        *([] if analysis.strategy == USUAL else [f"strategy {plain(analysis.strategy)}"]),
    ]
    reader = f"read by {who_read(analysis)}"
    lines = flow([*facts, reader], screen.width)
    return [
        *_title(screen, plain(document.name), status, ink.warning if made_up else paint),
        *(ink.warning(line) if made_up else line for line in lines),
    ]


def bottom_line(screen: Screen) -> list[str]:
    """Return what the document comes to, each sentence with its pages."""
    sentences = _sentences(screen, screen.analysis.synthesis.bottom_line, limit=4)
    if not sentences and not screen.citations.by_id:
        sentences = screen.hang("", "Nothing was found: there is no analysis to show.")
    lines = screen.section("BOTTOM LINE", sentences)
    return lines if screen.detail.gaps or not lines else ["", *lines]


def answers(screen: Screen) -> list[str]:
    """Return what was asked, and what the document says to it or that it does not."""
    found = screen.analysis.synthesis.answers[: screen.detail.answers]
    return screen.section("ANSWERS", (line for item in found for line in _answer(screen, item)))


def key_findings(screen: Screen) -> list[str]:
    """Return the findings in the order of their impact: claim, quotation, page, who says so."""
    found = screen.analysis.synthesis.key_findings[: screen.detail.findings]
    width = len(str(len(found)))
    body: list[str] = []
    for number, finding in enumerate(found, start=1):
        most = screen.detail.claim_lines
        claim_lines = max(most, 2 if most and number <= FULL_CLAIMS else 1)
        body += _key_finding(screen, f"{number:>{width}}  ", finding, claim_lines)
    return screen.section("KEY FINDINGS", body)


def _title(screen: Screen, name: str, status: str, paint: Callable[[str], str]) -> list[str]:
    """Return name and status on one line where both fit; a long name keeps its end."""
    room = screen.width - cell_width(status) - 2
    if cell_width(name) > room and room < screen.width // 2:
        name = _cut_start(name, screen.width)
        return [screen.ink.strong(name), *map(paint, wrap(status, screen.width))]
    name = _cut_start(name, room)
    return [screen.ink.strong(name) + " " * (room + 2 - cell_width(name)) + paint(status)]


def _cut_start(name: str, width: int) -> str:
    return name if cell_width(name) <= width else "…" + cut(name[::-1], width - 1)[-2::-1]


def _sentences(screen: Screen, sentences: Iterable[Sentence], *, limit: int) -> list[str]:
    lines: list[str] = []
    for sentence in list(sentences)[:limit]:
        chip = screen.chip(sentence.finding_ids)
        lines += screen.hang("", plain(sentence.text), screen.detail.sentence_lines, tail=chip)
    return lines


def _answer(screen: Screen, answer: Answer) -> list[str]:
    lines = screen.detail.answer_lines
    chip = screen.chip(answer.finding_ids) if answer.finding_ids else ""
    asked = screen.hang("Q  ", plain(answer.question), min(2, lines))
    said = answer_text(answer)
    quote = next((plain(item.quote) for item in screen.citations.evidence(answer.finding_ids)), "")
    told = not quote or repeats(said, quote) or same_words(quote, said) or quote.rstrip(".") in said
    below = [] if told else screen.hang("   ", f"“{quote}”", 1)
    return [*map(screen.ink.strong, asked), *screen.hang("A  ", said, lines, tail=chip), *below]


def _key_finding(screen: Screen, mark: str, finding: KeyFinding, claim_lines: int) -> list[str]:
    evidence = screen.citations.evidence(finding.finding_ids)
    claim = plain(finding.text)
    indent = " " * len(mark)
    lines = screen.hang(mark, claim, claim_lines)
    quote = plain(evidence[0].quote) if evidence else ""
    badge = screen.hang(indent, _badge(evidence, screen.citations.findings(finding.finding_ids)), 1)
    shown = "" if repeats(claim, quote) else f"“{quote}”" if quote else ""
    return [*lines, *map(screen.ink.warning, badge), *_source(screen, indent, shown, finding)]


def _source(screen: Screen, indent: str, quote: str, finding: KeyFinding) -> list[str]:
    """Return the quotation, its page and who says so: on one line where the level asks for it."""
    pages = screen.citations.pages(finding.finding_ids)
    page = [page_chip(pages, CHIP_PAGES).strip("[]")] if pages else []
    meta = [
        *([f"theme: {plain(finding.theme)}"] if finding.theme else []),
        *([name_all(finding.supports)] if finding.supports else []),
        *([f"against: {name_all(finding.dissents)}"] if finding.dissents else []),
        f"{percent(finding.confidence)} sure",
    ]
    below = " · ".join([*page, *meta])
    room = screen.width - len(INDENT) - len(indent) - cell_width(below) - 3
    if quote and screen.detail.quote_lines == 0 and room >= SHORTEST_QUOTE:
        quoted = quote if cell_width(quote) <= room else cut(quote, room - 1) + "”"
        below, quote = " · ".join([*page, quoted, *meta]), ""
    quoted_lines = screen.hang(indent, quote, max(1, screen.detail.quote_lines)) if quote else []
    return [*quoted_lines, *map(screen.ink.quiet, screen.hang(indent, below))]


def _badge(evidence: Sequence[Evidence], findings: Sequence[Finding]) -> str:
    """Return why a claim should not be believed as it stands, or nothing."""
    for item in evidence:
        if item.match == "altered":
            return f"! quotation {how_found(item).replace('ALTERED', 'altered', 1)}"
    if not any(item.verified for item in evidence):
        return "! quotation not found in the document" if evidence else "! no quotation"
    differing = next(filter(None, map(claim_differs, findings)), "")
    return f"! {differing}" if differing else ""
