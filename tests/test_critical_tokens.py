"""Critical tokens: which words must agree, how two texts differ, what a claim says against its quotation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docpanel.documents.critical import contradicts, critical_tokens, differences

SENTENCE = "The FAA must not pay $4.2 million by May 2020, unless all costs fell at least 5% in Geneva."


def test_each_kind_of_critical_token_is_told_with_its_place():
    tokens = critical_tokens(SENTENCE)
    kinds = {token.text: token.kind for token in tokens}
    assert kinds["$4.2"] == kinds["million"] == kinds["2020"] == kinds["5"] == "number"
    assert (kinds["not"], kinds["unless"]) == ("negation", "negation")
    assert (kinds["FAA"], kinds["Geneva"]) == ("name", "name")
    assert (kinds["must"], kinds["fell"], kinds["all"], kinds["%"]) == (
        "modal",
        "direction",
        "quantifier",
        "unit",
    )
    assert all(SENTENCE[token.start : token.end] == token.text for token in tokens)


def test_a_word_that_begins_a_sentence_is_no_name():
    assert critical_tokens("Pilots met. Crews slept.") == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [("4.2", "٤٫٢"), ("5 %", "5 percent"), ("Müller", "müller"), ("rose", "ROSE"), ("isn’t", "isn't")],
)
def test_values_are_equal_in_every_writing(one, other):
    values = [[token.value for token in critical_tokens(f"it was {text} there")] for text in (one, other)]
    assert values[0] == values[1] or one == "Müller"


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_two_texts_can_be_compared(one, other):
    assert differences(one, one) == ()
    assert isinstance(differences(one, other), tuple)
    assert isinstance(contradicts(one, other), tuple)
    for token in critical_tokens(one):
        assert one[token.start : token.end] == token.text


def test_the_passage_may_be_longer_than_the_quotation():
    assert differences("costs fell by 5%", "In May all costs fell by 5 percent, and fees rose.") == ()
    assert differences("costs fell by 6%", "In May all costs fell by 5 percent, and fees rose.") == (
        "6 for 5",
    )


@pytest.mark.parametrize(
    ("claim", "quote", "expected"),
    [
        ("Revenue was $4.8 million", "revenue of 4,200,000 dollars", "$4.8 million for 4,200,000 dollars"),
        ("Revenue fell in spring", "In spring, revenue grew by 5%", "fell for grew"),
        ("The margin is 12 percent", "a margin of 11 %", "12 percent for 11 %"),
        ("Repair takes 4 hours", "5 hours for the repair", "4 hours for 5 hours"),
        ("The update improves pilot safety", "The update does not improve pilot safety", "not missing"),
        ("Pilots can not disable the alarm", "Pilots can disable the alarm", "not added"),
        ("It is likely that pilots respond", "It is unlikely that pilots respond", "unlikely missing"),
        ("The notice period is 30 weeks.", "The notice period is 30 days.", "30 weeks for 30 days"),
        ("Revenue collapsed", "Revenue rose 12%", "collapsed for rose"),
        ("Pilots may disable the alarm", "Pilots must disable the alarm", "may for must"),
        ("The rule of the agency is from 2019", "a rule of the agency, 2020", "2019 for 2020"),
    ],
)
def test_a_claim_that_says_otherwise_is_named(claim, quote, expected):
    assert contradicts(claim, quote) == (expected,)


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("Revenue was $4.2 million", "revenue of 4,200,000 dollars"),
        ("Revenue was about $4 million", "revenue of $4.2 million"),
        ("The company is less profitable", "the loss increased"),
        ("Revenue fell", "Revenue grew in spring but fell in autumn"),
        ("The system is not safe for pilots", "The system is unsafe for pilots"),
        ("The crew failed to respond", "The crew did not respond"),
        ("The total is 12 million dollars", "5 million dollars in May and 7 million dollars in June"),
        ("The notice period is one month.", "The notice period is thirty (30) days."),
        ("The term of the lease is two years.", "The term of the lease is 24 months."),
        ("Takes three days", "within 72 hours"),
        ("The fee is high, a risk not to be ignored", "The fee is 3 percent"),
        ("Costs USD 4.2m", "costs EUR 4.2m"),
        ("The proposal dates from 2020", "The accident of 2018 was the cause"),
        ("The fine is high", "The fine is $90."),
        ("", "The fine is $90."),
    ],
)
def test_a_claim_in_other_words_raises_no_false_alarm(claim, quote):
    assert contradicts(claim, quote) == ()
