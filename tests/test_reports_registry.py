"""Formats are found by name, by file ending, and in installed packages."""

from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from docpanel.agents.analysis import Analysis
from docpanel.errors import DocpanelError
from docpanel.reports import registry
from docpanel.reports.errors import RendererBroken, ReportError, UnknownFormat
from docpanel.reports.registry import format_for_path, formats, render

COMPLETE = Analysis.model_validate_json(
    (Path(__file__).parent / "analyses" / "complete.json").read_text("utf-8")
)


@pytest.fixture
def installed(monkeypatch):
    """Return a function that pretends a package was installed whose entry point names an object here."""

    def install(name: str, value: str) -> None:
        points = [EntryPoint(name, value, registry.ENTRY_POINTS)]
        monkeypatch.setattr(
            registry, "entry_points", lambda group: points if group == registry.ENTRY_POINTS else []
        )

    return install


@pytest.mark.parametrize(
    ("path", "format_name"),
    [
        ("report.json", "json"),
        ("out/All.JSONL", "jsonl"),
        ("a.ndjson", "jsonl"),
        ("a.md", "markdown"),
        (Path("a.b.markdown"), "markdown"),
        ("a.txt", "terminal"),
    ],
)
def test_the_ending_of_a_path_means_a_format(path, format_name):
    assert format_for_path(path) == format_name


@pytest.mark.parametrize("path", ["report", "report.docx", "out.json/report", ""])
def test_an_ending_that_means_nothing_is_one_line_that_lists_those_that_do(path):
    with pytest.raises(UnknownFormat, match=r"\.json, .*\.md, .*--format") as caught:
        format_for_path(path)
    assert "\n" not in str(caught.value)


def test_an_unknown_format_is_one_line_that_lists_those_there_are():
    with pytest.raises(
        ReportError, match=r"docx: there is no such report format; choose one of .*json.*markdown"
    ) as caught:
        render(COMPLETE, "docx")
    assert isinstance(caught.value, DocpanelError)
    assert "\n" not in str(caught.value)


def test_every_format_renders_and_ends_in_one_line_break():
    assert {"json", "jsonl", "markdown", "terminal"} <= set(formats())
    for name in formats():
        text = render(COMPLETE, name)
        assert text.endswith("\n")
        assert not text.endswith("\n\n")


def test_an_installed_package_adds_a_format_and_takes_no_built_in_ending(monkeypatch, tmp_path, installed):
    (tmp_path / "shouting_reports.py").write_text(
        "from docpanel.reports.renderer import Renderer\n"
        "def shout(analysis, layout):\n"
        "    return f'{analysis.status.upper()} {layout.width}'\n"
        "SHOUT = Renderer('shout', ('.shout', '.md'), shout, lambda head, tail: False)\n"
        "NOTHING = 3\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    installed("shout", "shouting_reports:SHOUT")
    assert render(COMPLETE, format_for_path("x.shout"), width=70) == "COMPLETE 70"
    assert "shout" in formats()
    assert format_for_path("x.md") == "markdown"
    installed("shout", "shouting_reports:NOTHING")
    with pytest.raises(RendererBroken, match="shout: shouting_reports:NOTHING is no docpanel Renderer"):
        render(COMPLETE, "shout")


def test_a_broken_plug_in_is_named_and_does_not_disturb_the_built_in_formats(installed):
    installed("broken", "no_such_module_here:RENDERER")
    assert "broken" in formats()
    assert render(COMPLETE, "terminal")
    assert format_for_path("a.json") == "json"
    with pytest.raises(RendererBroken, match=r"broken: .*no_such_module_here"):
        render(COMPLETE, "broken")


def test_colour_is_given_only_where_it_is_asked_for_and_the_environment_allows_it(monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[" not in render(COMPLETE, "terminal")
    assert "\x1b[1m" in render(COMPLETE, "terminal", color=True)
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in render(COMPLETE, "terminal", color=True)
