"""Other real words, lost labels and joined words: no noise, however like it they look."""

import pytest
from panel_material import make_document

from docpanel.documents.quotations import look_up

FRAME = "The committee wrote that {} in its report to the members of the council."
PAIRS = """
stable/able unable/unstable ability/stability defect/detect filed/led fired/red against/again late/latest
simplest/simple sealed/scaled saving/saying adverse/advertise complaint/compliant light/tight form/from
trail/trial angle/angel casual/causal public/pubic united/untied statue/statute eminent/imminent
accept/except affect/effect loss/less most/must now/not clear/dear modern/modem filter/fitter
attitude/altitude state/stale internal/infernal economics/economies files/les flow/ow depicted/depleted
titled/tilted patient/patent
"""


def match(text: str, quote: str) -> str | None:
    """Return as what `quote` is found in `text`."""
    location = look_up(make_document(text), quote)
    return location and location.match


@pytest.mark.parametrize("pair", PAIRS.split())
def test_another_real_word_is_not_noise(pair):
    one, other = pair.split("/")
    for printed, quoted in ((one, other), (other, one)):
        text = FRAME.format(f"the {printed} part was seen")
        assert match(text, FRAME.format(f"the {quoted} part was seen")) == "altered"
        assert match(text, FRAME.format(f"the {printed} part was seen")) == "exact"


def test_a_word_that_the_document_uses_elsewhere_is_not_noise():
    text = "The tarcen pump was lifted. The tarcen valve was heavy, and the crew put it into the store."
    quote = "The taroen valve was heavy, and the crew put it"
    assert match(text, quote) == "fuzzy"
    assert match(text + " The taroen hull came.", quote) == "altered"


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (
            "The patients were given Vitamin A daily for weeks.",
            "The patients were given Vitamin daily for weeks.",
        ),
        (
            "The terms are set out in Annex A of this contract.",
            "The terms are set out in Annex of this contract.",
        ),
        ("The holders of Class A shares may vote on this.", "The holders of Class shares may vote on this."),
        ("The office of La Rochelle was closed in winter.", "The office of Rochelle was closed in winter."),
        ("Ich sah, dass der Mann den Hund im Park biss.", "Ich sah, dass den Mann der Hund im Park biss."),
        (
            "The plant delivers 40 MW to the grid of the city.",
            "The plant delivers 40 mW to the grid of the city.",
        ),
        ("The link carries 10 Mb of data for every user.", "The link carries 10 MB of data for every user."),
        ("The crew of Apollo13 came home in the spring.", "The crew of Apollo came home in the spring."),
        ("The wave of COVID19 ended in the early spring.", "The wave of COVID ended in the early spring."),
        ("It holds for all x ∈ S that the sum is finite.", "It holds for all x ∉ S that the sum is finite."),
        (
            "It holds where the mean ≤ 5 that the sum is finite.",
            "It holds where the mean ≥ 5 that the sum is finite.",
        ),
        (
            "It holds where the mean ≠ 5 that the sum is finite.",
            "It holds where the mean = 5 that the sum is finite.",
        ),
        ("The length was measured as 12 ± 2 in the test.", "The length was measured as 12 2 in the test."),
        (
            "The change in the design is notable for the crew.",
            "The change in the design is not able for the crew.",
        ),
        ("The firm earned $ 4.2 million in the year.", "The firm earned $4.8 million in the year."),
        ("The rule of section 5 (b) holds for all firms.", "The rule of section 5 holds for all firms."),
        (
            "The ship is now here and the crew has gone home.",
            "The ship is nowhere and the crew has gone home.",
        ),
        (
            "The effect of the new drug was harmless to all.",
            "The effect of the new drug was harm less to all.",
        ),
        ("The firm is in capable hands since the spring.", "The firm is incapable hands since the spring."),
    ],
)
def test_what_looks_small_but_means_something_is_not_lost(text, quote):
    assert match(text, quote) == "altered"


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("The drug was given to a group of five patients.", "The drug was given to group of five patients."),
        (
            "The firms cannot agree on the terms of the sale.",
            "The firms can not agree on the terms of the sale.",
        ),
        (
            "The firms should not agree on terms of the sale.",
            "The firms shouldnot agree on terms of the sale.",
        ),
        (
            "It holds where the mean ≥ 5 that the sum is finite.",
            "It holds where the mean >= 5 that the sum is finite.",
        ),
        ("The firms Smith & Sons agreed on the sale.", "The firms Smith &amp; Sons agreed on the sale."),
        ("The firm earned $ 4.2 million in the year.", "The firm earned $4.2 million in the year."),
        ("The firm earned $4.2 million in the year.", "The firm earned $ 4.2 million in the year."),
        ("The firm recieved the goods in the year.", "The firm recieved [sic] the goods in the year."),
        ("The firm received the goods in the year.", "“The firm received the goods in the year” (p. 3)."),
        (
            "The firm shall: (a) keep the books; (b) pay the tax; and (c) file the report.",
            "The firm shall: keep the books; pay the tax; and file the report.",
        ),
        (
            "The firm shall: 1) keep the books; 2) pay the tax.",
            "The firm shall: keep the books; pay the tax.",
        ),
    ],
)
def test_what_means_the_same_is_still_found(text, quote):
    assert match(text, quote) in {"normalized", "fuzzy"}
