"""The prompted specialist: asks its model, checks the answer, looks every quotation up."""

from dataclasses import dataclass
from difflib import get_close_matches

from docpanel.agents.answers import DraftFinding, SpecialistAnswer
from docpanel.agents.completion import Model
from docpanel.agents.findings import Evidence, Finding, Score, SpecialistReport
from docpanel.agents.grounding.claims import differences
from docpanel.agents.parsing import ask
from docpanel.agents.reader import ReadTask
from docpanel.agents.requests import RequestBuilder
from docpanel.documents.quotations import look_up
from docpanel.prompts.template import PromptTemplate

__all__ = ["PromptedSpecialist"]

NEARLY_THE_SAME = 0.8


@dataclass(frozen=True, slots=True)
class PromptedSpecialist:
    """Reads with a language model, as its template tells it to."""

    template: PromptTemplate
    model: Model
    requests: RequestBuilder

    def read(self, task: ReadTask) -> SpecialistReport:
        """Ask once, or twice where the first answer needs its repair; see `ask` for the errors."""
        request = self.requests.specialist(self.template, task)
        answer = ask(self.model, request, SpecialistAnswer, deadline=task.deadline, check=self._check)
        return self.report(answer, task)

    def report(self, answer: SpecialistAnswer, task: ReadTask) -> SpecialistReport:
        """Turn a checked answer into a report: only declared categories, attributes and scores remain."""
        drafts = [draft for draft in answer.findings if self._category(draft.category)]
        drafts.sort(key=lambda draft: -draft.importance)
        return SpecialistReport(
            name=self.template.name,
            title=self.template.title,
            model=self.requests.model,
            summary=answer.summary,
            scores={
                score.name: Score(value=score.value, reason=score.reason)
                for score in answer.scores
                if score.name in self.template.scores
            },
            findings=tuple(self._finding(number, draft, task) for number, draft in enumerate(drafts, 1)),
            not_found=self._not_found(answer),
        )

    def _finding(self, number: int, draft: DraftFinding, task: ReadTask) -> Finding:
        finding = Finding(
            id=f"{self.template.name}-{number}",
            subject=draft.subject,
            claim=draft.claim,
            category=self._category(draft.category) or draft.category,
            stance=draft.stance,
            importance=draft.importance,
            confidence=draft.confidence,
            basis=draft.basis,
            recommendation=draft.recommendation or None,
            attributes={
                item.name: item.value for item in draft.attributes if item.name in self.template.attributes
            },
            evidence=tuple(_evidence(quote, task) for quote in dict.fromkeys(draft.quotes)),
        )
        return finding.model_copy(update={"differs": differences(finding, task.document)})

    def _not_found(self, answer: SpecialistAnswer) -> tuple[str, ...]:
        """Return the expected items that the answer names, forgiving a word that it lost or added."""
        named = {
            match
            for item in answer.not_found
            for match in get_close_matches(item, self.template.expects, n=1, cutoff=NEARLY_THE_SAME)
        }
        return tuple(item for item in self.template.expects if item in named)

    def _category(self, word: str) -> str | None:
        """Return the declared category that a model meant, forgiving case, spaces and a plural."""
        plain = word.strip().lower().replace(" ", "_")
        return next((name for name in self.template.categories if plain in {name, f"{name}s"}), None)

    def _check(self, answer: SpecialistAnswer) -> str | None:
        unknown = sorted({item.category for item in answer.findings if not self._category(item.category)})
        if not unknown:
            return None
        return f"categories must be among {', '.join(self.template.categories)}; not {', '.join(unknown)}"


def _evidence(quote: str, task: ReadTask) -> Evidence:
    found = look_up(task.document, quote, within=task.chunk.span)
    if found is None:
        return Evidence(quote=quote)
    return Evidence(
        quote=quote,
        page=found.page,
        start=found.span.start,
        end=found.span.end,
        match=found.match,
        differs=found.differs,
    )
