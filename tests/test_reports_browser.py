"""The HTML report in a real Chromium: what a reader does with it, and what it never does."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from panel_material import make_document
from report_material import FOREIGN, MEMO, evidence, foreign_analysis, full_analysis, hostile_analysis

from docpanel.agents.analysis import Analysis
from docpanel.documents.document import Document
from docpanel.reports.registry import render

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on PATH")

DESK = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
LIT = "mark.on"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield running
        running.close()


@dataclass
class Visit:
    """An open report and what the browser had to say."""

    page: Any
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture
def visit(browser: Any, tmp_path: Path) -> Iterator[Any]:
    """Return a function that opens a report from the disk; at the end nothing may have gone wrong."""
    visits: list[Visit] = []

    def opened(
        analysis: Analysis, document: Document | None = MEMO, fragment: str = "", **context: Any
    ) -> Any:
        path = tmp_path / f"report-{len(visits)}.html"
        path.write_text(render(analysis, "html", document=document), encoding="utf-8")
        page = browser.new_context(**({"viewport": DESK} | context)).new_page()
        seen = Visit(page)
        page.on("request", lambda request: seen.requests.append(request.url))
        page.on("console", lambda message: seen.complaints.append(message.text))
        page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        page.on("dialog", lambda dialog: seen.complaints.append(dialog.message))
        page.goto(path.as_uri() + fragment)
        visits.append(seen)
        return page

    yield opened
    for seen in visits:
        assert [url for url in seen.requests if not url.startswith(("file:", "data:"))] == []
        assert len([url for url in seen.requests if url.startswith("file:")]) == 1
        assert seen.complaints == []
        seen.page.context.close()


def in_view(page: Any, selector: str) -> bool:
    """Say whether an element is on the screen and nothing covers it."""
    return bool(
        page.evaluate(
            """selector => {
                const element = document.querySelector(selector);
                const box = element.getClientRects()[0];
                const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
                return element.contains(top) || top.contains(element);
            }""",
            selector,
        )
    )


def lit(page: Any) -> str:
    page.wait_for_selector(LIT)
    page.wait_for_function(
        """() => {
            const box = document.querySelector("mark.on").getBoundingClientRect();
            return box.top >= 0 && box.bottom <= innerHeight;
        }"""
    )
    return str(page.evaluate("[...document.querySelectorAll('mark.on')].map(m => m.textContent).join('')"))


def test_a_click_on_a_quotation_lights_it_up_in_the_text(visit):
    page = visit(full_analysis())
    page.get_by_role("link", name="Revenue rose to $4.2 million in 2023. The plant").first.click()
    assert lit(page) == "Revenue rose to $4.2 million in 2023.\nThe plant in Ulm was closed in May"
    assert in_view(page, LIT)


def test_a_click_on_a_finding_shows_its_first_quotation_over_the_page_break(visit):
    page = visit(full_analysis())
    page.get_by_role("heading", name="The closure should pay for itself").click()
    assert lit(page) == "The board expects the\nclosure to pay for itself within two years."


def test_a_page_chip_leads_to_the_quotation_on_that_page(visit):
    page = visit(full_analysis())
    page.locator(".lead .chip").first.click()
    assert lit(page).startswith("Revenue rose")


def resting_on(count: int, *, pages: int) -> tuple[Analysis, Document]:
    """Return an analysis whose bottom line rests on `count` findings, one sentence of a page each."""
    quotes = [f"Rule {number} of the house holds." for number in range(1, count + 1)]
    document = make_document("\n".join(quotes), *["Nothing else."] * (pages - 1))
    record = full_analysis().model_dump()
    pattern = record["specialists"][0]["findings"][0]
    record["specialists"][0]["findings"] = [
        pattern | {"id": f"business-{number}", "evidence": [evidence(quote, document).model_dump()]}
        for number, quote in enumerate(quotes, start=1)
    ]
    ids = [f"business-{number}" for number in range(count, 0, -1)]
    record["synthesis"]["bottom_line"] = [{"text": "The house has rules.", "finding_ids": [*ids, ids[0]]}]
    described = {"sha256": document.sha256, "pages": pages, "media_type": document.media_type}
    record["document"] |= described
    return Analysis.model_validate(record), document


def test_a_sentence_has_a_chip_for_each_finding_it_rests_on(visit):
    page = visit(*resting_on(3, pages=2))
    chips = page.locator(".lead a.chip")
    assert chips.all_inner_texts() == ["p. 1"] * 3
    page.locator(".lead").get_by_role(
        "link", name="quotation “Rule 2 of the house holds.”, page 1", exact=True
    ).click()
    assert lit(page) == "Rule 2 of the house holds."
    chips.first.click()
    assert lit(page) == "Rule 3 of the house holds."


def test_many_chips_are_folded_and_a_click_shows_the_rest(visit):
    page = visit(*resting_on(9, pages=2))
    chips = page.locator(".lead a.chip:visible")
    assert chips.count() == 6
    page.get_by_role("button", name="3 more quotations").click()
    assert chips.count() == 9
    assert page.evaluate("document.activeElement.matches('.lead .rest a')")
    page.keyboard.press("Enter")
    assert lit(page) == "Rule 3 of the house holds."


def test_where_the_document_has_no_pages_quotations_are_numbered_as_in_the_text(visit):
    page = visit(*resting_on(3, pages=1))
    numbers = [int(text) for text in page.locator(".lead a.chip").all_inner_texts()]
    assert len(set(numbers)) == 3
    assert numbers == sorted(numbers, reverse=True)  # cited from the last rule to the first
    page.locator(".lead").get_by_role("link", name="quotation “Rule 1 of", exact=False).click()
    assert lit(page) == "Rule 1 of the house holds."


@pytest.mark.parametrize("scripted", [True, False], ids=["script", "no script"])
def test_the_findings_scroll_by_the_keyboard_from_the_start(visit, scripted):
    page = visit(full_analysis(), java_script_enabled=scripted, reduced_motion="reduce")
    before = page.locator("#bottom-line").bounding_box()["y"]
    beside = page.locator("#document-title").bounding_box()["y"]
    page.keyboard.press("PageDown")
    for _ in range(100):  # the browser scrolls smoothly, in frames of its own
        page.locator("h1").evaluate("() => 0")
        if page.locator("#bottom-line").bounding_box()["y"] < before - 100:
            break
        page.screenshot()
    assert page.locator("#bottom-line").bounding_box()["y"] < before - 100
    assert page.locator("#document-title").bounding_box()["y"] == beside


def test_a_quotation_far_down_leaves_the_findings_where_they_are(visit):
    page = visit(full_analysis())
    place = page.locator(".lead").bounding_box()["y"]
    page.evaluate("document.querySelector('.figures tr:last-child a, .lead a').focus({preventScroll: true})")
    page.keyboard.press("Enter")
    lit(page)
    assert page.locator(".lead").bounding_box()["y"] == place


def test_on_a_phone_the_check_of_a_figure_stands_under_it(visit):
    page = visit(full_analysis(), viewport=PHONE)
    row = page.locator(".figures tr.wrong")
    check = row.locator(".check").bounding_box()
    assert check["y"] >= row.locator(".amount").bounding_box()["y"] + 10
    assert check["x"] >= 0
    assert check["x"] + check["width"] <= PHONE["width"]


def test_key_findings_keep_their_numbers_when_others_are_hidden(visit):
    page = visit(full_analysis())
    shown = "keys => keys.map(key => getComputedStyle(key, '::before').content)"
    page.get_by_label("Text", exact=True).fill("pay for itself")
    assert page.locator(".keys > li:visible").evaluate_all(shown) == ['"2"']


def test_where_no_finding_is_left_each_section_says_so(visit):
    page = visit(full_analysis())
    nothing = page.get_by_text("Nothing matches these filters.")
    search = page.get_by_label("Text", exact=True)
    search.fill("no such words anywhere")
    assert page.locator(".item:visible").count() == 0
    assert page.locator("section[aria-labelledby='key-findings'] .nothing").is_visible()
    assert page.locator("section[aria-labelledby='conflicts'] .nothing").is_visible()
    search.fill("")
    assert [one.is_visible() for one in nothing.all()] == [False] * nothing.count()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_words_in_the_empty_search_field_fit(visit, size):
    page = visit(full_analysis(), viewport=size)
    room, words = page.locator("#by-text").evaluate(
        """field => {
            const style = getComputedStyle(field);
            const brush = document.createElement("canvas").getContext("2d");
            brush.font = style.font;
            const padding = parseFloat(style.paddingLeft) + parseFloat(style.paddingRight);
            return [field.clientWidth - padding, brush.measureText(field.placeholder).width];
        }"""
    )
    assert 0 < words <= room


@pytest.mark.parametrize(("asked", "page_shown"), [("99", "4"), ("-3", "1"), ("2", "2")])
def test_a_page_that_does_not_exist_becomes_the_nearest(visit, asked, page_shown):
    page = visit(full_analysis())
    field = page.locator("#goto")
    field.fill(asked)
    field.press("Enter")
    assert field.input_value() == page_shown


def test_the_letters_can_be_switched_off(visit):
    page = visit(full_analysis())
    page.locator(".keyboard summary").click()
    page.get_by_label("use the keys j, k and /").uncheck()
    page.locator("h1").click()
    page.keyboard.press("j")
    page.keyboard.press("/")
    assert page.locator(".item.here").count() == 0
    assert page.evaluate("document.activeElement.id") != "by-text"
    page.get_by_label("use the keys j, k and /").check()
    page.locator("h1").click()
    page.keyboard.press("j")
    assert page.locator(".item.here").count() == 1


def test_only_the_chosen_quotation_is_coloured(visit):
    page = visit(full_analysis(), reduced_motion="reduce")
    colours = "marks => [...new Set(marks.map(mark => getComputedStyle(mark).backgroundColor))]"
    assert page.locator("mark").evaluate_all(colours) == ["rgba(0, 0, 0, 0)"]
    lines = "marks => marks.map(mark => getComputedStyle(mark).textDecorationLine)"
    assert set(page.locator("mark").evaluate_all(lines)) == {"underline"}
    page.locator(".lead .chip").first.click()
    lit(page)
    assert page.locator(LIT).evaluate_all(colours) == ["rgb(255, 210, 63)"]
    assert page.locator("mark:not(.on)").evaluate_all(colours) == ["rgba(0, 0, 0, 0)"]


def test_on_paper_a_long_finding_may_run_on_and_only_its_head_stays_whole(visit):
    page = visit(full_analysis())
    page.emulate_media(media="print")
    inside = "element => getComputedStyle(element).breakInside"
    assert page.locator(".quote").first.evaluate(inside) == "auto"
    assert page.locator(".conflict").first.evaluate(inside) == "auto"
    assert page.locator(".keys h3").first.evaluate(inside) == "avoid"
    size = "element => parseFloat(getComputedStyle(element).fontSize)"
    assert page.locator(".fold .finding h4").first.evaluate(size) < page.locator(".keys h3").first.evaluate(
        size
    )


def test_a_long_document_is_scrolled_to_the_place_however_far_it_is(visit):
    quote = "The very last fee is 40 dollars."
    filler = "It is due on the first day of the month, and nobody may put it off. " * 40
    document = make_document(*[filler for _ in range(499)], f"{filler}\n{quote}\n{filler}")
    record = full_analysis().model_dump()
    start = document.text.index(quote)
    record["specialists"][0]["findings"][0]["evidence"] = [
        {"quote": quote, "page": 500, "start": start, "end": start + len(quote), "match": "exact"}
    ]
    page = visit(Analysis.model_validate(record), document)
    page.get_by_role("link", name=quote).first.click()
    assert lit(page) == quote
    assert in_view(page, LIT)
    page.locator("#goto").fill("250")
    page.locator("#goto").press("Enter")
    page.wait_for_function("document.getElementById('page-250').getBoundingClientRect().top < 300")
    assert in_view(page, "#head-250")


def test_a_click_on_marked_text_leads_back_to_its_finding(visit):
    page = visit(full_analysis())
    page.locator("mark", has_text="Maintenance must be done").click()
    page.wait_for_selector(".finding.here")
    assert "Maintenance is due every 40 days." in page.locator(".finding.here").inner_text()
    assert page.locator(".finding.here").is_visible()


def test_filters_hide_what_does_not_fit_and_say_how_many_are_left(visit):
    page = visit(full_analysis())
    keys, counted = page.locator(".keys > li:visible"), page.locator("#counted")
    assert counted.inner_text() == "Showing 3 of 3 key findings, 2 of 2 conflicts, 7 of 7 findings"
    page.get_by_role("combobox", name="Specialist").select_option(label="Business analyst")
    assert keys.count() == 1
    assert counted.inner_text() == "Showing 1 of 3 key findings, 1 of 2 conflicts, 2 of 7 findings"
    assert page.locator(".finding:visible").count() == 2
    page.get_by_role("button", name="Show all").click()
    assert keys.count() == 3
    assert page.locator(".finding:visible").count() == 1  # that of the audit, which is not folded
    page.get_by_role("slider", name="Confidence from").fill("75")
    assert counted.inner_text() == "Showing 1 of 3 key findings, 2 of 2 conflicts, 4 of 7 findings"
    page.get_by_role("slider", name="Confidence from").fill("0")
    page.get_by_label("disputed only").check()
    assert keys.count() == 3
    assert page.locator(".finding:visible").count() == 3
    page.get_by_label("disputed only").uncheck()
    page.get_by_label("Text", exact=True).fill("EVERY 40  hours")
    assert counted.inner_text() == "Showing 0 of 3 key findings, 0 of 2 conflicts, 1 of 7 findings"
    assert page.locator("#counted").get_attribute("aria-live") == "polite"


def test_the_keyboard_alone_reaches_a_quotation_and_comes_back(visit):
    page = visit(full_analysis())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the findings"
    page.keyboard.press("Enter")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.keys .quote a')"):
            break
    finding = page.evaluate("document.activeElement.textContent")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    assert lit(page) == finding
    assert page.evaluate("document.activeElement.matches('mark.on')")
    assert page.locator("#said").inner_text() == "Quotation on page 1. Escape leads back."
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.textContent") == finding


def test_letters_move_between_findings_and_enter_shows_the_quotation(visit):
    page = visit(full_analysis())
    for key in ("j", "j", "j", "k"):
        page.keyboard.press(key)
    assert page.locator(":focus h3").inner_text() == "The closure should pay for itself within two years."
    page.keyboard.press("Enter")
    assert lit(page).startswith("The board expects the")
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("jjk")
    assert page.locator("#by-text").input_value() == "jjk"


def test_the_arrow_keys_move_along_the_pages(visit):
    page = visit(full_analysis())
    assert page.locator(".strip a[tabindex='0']").count() == 1
    page.locator(".strip a").first.focus()
    page.keyboard.press("End")
    assert page.locator(":focus").get_attribute("href") == "#page-4"
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'page-4'")


def test_on_a_phone_the_text_is_a_sheet_with_a_way_back(visit):
    page = visit(full_analysis(), viewport=PHONE, has_touch=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert not page.locator("aside").is_visible()
    link = page.locator(".keys .quote a").first
    link.tap()
    assert lit(page) == "Revenue rose to $4.2 million in 2023."
    assert in_view(page, LIT)
    assert page.evaluate("document.querySelector('main').inert")
    page.get_by_role("button", name="Back to the findings").tap()
    page.wait_for_selector("aside", state="hidden")
    assert page.evaluate("document.activeElement.matches('.keys .quote a')")
    assert in_view(page, ".keys .quote a")
    link.tap()
    lit(page)
    page.go_back()
    page.wait_for_selector("aside", state="hidden")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_has_the_contrast_that_readers_need(visit, scheme, size):
    page = visit(full_analysis(), viewport=size, color_scheme=scheme, reduced_motion="reduce")
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    page.locator(".keys .quote a").first.click()
    lit(page)
    assert page.evaluate(CONTRAST) == []


CONTRAST = """() => {
    // WCAG 2.2, 1.4.3: 4.5 to 1, and 3 to 1 for large text. The canvas turns any colour into RGB.
    const brush = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const rgb = (colour) => {
        brush.clearRect(0, 0, 1, 1);
        brush.fillStyle = colour;
        brush.fillRect(0, 0, 1, 1);
        return [...brush.getImageData(0, 0, 1, 1).data];
    };
    const light = (colour) => {
        const linear = (v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
        const [r, g, b] = colour.map((v) => linear(v / 255));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = (element) => {
        for (let at = element; at; at = at.parentElement) {
            const colour = rgb(getComputedStyle(at).backgroundColor);
            if (colour[3] === 255) return colour;
        }
        return [255, 255, 255, 255];
    };
    const poor = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const element = walk.currentNode.parentElement;
        if (!walk.currentNode.data.trim() || element.closest("script, .unseen, option")) continue;
        if (!element.checkVisibility()) continue;
        const style = getComputedStyle(element);
        const ink = rgb(element.closest("svg") ? style.fill : style.color);
        const [one, other] = [light(ink), light(behind(element))].sort((a, b) => b - a);
        const large = parseFloat(style.fontSize) >= 24;
        const ratio = (one + 0.05) / (other + 0.05);
        const enough = ratio >= (large ? 3 : 4.5);
        if (!enough) poor.push(`${ratio.toFixed(2)} ${walk.currentNode.data.trim().slice(0, 40)}`);
    }
    return poor;
}"""


def test_dark_is_dark(visit):
    page = visit(full_analysis(), color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(22, 24, 27)"


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_without_script_everything_is_there_and_links_lead_to_the_text(visit, size):
    page = visit(full_analysis(), java_script_enabled=False, viewport=size)
    assert not page.locator(".filters").is_visible()
    assert page.locator("aside").is_visible()
    page.locator(".keys .quote a").nth(2).click()
    target = page.locator(".place:target > mark")
    assert target.bounding_box()["y"] < size["height"]
    assert target.evaluate("mark => getComputedStyle(mark).backgroundColor") == "rgb(255, 210, 63)"
    page.locator(".reader summary").first.click()
    assert page.get_by_text("Unverified: a quotation was altered").first.is_visible()


def test_a_link_from_outside_opens_the_report_at_the_quotation(visit):
    item = full_analysis().findings()["audit-1"].evidence[0]
    page = visit(full_analysis(), fragment=f"#q{item.start}-{item.end}")
    assert lit(page) == "Total 210"


def test_on_paper_every_fold_is_open_and_the_findings_stand_alone(visit):
    page = visit(full_analysis())
    page.get_by_role("combobox", name="Specialist").select_option(label="Business analyst")
    page.emulate_media(media="print")
    assert not page.locator("aside").is_visible()
    assert not page.locator(".filters").is_visible()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    findings = page.locator(".finding")
    assert [findings.nth(at).is_visible() for at in range(findings.count())] == [True] * 7
    assert page.pdf()[:5] == b"%PDF-"
    page.evaluate("dispatchEvent(new Event('afterprint'))")


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script></script><script>alert(2)</script>",
        "\"><img src=x onerror=alert(1)><a href='https://evil.example'>x</a>",
        "</style><style>@import 'https://evil.example/a.css'</style><iframe src=//evil.example>",
    ],
)
def test_no_attack_runs_or_reaches_the_network(visit, attack):
    page = visit(hostile_analysis(attack), make_document(attack * 3, attack, "", attack, name=attack))
    assert page.locator("main img, main iframe, aside script, a:not([href^='#'])").count() == 0
    assert attack in page.locator("body").inner_text()


def test_should_something_ever_slip_through_the_policy_still_refuses_it(browser, tmp_path):
    """Insert live markup by hand: nothing runs, nothing is fetched, and the browser says why."""
    live = "<script>window.ran = 1</script><img src='https://evil.example/x.png' onerror='window.ran = 2'>"
    html = render(full_analysis(), "html", document=MEMO).replace("<h1", f"{live}<h1", 1)
    path = tmp_path / "report.html"
    path.write_text(html, encoding="utf-8")
    page = browser.new_page()
    refused: list[str] = []
    fetched: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.on("requestfinished", lambda request: fetched.append(request.url))
    page.goto(path.as_uri())
    assert page.evaluate("window.ran") is None
    assert len([text for text in refused if "Content Security Policy" in text]) >= 2
    assert not [url for url in fetched if "evil" in url]
    page.close()


def test_scripts_of_all_directions_are_shown_in_their_direction(visit):
    page = visit(foreign_analysis(), FOREIGN)
    page.get_by_label("Text", exact=True).fill('ש"ח')
    page.locator(".finding .chip:visible").first.click()
    assert lit(page) == 'השוכר ישלם 5,000 ש"ח בכל חודש'
    directions = page.evaluate(
        "[...document.querySelectorAll('.text')].map(text => getComputedStyle(text).direction)"
    )
    assert directions == ["rtl", "rtl", "ltr"]


def test_without_the_document_quotations_are_still_reached(visit):
    page = visit(full_analysis(), None)
    page.locator(".keys .quote a").first.click()
    assert lit(page) == "Revenue rose to $4.2 million in 2023."
