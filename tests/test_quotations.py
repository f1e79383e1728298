"""Looking a quotation up: what stands in the document is found where it stands, nothing else is found."""

import gc
import random
import threading
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docpanel.documents.document import Document, Page, Span
from docpanel.documents.lookup import readings
from docpanel.documents.quotations import Location, look_up


def document(text: str, *, furniture: tuple[str, ...] = (), pages: int = 1) -> Document:
    """Return a document of `text`; `furniture` are parts of it, pages are of equal length."""
    length = max(1, len(text) // pages)
    borders = [index * length for index in range(pages)] + [len(text)]
    return Document(
        name="test.txt",
        sha256="0" * 64,
        media_type="text/plain",
        text=text,
        pages=tuple(Page(index + 1, Span(borders[index], borders[index + 1])) for index in range(pages)),
        furniture=tuple(Span(text.index(part), text.index(part) + len(part)) for part in furniture),
    )


def found(text: str, quote: str, **options: tuple[str, ...]) -> tuple[str, str] | None:
    """Return how and as what `quote` is found in `text`; what is altered is not found."""
    read = document(text, **options)
    location = look_up(read, quote)
    if location is None or not location.verified:
        return None
    return location.match, read.text[location.span.start : location.span.end]


def test_a_verbatim_quotation_is_exact_and_has_its_page_and_span():
    read = document("page one says this. " + "page two says that. ", pages=2)
    location = look_up(read, "page two says")
    assert location == Location(Span(20, 33), 2, "exact")


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("the crew\n  had to\r\n\r\ntrim", "the crew had to trim"),
        ("a\u00a0thin\u2009space here", "a thin space here"),
        ("zero\u200bwidth and \ufeffmark", "zerowidth and mark"),
        ("hy\u00adphen\u00adation is soft", "hyphenation is soft"),
        ("infor\ufffe\r\nmation ends", "information ends"),
        ("the ﬁnal ﬂight eﬀect", "the final flight effect"),
        ("the final flight effect", "the ﬁnal ﬂight eﬀect"),
        ("“Quoted” and ‘single’ text", "\"Quoted\" and 'single' text"),
        ("«Zitat» hier im Text", '"Zitat" hier im Text'),
        ("``Quoted'' in old style", "“Quoted” in old style"),
        ("don’t trim the pilot’s wheel", "don't trim the pilot's wheel"),
        ("a pause — then a range 10–20", "a pause - then a range 10-20"),
        ("minus −5 percent", "minus -5 percent"),
        ("MR. CLEMENT: Well -- I think", "MR. CLEMENT: Well — I think"),
        ("cafe\u0301 re\u0301sume\u0301 here", "café résumé here"),
        ("café résumé here", "cafe\u0301 re\u0301sume\u0301 here"),
        ("and so on… and more", "and so on... and more"),
        ("and so . . . it goes", "and so ... it goes"),
        ("full ｗｉｄｔｈ ４２ here", "full width 42 here"),
        ("中文文\n件说明了", "中文文件说明了"),
        (unicodedata.normalize("NFD", "각각의 한글"), "각각의 한글"),
        ("the “Boeing 737” airplane", "the 'Boeing 737' airplane"),
        ("a 5” pipe of steel", 'a 5" pipe of steel'),
        ("as it says", "“...as it says…”"),
        ("as it says", "[...] as it says [...]"),
        ("as it says", "— as it says"),
        ("it fell by -5 percent", '"-5 percent"'),
    ],
)
def test_other_writings_of_the_same_are_normalized(text, quote):
    location = look_up(document(text), quote)
    assert location is not None
    assert location.match == "normalized"
    assert location.span.end == len(text)


@pytest.mark.parametrize("quote", ["non-normal procedures", "nonnormal procedures", "non- normal procedures"])
def test_a_hyphen_at_the_end_of_a_line_may_be_kept_or_dropped(quote):
    assert found("all non-\nnormal procedures", quote) == ("normalized", "non-\nnormal procedures")


def test_each_hyphen_is_judged_for_itself():
    text = "a well-known non-\nnormal infor-\nmation"
    assert found(text, "well-known non-normal information")
    assert found(text, "well-known nonnormal infor-mation")
    assert found(text, "wellknown non-normal information") == ("fuzzy", text[2:])
    assert found(text, "well-known non-normal in-formation") == ("fuzzy", text[2:])
    assert not found("the resigned man", "the re-signed man")


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("grew by 4.2 percent", "grew by 42 percent"),
        ("grew by 42 percent", "grew by 4.2 percent"),
        ("cost 4,200 dollars", "cost 4200 dollars"),
        ("cost 1 000 dollars", "cost 1000 dollars"),
        ("in 2019-\n2020 it was", "in 20192020 it was"),
        ("fell by -5 percent", "fell by 5 percent"),
        ("fell by 5 percent", "fell by -5 percent"),
        ("an area of 10² meters", "an area of 102 meters"),
        ("about 1½ of it", "about 11⁄2 of it"),
        ("the crew did not respond", "the crew did respond"),
        ("5' of snow fell", '5" of snow fell'),
        ("the crew may respond", "the crew must respond"),
    ],
)
def test_what_means_something_else_is_not_found(text, quote):
    assert found(text, quote) is None


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("an unsafe condition", "safe condition"),
        ("a condition untrimmed", "a condition un"),
        ("rate of 4.2", "rate of 4"),
        ("rate of 4.2", "rate of 4."),
        ("4.2 million people", "2 million people"),
        ("4.2 million people", ".2 million people"),
        ("1,234 people came", "234 people came"),
        ("it cost 4,200", "it cost 4"),
        ("lost -5 million", "5 million"),
        ("lost (-$5 million)", "$5 million"),
        ("lost −5 million", "5 million"),
        ("they can't respond", "they can"),
        ("they didn’t respond", "they did"),
        ("an area of 10²", "an area of 10"),
    ],
)
def test_a_quotation_that_cuts_a_word_or_a_number_is_not_found(text, quote):
    assert found(text, quote) is None
    assert found(text.replace(" ", "\n"), quote) is None


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Model 737-8 airplanes", "8 airplanes"),
        ("It rose to 42. Then", "It rose to 42"),
        ("It rose to 42, then", "It rose to 42"),
        ("Boeing's airplanes", "The Boeing".removeprefix("The ")),
        ("growth² of it", "growth"),
        ("cost $4.2 million", "4.2 million"),
        ("from 10-20 people", "20 people"),
        ("第5页的内容", "页的内容"),
        ("safety-critical system", "critical system"),
    ],
)
def test_a_quotation_may_begin_or_end_at_a_hyphen_a_mark_or_punctuation(text, quote):
    assert found(text, quote) == ("exact", quote)


def test_a_whole_occurrence_is_found_behind_one_that_is_cut():
    read = document("unsafe state and safe state")
    location = look_up(read, "safe state")
    assert location is not None
    assert location.span.start == 17


NOTHING = ["", " ", "a", "42", "...", '"""', "— —", "\n\n\n\n", "“ab”", "...42...", "\u200b\u200b\u200b"]


@pytest.mark.parametrize("quote", NOTHING)
def test_next_to_nothing_is_no_evidence(quote):
    assert found(f'a 42 ... """ — — ab {quote} \u200b\u200b\u200b', quote) is None


def test_a_quotation_runs_on_over_the_header_of_the_next_page():
    text = "the system must\nPage 4 of 5\n\nFAA 2020\nremain on. Non-\nPage 5 of 5\nnormal end"
    furniture = ("Page 4 of 5", "FAA 2020", "Page 5 of 5")
    assert found(text, "system must remain on", furniture=furniture) == (
        "normalized",
        "system must\nPage 4 of 5\n\nFAA 2020\nremain on",
    )
    assert found(text, "remain on. Nonnormal end", furniture=furniture) == (
        "normalized",
        "remain on. Non-\nPage 5 of 5\nnormal end",
    )
    assert found(text, "must Page 4 of 5 FAA 2020 remain", furniture=furniture)
    assert found(text, "Page 4 of 5 FAA", furniture=furniture)
    assert not found(text, "system must remain on")


def test_a_place_inside_the_given_span_is_preferred_and_another_accepted():
    text = "same words here. same words here. same\nwords here."
    read = document(text)
    for quote, at in (("same words here", [0, 17]), ("“same words here”", [0, 17, 34])):
        for start in at:
            location = look_up(read, quote, Span(start, start + 16))
            assert location is not None
            assert location.span == Span(start, start + 15)
    elsewhere = look_up(read, "same words", Span(40, 45))
    assert elsewhere is not None
    assert elsewhere.span.start == 0


def test_many_threads_find_the_same_in_a_fresh_document():
    read = document("the crew\nhad to trim. " * 200)
    results: list[object] = []
    threads = [
        threading.Thread(target=lambda: results.append(look_up(read, "crew had to trim"))) for _ in range(16)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 16
    assert set(results) == {look_up(read, "crew had to trim")} != {None}


def test_what_was_built_for_a_document_goes_with_it():
    read = document("some words here")
    look_up(read, "“some words”")
    identity = id(read)
    assert identity in readings._known
    del read
    gc.collect()
    assert identity not in readings._known


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("a" * 300_000, "aaa"),
        ("." * 100_000, "..." + "." * 50_000 + "abc"),
        ("x " + "'\"" * 100_000, "'\"" * 50_000 + "x"),
        (" " * 300_000, "a  b"),
        ("-\n" * 100_000, "-\n" * 1000 + "abc"),
        ("e" + "\u0301" * 200_000, "e\u0301\u0301"),
        ("[...]" * 50_000, "[...]" * 50_000 + "abc"),
        ("a-\n" * 100_000, "aaaa-aaab"),
        ("文" + " " * 200_000 + "a", "文 b c"),
        ("a\u00ad" + "\n" * 200_000 + ".", "a \n. b"),
        ("a" + "-" * 200_000 + ".", "a--. b"),
        ("5'" * 100_000, "5'" * 50_000 + "b"),
    ],
)
def test_hostile_texts_cost_no_more_than_others(text, quote):
    """Each of these takes minutes where a step is quadratic."""
    assert look_up(document(text), quote) is None


WORDS = ["office", "flight", "Boeing", "naïve", "crew's", "pilots,", "system.", "did"]
WORDS += ["non-normal", "safety-critical"]
NUMBERS = ["4.2", "42", "4,200", "-5", "(5)", "$1.5", "2018-23-51", "737-8", "10%"]
SPACES = [" ", " ", " ", "\n", "\r\n", "  ", " \n ", "\u00a0", "\u2009", "\n\n\u200b"]


def noisy(word: str, chance: random.Random) -> str:
    """Write `word` in another way that means the same."""
    if word.isalpha() and len(word) > 4 and chance.random() < 0.2:
        cut = chance.randrange(2, len(word) - 1)
        word = word[:cut] + chance.choice(["-\n", "\u00ad", "\u2010\r\n", "-\n   "]) + word[cut:]
    elif "-" in word and word[0].isalpha() and chance.random() < 0.3:
        word = word.replace("-", "-\n")
    if chance.random() < 0.3:
        word = word.replace("ffi", "ﬃ").replace("fl", "ﬂ")
    if chance.random() < 0.3:
        word = unicodedata.normalize("NFD", word)
    if chance.random() < 0.3:
        word = word.replace("'", "’").replace("-", "\u2011" if word[0].isalpha() else "\u2212")
    return chance.choice(["“{}”", "‘{}’", '"{}"']).format(word) if chance.random() < 0.1 else word


@settings(deadline=None, max_examples=300)
@given(data=st.data(), seed=st.integers(0, 2**32))
def test_a_true_slice_is_found_under_noise_at_its_place(data, seed):
    chance = random.Random(seed)
    words = data.draw(st.lists(st.sampled_from(WORDS + NUMBERS), min_size=3, unique=True))
    written = [noisy(word, chance) for word in words]
    begin = data.draw(st.integers(0, len(words) - 2))
    end = data.draw(st.integers(begin + 2, len(words)))
    text, starts, ends = "", [], []
    for word in written:
        starts.append(len(text))
        text += word
        ends.append(len(text))
        text += chance.choice(SPACES)
    quote = " ".join(
        f'"{words[index]}"' if written[index][0] in '“‘"' else words[index] for index in range(begin, end)
    )
    place = Span(starts[begin], ends[end - 1])
    location = look_up(document(text), quote, place)
    assert location is not None
    marks = '“”‘’"'
    assert text[location.span.start : location.span.end].strip(marks) == text[place.start : place.end].strip(
        marks
    )
    assert abs(location.span.start - place.start) <= 1


MUTATIONS = {
    "4.2": ["42", "4.3", "4,2", "-4.2", "4 2"],
    "42": ["4.2", "43", "420", "-42", "4 2"],
    "4,200": ["4200", "4.200", "4,201", "4 200"],
    "-5": ["5", "+5", "-6", "(5)", "- 5"],
    "$1.5": ["$15", "1.5", "€1.5", "$1.50"],
    "737-8": ["7378", "737-9", "737 8"],
    "did": ["did not", "does", "may"],
    "system.": ["systems."],
    "non-normal": ["normal"],
    "Boeing": ["Boeings", "Airbus"],
}


@settings(deadline=None, max_examples=300)
@given(data=st.data(), seed=st.integers(0, 2**32))
def test_a_changed_digit_sign_or_word_is_not_found(data, seed):
    chance = random.Random(seed)
    changed = data.draw(st.sampled_from(sorted(MUTATIONS)))
    others = [word for word in WORDS + NUMBERS if word != changed]
    before = data.draw(st.lists(st.sampled_from(others), min_size=1, max_size=6))
    after = data.draw(st.lists(st.sampled_from(others), min_size=1, max_size=6))
    text = "".join(word + chance.choice(SPACES) for word in ["begin", *before, changed, *after, "end"])
    other = data.draw(st.sampled_from(MUTATIONS[changed]))
    assert look_up(document(text), " ".join(["begin", *before, changed, *after, "end"])) is not None
    assert found(text, " ".join(["begin", *before, other, *after, "end"])) is None


def test_a_footnote_is_found_without_its_number_but_a_figure_keeps_all_its_digits():
    text = "See below.\n8MCAS is a function of the system.\nThe 12V line and 100Hz are used."
    assert found(text, "MCAS is a function of the system.") is not None
    assert found(text, "2V line") is None
    assert found(text, "00Hz are used") is None
