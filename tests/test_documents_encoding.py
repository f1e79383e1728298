# other scripts are meant
"""Bytes to text, and bytes that are no text."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docpanel.documents import DocumentError, parse
from docpanel.documents.encoding import NotText, decode

PRINTABLE = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co"), exclude_characters="\ufeff\ufffd")
)
CONTRACT = {
    "cp1252": "Die Kündigung bedarf der Schriftform – „ohne Ausnahme“. Größe und Maß werden geprüft, 5 €.\n",
    "latin-1": "Le contrat a été signé à l'été; l'élève préfère la forêt où naît le chêne.\n",
    "cp1250": "Umowa została zawarta na czas nieokreślony i może być wypowiedziana przez każdą ze stron.\n",
    "cp1251": "Договор заключается на неопределённый срок и может быть расторгнут любой из сторон.\n",
    "koi8_r": "Договор заключается на неопределённый срок и может быть расторгнут любой из сторон.\n",
    "cp1253": "Η σύμβαση τίθεται σε ισχύ από την ημερομηνία υπογραφής της.\n",
    "cp932": "本契約は署名の日から効力を生じ、三年間有効とする。通知することにより解除できる。\n",
    "gb18030": "本合同自双方签字之日起生效，有效期为三年，任何一方可提前三个月书面通知对方终止本合同。\n",
    "cp949": "본 계약은 서명일로부터 효력이 발생하며 삼 년간 유효하다.\n",
}


@given(PRINTABLE)
def test_utf8_comes_back_as_it_was(text):
    assert decode(text.encode()).text == text


@given(PRINTABLE, st.sampled_from(["utf-8-sig", "utf-16", "utf-32"]))
def test_a_byte_order_mark_decides(text, encoding):
    assert decode(text.encode(encoding)).text == text


@given(
    st.text(st.sampled_from("abc xyz,.;\nÄÖéß—“”€"), min_size=8).filter(
        lambda text: text.isascii() or " " in text
    ),
    st.sampled_from(["utf-16-le", "utf-16-be"]),
)
def test_utf16_without_byte_order_mark_is_recognized_by_its_spaces(text, encoding):
    assert decode((text + " the end\n").encode(encoding)).text == text + " the end\n"


@pytest.mark.parametrize("encoding", CONTRACT)
@pytest.mark.parametrize("wide", ["utf-16-le", "utf-16-be", "utf-32-le"])
def test_wide_encodings_are_recognized_in_every_script(encoding, wide):
    assert decode(CONTRACT[encoding].encode(wide)).text == CONTRACT[encoding]


@pytest.mark.parametrize("encoding", CONTRACT)
def test_a_legacy_code_page_is_guessed_and_the_guess_is_told(encoding):
    decoded = decode(CONTRACT[encoding].encode(encoding))
    assert decoded.text == CONTRACT[encoding]
    assert "guessed" in decoded.warnings[0]


def test_a_declared_encoding_is_no_guess():
    decoded = decode("Größe".encode("cp1252"), "windows-1252")
    assert (decoded.text, decoded.warnings) == ("Größe", ())
    assert decode("Größe".encode("cp1252"), "no-such-encoding").text == "Größe"


def test_invalid_bytes_in_utf8_are_replaced_and_counted():
    document = parse("a.txt", "Häuser über Öl, süß und größer".encode() + b" \xff end \xfe.")
    assert document.text == "Häuser über Öl, süß und größer \ufffd end \ufffd."
    assert document.warnings[0].startswith("2 invalid bytes")


def test_a_replacement_character_that_the_author_wrote_is_not_counted():
    assert decode("a \ufffd b".encode()).warnings == ()


@given(st.binary(max_size=3000))
def test_any_bytes_are_text_or_refused(data):
    try:
        text = decode(data).text
    except NotText:
        return
    text.encode("utf-8")


def test_random_bytes_are_no_document():
    for seed in range(50):
        data = random.Random(seed).randbytes(2000)
        with pytest.raises(DocumentError, match="no document"):
            parse("a.txt", data)


def test_a_text_ridden_with_nul_bytes_is_no_document():
    with pytest.raises(DocumentError, match="no document"):
        parse("a.txt", b"abc\0\0\0\0\1\2" * 50)


def test_characters_that_print_nothing_become_spaces_and_move_no_position():
    document = parse("a.txt", b"before\x1b[31m after\x08 end \xef\xbf\xbe.")
    assert document.text == "before [31m after  end  ."
