"""Keys of the cache: the same for the same question, another for any other."""

import enum
import hashlib
import math
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docpanel.cache.keys import key

SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)
FIELDS = st.dictionaries(st.text(string.ascii_lowercase, min_size=1), VALUES, min_size=1, max_size=5)


def spelled(value: object) -> str:
    """Tell values apart as JSON does: `1`, `1.0` and `true` differ."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{name!r}:{spelled(value[name])}" for name in sorted(value)) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(spelled, value)) + "]"
    return f"{type(value).__name__}:{value!r}"


@given(FIELDS, st.randoms())
def test_the_order_of_fields_does_not_matter(fields, random):
    names = list(fields)
    random.shuffle(names)
    assert key("response", {name: fields[name] for name in names}) == key("response", fields)


@given(FIELDS, st.data())
def test_any_other_value_gives_another_key(fields, data):
    name = data.draw(st.sampled_from(sorted(fields)))
    other = {**fields, name: data.draw(VALUES)}
    assert (key("response", other) == key("response", fields)) == (spelled(other) == spelled(fields))


@given(FIELDS, st.text(string.ascii_lowercase, min_size=1))
def test_one_field_more_gives_another_key(fields, name):
    longer = {**fields, f"{name}-more": None}
    assert key("response", longer) != key("response", fields)


def test_a_key_begins_with_its_kind_and_holds_nothing_of_the_fields():
    made = key("response", {"text": "secret"})
    kind, _, digest = made.partition(":")
    assert kind == "response"
    assert len(digest) == 64
    assert set(digest) <= set(string.hexdigits)
    assert made != key("document", {"text": "secret"})


def test_keys_never_change_between_releases():
    """What was paid for under a key must be found under it next year."""
    digest = hashlib.sha256('{"a":"é","b":[1,2.5,null,true]}'.encode()).hexdigest()
    assert key("response", {"b": (1, 2.5, None, True), "a": "é"}) == f"response:{digest}"


def test_a_lone_surrogate_makes_a_key_like_any_text():
    assert key("response", {"text": "\ud800"}) != key("response", {"text": "\ud801"})


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, [math.nan], {"a": math.inf}])
def test_a_number_that_is_not_finite_is_refused(value):
    with pytest.raises(ValueError, match="has no place in a key"):
        key("response", {"value": value})


@pytest.mark.parametrize("value", [b"bytes", {1, 2}, object(), {1: "a"}, [{None: 1}], enum.Enum("E", "A")])
def test_what_json_does_not_know_is_refused(value):
    with pytest.raises(TypeError, match="a key"):
        key("response", {"value": value})


@pytest.mark.parametrize("kind", ["", "Response", "a:b", "a b", "1a", "a\n"])
def test_a_kind_is_a_plain_word(kind):
    with pytest.raises(ValueError, match="lower-case word"):
        key(kind, {})
