"""Finding providers by name."""

import subprocess
import sys
from importlib.metadata import EntryPoint

import pytest

from docpanel.agents.providers import registry
from docpanel.agents.providers.mock import MockProvider
from docpanel.agents.providers.registry import ProviderOptions, UnknownProvider, create, names


def test_the_modules_of_the_folder_are_providers():
    assert {"mock", "openai"} <= set(names())
    assert create("mock").name == "mock"
    assert create("openai").name == "openai"


def test_an_unknown_name_says_what_was_probably_meant():
    with pytest.raises(UnknownProvider, match="'opnai'; did you mean 'openai'"):
        create("opnai")
    with pytest.raises(UnknownProvider, match="known: mock, openai"):
        create("zzz")


def _with_entry_point(monkeypatch, value: str) -> None:
    point = EntryPoint("theirs", value, registry.ENTRY_POINTS)

    def found(*, group, name=None):
        return [point] if group == registry.ENTRY_POINTS and name in {None, "theirs"} else []

    monkeypatch.setattr(registry, "entry_points", found)


def test_another_package_adds_a_provider(monkeypatch):
    _with_entry_point(monkeypatch, "docpanel.agents.providers.mock:create")
    assert isinstance(create("theirs"), MockProvider)
    assert "theirs" in names()


def test_a_provider_that_cannot_be_loaded_is_one_clear_error(monkeypatch):
    _with_entry_point(monkeypatch, "no_such_package_anywhere:create")
    with pytest.raises(UnknownProvider, match=r"'theirs'.*cannot be loaded"):
        create("theirs")


def test_options_out_of_bounds_quote_the_value_and_a_key_is_never_shown():
    with pytest.raises(ValueError, match="max_answer_bytes must be above zero, not 0"):
        ProviderOptions(max_answer_bytes=0)
    shown = repr(ProviderOptions(api_key="sk-secret-value", headers={"x-key": "header-secret"}))
    assert "secret" not in shown


def test_creating_a_provider_does_not_import_the_client_library():
    code = (
        "import sys\n"
        "from docpanel.agents.providers.registry import create, names\n"
        "names(); create('openai'); create('mock')\n"
        "print(sorted({'openai', 'httpx2', 'aiohttp', 'tiktoken'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603  # our own line
    assert done.stdout.strip() == "[]"
