"""Log lines: which run, document and specialist they are about, and what they never hold."""

import json
import logging
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from panel_material import draft, make_document, specialist_answer

from docpanel.agents.completion import CompletionRequest
from docpanel.agents.errors import ServerFailed
from docpanel.agents.providers.mock import MockProvider
from docpanel.orchestration.analyzer import Analyzer
from docpanel.orchestration.context import RunContext, current_run, current_step
from docpanel.orchestration.logs import set_up_logging
from docpanel.orchestration.pool import WorkerPool
from docpanel.orchestration.settings import Settings
from docpanel.orchestration.steps import Outcome, Step, scatter_gather

SECRET = "sk-test-0123456789abcdef"  # noqa: S105  # no key of anybody


@pytest.fixture(autouse=True)
def unchanged() -> Iterator[None]:
    """Put the logger back as it was."""
    logger = logging.getLogger("docpanel")
    before = (logger.handlers[:], logger.level, logger.propagate)
    yield
    logger.handlers[:], logger.level, logger.propagate = before


@pytest.fixture
def run() -> Iterator[RunContext]:
    """Return the run that this thread works for."""
    pool = WorkerPool(8)
    made = RunContext(run_id="a1b2c3", document="memo.txt", pool=pool)
    token = current_run.set(made)
    yield made
    current_run.reset(token)
    pool.close(wait=True)


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().err.splitlines()


def test_a_line_says_which_run_document_and_specialist_it_is_about(
    run: RunContext, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up_logging(logging.INFO, "human")
    token = current_step.set("business[2/3]")
    logging.getLogger("docpanel.orchestration.wire").warning("trying again in %.1f s", 2)
    current_step.reset(token)
    assert lines(capsys) == [f"WARNING {run.run_id} memo.txt business[2/3]: trying again in 2.0 s"]


def test_outside_of_a_run_there_is_nothing_to_name(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging(logging.INFO, "human")
    logging.getLogger("docpanel.cache").info("opened")
    assert lines(capsys) == ["INFO - - -: opened"]


@pytest.mark.usefixtures("run")
def test_json_is_one_object_a_line_whatever_the_message_holds(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging(logging.INFO, "json")
    message = 'He said "no"\nand left: \x1b[31mé\u2028 {}'
    logging.getLogger("docpanel.x").info(message)
    (line,) = capsys.readouterr().err.split("\n")[:-1]
    found = json.loads(line)
    assert {
        name: found[name] for name in ("level", "logger", "run", "document", "specialist", "message")
    } == {
        "level": "info",
        "logger": "docpanel.x",
        "run": "a1b2c3",
        "document": "memo.txt",
        "specialist": "-",
        "message": message,
    }


def test_json_keeps_the_error_on_the_same_line(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging(logging.INFO, "json")
    try:
        _ = 1 // 0
    except ZeroDivisionError:
        logging.getLogger("docpanel.x").exception("it failed")
    (line,) = lines(capsys)
    assert "ZeroDivisionError" in json.loads(line)["error"]


def test_lines_below_the_level_and_of_other_libraries_are_not_ours(
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_up_logging(logging.WARNING, "human")
    logging.getLogger("docpanel.x").info("detail")
    logging.getLogger("openai").warning("somebody else's")
    logging.getLogger("docpanel.x").warning("ours")
    assert [line for line in lines(capsys) if "detail" in line or "else" in line] == []


def test_setting_up_again_replaces_and_does_not_double(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging(logging.INFO, "human")
    set_up_logging(logging.INFO, "json")
    logging.getLogger("docpanel.x").info("once")
    (line,) = lines(capsys)
    assert json.loads(line)["message"] == "once"


def test_lines_of_many_threads_name_each_its_own_specialist(
    run: RunContext, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up_logging(logging.INFO, "json")
    logger = logging.getLogger("docpanel.x")

    def branch(name: str) -> Step[None, None]:
        def work(_run: RunContext, _value: None) -> None:
            for number in range(20):
                logger.info("%s %d", name, number)

        return Step(name, work)

    def gather(_: None, outcomes: Sequence[Outcome[None]]) -> int:
        return len(outcomes)

    names = [f"reader{number}" for number in range(8)]
    assert scatter_gather("all", lambda _: [branch(name) for name in names], gather).run(run, None) == 8
    found = [json.loads(line) for line in lines(capsys)]
    assert len(found) == 160
    for each in found:
        assert each["message"].split()[0] == each["specialist"]
        assert each["run"] == "a1b2c3"


def test_a_run_logged_in_full_holds_no_document_text_no_answer_and_no_key(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up_logging(logging.DEBUG, "json")
    document = make_document("The ZEBRAFEE is $40. It is due on 5 May.")
    answers: dict[str, Any] = {
        "specialist:business": specialist_answer(
            draft("A WALRUSCLAIM on the ZEBRAFEE.", "The ZEBRAFEE is $40.")
        ),
        "specialist:summary": "The ZEBRAFEE, a WALRUSCLAIM, in prose.",
        "specialist:quality": ServerFailed("503"),
        "synthesizer": "WALRUSCLAIM",
    }

    def script(request: CompletionRequest) -> Any:
        return answers[request.label]

    settings = Settings(
        model="gpt-4o-mini",
        api_key=SECRET,
        specialists=("business", "summary", "quality"),
        cache_folder=tmp_path,
        max_attempts=1,
    )
    with Analyzer(settings, provider=MockProvider(script)) as analyzer:
        analysis = analyzer.analyze(document)
    logged = lines(capsys)
    assert {json.loads(line)["run"] for line in logged} >= {analysis.run_id}
    assert {json.loads(line)["specialist"] for line in logged} >= {"summary", "quality", "synthesizer"}
    for secret in ("ZEBRAFEE", "WALRUSCLAIM", SECRET):
        assert not [line for line in logged if secret in line]
