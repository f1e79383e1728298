"""Who was heard on which document: what groups of findings are weighed with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from docpanel.agents.audit.result import AUDITOR
from docpanel.agents.findings import Finding, SpecialistReport
from docpanel.documents.document import Document
from docpanel.documents.legibility import legibility
from docpanel.prompts.library import FULL
from docpanel.prompts.template import PromptTemplate

__all__ = ["Hearing", "panel_order"]

READ = {"ok", "fallback"}


def panel_order(names: Sequence[str]) -> tuple[str, ...]:
    """Return specialists in the order of the library: ours as in the full panel, then the others by name."""
    own = [name for name in FULL if name in names]
    return (*own, *sorted(set(names).difference(FULL)))


@dataclass(frozen=True)
class Hearing:
    """The document, the templates and the reports, both in the order of the panel."""

    document: Document
    templates: Mapping[str, PromptTemplate]
    reports: tuple[SpecialistReport, ...]
    _legible: dict[int, float] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(
        cls, document: Document, templates: Sequence[PromptTemplate], reports: Sequence[SpecialistReport]
    ) -> "Hearing":
        """Put templates and reports into the order of the panel, whatever order they come in."""
        by_name = {template.name: template for template in templates}
        reported = {report.name: report for report in reports}
        return cls(
            document,
            {name: by_name[name] for name in panel_order(tuple(by_name))},
            tuple(reported[name] for name in panel_order(tuple(reported))),
        )

    @property
    def readers(self) -> tuple[str, ...]:
        """Return the specialists that read, a rule reader standing in for a model included."""
        return tuple(report.name for report in self.reports if report.status in READ)

    def weight(self, specialist: str) -> float:
        """Return what a specialist counts for; the audit, which has no template, counts 1."""
        template = self.templates.get(specialist)
        return 1.0 if template is None or specialist == AUDITOR else template.weight

    def judges(self, specialist: str) -> str | None:
        """Return what the stance of a specialist is about, `matter` or `text`, where it is known."""
        template = self.templates.get(specialist)
        return template.judges if template else None

    def legibility(self, page: int) -> float:
        """Return how far a page reads like text, from 0 to 1; computed once for each page."""
        if page not in self._legible:
            self._legible[page] = legibility(self.document.page_text(page))
        return self._legible[page]

    def cited_pages(self, findings: Sequence[Finding]) -> dict[int, float]:
        """Return the pages that the findings cite, with their legibility."""
        pages = {place.page for item in findings for place in item.evidence if place.verified and place.page}
        return {page: self.legibility(page) for page in sorted(pages)}
