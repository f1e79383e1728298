"""A model's answers: paid once, shared while they are under way, asked again where they were useless."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from panel_material import Asking, asking

from docpanel.agents.completion import Completion, CompletionRequest, Message, Usage
from docpanel.agents.deadline import Deadline
from docpanel.agents.errors import DeadlineExceeded, Interrupted, ProviderError, Refused
from docpanel.agents.providers.mock import MockProvider
from docpanel.cache.store import Store
from docpanel.orchestration.events import RunEvent

PATIENCE = 20.0
DOCUMENT = "<<<DOCUMENT n0nce>>>\nA fee.\n<<<END DOCUMENT n0nce>>>"
QUESTION = CompletionRequest(
    model="mock",
    messages=(Message("system", "Rules."), Message("user", DOCUMENT)),
    schema={"type": "object"},
    schema_name="specialist_answer",
    max_output_tokens=500,
    nonce="n0nce",
    prefix_key="docpanel-1",
    label="specialist:business",
)


def ask(asked: Asking, request: CompletionRequest = QUESTION) -> Completion:
    return asked.model.complete(request, deadline=Deadline.after(PATIENCE))


def counting() -> Callable[[CompletionRequest], str]:
    """Return a script that numbers its answers."""
    numbers = iter(range(1, 1000))
    return lambda _: f"answer {next(numbers)}"


class Gated(MockProvider):
    """Answers only when its gate is opened."""

    def __init__(self, script: Any) -> None:
        super().__init__(script)
        self.asked = threading.Event()
        self.gate = threading.Event()

    async def complete(self, request: CompletionRequest, **rest: Any) -> Completion:
        self.asked.set()
        await asyncio.to_thread(self.gate.wait, PATIENCE)
        return await super().complete(request, **rest)


def followers(asked: Asking, count: int) -> None:
    """Return when so many threads wait for the answer that another one asked for."""
    pause = threading.Event()
    while len(asked.model.flights._waiting) < count:
        assert not pause.wait(0.001)


def test_an_answer_is_paid_once_and_then_free(tmp_path: Path) -> None:
    paid = Completion("text", "mock-2026", usage=Usage(100, 60, 20))
    with asking([paid], tmp_path) as asked:
        first, second = ask(asked), ask(asked)
        counted = asked.context.ledger.summary()
    assert (first.cached, second.cached) == (False, True)
    assert replace(second, cached=False) == first
    assert (counted.calls, counted.cached_calls) == (1, 1)
    assert (counted.input_tokens, counted.cached_input_tokens, counted.output_tokens) == (100, 60, 20)


def test_an_answer_outlives_its_run(tmp_path: Path) -> None:
    with asking(["text"], tmp_path) as asked:
        ask(asked)
    with asking([], tmp_path) as asked:
        assert ask(asked).text == "text"


def test_an_answer_is_stored_before_anybody_is_told_of_it(tmp_path: Path) -> None:
    """Whoever is killed after the word that an answer arrived does not pay for it again."""
    stored: list[int] = []

    def told(event: RunEvent) -> None:
        if event.kind == "answered":
            with Store(tmp_path) as store:
                stored.append(store.info().entries["response"])

    with asking(["text"], tmp_path) as asked:
        asked.context.events.subscribe(told)
        ask(asked)
    assert stored == [1]


CHANGES: dict[str, Any] = {
    "model": {"model": "mock-2"},
    "the rules": {"messages": (Message("system", "Other rules."), QUESTION.messages[1])},
    "a role": {"messages": (QUESTION.messages[0], Message("assistant", QUESTION.messages[1].content))},
    "one more turn": {"messages": (*QUESTION.messages, Message("user", "Again."))},
    "schema": {"schema": {"type": "object", "properties": {}}},
    "length": {"max_output_tokens": 501},
    "temperature": {"temperature": 0.5},
    "version of the template": {"revision": 2},
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_can_change_an_answer_is_asked_anew(change: dict[str, Any], tmp_path: Path) -> None:
    with asking(counting(), tmp_path) as asked:
        assert ask(asked).text == "answer 1"
        assert ask(asked, replace(QUESTION, **change)).text == "answer 2"
        assert ask(asked).text == "answer 1"


def test_what_cannot_change_an_answer_is_not_asked_anew(tmp_path: Path) -> None:
    elsewhere = tuple(
        Message(each.role, each.content.replace("n0nce", "other")) for each in QUESTION.messages
    )
    with asking(counting(), tmp_path) as asked:
        ask(asked)
        for same in (
            replace(QUESTION, messages=elsewhere, nonce="other"),
            replace(QUESTION, label="specialist:legal"),
            replace(QUESTION, prefix_key="other"),
        ):
            assert ask(asked, same).text == "answer 1"


def test_the_same_model_at_another_address_is_another_model(tmp_path: Path) -> None:
    texts = []
    for where in (
        {"model": "m"},
        {"model": "m", "base_url": "http://a/v1"},
        {"model": "m", "base_url": "http://b/v1"},
        {"model": "mock"},
        {"model": "mock", "seed": 1},
    ):
        with asking([f"from {where}"], tmp_path, **where) as asked:
            texts.append(ask(asked).text)
    assert len(set(texts)) == 5
    with asking([], tmp_path, model="m", base_url="http://a/v1/") as asked:
        assert ask(asked).text == texts[1]


def test_a_forgotten_answer_is_asked_for_again(tmp_path: Path) -> None:
    with asking(counting(), tmp_path) as asked:
        ask(asked)
        asked.model.forget(QUESTION)
        assert ask(asked).text == "answer 2"
        assert ask(asked).text == "answer 2"


def test_without_cache_nothing_is_read_or_written(tmp_path: Path) -> None:
    with asking(counting(), tmp_path) as asked:
        ask(asked)
    with asking(["new", "newer"], tmp_path, cache="off") as asked:
        assert [ask(asked).text, ask(asked).text] == ["new", "newer"]
    with asking([], tmp_path) as asked:
        assert ask(asked).text == "answer 1"


def test_refresh_asks_again_and_keeps_the_new_answer(tmp_path: Path) -> None:
    with asking(["old"], tmp_path) as asked:
        ask(asked)
    with asking(["new"], tmp_path, cache="refresh") as asked:
        assert ask(asked).text == "new"
    with asking([], tmp_path) as asked:
        assert ask(asked).text == "new"


def test_a_failure_is_not_kept(tmp_path: Path) -> None:
    with asking([Refused("no"), "yes"], tmp_path) as asked:
        with pytest.raises(Refused):
            ask(asked)
        assert ask(asked).text == "yes"
        assert asked.context.ledger.summary().calls == 1


def test_a_damaged_entry_is_asked_for_again(tmp_path: Path) -> None:
    with asking(counting(), tmp_path) as asked:
        ask(asked)
        name = asked.model._key(QUESTION)
    with Store(tmp_path) as store:
        assert store.get(name)
        store.set(name, '{"text": 7}')
    with asking(["new"], tmp_path) as asked:
        assert ask(asked).text == "new"


@pytest.mark.parametrize("cache", ["use", "off", "refresh"])
def test_equal_questions_at_the_same_time_are_sent_once(cache: str, tmp_path: Path) -> None:
    provider = Gated(counting())
    with asking(provider, tmp_path, cache=cache) as asked:
        futures = [asked.context.pool.submit(lambda: ask(asked)) for _ in range(8)]
        followers(asked, 7)
        provider.gate.set()
        completions = [future.result(PATIENCE) for future in futures]
        counted = asked.context.ledger.summary()
    assert {completion.text for completion in completions} == {"answer 1"}
    assert sum(not completion.cached for completion in completions) == 1
    assert (counted.calls, counted.cached_calls) == (1, 7)


def shared(asked: Asking, provider: Gated, count: int) -> list[Future[Completion]]:
    """Begin equal questions; all but one wait for the answer of that one."""
    futures = [asked.context.pool.submit(lambda: ask(asked))]
    assert provider.asked.wait(PATIENCE)
    futures += [asked.context.pool.submit(lambda: ask(asked)) for _ in range(count - 1)]
    followers(asked, count - 1)
    return futures


def test_equal_questions_share_a_failure_and_the_next_one_asks_again(tmp_path: Path) -> None:
    provider = Gated([Refused("no"), "yes"])
    with asking(provider, tmp_path) as asked:
        futures = shared(asked, provider, 3)
        provider.gate.set()
        errors = [type(future.exception(PATIENCE)) for future in futures]
        assert errors == [Refused] * 3
        assert ask(asked).text == "yes"


def test_whoever_waited_for_a_call_that_was_cancelled_asks_itself(tmp_path: Path) -> None:
    provider = Gated([Interrupted("somebody else pressed Ctrl-C"), "yes"])
    with asking(provider, tmp_path) as asked:
        first, second = shared(asked, provider, 2)
        provider.gate.set()
        assert isinstance(first.exception(PATIENCE), Interrupted)
        assert (second.result(PATIENCE).text, second.result().cached) == ("yes", False)


def test_nobody_waits_for_the_call_of_another_beyond_its_own_deadline(tmp_path: Path) -> None:
    provider = Gated(["late"])
    with asking(provider, tmp_path) as asked:
        leader = asked.context.pool.submit(lambda: ask(asked))
        assert provider.asked.wait(PATIENCE)
        with pytest.raises(DeadlineExceeded):
            asked.model.complete(QUESTION, deadline=Deadline.after(0.0))
        provider.gate.set()
        assert leader.result(PATIENCE).text == "late"


def test_a_cached_answer_is_there_even_when_the_time_is_over(tmp_path: Path) -> None:
    with asking(["text"], tmp_path) as asked:
        ask(asked)
        assert asked.model.complete(QUESTION, deadline=Deadline.after(0.0)).text == "text"


def test_everybody_who_listens_is_told_what_was_paid_and_what_was_not(tmp_path: Path) -> None:
    events: list[RunEvent] = []
    with asking([Completion("text", "mock", usage=Usage(10, 0, 2)), Refused("no")], tmp_path) as asked:
        asked.context.events.subscribe(events.append)
        ask(asked)
        ask(asked)
        with pytest.raises(ProviderError):
            ask(asked, replace(QUESTION, model="other"))
    answers = [event for event in events if event.kind in {"answered", "cached"}]
    assert [(event.kind, event.usage) for event in answers] == [
        ("answered", Usage(10, 0, 2)),
        ("cached", Usage(10, 0, 2)),
    ]
