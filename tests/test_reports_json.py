"""The JSON report: the shape that programs depend on."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from docpanel.agents.analysis import Analysis, Cost, Synthesis, Timings, UsageRecord
from docpanel.reports.registry import batch_format, render
from docpanel.reports.schema import published_schema, schema_text

SAMPLES = Path(__file__).parent / "analyses"
PUBLISHED = Path(__file__).parent.parent / "docs" / "report-schema.json"
COMPLETE = Analysis.model_validate_json((SAMPLES / "complete.json").read_text("utf-8"))
EMPTY = COMPLETE.model_copy(
    update={
        "status": "failed",
        "specialists": tuple(
            report.model_copy(update={"status": "failed", "error": "401", "model": None, "findings": ()})
            for report in COMPLETE.specialists
        ),
        "synthesis": Synthesis(author="rules"),
        "coverage": (),
        "usage": UsageRecord(),
        "cost": Cost(),
        "timings": Timings(),
    }
)


@pytest.mark.parametrize("analysis", [COMPLETE, EMPTY], ids=["complete", "failed"])
@pytest.mark.parametrize("format_name", ["json", "jsonl"])
def test_every_report_validates_against_the_published_schema(analysis, format_name):
    schema = json.loads(PUBLISHED.read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads(render(analysis, format_name)))


def test_the_published_schema_is_up_to_date():
    assert PUBLISHED.read_text("utf-8") == schema_text()


def test_the_schema_requires_every_key_and_allows_no_other():
    schema = published_schema()
    for definition in (schema, *schema["$defs"].values()):
        assert definition["required"] == list(definition["properties"])
        assert definition["additionalProperties"] is False
    validator = Draft202012Validator(schema)
    report = json.loads(render(COMPLETE, "json"))
    assert not validator.is_valid({key: value for key, value in report.items() if key != "coverage"})
    assert not validator.is_valid(report | {"extra": 1})


@pytest.mark.parametrize("format_name", ["json", "jsonl"])
def test_the_report_is_the_analysis_and_nothing_else(format_name):
    text = render(COMPLETE, format_name)
    assert json.loads(text) == COMPLETE.model_dump(mode="json")
    assert Analysis.model_validate_json(text) == COMPLETE


def test_one_document_is_indented_by_two_and_letters_stay_letters():
    lines = render(COMPLETE, "json").splitlines()
    assert lines[:3] == ["{", '  "schema_version": 1,', '  "run_id": "20200806-101500-3f9a2c",']
    assert any("2018\N{EN DASH}23\N{EN DASH}51" in line for line in lines)


def test_several_documents_are_one_object_a_line():
    assert batch_format("json") == "jsonl"
    stream = render(COMPLETE, "jsonl") + render(EMPTY, "jsonl")
    assert [json.loads(line)["status"] for line in stream.splitlines()] == ["complete", "failed"]


def test_maps_that_threads_filled_in_any_order_give_the_same_bytes():
    seconds = COMPLETE.timings.specialists
    turned = COMPLETE.timings.model_copy(update={"specialists": dict(reversed(seconds.items()))})
    other = COMPLETE.model_copy(update={"timings": turned})
    assert list(seconds) != list(turned.specialists)
    assert render(other, "json") == render(COMPLETE, "json")
