"""The language of a prompt, be it three words long."""

import pytest

from coaching.critique.reader.read import read
from coaching.knowledge.load import Knowledge

KNOWLEDGE = Knowledge()

PROMPTS = """
en: Write a poem
en: email
en: make it shorter
en: translate to Spanish: hola amigo
en: Ideas for a café menu
en: Summarise the churn numbers below for Herr Müller
en: general manager job ad
de: Schreib eine Mail
de: Erstelle ein Python Script für den API Call
de: kürzer bitte
de: Was kostet RAG?
de: Bitte Feedback zum Meeting Report im Dashboard geben
fr: rédige un post LinkedIn
fr: plus court stp
fr: combien coûte le fine-tuning ?
es: hazme un plan de contenidos
es: escribe un correo
es: más corto por favor
pt: faz um resumo do texto
pt: resuma este texto
pt: mais curto por favor
nl: wat kost finetunen
nl: maak een samenvatting
nl: korter graag
it: scrivi una mail
pl: napisz maila do klienta
sv: skriv ett mejl
cs: napiš e-mail zákazníkovi
ro: scrie un email clientului
tr: müşteriye bir e-posta yaz
fi: kirjoita sähköposti asiakkaalle
ru: Напиши письмо клиенту
uk: Напиши лист клієнту про їх замовлення
zh: 帮我写一份周报
ja: 来週の新製品発表会の案内メール
ko: 고객에게 이메일을 써줘
ar: اكتب رسالة اعتذار للعميل
he: כתוב מייל ללקוח
hi: हमारे कर्मचारियों के लिए एक संदेश लिखो
el: γράψε ένα email
th: เขียนอีเมลถึงลูกค้า
"""


@pytest.mark.parametrize("line", PROMPTS.split("\n")[1:-1])
def test_a_short_prompt_shows_its_language(line: str) -> None:
    language, _, prompt = line.partition(": ")

    assert read(prompt, KNOWLEDGE).language == language


def test_it_reads_structure_alone_in_other_languages() -> None:
    assert not read("帮我写一份周报", KNOWLEDGE).supported


def test_code_does_not_speak() -> None:
    text = "Warum stürzt das ab?\n\n```python\nfor the_item in the_list:\n    return the_item and not the_other\n```"

    assert read(text, KNOWLEDGE).language == "de"


def test_pasted_material_does_not_speak() -> None:
    material = "The delivery is late and the customer wants to know what we can do for him."
    text = f'Fasse das kurz zusammen:\n\n"""\n{material}\n"""'

    assert read(text, KNOWLEDGE).language == "de"


def test_the_coach_speaks_six_languages() -> None:
    assert set(KNOWLEDGE.languages.supported) == {"en", "de", "fr", "es", "pt", "nl"}
