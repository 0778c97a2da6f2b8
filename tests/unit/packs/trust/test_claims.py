"""Names that sound like an office are pointed at in any letters; names of people are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milclicks.core.folding import fold
from milclicks.packs.trust.claims import alike, reserved
from milclicks.packs.trust.lookalikes import mixed

PEOPLE = (
    "Amina Fatima Youssef Khadija Omar Layla Hassan Zaynab "
    "أمينة فاطمة يوسف خديجة عمر ليلى حسن زينب محمد نور "
    "Élodie François Chloé Noël Amélie Rémi Zoé Thérèse "
    "José María Ángel Núñez Lucía Iñaki Sofía Raúl "
    "João Conceição Inês Luís Vitória Antônio Glória Thiago "
    "Vlada Đorđe Željko Čedomir Ljiljana Šćepan Živana "
    "Влада Ђорђе Жељко Чедомир Љиљана Мирјана Снежана Милош "
    "Emily Oliver William Wanjiru Baraka Neema Juma Eunice Una Hugo Eugene Poul"
).split()


@pytest.mark.parametrize(
    "name",
    [
        "ᴜɴᴇꜱᴄᴏ", "UNΕՏCO", "Ùñéśçø", "ՍNESCO", "🅄🄽🄴🅂🄲🄾", "🆄🅽🅴🆂🅲🅾", "ＵＮＥＳＣＯ", "𝐔𝐍𝐄𝐒𝐂𝐎",
        "UN\u200dES\u200cCO",
        "U N I C E F", "УНИЦЕФ", "Unicef Sénégal", "ЮНЕСКО", "УНЕСКО", "اليونيسف",
        "WHO", "Who Europe", "W.H.O.", "OMS", "ОМЅ", "Organisation mondiale de la Santé",
        "منظمة الصحة العالمية", "EU Commission", "ЕU", "Commission UE", "European Union",
        "الاتحاد الأوروبي", "Европска унија", "União Europeia",
        "Policía", "Polícia Federal", "Police nationale", "Полиција", "الشرطة", "P0lice",
        "Éducation nationale", "Educación Nacional", "Educação Nacional", "National Education",
        "التربية الوطنية", "Министарство просвете", "Ministério da Educação", "وزارة التربية",
        "Governo", "Gobierno de México", "الحكومة", "Влада Србије", "Government Office",
        "Croix-Rouge", "Cruz Roja", "Cruz Vermelha", "Црвени крст", "الهلال الأحمر", "Red Cross",
        "Ambassade de France", "UN", "ONU Femmes", "Ｏfficiаl",
        "nuse miba kavo data luma dona",
    ],
)  # fmt: skip
def test_a_reserved_word_in_any_letters(name: str) -> None:
    assert reserved(name)


@pytest.mark.parametrize("name", PEOPLE)
def test_a_first_name_is_no_office(name: str) -> None:
    assert reserved(name) == ()
    assert reserved(f"Prof. {name} Costa") == ()


def test_there_are_sixty_names_and_more_of_them_in_two_scripts() -> None:
    assert len(set(PEOPLE)) >= 60


HONEST = {
    "Serbian": "Марија Петровић|Ђорђе Јовановић|Љиљана Ђукић|ОШ „Вук Караџић“|Проф. Џејн Вујић|"
    "ITшкола Ниш|Ана Petrović|Школа №5|Media-кабинет|Jелена Иловац",
    "Serbian in Latin letters": "Marija Petrović|Đorđe Jovanović|Ljiljana Đukić|OŠ Vuk Karadžić|"
    "Željko Šćepanović|Džejn Vujić|Čedomir Njegoš|Škola br. 5|Ćira i Žika|Gimnazija „Laza Kostić“",
    "Arabic": "أمينة يوسف|د. خالد الأحمد|مدرسة النور|فاطمة الزهراء|الأستاذ محمد علي|"
    "نادي MIL العربي|الـMIL للجميع|لَيلى حَسَن|معلّمة الصف ٥|عبد الرحمن بن عوف",
    "French": "Élodie Lefèvre|François Noël|École n°2|Mme L’Hermitte|Œuvre du Cœur|Profª Zoé|"
    "Thérèse d’Àvila|Aïcha Bâ|Collège Simone-Veil 3e|Rémi Müller",
    "Spanish": "José Núñez|María Ángeles|Iñaki Goñi|Colegio San Martín|1.º ESO|Raúl Peña|"
    "Prof. Sofía|Lucía Güell|Ángel Ibáñez|Escuela nº 7",
    "Portuguese": "João Conceição|Inês Araújo|Luís Magalhães|Escola 25 de Abril|Drª Glória|"
    "Antônio Simões|Profª Vitória|Lourenço Brandão|Zélia Fagundes|Turma 5.ºB",
    "English": "Amina O’Brien|Prof. Wanjiru|Room 3B|J. K. Mwangi|St Mary’s School|D’Arcy|"
    "Media Club 2|Grade-5 Teachers|µTeam|Naïve Café",
    "Greek": "Αθηνά Παππά|Γιώργος Νικολάου|Δημοτικό Σχολείο|Ελένη Ιωάννου|Μαρία Ξένου|Σχολείο 5|"
    "Ωραία Ώρα|Κώστας Β.|Anna Παππά|Λύκειο Ψυχικού",
}


@pytest.mark.parametrize("script", HONEST)
def test_an_honest_name_has_one_alphabet_in_a_word(script: str) -> None:
    names = HONEST[script].split("|")
    assert len(names) >= 10
    assert [name for name in names if mixed(name)] == []
    for name in names:
        assert [other for other in names if other != name and alike(name, other)] == []


@pytest.mark.parametrize(
    "name",
    ["UИESCO", "UNЕSСО", "Mаrija", "Sаra Petrović", "Марija", "Gοogle", "Αmina", "МILклик",
     "Ѕvеtlаnа", "Аdmin", "Ａdmiп", "OŠ Vuk Kаradžić", "Мarko", "Ꭰavid", "ꓮna", "Unіon"],
)  # fmt: skip
def test_letters_of_another_alphabet_in_a_word_are_seen(name: str) -> None:
    assert mixed(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Amina", "Аmina"), ("Amina", "AMÍNA"), ("Amina", "Am1na"), ("Lila Ba", "LiIa Ba"),
     ("Мара", "Mapa"), ("Vlada", "VIada"), ("Sara", "Ѕаrа")],
)  # fmt: skip
def test_one_name_may_be_taken_for_the_other(one: str, other: str) -> None:
    assert alike(one, other) and alike(other, one)


def test_names_that_differ_are_not_alike() -> None:
    names = sorted({*PEOPLE, *"|".join(HONEST.values()).split("|")})
    pairs = [(a, b) for a in names for b in names if a < b and alike(a, b)]
    assert pairs and all(fold(a) == fold(b) for a, b in pairs)  # Serbian has two scripts for one


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_name_can_be_looked_at(name: str, other: str) -> None:
    assert alike(name, name) and alike(name, other) is alike(other, name)
    assert mixed(name) <= mixed(f"{name} {other}"), "another word takes nothing back"
    assert reserved(name) is not None
