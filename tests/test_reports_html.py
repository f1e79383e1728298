"""The HTML report: whole, self-contained, and dead to whatever a document or a model wrote."""

import base64
import hashlib
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest
from commands import run
from hypothesis import given
from hypothesis import strategies as st
from panel_material import make_document
from report_material import FOREIGN, MEMO, evidence, foreign_analysis, full_analysis, hostile_analysis

from docpanel.agents.analysis import Analysis, Coverage
from docpanel.agents.questions import QUESTIONS
from docpanel.documents.document import Document, Span
from docpanel.reports.page.marks import Mark
from docpanel.reports.page.passages import page_texts
from docpanel.reports.registry import find_renderer, format_for_path, render

VOID = {"meta", "link", "input", "line", "rect", "br"}
BLOCKS = {"p", "td", "th"}
COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
HIDDEN = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]")

ATTACKS = (
    "<script>alert(1)</script>",
    "</script></style></title><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)" x=\'',
    "' autofocus onfocus='alert(1)",
    "<!-- --> <![CDATA[ ]]> <?php ?> &lt;b&gt; &#60;b&#62; &amp",
    "javascript:alert(1) https://evil.example/a.png www.evil.example",
    "{{ 7 * 7 }} {% raw %} {# x #}",
    "\x1b[2J\x1b]0;owned\x07 \x00\x08 \u202eevil\u202c \u2066x\u2069 \u200f\U000e0041 \ud800",
    "<svg><style>*{display:none}</style></svg><iframe srcdoc=x><base href=//evil>",
)


@dataclass
class Element:
    """One element: its name, attributes, and all text within."""

    tag: str
    attributes: dict[str, str]
    text: str = ""


@dataclass
class Reading(HTMLParser):
    """What a parser sees of a page."""

    elements: list[Element] = field(default_factory=list)
    open: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin with nothing read."""
        super().__init__()

    def handle_starttag(self, tag, attrs):
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop().tag == tag
        if tag in BLOCKS:
            self.handle_data(" ")

    def handle_data(self, data):
        for element in self.open:
            element.text += data

    def of(self, tag: str, **attributes: str) -> list[Element]:
        wanted = {name.replace("_", "-").strip("-"): value for name, value in attributes.items()}
        return [
            element
            for element in self.elements
            if element.tag == tag
            and all(value in element.attributes.get(name, "").split() for name, value in wanted.items())
        ]


def read(html: str) -> Reading:
    reading = Reading()
    reading.feed(html)
    reading.close()
    assert reading.open == []
    return reading


def shown(analysis: Analysis, document: Document | None = MEMO) -> Reading:
    return read(render(analysis, "html", document=document))


def words(text: str) -> str:
    return " ".join(text.split())


FULL = shown(full_analysis())
PAGE = words(FULL.of("header")[0].text + FULL.of("main")[0].text)


def test_the_ending_means_html():
    assert format_for_path("a.html") == format_for_path("B.HTM") == "html"


def test_everything_is_in_the_order_in_which_one_reads():
    headings = [
        "Bottom line",
        "Your questions",
        "Key findings",
        "Numbers",
        "Contradictions and disagreements",
        "Expected but not found",
        "Questions and next actions",
        "What each specialist found",
        "Audit of figures",
        "Against one call that was asked everything",
        "What each specialist contributed",
        "Coverage by page",
        "Withheld sentences",
        "Asked outside of the document",
        "Warnings",
        "The run",
        "Text of the document",
    ]
    assert [element.text for element in FULL.of("h2")] == headings
    assert [element.text for element in FULL.of("h1")] == ["2023 outlook.txt"]


@pytest.mark.parametrize(
    "said",
    [
        "PARTIAL 1/3: technical read by rules; sentiment failed",
        "sentiment failed: timed out",
        MEMO.sha256,
        "The firm grew, and it closed its plant in Ulm. p. 1 p. 1",
        "Confidence: 5 of 7 quotations stand in the document",
        "Who is the chief executive? The document does not say.",
        "Next Ask which of the two revenue figures was audited.",
        "Supported by business Against it: technical",
        "two quotations stand in the document",
        "does not add up: 200 120 + 80 = 200",
        "Both sides stand. Would settle it: the audited accounts of 2023",
        "Resolved by rules: only one side is quoted from the document",
        "the date of the board's decision",
        "In the reader’s own words; not looked up in the document A year of growth",
        "actionability 0.60 two decisions are named",
        "Unverified: a quotation was altered",
        "differs: 4.1 for 4.8",
        "Unverified: the quotation was not found",
        "Unverified: the claim differs from its own quotation (days for hours)",
        "12 figures compared: no contradiction; 3 computations done again: 1 mismatch.",
        "One call of gpt-4o-mini The panel Verified findings 1 2 Points that both made 0 0",
        "Points that the other did not make 1 3 Cost $0.0009 $0.0042 Time 0.0 s 6.3 s",
        "technical 1 1 2 1 price unknown 2.5",
        "No specialist cited page 4",
        "Without text, so that nobody read it: page 3.",
        "Probably cut off by the model's server: page 2",
        "The board resigned. cites no finding",
        "register of companies file ok 3",
        "cost $0.0042, $0.0061 estimated, cap $0.50",
        "9 calls, 2 cached, 1 retried",
        "24,180 tokens in (80% prefix-cached), 1,412 out",
        "quotations verified 5/7",
        "20240102-090000-ab12cd",
        "sha256:0f",
        "The longest chain: business → synthesizer.",
    ],
)
def test_nothing_of_the_analysis_is_left_out(said):
    assert said in PAGE


def beneath(heading: str, analysis: Analysis) -> str:
    """Return what the section under a heading shows."""
    return words(shown(analysis).of("section", aria_labelledby=heading)[0].text)


def without_conflicts(**changes: object) -> Analysis:
    synthesis = full_analysis().synthesis.model_copy(update={"conflicts": ()})
    return full_analysis(synthesis=synthesis, **changes)


ALL_CITED = "Every page was read and cited."
CITED = Coverage(page=1, sent=True, has_text=True, cited_by=("business",))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, True),
        ({"cited_by": ()}, False),
        ({"cut_off": True}, False),
        ({"has_text": False}, False),
        ({"sent": False}, False),
    ],
)
def test_that_every_page_was_cited_is_said_only_where_it_was(changes, said):
    page = CITED.model_copy(update=changes)
    assert (ALL_CITED in beneath("coverage", full_analysis(coverage=(page,)))) is said


def test_a_page_on_which_nothing_was_found_was_not_cited():
    silent = full_analysis(
        coverage=(CITED.model_copy(update={"cited_by": ()}),),
        specialists=[{"name": "business"}],
        audit={},
    )
    assert ALL_CITED not in beneath("coverage", silent)


def test_where_nothing_contradicts_the_page_says_what_was_looked_for():
    assert "12 figures of the document were compared" in beneath("conflicts", without_conflicts())
    assert "no contradiction was looked for" in beneath("conflicts", without_conflicts(audit={}))


def test_where_nobody_disagrees_the_page_says_whether_anybody_could():
    assert "On the points that more than one specialist made" in beneath("conflicts", without_conflicts())
    silent = without_conflicts(specialists=[{"name": "business"}], audit={})
    assert "No specialist found anything: nobody could disagree." in beneath("conflicts", silent)


def test_an_audit_that_compared_nothing_has_no_section():
    alone = without_conflicts(audit={"figures": 1})
    assert shown(alone).of("section", aria_labelledby="audit") == []
    assert shown(alone).of("a", href="#audit") == []


def test_whoever_answers_questions_is_no_specialist_of_the_panel():
    answerer = full_analysis().specialists[0].model_copy(update={"name": QUESTIONS, "findings": ()})
    asked = full_analysis(specialists=(*full_analysis().specialists, answerer))
    top = words(shown(asked).of("div", class_="masthead")[0].text)
    assert "Panelfull, 3 specialists" in top
    assert len(shown(asked).of("details", class_="reader")) == 4


@pytest.mark.parametrize(
    ("usd", "said"), [(12.5, "$12.50"), (0.0, "$0.00"), (0.0021, "$0.0021"), (None, "price unknown")]
)
def test_money_is_shown_as_in_every_other_format(usd, said):
    first = full_analysis().contributions[0].model_copy(update={"usd": usd})
    assert f"business 1 1 1 1 {said} 4.2" in beneath("contributions", full_analysis(contributions=(first,)))


def test_how_a_quotation_was_found_and_how_a_conflict_ended_is_said_as_in_markdown():
    markdown = words(render(full_analysis(), "markdown"))
    for said in (
        "verbatim but for spacing, hyphens or marks",
        "ALTERED: the document says otherwise",
        "NOT FOUND in the document",
        "Resolved by rules: only one side is quoted from the document",
        "Both sides stand. Would settle it: the audited accounts of 2023",
        "12 figures compared: no contradiction; 3 computations done again: 1 mismatch.",
    ):
        assert said in PAGE
        assert said in markdown


def test_the_page_and_markdown_compare_the_panel_and_one_call_by_the_same_figures():
    rows = re.findall(
        r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", render(full_analysis(), "markdown"), re.MULTILINE
    )
    compared = [" ".join(row) for row in rows if row[0].startswith(("Verified", "Points", "Cost", "Time"))]
    assert len(compared) == 5
    assert " ".join(compared) in beneath("baseline", full_analysis())


def test_withheld_sentences_are_said_to_be_withheld_for_their_own_reasons():
    withheld = [{"text": "The board resigned.", "reason": "is longer than 60 words"}]
    record = full_analysis().model_dump()
    record["synthesis"]["withheld"] = withheld
    body = beneath("withheld", Analysis.model_validate(record))
    assert body == (
        "Withheld sentences These sentences did not reach the report, for the reason beside each."
        " The board resigned. is longer than 60 words"
    )


def test_made_up_answers_and_rule_readers_are_said_at_the_top():
    top = words(shown(full_analysis(model="mock")).of("div", class_="masthead")[0].text)
    assert top.startswith("Not an analysis. The mock provider made these answers up.")
    rules = [{"name": "business", "reader": "rules"}]
    offline = shown(full_analysis(model="offline", specialists=rules))
    assert "rule readers (no language model)" in words(offline.of("div", class_="masthead")[0].text)
    labels = [shown(full_analysis(model="mock")).of("p", class_="failed"), offline.of("p", class_="rules")]
    assert [element.text for group in labels for element in group] == [
        "MOCK, not an analysis",
        "read by rules",
    ]


def test_the_page_asks_no_network_and_allows_only_its_own_style_and_script():
    policies = [meta.attributes["content"] for meta in FULL.of("meta", http_equiv="Content-Security-Policy")]
    hashes = [
        f"{kind}-src 'sha256-{base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()}'"
        for kind, element in (("style", *FULL.of("style")), ("script", *FULL.of("script")))
    ]
    rest = ["img-src data:", "base-uri 'none'", "form-action 'none'"]
    assert policies == ["; ".join(["default-src 'none'", *hashes, *rest])]
    for element in FULL.elements:
        assert not {"src", "srcset", "style", "action", "data", "ping"} & set(element.attributes)
        assert not any(name.startswith("on") for name in element.attributes)
        assert element.attributes.get("href", "#").startswith(("#", "data:image/svg+xml,"))
    assert "url(" not in FULL.of("style")[0].text
    assert "@import" not in FULL.of("style")[0].text


def test_every_link_leads_somewhere_and_every_place_has_one_name():
    for reading in (FULL, shown(full_analysis(), None), shown(foreign_analysis(), FOREIGN)):
        names = [element.attributes["id"] for element in reading.elements if "id" in element.attributes]
        assert len(names) == len(set(names))
        links = {element.attributes["href"][1:] for element in reading.of("a")}
        assert links <= set(names)
        assert any(link.startswith("q") for link in links)


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_text_of_a_model_or_a_document_changes_the_page(attack):
    pages = [page.replace("Revenue", attack) for page in (MEMO.page_text(n) for n in (1, 2, 3, 4))]
    document = make_document(*pages, name=attack)
    html = render(hostile_analysis(attack), "html", document=document)
    innocent = make_document(*(page.replace(attack, "x" * len(attack)) for page in pages))
    reading, control = read(html), shown(hostile_analysis("innocent"), innocent)
    assert [element.tag for element in reading.elements] == [element.tag for element in control.elements]
    assert [set(element.attributes) for element in reading.elements] == [
        set(element.attributes) for element in control.elements
    ]
    assert reading.of("script")[0].text == control.of("script")[0].text
    assert COMMANDS.search(html) is None
    assert HIDDEN.search(html) is None
    html.encode("utf-8")


def test_an_attack_is_shown_as_it_was_written():
    attack = "<b>\"Tom\" & 'Jerry'</b>"
    reading = shown(hostile_analysis(attack))
    assert reading.of("h1")[0].text == "b>"  # a document's title is the last part of its path
    assert {element.text for element in reading.of("article", class_="finding")} != set()
    assert all(element.text == attack for element in reading.of("h4"))


def marked(reading: Reading, name: str) -> str:
    return "".join(element.text for element in reading.of("mark", data_q=name))


def test_a_quotation_is_marked_where_it_stands_however_marks_overlap():
    for item in full_analysis().findings()["business-1"].evidence:
        assert marked(FULL, f"q{item.start}-{item.end}") == item.quote


def test_a_quotation_over_two_pages_is_marked_on_both_and_not_in_the_header_between():
    item = full_analysis().findings()["technical-1"].evidence[0]
    assert marked(FULL, f"q{item.start}-{item.end}") == (
        "The board expects the\nclosure to pay for itself within two years."
    )
    assert [words(element.text) for element in FULL.of("span", class_="furniture")] == [
        "ACME Corp. - internal"
    ] * 2


def test_a_passage_that_was_quoted_otherwise_is_marked_as_such():
    record = full_analysis().model_dump()
    record["synthesis"]["conflicts"] = ()
    marks = shown(Analysis.model_validate(record)).of("mark", class_="altered")
    assert [element.text for element in marks] == ["Revenue was $4.8 million in 2023."]


@st.composite
def marked_documents(draw):
    letters = st.text(st.sampled_from("ab <&\"'\n\t\r\u202e\x00é漢ש"), max_size=30)
    document = make_document(*draw(st.lists(letters, min_size=1, max_size=4)))
    edges = st.integers(0, max(1, len(document.text)))
    spans = [Span(*sorted(pair)) for pair in draw(st.lists(st.tuples(edges, edges), max_size=6))]
    spans = sorted({span for span in spans if 0 < len(span) <= len(document.text)})
    return document, [Mark(f"q{span.start}-{span.end}", span) for span in spans]


def cleaned(document: Document, span: Span) -> str:
    text = document.text.replace("\r\n", " \n")[span.start : span.end]
    return text.replace("\r", "\n").replace("\u202e", "").replace("\x00", "\ufffd")


@given(marked_documents())
def test_marks_lose_and_move_no_character_of_the_text(given_):
    document, marks = given_
    filled = [page for page in document.pages if document.has_text(page.number)]
    found = [page for page in page_texts(document, marks) if document.has_text(page.number)]
    reading = [read(f"<div>{page.html}</div>") for page in found]
    assert [page.of("div")[0].text for page in reading] == [cleaned(document, page.span) for page in filled]
    for mark in marks:
        parts = [
            Span(max(mark.span.start, page.span.start), min(mark.span.end, page.span.end))
            for page in filled
            if mark.span.overlaps(page.span)
        ]
        inside = "".join(cleaned(document, part) for part in parts)
        assert "".join(marked(page, mark.id) for page in reading) == inside


def test_scripts_of_all_directions_are_marked_exactly_and_find_their_own_direction():
    reading = shown(foreign_analysis(), FOREIGN)
    for finding in foreign_analysis().findings().values():
        item = finding.evidence[0]
        assert marked(reading, f"q{item.start}-{item.end}") == item.quote
    assert [element.attributes["dir"] for element in reading.of("div", class_="text")] == ["auto"] * 3
    assert all(element.attributes["dir"] == "auto" for element in reading.of("h4"))
    assert reading.of("div", class_="pages")[0].attributes["lang"] == "he"


def test_without_the_document_the_quotations_stand_alone_and_the_page_says_so():
    reading = shown(full_analysis(), None)
    pane = words(reading.of("aside")[0].text)
    assert "This report was made without the text of the document." in pane
    assert "The board expects the closure to pay for itself within two years." in pane
    assert "Appendix" not in pane


def test_the_text_of_another_document_is_not_shown():
    other = make_document("Something else entirely.")
    other = Document("b.txt", "6b" * 32, "text/plain", other.text, other.pages)
    assert "Something else" not in render(full_analysis(), "html", document=other)


def test_positions_outside_of_the_text_mark_nothing():
    record = full_analysis().model_dump()
    record["specialists"][0]["findings"][0]["evidence"] = [
        evidence("Total 210", MEMO, end=10**9).model_dump(),
        evidence("Total 210", MEMO, start=-5, page=99).model_dump(),
    ]
    reading = shown(Analysis.model_validate(record))
    links = {element.attributes["href"] for element in reading.of("a")}
    assert "#page-4" in links
    assert not any("99" in link or "1000000000" in link for link in links)


def test_five_hundred_pages_cost_little_more_than_their_text():
    page = "The fee of a month is 40 dollars, and it is due on the first day. " * 45
    document = make_document(*[f"Page {number}. {page}" for number in range(500)])
    coverage = [Coverage(page=n, sent=True, has_text=True, cited_by=("a",) * (n % 2)) for n in range(1, 501)]
    small = len(render(full_analysis(), "html", document=MEMO))
    html = render(full_analysis(coverage=coverage), "html", document=document)
    assert len(html) < len(document.text) + small + 500 * 600
    assert len(read(html).of("a", class_="cell")) == 500
    assert "content-visibility: auto" in html


def test_the_command_writes_it_with_the_text_beside_the_findings(tmp_path, rule):
    target = tmp_path / "out.html"
    for _ in range(2):  # the second time it replaces its own report unasked
        assert run("analyze", "--model", "offline", rule, "-o", target).code == 0
    reading = read(target.read_text("utf-8"))
    assert len(reading.of("section", class_="page")) == 15
    assert len(reading.of("mark")) > 50
    assert "rule readers (no language model)" in reading.of("main")[0].text


def test_a_report_is_recognised_by_its_last_line_only():
    html = render(full_analysis(run_id="a -->\n<b>"), "html")
    recognises = find_renderer("html").recognises
    assert recognises("", html[-4000:])
    assert not recognises("", html + "\nmy own notes")
    assert html.splitlines()[-1] == "<!-- docpanel html report a-b -->"
