"""The plan of one document: every call, its tokens and its price, before anything is sent."""

from collections.abc import Sequence
from dataclasses import dataclass

from docpanel.agents.asides import Aside
from docpanel.agents.completion import CompletionRequest, Usage
from docpanel.agents.reader import ReadTask
from docpanel.agents.requests import SYNTHESIS_OUTPUT_TOKENS, RequestBuilder
from docpanel.documents.document import Chunk, Document, Span
from docpanel.orchestration.chunking import split
from docpanel.orchestration.errors import PlanError
from docpanel.orchestration.prices import Prices
from docpanel.orchestration.seats import Seat, room_for, usable, window_for
from docpanel.orchestration.tokens import TokenCounter
from docpanel.prompts.template import PromptTemplate

__all__ = ["ModelFacts", "Plan", "PlannedCall", "Planner", "path_of", "plan_offline"]

ASSUMED_WINDOW = 32_768
"""For a model that nobody knows; what larger open models have had since 2024."""
MOCK_WINDOW = 128_000
SMALLEST_ROOM = 1000
NO_BASELINE = "the context window is too small for the task of the baseline, which was left out"


@dataclass(frozen=True, slots=True)
class PlannedCall:
    """One call to come; `input_tokens` are counted, `max_output_tokens` are what it may answer."""

    path: str
    label: str
    chunk: Chunk | None
    input_tokens: int
    max_output_tokens: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be asked of whom.

    `tokens_label` says how tokens were counted. `estimated_usd` counts every answer at its full
    length and no retries; None where the price is unknown. `synthesis_room` are the tokens that the
    findings may take in the synthesizer's request. `questions` and `baseline` read beside the panel.
    """

    document: Document
    templates: tuple[PromptTemplate, ...]
    chunks: tuple[Chunk, ...]
    calls: tuple[PlannedCall, ...] = ()
    context_window: int | None = None
    synthesis_room: int = 0
    tokens_label: str = ""
    estimated_usd: float | None = None
    warnings: tuple[str, ...] = ()
    strategy: str = "weighted"
    questions: Aside | None = None
    baseline: Aside | None = None

    @property
    def asides(self) -> tuple[Aside, ...]:
        """Return who reads beside the panel."""
        return tuple(item for item in (self.questions, self.baseline) if item is not None)

    @property
    def input_tokens(self) -> int:
        """Return the input tokens of all calls."""
        return sum(call.input_tokens for call in self.calls)

    @property
    def max_output_tokens(self) -> int:
        """Return what all calls may answer together."""
        return sum(call.max_output_tokens for call in self.calls)


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """What is known of a model: its name, where it is served, its window if the user stated one."""

    name: str
    base_url: str | None = None
    context_window: int | None = None


def plan_offline(
    document: Document,
    templates: Sequence[PromptTemplate],
    *,
    questions: Aside | None = None,
    strategy: str = "weighted",
) -> Plan:
    """Plan for the rule readers: the whole document at once, no calls, no cost."""
    whole = (_whole(document),)
    return Plan(document, tuple(templates), whole, estimated_usd=0.0, strategy=strategy, questions=questions)


@dataclass(frozen=True, slots=True)
class Planner:
    """Plans calls to one model."""

    model: ModelFacts
    counter: TokenCounter
    prices: Prices
    requests: RequestBuilder

    def plan(
        self,
        document: Document,
        templates: Sequence[PromptTemplate],
        *,
        questions: Aside | None = None,
        baseline: Aside | None = None,
        strategy: str = "weighted",
    ) -> Plan:
        """Put the whole document in context if it fits, else split it at page borders.

        Raises:
            PlanError: the window cannot hold even the instructions and a few sentences.
        """
        window, warnings = self._window()
        seats = self._seats(document, templates, [item for item in (questions, baseline) if item is not None])
        if baseline is not None and room_for(window, seats) < SMALLEST_ROOM:
            # Its failure never harms the run, and neither does its length.
            seats = [seat for seat in seats if seat.template is not baseline.template]
            baseline, warnings = None, (*warnings, NO_BASELINE)
        if (room := room_for(window, seats)) < SMALLEST_ROOM:
            needed = window_for(SMALLEST_ROOM, seats)
            raise PlanError(
                f"a context window of {window:,} tokens is too small for this panel, which needs {needed:,};"
                " choose another model or set --context-window"
            )
        chunks = self._chunks(document, room)
        calls = [
            PlannedCall(
                path=path_of(seat.template, chunk),
                label=seat.label,
                chunk=chunk,
                input_tokens=seat.overhead + self._count_chunk(document, chunk),
                max_output_tokens=seat.template.max_output_tokens,
            )
            for chunk in chunks
            for seat in seats
        ]
        synthesis = self._synthesis_overhead(document)
        # Twice the answer here too: the second one of a repair turn follows the first.
        synthesis_room = usable(window) - synthesis - 2 * SYNTHESIS_OUTPUT_TOKENS
        findings = len(chunks) * sum(item.max_output_tokens for item in templates)
        calls.append(
            PlannedCall(
                path="synthesizer",
                label="synthesizer",
                chunk=None,
                input_tokens=synthesis + min(findings, synthesis_room),
                max_output_tokens=SYNTHESIS_OUTPUT_TOKENS,
            )
        )
        return Plan(
            document,
            tuple(templates),
            chunks,
            tuple(calls),
            context_window=window,
            synthesis_room=synthesis_room,
            tokens_label=self.counter.label,
            estimated_usd=self._price(calls),
            warnings=warnings,
            strategy=strategy,
            questions=questions,
            baseline=baseline,
        )

    def count_request(self, request: CompletionRequest) -> int:
        """Return what a request weighs against a token limit: its prompt and its longest answer."""
        return self.counter.count_messages(request.messages) + request.max_output_tokens

    def _window(self) -> tuple[int, tuple[str, ...]]:
        if self.model.name == "mock":
            return self.model.context_window or MOCK_WINDOW, ()
        known = self.model.context_window or self.prices.context_window(self.model.name)
        if known is not None:
            return known, ()
        warning = (
            f"the context window of {self.model.name} is unknown; {ASSUMED_WINDOW:,} tokens were assumed"
            " (set --context-window)"
        )
        return ASSUMED_WINDOW, (warning,)

    def _seats(
        self, document: Document, templates: Sequence[PromptTemplate], asides: Sequence[Aside]
    ) -> list[Seat]:
        """Count all of each one's request but the document's text."""
        nothing = ReadTask(document, Chunk(0, 1, Span(0, 0)))

        def seat(template: PromptTemplate, label: str, requests: RequestBuilder) -> Seat:
            messages = requests.specialist(template, nothing).messages
            return Seat(template, label, self.counter.count_messages(messages))

        return [
            *(seat(item, f"specialist:{item.name}", self.requests) for item in templates),
            *(seat(item.template, item.template.name, item.requests(self.requests)) for item in asides),
        ]

    def _chunks(self, document: Document, room: int) -> tuple[Chunk, ...]:
        # A token is at least one byte: a short document needs no counting at all.
        if len(document.text) * 4 <= room or self.counter.count(document.text) <= room:
            return (_whole(document),)
        return split(document, room, self.counter.count)

    def _count_chunk(self, document: Document, chunk: Chunk) -> int:
        return self.counter.count(document.text[chunk.span.start : chunk.span.end])

    def _synthesis_overhead(self, document: Document) -> int:
        """Count all of the synthesizer's request but the findings."""
        empty = self.requests.synthesis(document, overview="", findings="")
        return self.counter.count_messages(empty.messages)

    def _price(self, calls: Sequence[PlannedCall]) -> float | None:
        if self.model.name == "mock":
            return 0.0
        prices = [
            self.prices.price_of(
                self.model.name,
                Usage(input_tokens=call.input_tokens, output_tokens=call.max_output_tokens),
                self.model.base_url,
            )
            for call in calls
        ]
        return None if None in prices else sum(price for price in prices if price is not None)


def path_of(template: PromptTemplate, chunk: Chunk) -> str:
    """Return the stable id of the step in which a specialist reads a chunk."""
    return template.name if chunk.count == 1 else f"{template.name}[{chunk.index + 1}/{chunk.count}]"


def _whole(document: Document) -> Chunk:
    return Chunk(0, 1, Span(0, len(document.text)))
