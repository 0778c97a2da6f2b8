"""Names that sound like an office are pointed at in any letters; names of people are not."""

from __future__ import annotations

import pytest

from milclicks.packs.trust.claims import reserved

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
