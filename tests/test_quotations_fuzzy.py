"""What noise is forgiven to a quotation, and which word of it may never be another."""

import pytest
from panel_material import make_document

from docpanel.documents.document import Span
from docpanel.documents.quotations import look_up

REPORT = (
    "In 2019 the crew did not improve the safety of the aircraft, and revenue grew by 4.2 million dollars. "
    "The pilots must respond within three hours unless the manager agrees in writing. The Müller office in "
    "Geneva found a well-known fault of the valve in May 2018, and at least two of all inspectors rejected "
    "it."
)


def found(text: str, quote: str) -> tuple[str, tuple[str, ...]] | None:
    """Return as what `quote` is found in `text`, and what it has otherwise."""
    location = look_up(make_document(text), quote)
    return location and (location.match, location.differs)


@pytest.mark.parametrize(
    "quote",
    [
        "THE PILOTS MUST RESPOND WITHIN THREE HOURS",
        "the pilots must respond within three hours",
        "The pilots rnust respond within thrce hours",
        "The pi1ots must resp0nd within three hours",
        "Thepilots must respond withinthree hours",
        "The pil ots must respond within three hours",
        "the crew did not improve safety of aircraft",
        "of the aircraft and revenue grew",
        "the safety of the aircraft [3], and revenue",
        "a wellknown fault of the valve",
        "a well known fault of the valve",
        "The Muller office in Geneva found",
        "The Müller oce in Geneva found",
        "two of all inspectors re jected it",
        "two of all inspcctors rejected it",
    ],
)
def test_noise_is_forgiven(quote):
    assert found(REPORT, quote) == ("fuzzy", ())


@pytest.mark.parametrize(
    ("quote", "differs"),
    [
        ("revenue grew by 4.8 million dollars", "4.8 for 4.2"),
        ("revenue fell by 4.2 million dollars", "fell for grew"),
        ("the crew did improve the safety", "not missing"),
        ("revenue grew by 4.2 billion dollars", "billion for million"),
        ("revenue grew by 4.2 million euros", "euros for dollars"),
        ("In 2018 the crew did not improve", "2018 for 2019"),
        ("The pilots may respond within three hours", "may for must"),
        ("The pilots must not respond within three hours", "not added"),
        ("The pilots must respond within five hours", "five for three"),
        ("The pilots must respond within three days", "days for hours"),
        ("within three hours if the manager agrees", "if for unless"),
        ("The Huber office in Geneva found", "Huber for Müller"),
        ("fault of the valve in June 2018", "June for May"),
        ("at least two of some inspectors rejected it", "some for all"),
        ("at most two of all inspectors rejected it", "most for least"),
        ("two of all inspectors accepted it", "accepted for rejected"),
        ("revenue grew to 4.2 million dollars", "to for by"),
    ],
)
def test_a_word_that_turns_the_sentence_round_is_named(quote, differs):
    assert found(REPORT, quote) == ("altered", (differs,))


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (
            "The plaintiff Smith sued the bank of Jones in May.",
            "The plaintiff Jones sued the bank of Smith in May",
        ),
        ("If costs rise, the fee falls as well.", "If the fee falls, costs rise as well"),
        ("Team A lost the game against Team B.", "Team B lost the game against Team A"),
        ("It is unlikely that they will respond soon.", "It is likely that they will respond soon"),
        ("He sold a few shares of the company.", "He sold few shares of the company"),
        ("The patients received the new drug.", "The patents received the new drug"),
        ("Only pilots of the US agreed to it.", "Only pilots of the us agreed to it"),
        ("The resigned man left the house.", "The re-signed man left the house"),
        ("An order FAA-2020-0746 was issued here.", "An order FAA-20200-746 was issued here"),
        ("The loss was (5) million in that year.", "The loss was 5 million in that year"),
    ],
)
def test_what_says_something_else_is_refused(text, quote):
    location = look_up(make_document(text), quote)
    assert location is not None
    assert location.match == "altered"
    assert location.differs


def test_another_passage_is_missing_rather_than_altered():
    assert found(REPORT, "the board of directors approved a dividend of ten cents") is None


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        (
            "公司收入增长了百分之五，利润没有下降。",
            "公司收入增长百分之五，利润没有下降",
            ("altered", ("了 missing",)),
        ),
        ("公司的收入增长了百分之五，利润没有下降。", "公司收入增长了百分之五，利润没有下降", ("fuzzy", ())),
        (
            "公司收入增长了百分之五，利润没有下降。",
            "公司收入增长了百分之五，利润下降",
            ("altered", ("没有 missing",)),
        ),
        (
            "売上高は12%増加し、利益は減少しなかった。",
            "売上高は15%増加し、利益は",
            ("altered", ("15 for 12",)),
        ),
        ("ارتفعت الإيرادات بنسبة ٤٫٢ في المئة", "ارتفعت الايرادات بنسبة ٤٫٢ في المئة", ("fuzzy", ())),
        ("ارتفعت الإيرادات بنسبة ٤٫٢ في المئة", "ارتفعت الإيرادات بنسبة 4.2 في المئة", ("fuzzy", ())),
        (
            "ارتفعت الإيرادات بنسبة ٤٫٢ في المئة",
            "ارتفعت الإيرادات بنسبة ٤٫٨ في المئة",
            ("altered", ("٤٫٨ for ٤٫٢",)),
        ),
        (
            "ההכנסות גדלו והרווח לא ירד בשנת 2020",
            "ההכנסות גדלו והרווח ירד בשנת 2020",
            ("altered", ("לא missing",)),
        ),
        ("रोगी को दवा नहीं दी गई और खर्च था", "रोगी को दवा दी गई और खर्च था", ("altered", ("नहीं missing",))),
        (
            "Die Prüfung ist für den Käufer nicht nötig.",
            "Die Prufung ist fur den Kaufer nicht notig",
            ("fuzzy", ()),
        ),
    ],
)
def test_other_scripts_are_judged_alike(text, quote, expected):
    assert found(text, quote) == expected


def test_the_cells_of_a_table_may_be_quoted_with_any_mark_between_them():
    table = "Item | Qty | Price\nBolt | 12 | 4.50\nNut | 30 | 2.25"
    assert found(table, "Bolt, 12, 4.50, Nut, 30, 2.25") == ("fuzzy", ())
    assert found(table, "Bolt, 12, 4.50, Nut, 30, 2.52") == ("altered", ("2.52 for 2.25",))


def test_a_noisy_quotation_runs_over_a_page_break_and_a_broken_word():
    document = make_document("The update must be in-", "stalled before further flight, as requircd.")
    location = look_up(document, "update must be installed before furthcr flight, as required")
    assert location is not None
    assert (location.match, location.page) == ("fuzzy", 1)
    assert document.text[location.span.start : location.span.end].endswith("requircd")


REMOVED = (
    "The new valve of the second unit reduces pressure. The old valve, which did not meet the standard, was "
    "removed. The board was pleased. Costs rose to $4.2 million. "
)


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("The new valve … reduces pressure", ("fuzzy", ())),
        ("The new valve [...] reduces pressure. … The board was pleased", ("fuzzy", ())),
        ("was removed. ... Costs rose to $4.2 million", ("fuzzy", ())),
        ("was removed. ... Costs rose to $4.8 million", ("altered", ("$4.8 for $4.2",))),
    ],
)
def test_an_ellipsis_may_leave_out_what_does_not_turn_the_sense(quote, expected):
    assert found(REMOVED, quote) == expected


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (REMOVED, "The old valve … was removed"),
        (
            "The board rejected the plan that the chairman had proposed and approved the budget.",
            "The board ... approved the budget.",
        ),
        (
            "Acme was cleared of all the charges. Its rival Bolt was convicted of fraud in 2019.",
            "Acme was … convicted of fraud in 2019.",
        ),
        (
            "The drug is approved for adults and should be avoided in children under 5.",
            "The drug is approved for ... children under 5.",
        ),
        (
            "The chairman may dissolve the board, provided that all members agree, by resolution.",
            "The chairman may dissolve the board ... by resolution.",
        ),
        ("Revenue fell in the first half. Costs grew by 5 percent.", "Revenue ... grew by 5 percent."),
        (
            "The licence fee is waived for schools; companies pay $900 a year.",
            "The licence fee … $900 a year.",
        ),
        ("Alabama 18,870 3,120 4,100\nAlaska 209 88 3,062 7,095\n", "Alabama … 3,062 7,095"),
        ("Revenue grew by 5 percent at Acme, Bolt by 7 percent.", "Revenue grew … by 7 percent"),
        (
            "Acme was cleared of fraud. Bolt was sued in May. It was convicted of theft.",
            "Acme was cleared of fraud. … It was convicted of theft.",
        ),
    ],
)
def test_an_ellipsis_may_not_splice_two_statements(text, quote):
    location = look_up(make_document(text), quote)
    assert location is not None
    assert location.match == "altered"


def test_an_ellipsis_may_not_join_what_stands_far_apart_or_in_another_order():
    text = REMOVED + "More was said of it on another day. " * 20 + "All ended well in the harbour."
    far = look_up(make_document(text), "The board was pleased … All ended well in the harbour")
    turned = look_up(make_document(text), "The board was pleased … The new valve")
    assert far is None or not far.verified
    assert turned is None or not turned.verified


def test_a_noisy_place_inside_the_given_span_is_preferred():
    text = "The crew had to trim the wheel. " * 40
    document = make_document(text)
    for number in (3, 21, 39):
        within = Span(32 * number, 32 * number + 31)
        location = look_up(document, "The crcw had to trirn the wheel", within)
        assert location is not None
        assert location.match == "fuzzy"
        assert location.span.start == within.start


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("a" * 300_000, "a" * 499 + "b"),
        ("word " * 60_000, "word " * 99 + "more"),
        ("one two " * 40_000, "one two " * 60 + "two one"),
        ("1 2 3 4 " * 40_000, "1 2 3 4 " * 60 + "5"),
        ("\u6587\u5b57" * 100_000, "\u6587\u5b57" * 240 + "\u5b57"),
        ("word … " * 40_000, "word … " * 70 + "more"),
        ("not " * 60_000, "not " * 120 + "no"),
    ],
)
def test_hostile_texts_cost_no_more_than_others(text, quote):
    """Each of these takes minutes where a step is quadratic in the document."""
    location = look_up(make_document(text), quote)
    assert location is None or not location.verified


@pytest.mark.parametrize("length", range(40, 90))
def test_no_window_of_the_search_ends_inside_a_word(length):
    """A window that cut `unlikely` would find `unlike` in it."""
    text = "not " * 500
    location = look_up(make_document(text), "not " * length + "no")
    assert location is None or not location.verified
