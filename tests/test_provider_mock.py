"""The mock provider: scripted, or inventing answers that the rest of the house can use."""

import json
from dataclasses import replace

import pytest
from provider_requests import DOCUMENT, ask, specialist_request, synthesis_request

from docpanel.agents.answers import SpecialistAnswer, SynthesisAnswer
from docpanel.agents.completion import Completion, Usage
from docpanel.agents.errors import AttemptTimedOut, PermanentError, RateLimited, RetryableError, ServerFailed
from docpanel.agents.providers.mock import MockProvider, ScriptExhausted
from docpanel.agents.providers.registry import ProviderOptions, create


def test_an_invented_answer_is_valid_and_quotes_the_document_word_for_word():
    (answer,) = ask(MockProvider(), specialist_request())
    findings = SpecialistAnswer.model_validate_json(answer.text).findings
    assert len(findings) >= 2
    for finding in findings:
        assert finding.claim.startswith("Mock finding: ")
        assert finding.category in {"cost", "duty"}
        assert all(quote in DOCUMENT and quote[0].isupper() for quote in finding.quotes)


@pytest.mark.parametrize("document", ["", "   \n ", "short", "no end of a sentence " * 100, "。" * 50])
def test_an_odd_document_still_gets_a_valid_answer_with_verbatim_quotations(document):
    (answer,) = ask(MockProvider(), specialist_request(document=document))
    parsed = SpecialistAnswer.model_validate_json(answer.text)
    assert all(quote in document for finding in parsed.findings for quote in finding.quotes)
    assert bool(parsed.findings) == bool(document.strip())


def test_the_synthesizer_cites_only_findings_that_it_was_shown():
    ids = ["business-1", "business-2", "technical-1"]
    (answer,) = ask(MockProvider(), synthesis_request(ids))
    parsed = SynthesisAnswer.model_validate_json(answer.text)
    cited = [
        each for sentence in (*parsed.bottom_line, *parsed.key_findings) for each in sentence.finding_ids
    ]
    assert cited
    assert set(cited) <= set(ids)


def test_a_schema_nobody_told_the_mock_about_is_filled_all_the_same():
    schema = {
        "type": "object",
        "properties": {
            "word": {"type": "string", "minLength": 12},
            "one": {"enum": ["a"]},
            "maybe": {"anyOf": [{"type": "number"}, {"type": "null"}]},
            "list": {"type": "array", "minItems": 2, "items": {"type": "integer", "minimum": 3}},
        },
    }
    request = replace(specialist_request(), schema=schema, schema_name="another_answer")
    (answer,) = ask(MockProvider(), request)
    filled = json.loads(answer.text)
    assert len(filled.pop("word")) >= 12
    assert filled == {"one": "a", "maybe": None, "list": [3, 3]}


def test_equal_questions_get_equal_answers_whatever_the_nonce_and_another_seed_another_one():
    texts = {
        seed: [
            answer.text
            for answer in ask(
                MockProvider(seed=seed), *(specialist_request(nonce=n) for n in ("5e1f0a77", "c0ffee00"))
            )
        ]
        for seed in (1, 2)
    }
    assert texts[1][0] == texts[1][1] != texts[2][0]


def test_different_specialists_get_different_answers():
    first, second = ask(
        MockProvider(), specialist_request(name="business"), specialist_request(name="technical")
    )
    assert first.text != second.text


def test_a_script_is_followed_in_order_and_usage_is_estimated():
    whole = Completion("third", "another", usage=Usage(1, 0, 2))
    provider = MockProvider(["first", whole])
    first, second = ask(provider, specialist_request(), specialist_request())
    assert (first.text, first.model) == ("first", "some-model")
    assert first.usage.input_tokens > len(DOCUMENT) // 4
    assert first.usage.output_tokens == 2
    assert second is whole
    assert [request.label for request in provider.requests] == ["specialist:business"] * 2


def test_an_exception_of_the_script_is_raised():
    with pytest.raises(ServerFailed, match="scripted"):
        ask(MockProvider([ServerFailed("scripted")]), specialist_request())


def test_an_exhausted_script_names_who_asked_once_too_often():
    with pytest.raises(ScriptExhausted, match="call 2, by specialist:business"):
        ask(MockProvider(["only one"]), specialist_request(), specialist_request())


def test_a_function_as_script_sees_the_request():
    (answer,) = ask(MockProvider(lambda request: f"for {request.label}"), specialist_request())
    assert answer.text == "for specialist:business"


def _failures(seed: int) -> list[str]:
    provider, seen = MockProvider(seed=seed, failure_rate=0.5), []
    for number in range(40):
        try:
            ask(provider, specialist_request(name=f"reader{number % 20}"))
        except RetryableError as error:
            seen.append(f"{number} {type(error).__name__}")
    return seen


def test_failures_are_drawn_by_the_seed_are_of_both_kinds_and_pass_when_asked_again():
    failures = _failures(7)
    assert failures == _failures(7) != _failures(8)
    assert 5 <= len(failures) <= 35
    kinds = {line.split()[1] for line in failures}
    assert kinds == {RateLimited.__name__, ServerFailed.__name__}
    failed_first = {int(line.split()[0]) for line in failures if int(line.split()[0]) < 20}
    failed_again = {int(line.split()[0]) - 20 for line in failures if int(line.split()[0]) >= 20}
    assert failed_first - failed_again


def test_latency_beyond_the_deadline_is_a_timeout():
    with pytest.raises(AttemptTimedOut):
        ask(MockProvider(latency_seconds=30), specialist_request(), seconds=0.01)


def test_the_first_token_is_reported():
    seen = []
    ask(MockProvider(), specialist_request(), on_first_token=lambda: seen.append("first"))
    assert seen == ["first"]


def test_options_reach_the_mock_through_the_registry():
    provider = create("mock", ProviderOptions(options={"seed": "5", "failure_rate": "1"}))
    with pytest.raises(RetryableError):
        ask(provider, specialist_request())


@pytest.mark.parametrize("options", [{"seed": "x"}, {"failure_rate": "2"}, {"latency_seconds": "-1"}])
def test_an_option_out_of_bounds_is_one_clear_error(options):
    with pytest.raises(PermanentError, match="mock provider cannot use its options"):
        create("mock", ProviderOptions(options=options))
