"""The eight specialists: valid, distinct, of one form, and free of everything the library adds itself."""

import itertools
import re
from pathlib import Path

import pytest

from docpanel.agents.answers import SpecialistAnswer, strict_schema
from docpanel.prompts import rendering
from docpanel.prompts.fixed import fixed_text
from docpanel.prompts.library import FULL, Library, every_file
from docpanel.prompts.parsing import parse_template

ROOT = Path(__file__).resolve().parents[1]
CATEGORIES = {
    "sentiment": ("tone", "concern", "praise"),
    "keywords": ("term", "entity"),
    "summary": ("main_point", "outcome"),
    "quality": ("clarity", "gap", "contradiction", "support", "manipulation"),
    "content": ("theme", "topic"),
    "linguistic": ("style", "readability"),
    "technical": ("structure", "formatting", "reference"),
    "business": ("value", "risk", "cost", "action", "deadline"),
}


@pytest.fixture
def panel(tmp_path, monkeypatch):
    """Return the packaged panel, whatever the folder of the test run holds."""
    monkeypatch.chdir(tmp_path)
    return {template.name: template for template in Library().panel()}


def test_every_packaged_template_is_valid(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    files = list(every_file())
    assert sorted(found.name for found in files) == sorted(FULL)
    assert [problem for found in files for problem in found.problems()] == []


def test_categories_are_those_of_the_rule_readers_and_shared_by_no_two(panel):
    assert {name: template.categories for name, template in panel.items()} == CATEGORIES
    for first, second in itertools.combinations(panel.values(), 2):
        assert not set(first.categories) & set(second.categories)


def test_scores_and_attributes_are_those_that_reports_show(panel):
    scores = {name: tuple(template.scores) for name, template in panel.items() if template.scores}
    assert scores == {
        "sentiment": ("polarity",),
        "quality": ("clarity", "completeness"),
        "linguistic": ("readability",),
        "technical": ("organization",),
        "business": ("actionability",),
    }
    assert tuple(panel["business"].attributes) == ("amount", "unit", "period", "deadline", "actor")
    assert not any(template.attributes for name, template in panel.items() if name != "business")


@pytest.mark.parametrize("name", FULL)
def test_each_remit_is_short_explains_its_words_and_sends_the_rest_to_colleagues(panel, name):
    body = panel[name].body
    assert 120 <= len(body.split()) <= 350
    for category in panel[name].categories:
        assert f"- `{category}`: " in body
    others = re.findall(r"\((\w+)\)", body.partition("Not yours:")[2].partition("\n")[0])
    assert set(others) & set(FULL) - {name}
    assert "Importance" in body
    assert "Good: " in body
    assert "Poor: " in body


@pytest.mark.parametrize("name", FULL)
def test_no_template_repeats_what_the_library_adds_or_names_a_model(panel, name):
    body = panel[name].body
    assert not re.search(
        r"\b(json|schema|nonce|confidence|gpt|claude|llama|gemini)\b|<<<", body, re.IGNORECASE
    )


@pytest.mark.parametrize("name", FULL)
def test_a_task_is_short_enough_to_be_read(panel, name):
    sent = rendering.render_instructions(panel[name], variables={}, schema=strict_schema(SpecialistAnswer))
    instructions = sent.rpartition("\n")[0]
    assert len(instructions.split()) < 650
    assert "{{" not in sent
    assert "\n\n\n\n" not in sent


@pytest.mark.parametrize("text", ["system", "instructions", "synthesizer"])
def test_the_fixed_texts_call_the_material_data_and_ask_for_one_json_object(text):
    assert "one JSON object" in fixed_text(text)


def test_the_rules_name_every_field_of_a_finding_that_a_specialist_must_judge():
    rules = fixed_text("system")
    for field in ("subject", "claim", "stance", "importance", "confidence", "basis", "recommendation"):
        assert f"- `{field}`: " in rules


def test_the_example_of_the_authors_guide_is_a_valid_template():
    guide = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")
    block = guide.partition("## An example\n\n")[2].partition("\n\n## ")[0]
    text = "\n".join(line.removeprefix("    ") for line in block.split("\n"))
    assert parse_template(text, source="docs/templates.md", name="legal").categories == (
        "right",
        "duty",
        "exit",
    )
