"""Answers and documents in the cache: what comes out was put in, or nothing comes out."""

import json

import pytest

from docpanel.cache.documents import DocumentCache
from docpanel.cache.responses import ResponseCache, StoredResponse
from docpanel.cache.store import Store

ANSWER = StoredResponse('{"a": "é\ud800"}', "gpt-4o-mini", "stop", 100, 20, 30)
KEY = "response:1"


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "cache") as opened:
        yield opened


def test_an_answer_comes_back_as_it_was_put(store):
    ResponseCache(store).put(KEY, ANSWER)
    assert ResponseCache(store).get(KEY) == ANSWER


@pytest.mark.parametrize(
    "stored",
    [
        "", "no json", "null", "[]", "3", "{}", '{"text": "a"}', "[" * 100_000,
        json.dumps({"text": "a", "model": "m", "finish_reason": "stop", "extra": 1}),
        json.dumps({"text": 1, "model": "m", "finish_reason": "stop"}),
        json.dumps({"text": None, "model": "m", "finish_reason": "stop"}),
        json.dumps({"text": "a", "model": "m", "finish_reason": "stop", "input_tokens": "1"}),
        json.dumps({"text": "a", "model": "m", "finish_reason": "stop", "input_tokens": True}),
        json.dumps({"text": "a", "model": "m", "finish_reason": "stop", "output_tokens": -1}),
    ],
)  # fmt: skip
def test_what_does_not_validate_is_dropped(store, stored):
    store.set(KEY, stored)
    assert ResponseCache(store).get(KEY) is None
    assert store.get(KEY) is None


def test_no_cache_neither_reads_nor_writes(store):
    closed = ResponseCache(store, read=False, write=False)
    closed.put(KEY, ANSWER)
    assert ResponseCache(store).get(KEY) is None
    ResponseCache(store).put(KEY, ANSWER)
    assert closed.get(KEY) is None


def test_refresh_does_not_read_but_the_next_run_finds_its_answer(store):
    ResponseCache(store).put(KEY, ANSWER)
    newer = StoredResponse("newer", "gpt-4o-mini", "stop")
    refreshing = ResponseCache(store, read=False, write=True)
    assert refreshing.get(KEY) is None
    refreshing.put(KEY, newer)
    assert ResponseCache(store).get(KEY) == newer


def test_a_document_is_found_by_its_content_and_the_way_it_was_read(store):
    cache = DocumentCache(store)
    cache.put("aa", "loaders 1", "{}")
    assert cache.get("aa", "loaders 1") == "{}"
    assert cache.get("aa", "loaders 2") is None
    assert cache.get("ab", "loaders 1") is None
    cache.drop("aa", "loaders 1")
    assert cache.get("aa", "loaders 1") is None


def test_a_document_cache_that_may_not_read_or_write_does_neither(store):
    DocumentCache(store, read=False, write=False).put("aa", "1", "{}")
    assert DocumentCache(store).get("aa", "1") is None
    DocumentCache(store).put("aa", "1", "{}")
    assert DocumentCache(store, read=False).get("aa", "1") is None
