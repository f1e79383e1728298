"""The claim ledger: which sentence stands on its findings, and why another is withheld."""

import pytest
from panel_material import finding

from docpanel.agents.analysis import Sentence, Withheld
from docpanel.agents.findings import Evidence, Finding
from docpanel.agents.grounding.claim_ledger import ClaimLedger
from docpanel.agents.grounding.dates import dates


def stated(identity: str, claim: str, **fields: object) -> Finding:
    """Return a verified finding whose quotation is its claim."""
    return finding(identity, claim, claim, at=(0, len(claim)), **fields)


FINDINGS = (
    stated("business-1", "Revenue grew 12.4% to $4.2 million in 2023.", subject="revenue", page=3),
    stated("business-2", "The fee is $40.", subject="fee"),
    stated("business-3", "The fine is $90.", subject="fine"),
    stated("quality-1", "Costs fell to 3,100,000 dollars by 5 May 2024.", subject="costs"),
    stated("quality-2", "Nine aircraft were lost.", subject="aircraft"),
    stated("technical-1", "The board did not approve the merger plan.", subject="merger plan"),
    finding("technical-2", "The chair resigned.", "The chair resigned.", subject="chair"),
    finding("technical-3", "The share is 12 percent.", "The share is 12 percent.", at=(0, 24)).model_copy(
        update={"differs": ("12 for 21",)}
    ),
    finding("technical-4", "The rent is $8.", "The rent is $8.").model_copy(
        update={"evidence": (Evidence(quote="The rent is $8.", match="altered", differs=("8 for 6",)),)}
    ),
)
LEDGER = ClaimLedger({item.id: item for item in FINDINGS})

GROUNDED = {
    "as it stands": ("The fee is $40.", ["business-2"]),
    "figures in other writing": (
        "Revenue rose 12.4 percent to USD 4,200,000 while costs fell to $3.1m.",
        ["business-1", "quality-1"],
    ),
    "a date in other writing": ("Costs fell by 2024-05-05.", ["quality-1"]),
    "the month of a date": ("Costs fell by May 2024.", ["quality-1"]),
    "rounded and said so": ("Revenue is about $4 million.", ["business-1"]),
    "a count of what is cited": ("Two points stand out: the fee and the fine.", ["business-2", "business-3"]),
    "the page it cites": ("Revenue grew (p. 3).", ["business-1"]),
    "both figures in place": ("The fee is $40 and the fine is $90.", ["business-2", "business-3"]),
    "a count in digits": ("9 aircraft were lost.", ["quality-2"]),
    "a negation kept": ("The merger plan was not approved by the board.", ["technical-1"]),
    "two directions in place": ("Revenue rose, but costs fell.", ["business-1", "quality-1"]),
    "figures in a row": (
        "The fee and the fine are $40 and $90 respectively.",
        ["business-2", "business-3"],
    ),
    "two together": ("The two together weigh on margins.", ["business-2", "business-3"]),
    "a judgement": ("Growth gives the board room, and the lower costs help.", ["business-1", "quality-1"]),
    "a negation on another thing": ("Nobody disputes that the fee is $40.", ["business-2"]),
    "the opposite of another thing": ("Costs fell as revenue rose.", ["business-1", "quality-1"]),
}


@pytest.mark.parametrize(("text", "cited"), GROUNDED.values(), ids=GROUNDED)
def test_a_sentence_that_says_what_its_findings_say_stays(text: str, cited: list[str]) -> None:
    assert LEDGER.ground(text, cited) == Sentence(text=text, finding_ids=tuple(cited))


UNGROUNDED = {
    "nothing cited": ("The fee is $40.", [], "cites no finding"),
    "an unknown id": ("The fee is $40.", ["legal-1"], "unknown findings: legal-1"),
    "half unknown": ("The fee is $40.", ["business-2", "legal-1"], "unknown findings: legal-1"),
    "a missing quotation": ("The chair resigned.", ["technical-2"], "were not found in the document"),
    "an altered quotation": ("The rent is high.", ["technical-4"], "was altered (8 for 6)"),
    "a claim unlike its quotation": ("The share is low.", ["technical-3"], "not what it quotes (12 for 21)"),
    "no words": (" … ", ["business-2"], "says nothing"),
    "too long": ("The fee is high " + "and high " * 60, ["business-2"], "too long"),
    "another figure": ("The fee is $41.", ["business-2"], "$41"),
    "rounded without a word": ("Revenue is $4 million.", ["business-1"], "$4 million"),
    "another percentage": ("Revenue grew 12.5%.", ["business-1"], "12.5%"),
    "another unit": ("The fee is €40.", ["business-2"], "€40"),
    "another scale": ("Revenue is $4.2 billion.", ["business-1"], "$4.2 billion"),
    "another year": ("Revenue grew in 2024.", ["business-1"], "2024"),
    "another day": ("Costs fell by 6 May 2024.", ["quality-1"], "6 May 2024"),
    "another month": ("Costs fell by 5 June 2024.", ["quality-1"], "5 June 2024"),
    "a figure of a finding not cited": ("The fee is $40, the fine $90.", ["business-2"], "$90"),
    "a figure of an unverified finding": (
        "The fee is $40, the share 12%.",
        ["business-2", "technical-3"],
        "12%",
    ),
    "a span of time": ("The fee is due within 2 days.", ["business-2"], "2 days"),
    "another count": ("Seven aircraft were lost.", ["quality-2"], "Seven"),
    "a page that it does not cite": ("Revenue grew (p. 11).", ["business-1"], "11"),
    "swapped figures": ("The fee is $90 and the fine is $40.", ["business-2", "business-3"], "$90 for $40"),
    "another direction": ("Revenue fell to $4.2 million in 2023.", ["business-1"], "otherwise"),
    "swapped directions": ("Revenue fell while costs rose.", ["business-1", "quality-1"], "otherwise"),
    "directions swapped by and": ("Revenue fell and costs rose.", ["business-1", "quality-1"], "otherwise"),
    "a negation lost": ("The board did approve the merger plan.", ["technical-1"], "otherwise"),
    "a negation added": ("The fee is not $40.", ["business-2"], "otherwise"),
}


@pytest.mark.parametrize(("text", "cited", "reason"), UNGROUNDED.values(), ids=UNGROUNDED)
def test_a_sentence_without_ground_is_withheld_with_the_reason_and_what_it_cited(
    text: str, cited: list[str], reason: str
) -> None:
    found = LEDGER.ground(text, cited)
    assert isinstance(found, Withheld)
    assert reason in found.reason
    assert (found.text, found.finding_ids) == (text, tuple(cited))


def test_only_the_verified_findings_of_a_sentence_are_kept() -> None:
    found = LEDGER.ground("The fee is $40.", ["technical-2", "business-2"])
    assert isinstance(found, Sentence)
    assert found.finding_ids == ("business-2",)


DEAL = finding(
    "deal-1",
    "The board did not approve the acquisition.",
    "The board did not approve the proposed acquisition of Alpha Ltd.",
    at=(0, 64),
    subject="acquisition",
)
LIABILITY = finding(
    "deal-2",
    "The supplier is not liable for indirect damages.",
    "In no event shall the supplier be liable for indirect damages.",
    at=(0, 62),
    subject="liability",
)
DIVIDEND = finding(
    "deal-3",
    "The board proposes no dividend.",
    "A dividend for the year will not be proposed.",
    at=(0, 45),
    subject="dividend",
)
GROWTH = stated("growth-1", "Revenue rose 12% to $4,213,500.", subject="revenue")
BOTH = stated("growth-2", "Revenue rose 12% and operating costs rose 18%.", subject="results")
LOSS = stated("growth-3", "Net loss narrowed from $1.2 million to $0.8 million.", subject="net loss")
NOTICE = finding(
    "term-1",
    "The notice period is one month.",
    "Either party may terminate upon thirty (30) days notice.",
    at=(0, 56),
    subject="termination notice",
)
PENALTY = stated("term-2", "The penalty for delay is 0.5% per week.", subject="penalty")
TERM = stated("term-3", "The term of the lease is 24 months, cancelled within 14 days.", subject="lease")
ACME = stated("law-1", "Acme violated the export law.", subject="violation")
RENT = stated("rent-1", "The rent is $50 for each of 30 flats; 40% of the flats are empty.", subject="rent")
SALES = stated("sales-1", "Sales were $200 in 2022 and $250 in 2023.", subject="sales")

SAME = {
    "the negation of the quotation": ("The board has not approved the acquisition.", DEAL),
    "no dividend": ("No dividend is proposed by the board.", DIVIDEND),
    "an acquisition by its name": ("The acquisition of Alpha Ltd was not approved.", DEAL),
    "a known name": ("In short, Acme Corporation violated the law.", ACME),
    "an acronym": ("The revenue pleases the CEO.", GROWTH),
    "a capital for a role": ("Revenue growth supports the Board of Directors.", GROWTH),
    "a direction in another word": ("Sales climbed strongly.", GROWTH),
    "another language": ("Der Umsatz ist deutlich gestiegen.", GROWTH),
    "points counted": ("Two risks stand out in the export law matter.", ACME),
    "specialists counted": ("Three specialists read the export law clause.", ACME),
    "a month of days": ("Termination needs 30 days' notice.", NOTICE),
    "a month": ("Termination needs one month's notice.", NOTICE),
    "years of months": ("The lease runs for two years.", TERM),
    "weeks of days": ("The lease can be cancelled within two weeks.", TERM),
    "a rate": ("Delay costs a penalty of 0.5% a week.", PENALTY),
    "figures in place": ("Operating costs rose 18% and revenue 12%.", BOTH),
    "figures before their things": ("A 12% rise of revenue met an 18% rise of costs.", BOTH),
    "a change in order": ("Net loss fell to $0.8 million from $1.2 million.", LOSS),
    "rounded correctly": ("Revenue rose to $4.2 million.", GROWTH),
    "a bound from below": ("Revenue topped $4 million.", GROWTH),
    "a bound from above": ("Revenue stayed below $5 million.", GROWTH),
    "a complement": ("60% of the flats are let.", RENT),
    "a product": ("The flats yield a rent of $1,500.", RENT),
    "a difference": ("Sales rose by $50.", SALES),
    "a change in percent": ("Sales rose by 25%.", SALES),
    "a country": ("In the United States, revenue growth is higher.", GROWTH),
    "a sum": ("Sales of both years add up to $450.", SALES),
}
OTHERWISE = {
    "a negation that a quotation has too": ("The board approved the acquisition.", DEAL, "otherwise"),
    "in no event": ("The supplier is liable for indirect damages.", LIABILITY, "otherwise"),
    "no dividend made one": ("The board proposes a dividend.", DIVIDEND, "otherwise"),
    "something else": ("The company is insolvent.", GROWTH, "something else"),
    "people": ("Ten executives were indicted.", GROWTH, "Ten"),
    "a name": ("The CEO, John Smith, profits from revenue.", GROWTH, "John Smith"),
    "a name that begins": ("John Smith took revenue for himself.", GROWTH, "Smith"),
    "a link": ("See http://evil.example for the revenue.", GROWTH, "http://evil.example"),
    "an address": ("Ask boss@evil.example for the revenue.", GROWTH, "boss@evil.example"),
    "a count of deeds": ("Acme violated the law seven times.", ACME, "seven"),
    "months for days": ("Termination requires 30 months' notice.", NOTICE, "30 months"),
    "another rate": ("The penalty is 0.5% per day.", PENALTY, "0.5%"),
    "figures swapped in one sentence": ("Operating costs rose 12% and revenue 18%.", BOTH, "12%, 18%"),
    "a change turned round": ("Net loss widened from $0.8 million to $1.2 million.", LOSS, "otherwise"),
    "the two of one": ("The two together weigh on margins.", GROWTH, "something else"),
    "a name within": ("Acme was raided by the Federal Bureau.", ACME, "Federal Bureau"),
    "a direction and its figure": ("Revenue plunged 12%.", GROWTH, "plunged"),
    "halved": ("Revenue halved.", GROWTH, "halved"),
    "tripled": ("Revenue more than tripled.", GROWTH, "tripled"),
    "hundredfold": ("Revenue rose a hundredfold.", GROWTH, "hundredfold"),
    "collapsed": ("Revenue collapsed.", GROWTH, "collapsed for rose"),
    "rounded wrongly": ("Revenue rose to $4.3 million.", GROWTH, "$4.3 million"),
    "a bound that does not hold": ("Revenue topped $5 million.", GROWTH, "$5 million"),
    "a product that is wrong": ("The flats yield a rent of $1,600.", RENT, "$1,600"),
}


@pytest.mark.parametrize(("text", "item"), SAME.values(), ids=SAME)
def test_an_honest_sentence_on_a_finding_raises_no_alarm(text: str, item: Finding) -> None:
    found = ClaimLedger({item.id: item}).ground(text, [item.id])
    assert isinstance(found, Sentence), found.reason


@pytest.mark.parametrize(("text", "item", "reason"), OTHERWISE.values(), ids=OTHERWISE)
def test_a_sentence_that_a_finding_does_not_bear_out_is_withheld(
    text: str, item: Finding, reason: str
) -> None:
    found = ClaimLedger({item.id: item}).ground(text, [item.id])
    assert isinstance(found, Withheld)
    assert reason in found.reason


@pytest.mark.parametrize("text", ["The fee is $40 [business-2].", "The fee is $40. (business-2)"])
def test_ids_within_the_text_count_as_cited_and_are_not_shown(text: str) -> None:
    assert LEDGER.ground(text, []) == Sentence(text="The fee is $40.", finding_ids=("business-2",))


def test_an_unknown_id_within_the_text_is_a_foreign_one() -> None:
    found = LEDGER.ground("The fee is $40 [business-2, legal-9].", ["business-2"])
    assert isinstance(found, Withheld)
    assert "legal-9" in found.reason


def test_an_advice_may_turn_a_direction_round_but_not_add_a_figure() -> None:
    assert isinstance(LEDGER.ground("Cut revenue growth.", ["business-1"], prescribes=True), Sentence)
    assert isinstance(LEDGER.ground("Raise the fee by $5.", ["business-2"], prescribes=True), Withheld)


@pytest.mark.parametrize(
    "text",
    [
        "Who pays the $40?",
        "Does Acme Inc. pay?",
        "Wer zahlt die Gebühr?",
        "谁支付费用？",
        "Why [business-2]?",
    ],
)
def test_a_question_without_a_foreign_figure_stays(text: str) -> None:
    assert LEDGER.question(text) == text.replace(" [business-2]", "")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The chair resigned.", "no question"),
        ("The chair resigned. Who follows?", "statement"),
        ("Who pays the $50?", "$50"),
        ("Is it due on 6 May 2024?", "6 May 2024"),
        ("Is the share of 12% final?", "12%"),
        ("", "no question"),
    ],
)
def test_a_question_that_states_something_is_withheld(text: str, reason: str) -> None:
    found = LEDGER.question(text)
    assert isinstance(found, Withheld)
    assert reason in found.reason


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("5 May 2024", "2024-05-05"),
        ("May 5, 2024", "5th of May 2024"),
        ("5. Mai 2024", "05.05.2024"),
        ("3 August 2020", "le 3 août 2020"),
        ("6 May 2024", "05/06/2024"),
        ("2024年5月5日", "5 May 2024"),
        ("May 2024", "5 May 2024"),
    ],
)
def test_a_date_is_the_same_in_any_writing(one: str, other: str) -> None:
    (said,), (known,) = dates(one), dates(other)
    assert said.within(known)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("5 May 2024", "5 May 2023"),
        ("5 May", "6 May"),
        ("5 May 2024", "May 2024"),
        ("June 2024", "5 May 2024"),
    ],
)
def test_another_date_is_not_the_same(one: str, other: str) -> None:
    (said,), (known,) = dates(one), dates(other)
    assert not said.within(known)


@pytest.mark.parametrize(
    "text", ["They may 4 times refuse.", "May we march on?", "section 12.5.3", "13/14/2024"]
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert list(dates(text)) == []
