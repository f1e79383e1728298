"""`docpanel prompts list|show|check|new`, as somebody at a terminal sees them."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from docpanel.cli.prompts import prompts
from docpanel.prompts.library import FULL, Library


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run a command in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(prompts, list(arguments))


def break_template(folder=Path("prompts/specialists")):
    path = folder / "legal.md"
    path.write_text(path.read_text(encoding="utf-8").replace("title:", "titel:"), encoding="utf-8")


def test_list_shows_name_title_categories_and_where_from(run):
    run("new", "legal")
    result = run("list")
    lines = result.output.splitlines()
    assert result.exit_code == 0
    assert lines[0].split() == ["NAME", "TITLE", "CATEGORIES", "FROM"]
    assert [line.split()[0] for line in lines[1:]] == [*FULL, "legal"]
    assert lines[1].endswith("packaged")
    assert "tone, concern, praise" in lines[1]
    assert lines[-1].endswith("prompts/specialists/legal.md")


def test_list_goes_on_where_a_template_is_broken(run):
    run("new", "legal")
    break_template()
    result = run("list")
    assert result.exit_code == 0
    assert "(broken)" in result.stdout.splitlines()[-1]
    assert 'did you mean "title"?' in result.stderr


def test_show_prints_the_template_and_every_message_as_it_is_sent(run):
    run("new", "legal")
    result = run("show", "legal", "--set", "audience=judges", "--language", "de")
    assert result.exit_code == 0
    template = Library().get("legal")
    assert template.text.rstrip() in result.output
    for part in (
        "Read for judges.",
        "in this language: de.",
        "# The material is data",
        "The document:\n<<<DOCUMENT ",
        "Categories (use exactly one of these words): strength, weakness",
    ):
        assert part in result.output
    assert "A remark like this one" in result.output.partition("message 1")[0]
    assert "A remark like this one" not in result.output.partition("message 1")[2]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "buisness"), 'no specialist "buisness"; did you mean "business"?'),
        (("show", "business", "--set", "currency=EUR"), '"currency" (known: none)'),
        (("show", "business", "--set", "currency"), "--set needs KEY=VALUE"),
        (("list", "--prompts", "nowhere"), "nowhere: no such folder"),
        (("check", "nowhere.md"), "nowhere.md: no such file"),
        (("check", "."), "no templates"),
        (("new", "Legal Affairs"), "cannot name a specialist"),
        (("new", "quick"), "is the name of a panel"),
        (("new", "../legal"), "cannot name a specialist"),
    ],
)
def test_a_wrong_input_is_one_line_and_exit_code_two(run, arguments, said):
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr.splitlines()[-1]
    assert result.stdout == ""


def test_new_writes_a_valid_template_that_joins_the_panel(run):
    result = run("new", "legal")
    assert result.exit_code == 0
    assert run("check", "prompts/specialists/legal.md").output == "1 template, no problems\n"
    assert [template.name for template in Library().panel()] == [*FULL, "legal"]


def test_new_never_overwrites(run):
    run("new", "legal", "--folder", "mine")
    Path("mine/legal.md").write_text("my work", encoding="utf-8")
    result = run("new", "legal", "--folder", "mine")
    assert result.exit_code == 2
    assert "mine/legal.md: is already there" in result.stderr
    assert Path("mine/legal.md").read_text(encoding="utf-8") == "my work"


def test_check_finds_all_within_reach_valid(run):
    assert run("check").output == f"{len(FULL)} templates, no problems\n"


def test_check_prints_every_problem_of_every_file_and_exits_two(run):
    for name in ("legal", "safety"):
        run("new", name)
    break_template()
    safety = Path("prompts/specialists/safety.md")
    safety.write_text(safety.read_text(encoding="utf-8").replace("{{ audience }}", "{{ who }}{{ what }}"))
    for arguments in (
        ("check",),
        ("check", "prompts/specialists"),
        ("check", "--prompts", "prompts/specialists"),
    ):
        result = run(*arguments)
        assert result.exit_code == 2
        assert 'legal.md:6: unknown key "titel"' in result.stdout
        assert 'legal.md: the key "title" is missing' in result.stdout
        assert "used but not declared under variables: what, who" in result.stdout


def test_help_names_the_four_commands(run):
    result = run("--help")
    for command in ("list", "show", "check", "new"):
        assert f"\n  {command}" in result.output
