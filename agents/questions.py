"""The user's questions: a task beside the panel, and the answers that its findings come to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from docpanel.agents.analysis import Answer, Withheld
from docpanel.agents.answers import SpecialistAnswer, strict_schema
from docpanel.agents.asides import Aside
from docpanel.agents.completion import Model
from docpanel.agents.findings import Finding, SpecialistReport
from docpanel.agents.parsing import ask
from docpanel.agents.reader import ReadTask
from docpanel.agents.requests import RequestBuilder
from docpanel.agents.specialist import PromptedSpecialist
from docpanel.prompts.asides import render_questions
from docpanel.prompts.template import PromptTemplate

__all__ = [
    "CATEGORY",
    "QUESTIONS",
    "Answered",
    "PromptedQuestions",
    "answers_to",
    "filed",
    "questions_aside",
]

QUESTIONS = "questions"
"""The name under which the findings that answer stand, as in `questions-1`; no specialist may have it."""

CATEGORY = "answer"
NUMBER = re.compile(r"question[\s_-]*(\d+)\W*", re.IGNORECASE)
OUTPUT_TOKENS = 500
OUTPUT_TOKENS_EACH = 350
MOST_CLAIMS = 3

NOT_SAID = "The document does not say."
NO_QUOTATION = "No answer with a quotation that stands in the document was given."
NOT_ANSWERED = "The model gave no answer to this question."
NOT_FOUND_BY_RULES = (
    "Not found: the rule reader searches for the words of a question, and no sentence held enough of them."
)
FOUND_BY_RULES = "Found by words alone, not understood: "
FOUND_PARTLY_BY_RULES = "Found in part by words alone: "


def questions_aside(questions: Sequence[str], language: str | None = None) -> Aside | None:
    """Return the task of answering questions, at most as many as settings allow; None without any."""
    if not questions:
        return None
    names = {f"question_{number}": text for number, text in enumerate(questions, 1)}
    template = PromptTemplate(
        name=QUESTIONS,
        title="Questions of the reader",
        description="answers to the questions that were asked, or that there are none",
        categories=tuple(names),
        attributes={"question": "the number of the question that is answered, from 1"},
        expects=tuple(questions),
        max_output_tokens=OUTPUT_TOKENS + OUTPUT_TOKENS_EACH * len(questions),
        body="Answer the questions.",
        source="questions.md",
    )
    return Aside(template, render_questions(names, language=language, schema=strict_schema(SpecialistAnswer)))


@dataclass(frozen=True, slots=True)
class PromptedQuestions:
    """Answers with a language model; a question that it passes over is asked for once more."""

    aside: Aside
    model: Model
    requests: RequestBuilder

    def read(self, task: ReadTask) -> SpecialistReport:
        """Ask once, or twice where the first answer needs its repair; see `ask` for the errors."""
        template, requests = self.aside.template, self.aside.requests(self.requests)
        request = requests.specialist(template, task)
        answer = ask(self.model, request, SpecialistAnswer, deadline=task.deadline, check=self._check)
        named = answer.model_copy(
            update={
                "findings": tuple(
                    item.model_copy(update={"category": self._name(item.category) or item.category})
                    for item in answer.findings
                ),
                "not_found": tuple(map(self._question, answer.not_found)),
            }
        )
        return PromptedSpecialist(template, self.model, requests).report(named, task)

    def _check(self, answer: SpecialistAnswer) -> str | None:
        names = self.aside.template.categories
        answered = [self._name(item.category) for item in answer.findings]
        if None in answered:
            return f"the category of a finding is the name of the question it answers: {', '.join(names)}"
        absent = set(map(self._question, answer.not_found))
        passed_over = [
            name
            for name, question in zip(names, self.aside.template.expects, strict=True)
            if name not in answered and question not in absent
        ]
        if not passed_over:
            return None
        return f"neither answered nor named in not_found: {', '.join(passed_over)}"

    def _name(self, word: str) -> str | None:
        """Return the name of the question that a model meant, forgiving how it is spelled."""
        found = NUMBER.fullmatch(word.strip())
        name = f"question_{int(found[1])}" if found else word
        return name if name in self.aside.template.categories else None

    def _question(self, item: str) -> str:
        """Return the question that an item of `not_found` names, by its name or in its own words."""
        found = NUMBER.match(item.strip())
        name = self._name(found[0]) if found else None
        if name is None:
            return item
        return self.aside.template.expects[self.aside.template.categories.index(name)]


def filed(report: SpecialistReport) -> SpecialistReport:
    """Return the whole report with the number of its question as an attribute of each finding."""
    findings = tuple(
        item.model_copy(
            update={
                "category": CATEGORY,
                "attributes": {**item.attributes, "question": item.category.rpartition("_")[2]},
            }
        )
        for item in report.findings
    )
    return report.model_copy(update={"findings": findings})


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer a question, in the order asked, and the claims that no quotation carries."""

    answers: tuple[Answer, ...]
    withheld: tuple[Withheld, ...]


def answers_to(questions: Sequence[str], report: SpecialistReport) -> Answered:
    """Return what a filed report comes to: only findings that are verified answer a question."""
    by_number: dict[str, list[Finding]] = {}
    for finding in report.findings:
        by_number.setdefault(finding.attributes.get("question", ""), []).append(finding)
    answers, withheld = [], []
    for number, question in enumerate(questions, 1):
        given = by_number.get(str(number), [])
        verified = [item for item in given if item.verified]
        text = _text(verified, report) if verified else _without_answer(question, given, report)
        answers.append(Answer(question=question, text=text, finding_ids=tuple(item.id for item in verified)))
        withheld += [
            Withheld(
                text=item.claim,
                reason=f"answers question {number} without a quotation that carries it",
                finding_ids=(item.id,),
            )
            for item in given
            if not item.verified
        ]
    return Answered(tuple(answers), tuple(withheld))


def _text(findings: Sequence[Finding], report: SpecialistReport) -> str:
    claims = " ".join(dict.fromkeys(item.claim.strip() for item in findings[:MOST_CLAIMS]))
    if report.reader == "rules":
        return FOUND_BY_RULES + claims
    return (FOUND_PARTLY_BY_RULES if report.status == "fallback" else "") + claims


def _without_answer(question: str, given: Sequence[Finding], report: SpecialistReport) -> str:
    """Say why there is no answer; that the document does not say is claimed only where all of it was read."""
    if given:
        return NO_QUOTATION
    if report.status in {"failed", "omitted"}:
        return f"The question was not answered: {report.error or report.status}."
    if report.reader == "rules" or report.status == "fallback":
        return NOT_FOUND_BY_RULES
    return NOT_SAID if question in report.not_found else NOT_ANSWERED
