"""The made-up names and sentences of the gallery, in every language that the app speaks.

Names of sticks are short and in capitals, as sticks have them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from milclicks.core.translit import to_latin
from milclicks.packs.locales import nearest

Words = Mapping[str, str]


def told(locale: str, words: Words) -> str:
    """The words in a language, else in English."""
    return words[nearest(locale, tuple(words), {}, "en") or "en"]


def _all(en: str, fr: str, es: str, ar: str, pt_PT: str, pt_BR: str, sr: str) -> dict[str, str]:
    """One text in the eight locales."""
    return {
        "en": en, "fr": fr, "es": es, "ar": ar, "pt_PT": pt_PT, "pt_BR": pt_BR,
        "sr_Cyrl": sr, "sr_Latn": to_latin(sr),
    }  # fmt: skip


CHANGES: Final = _all(
    "Two new examples, and clearer words in one lesson.",
    "Deux nouveaux exemples, et des mots plus clairs dans une leçon.",
    "Dos ejemplos nuevos y palabras más claras en una lección.",
    "مثالان جديدان وكلمات أوضح في أحد الدروس.",
    "Dois exemplos novos e palavras mais claras numa lição.",
    "Dois exemplos novos e palavras mais claras em uma lição.",
    "Два нова примера и јасније речи у једној лекцији.",
)
CHANGED: Final = _all(
    "Now with an example from the market.",
    "Avec un nouvel exemple, pris au marché.",
    "Ahora con un ejemplo del mercado.",
    "وفيه الآن مثال من السوق.",
    "Agora com um exemplo do mercado.",
    "Agora com um exemplo do mercado.",
    "Сада са примером са пијаце.",
)
REASONS: Final = _all(
    "One answer was marked wrongly.",
    "Une réponse était mal corrigée.",
    "Una respuesta estaba mal corregida.",
    "كانت إحدى الإجابات مصححة خطأ.",
    "Uma resposta estava mal corrigida.",
    "Uma resposta estava corrigida errado.",
    "Један одговор је био погрешно означен.",
)
TITLES: Final = _all(
    "Lessons of our river",
    "Les leçons de notre fleuve",
    "Lecciones de nuestro río",
    "دروس نهرنا",
    "Lições do nosso rio",
    "Lições do nosso rio",
    "Лекције наше реке",
)
LONG: Final = _all(
    "Eleven lessons of our river: who writes the news of the harbour, who reads them, and who pays",
    "Onze leçons de notre fleuve : qui écrit les nouvelles du port, qui les lit et qui les paie",
    "Once lecciones de nuestro río: quién escribe las noticias del puerto, quién las lee y paga",
    "أحد عشر درسًا عن نهرنا: من يكتب أخبار الميناء، ومن يقرؤها، ومن يدفع ثمنها، ولماذا نصدّقها",
    "Onze lições do nosso rio: quem escreve as notícias do porto, quem as lê e quem paga por elas",
    "Onze lições do nosso rio: quem escreve as notícias do porto, quem lê e quem paga por elas",
    "Једанаест лекција наше реке: ко пише вести из луке, ко их чита, ко плаћа и зашто верујемо",
)
RADIO: Final = _all(
    "Radio rumours",
    "Rumeurs à la radio",
    "Rumores en la radio",
    "شائعات الإذاعة",
    "Boatos na rádio",
    "Boatos no rádio",
    "Гласине са радија",
)
MAKERS: Final = _all(
    "Amina Diallo",
    "Aminata Diallo",
    "Amina Díaz",
    "أمينة ديالو",
    "Amina Dias",
    "Amina Souza",
    "Амина Дијало",
)
OFFICE: Final = _all(
    "Ministry of Education",
    "Ministère de l’Éducation",
    "Ministerio de Educación",
    "وزارة التربية",
    "Ministério da Educação",
    "Ministério do Ensino",
    "Министарство просвете",
)
PLACE: Final = _all(
    "Riverside School",
    "École de la Rive",
    "Escuela de la Ribera",
    "مدرسة ضفة النهر",
    "Escola da Ribeira",
    "Escola da Beira do Rio",
    "Школа на реци",
)
STICK: Final = _all("BLUE", "BLEUE", "AZUL", "الزرقاء", "AZUL", "AZUL", "ПЛАВА")
OTHER: Final = _all("GREEN", "VERTE", "VERDE", "الخضراء", "VERDE", "VERDE", "ЗЕЛЕНА")
EMPTY: Final = _all("EMPTY", "VIDE", "VACIA", "الفارغة", "VAZIA", "VAZIA", "ПРАЗНА")
SCHOOL: Final = _all("SCHOOL", "ECOLE", "ESCUELA", "المدرسة", "ESCOLA", "ESCOLA", "ШКОЛА")
