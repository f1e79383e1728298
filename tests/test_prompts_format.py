"""A template file is read strictly, and whatever is wrong with it is said with file, line and word."""

import pytest

from docpanel.prompts.errors import PromptError
from docpanel.prompts.parsing import decode, inspect_template, parse_template

VALID = {
    "name": "legal",
    "title": "Contract lawyer",
    "description": "rights and duties",
    "categories": "[right, duty]",
}


def template_text(body="Read it.", front="", **changes):
    """Write a template; a key changed to None is left out."""
    keys = {**VALID, **changes}
    lines = [f"{key}: {value}" for key, value in keys.items() if value is not None]
    return "\n".join(["---", *lines, *([front] if front else []), "---", body, ""])


def problems_of(text):
    return [str(problem) for problem in inspect_template(text, source="legal.md", name="legal").problems]


def parse(text):
    return parse_template(text, source="legal.md", name="legal")


def test_the_four_required_keys_and_a_body_are_enough():
    template = parse(template_text())
    assert (template.name, template.categories) == ("legal", ("right", "duty"))
    assert (template.version, template.weight, template.max_output_tokens) == (1, 1.0, 1500)


def test_words_that_yaml_takes_for_other_types_stay_text():
    template = parse(template_text(front="expects: [no, 2024-01-01, 1.10, null]"))
    assert template.expects == ("no", "2024-01-01", "1.10", "null")


def test_a_key_left_empty_has_its_default():
    assert parse(template_text(front="expects:\nscores:")).expects == ()


def test_a_variable_may_default_to_nothing():
    assert parse(template_text(front="variables: {side: }")).variables == {"side": ""}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            template_text(front="catgories: [a]"),
            'legal.md:6: unknown key "catgories"; did you mean "categories"?',
        ),
        (template_text(front="source: x"), 'legal.md:6: unknown key "source"'),
        (template_text(title=None), 'legal.md: the key "title" is missing'),
        (template_text(description=""), 'legal.md: the key "description" is missing or empty'),
        (template_text(front="title: again"), 'legal.md:6: "title" is given twice, first in line 3'),
        (template_text(front="scores: {a: x, a: y}"), 'legal.md:6: "a" is given twice'),
        (template_text(name="law"), 'legal.md:2: name: "law" must equal the file\'s name, "legal"'),
        (template_text(categories="[Right]"), "legal.md:5: categories.1: must be lower-case letters"),
        (template_text(categories="[right, right]"), 'legal.md:5: categories: "right" is given twice'),
        (template_text(categories="[]"), "legal.md:5: categories: must not be empty"),
        (template_text(categories="right"), "legal.md:5: categories: must be a list"),
        (template_text(front="scores: high"), "legal.md:6: scores: must be a mapping"),
        (template_text(front="scores: {ready: how ready, 0 to 1}"), "quote text that contains a comma"),
        (template_text(front="version: two"), "legal.md:6: version: should be a whole number"),
        (template_text(front="weight: 100"), "legal.md:6: weight: should be less than or equal to 10"),
        (template_text(title="a: b"), "legal.md:3: the front matter is no valid YAML"),
        (template_text(title='"a\\nb"'), "legal.md:3: title: must be one line of text"),
        (template_text(categories="&a [x]", front="expects: *a"), "legal.md:6: anchors and aliases"),
        (template_text(categories="[[a]]"), "legal.md:5: expected text here"),
        (template_text(front="variables: {loop: x}"), '"loop" is a word of Jinja2'),
        (template_text(body=""), "legal.md:7: no instructions below the front matter"),
        (template_text(body="a\x1b[2J"), "legal.md:7: control character U+001B"),
        ("Read it.", "legal.md:1: must start with a line ---"),
        ("---\nname: legal\n", "legal.md:1: the front matter is not closed"),
        ("---\nname:\n---\nRead.", 'legal.md: the key "name" is missing or empty'),
        ("---\n---\nRead.", "legal.md:2: the front matter must be"),
        ("---\njust words\n---\nRead.", "legal.md:2: the front matter must be lines of the form key: value"),
    ],
)
def test_each_mistake_is_named_with_file_line_and_remedy(text, said):
    assert any(said in problem for problem in problems_of(text)), problems_of(text)
    with pytest.raises(PromptError) as caught:
        parse(text)
    assert "\n" not in str(caught.value)


def test_all_mistakes_of_a_file_are_found_at_once_in_the_order_of_its_lines():
    text = template_text(name="law", categories="[X]", front="wieght: 2", body="{{ a }}")
    assert [problem.split(":")[1] for problem in problems_of(text)] == ["2", "5", "6", "8"]
    with pytest.raises(PromptError, match="and 3 more: docpanel prompts check"):
        parse(text)


def test_a_panel_name_is_no_name_for_a_specialist():
    text = template_text(name="quick")
    found = inspect_template(text, source="quick.md", name="quick").problems
    assert [problem.message for problem in found] == ['name: "quick" is the name of a panel']


def test_all_undeclared_variables_are_named_at_once():
    text = template_text(
        front="variables: {side: x}", body="{{ sides }} {{ side }} {% if court %}c{% endif %}"
    )
    assert problems_of(text) == ["legal.md:8: used but not declared under variables: court, sides"]


def test_a_misspelled_variable_gets_the_nearest_one():
    (problem,) = problems_of(template_text(front="variables: {side: x}", body="{{ sides }}"))
    assert 'did you mean "side"?' in problem


def test_a_jinja_error_has_the_line_of_the_file():
    (problem,) = problems_of(template_text(body="one\ntwo {{ 1 +"))
    assert problem.startswith("legal.md:8: Jinja2: ")


@pytest.mark.parametrize(
    "body",
    [
        "{{ range(10**9) }}",
        "{% for i in range(1000000000) %}x{% endfor %}",
        "{{ 'x' * 1000000000000000 }}",
        "{{ '%1000000000000000d' % 1 }}",
        "{{ 'x'.center(1000000000000000) }}",
        "{{ 'x'|center(1000000000000000) }}",
        "{{ 'x'|replace('x', 'xxxxxxxx') }}",
        "{% set a = 'xx' %}{{ a ~ a }}",
        "{% for a in 'xxxx' %}{% for b in 'xxxx' %}{% endfor %}{% endfor %}",
        "{% macro m() %}{{ m() }}{% endmacro %}",
        "{{ ''.__class__.__mro__ }}",
        "{% include 'other.md' %}",
        "{% import 'other.md' as other %}",
        "{% filter upper %}x{% endfilter %}",
        "{{ lipsum(n=1000) }}",
    ],
)
def test_instructions_can_use_nothing_that_grows_or_reaches_out(body):
    assert any(
        "not allowed" in problem or "filter" in problem for problem in problems_of(template_text(body=body))
    )


@pytest.mark.parametrize(
    "text",
    [
        "---\n" + "[" * 60_000 + "\n---\nRead.",
        "---\nname: " + "[" * 60_000 + "\n---\nRead.",
        "---\n" + "- " * 30_000 + "\n---\nRead.",
        template_text(body="{{" + "(" * 20_000 + "1" + ")" * 20_000 + "}}"),
        template_text(body="{% if 1 %}" * 150 + "{% endif %}" * 150),
    ],
    ids=["brackets", "brackets in a value", "lists", "parentheses", "conditions"],
)
def test_deep_nesting_is_an_error_and_never_a_crash(text):
    assert problems_of(text)


def test_windows_line_ends_and_a_byte_order_mark_change_nothing():
    plain = template_text()
    content = b"\xef\xbb\xbf" + plain.replace("\n", "\r\n").encode()
    assert decode(content, "legal.md") == plain


def test_a_file_that_is_not_utf_8_is_named_with_its_line():
    with pytest.raises(PromptError, match=r"legal\.md:2: not UTF-8"):
        decode("---\ntitle: Prüfer".encode("latin-1"), "legal.md")


def test_a_file_of_a_megabyte_is_no_template():
    with pytest.raises(PromptError, match="larger than 64 KiB"):
        decode(b"x" * 1_000_000, "legal.md")


def test_the_fingerprint_follows_the_text_and_nothing_else():
    first = parse_template(template_text(), source="a/legal.md", name="legal")
    same = parse_template(template_text(), source="b/legal.md", name="legal")
    other = parse(template_text(body="Read it twice."))
    assert first.fingerprint == same.fingerprint != other.fingerprint
