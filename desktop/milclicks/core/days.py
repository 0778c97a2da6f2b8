"""Dates as people write them in each locale: "Sunday 22 November", "22 November 2026".

The first page shows the one, a certificate the other, and Babel, which knows both, costs the first
window 20 ms and every process that prints 4 MB. The names are those of the CLDR; a test compares
every day of a year with Babel's. All other dates are Babel's own (`Texts.date`).
"""

from __future__ import annotations

from datetime import date
from typing import Final

_PORTUGUESE: Final = (
    "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
)
_NAMES: Final = {
    "en": (
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
        "January February March April May June July August September October November December",
    ),
    "fr": (
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    ),
    "es": (
        "lunes martes miércoles jueves viernes sábado domingo",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    ),
    "ar": (
        "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
        "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    ),
    "pt_PT": _PORTUGUESE,
    "pt_BR": _PORTUGUESE,
    "sr_Cyrl": (
        "понедељак уторак среда четвртак петак субота недеља",
        "јануар фебруар март април мај јун јул август септембар октобар новембар децембар",
    ),
    "sr_Latn": (
        "ponedeljak utorak sreda četvrtak petak subota nedelja",
        "januar februar mart april maj jun jul avgust septembar oktobar novembar decembar",
    ),
}
_PATTERNS: Final = {
    "es": "{weekday}, {day} de {month}",
    "pt_PT": "{weekday}, {day} de {month}",
    "pt_BR": "{weekday}, {day} de {month}",
    "sr_Cyrl": "{weekday}, {day}. {month}",
    "sr_Latn": "{weekday}, {day}. {month}",
}


_LONG: Final = {
    "es": "{day} de {month} de {year}",
    "pt_PT": "{day} de {month} de {year}",
    "pt_BR": "{day} de {month} de {year}",
    "sr_Cyrl": "{day}. {month} {year}.",
    "sr_Latn": "{day}. {month} {year}.",
}


def long_date(day: date, locale: str) -> str:
    """The day, the month and the year in Latin digits; English for an unknown locale."""
    _, months = _NAMES.get(locale, _NAMES["en"])
    return _LONG.get(locale, "{day} {month} {year}").format(
        day=day.day, month=months.split()[day.month - 1], year=day.year
    )


def weekday_date(day: date, locale: str) -> str:
    """The weekday, the day and the month in Latin digits; English for an unknown locale."""
    weekdays, months = _NAMES.get(locale, _NAMES["en"])
    return _PATTERNS.get(locale, "{weekday} {day} {month}").format(
        weekday=weekdays.split()[day.weekday()], day=day.day, month=months.split()[day.month - 1]
    )
