# other scripts are meant
"""The language of a text."""

import pytest

from docpanel.documents.language import detect

TEXTS = {
    "en": "The company shall pay the supplier within thirty days after the receipt of the invoice, and "
    "it may not assign this agreement without consent.",
    "de": "Der Vertrag wird auf unbestimmte Zeit geschlossen und kann von jeder Partei mit einer Frist "
    "von drei Monaten zum Ende des Jahres gekündigt werden.",
    "fr": "Le contrat est conclu pour une durée indéterminée et peut être résilié par chacune des "
    "parties avec un préavis de trois mois.",
    "es": "El contrato se celebra por tiempo indefinido y puede ser rescindido por cualquiera de las "
    "partes con un preaviso de tres meses.",
    "it": "Il contratto è concluso a tempo indeterminato e può essere risolto da ciascuna delle parti "
    "con un preavviso di tre mesi.",
    "pt": "O contrato é celebrado por tempo indeterminado e pode ser rescindido por qualquer uma das "
    "partes com um aviso prévio de três meses.",
    "nl": "De overeenkomst wordt voor onbepaalde tijd aangegaan en kan door elk van de partijen met een "
    "termijn van drie maanden worden opgezegd.",
    "sv": "Avtalet gäller tills vidare och kan sägas upp av båda parter med en uppsägningstid på tre "
    "månader, om inte annat har avtalats med den andra parten.",
    "da": "Aftalen gælder indtil videre og kan opsiges af begge parter med et varsel på tre måneder, "
    "hvis ikke andet er aftalt af parterne efter loven.",
    "no": "Avtalen gjelder inntil videre og kan sies opp av begge parter med en frist på tre måneder, "
    "hvis ikke noe annet er avtalt av partene etter loven.",
    "fi": "Sopimus on voimassa toistaiseksi ja se voidaan irtisanoa kolmen kuukauden kuluessa, jos se "
    "ei ole muuten sovittu tai kun osapuoli on sitä vaatinut.",
    "pl": "Umowa jest zawarta na czas nieokreślony i może być wypowiedziana przez każdą ze stron z "
    "zachowaniem trzymiesięcznego okresu, który jest do tego ustalony.",
    "ru": "Договор заключается на неопределённый срок и может быть расторгнут любой из сторон с "
    "уведомлением за три месяца.",
    "uk": "Договір укладається на невизначений строк і може бути розірваний будь-якою зі сторін за три "
    "місяці.",
    "zh": "本合同自双方签字之日起生效，有效期为三年，任何一方可提前三个月书面通知对方终止本合同。",
    "ja": "本契約は署名の日から効力を生じ、三年間有効とする。三か月前に通知することにより解除できる。",
    "ko": "본 계약은 서명일로부터 효력이 발생하며 삼 년간 유효하다. 각 당사자는 해지할 수 있다.",
    "ar": "يدخل هذا العقد حيز التنفيذ من تاريخ التوقيع ويبقى ساريا لمدة ثلاث سنوات",
    "el": "Η σύμβαση τίθεται σε ισχύ από την ημερομηνία υπογραφής της",
    "cs": "Smlouva se uzavírá na dobu neurčitou a může být vypovězena kteroukoli ze stran s tříměsíční "
    "lhůtou, která je pro to stanovena podle zákona.",
    "tr": "Bu sözleşme belirsiz bir süre için yapılmıştır ve taraflar üç ay önceden bildirimde "
    "bulunarak sona erdirebilir, bu süre için her iki taraf da bağlıdır.",
}


@pytest.mark.parametrize("code", TEXTS)
def test_a_sentence_is_enough(code):
    assert detect(TEXTS[code]) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "the the",
        "12.5 | 900 | 2024-01-01",
        "Apple Banana Cherry Tomato Potato Beetroot Product Value Column Row Alpha",
    ],
)
def test_too_little_and_mere_lists_are_unsure(text):
    assert detect(text) is None


def test_a_few_foreign_words_do_not_change_the_language():
    assert detect(TEXTS["en"] + " " + TEXTS["el"][:30]) == "en"


def test_a_long_text_is_judged_by_samples_of_all_of_it():
    assert detect(TEXTS["de"] * 5 + TEXTS["en"] * 2000) == "en"
