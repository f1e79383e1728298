"""Prices and context windows, against the snapshot that genai-prices carries."""

import subprocess
import sys
from pathlib import Path

import pytest

from docpanel.agents.completion import Usage
from docpanel.cache.store import Store
from docpanel.orchestration.prices import Prices

USAGE = Usage(input_tokens=1_000_000, cached_input_tokens=0, output_tokens=100_000)


def test_a_known_model_costs_what_its_provider_asks():
    assert Prices().price_of("gpt-4o-mini", USAGE) == pytest.approx(0.15 + 0.06)


def test_cached_input_is_cheaper_than_fresh_input():
    cached = Usage(input_tokens=1_000_000, cached_input_tokens=1_000_000)
    assert Prices().price_of("gpt-4o-mini", cached) == pytest.approx(0.075)


def test_more_cached_than_input_tokens_is_no_error():
    odd = Usage(input_tokens=10, cached_input_tokens=20)
    assert Prices().price_of("gpt-4o-mini", odd) == pytest.approx(10 * 0.075e-6)


@pytest.mark.parametrize("model", ["no-such-model", "llama3.1", "gpt-99", "mock", "offline", ""])
def test_an_unknown_model_has_no_price_and_no_window(model):
    assert Prices().price_of(model, USAGE) is None
    assert Prices().context_window(model) is None


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:8000/v1", "http://localhost:11434/v1", "https://llm.example.org/v1"]
)
def test_a_server_of_ones_own_has_no_known_price_whatever_the_model_is_called(address):
    assert Prices().price_of("gpt-4o-mini", USAGE, address) is None


def test_the_address_of_another_provider_asks_that_provider():
    price = Prices().price_of("openai/gpt-4o-mini", USAGE, "https://openrouter.ai/api/v1")
    assert price == pytest.approx(0.21, rel=0.2)


def test_a_prefix_and_capitals_do_not_hide_the_model():
    plain = Prices().price_of("gpt-4o-mini", USAGE)
    assert Prices().price_of("openai/gpt-4o-mini", USAGE) == plain
    assert Prices().price_of("GPT-4o-Mini", USAGE) == plain


def test_a_tuned_model_costs_more_than_its_base():
    tuned = Prices().price_of("ft:gpt-4o-mini-2024-07-18:acme::abc", USAGE)
    base = Prices().price_of("gpt-4o-mini", USAGE)
    assert tuned is not None
    assert base is not None
    assert tuned > base


def test_a_model_that_bills_something_else_than_tokens_has_no_price():
    assert Prices().price_of("text-embedding-3-small", USAGE) is None


@pytest.mark.parametrize(
    ("model", "window"),
    [
        ("gpt-4o-mini", 128_000),
        ("openai/gpt-4o-mini", 128_000),
        ("ft:gpt-4o-mini-2024-07-18:acme::abc", 128_000),
        ("gpt-4", 8_192),
        ("o3-mini", 200_000),
    ],
)
def test_the_context_window_is_known_under_every_form_of_the_name(model, window):
    assert Prices().context_window(model) == window


def test_a_remembered_window_does_not_load_the_snapshot(tmp_path: Path):
    with Store(tmp_path) as store:
        assert Prices(store).context_window("gpt-4o-mini") == 128_000
        assert Prices(store).context_window("no-such-model") is None
    program = f"""
import sys
from pathlib import Path
from docpanel.cache.store import Store
from docpanel.orchestration.prices import Prices
with Store(Path({str(tmp_path)!r})) as store:
    print(Prices(store).context_window("gpt-4o-mini"), Prices(store).context_window("no-such-model"))
print("genai_prices" in sys.modules)
"""
    result = subprocess.run(  # noqa: S603  # our own interpreter and program
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert result.stdout.split() == ["128000", "None", "False"]
