"""The plural rules of the languages that a pack can bring, by the code of the language.

The shapes are the CLDR's for whole numbers, forms in its order (zero, one, two, few, many, other),
written as gettext's own expressions. A rule is chosen from this table by the code alone; nothing
that a pack says is ever evaluated. Not here: the eight locales of the app (`plurals.RULES`), and
Cornish, whose rule no catalogue in the world follows.
"""

from __future__ import annotations

from typing import Final

ONE: Final = "nplurals=2; plural=(n != 1);"
ONE_OR_NONE: Final = "nplurals=2; plural=(n > 1);"
SLAVIC: Final = (
    "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 :"
    " n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
)
ARABIC: Final = (
    "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 :"
    " n%100>=11 ? 4 : 5);"
)
_SHAPES: Final = {
    "nplurals=1; plural=(0);": "bm bo dz hnj id ig ii ja jbo jv kde kea km ko lkt lo ms my nqo"
    " osa sah ses sg su th to tpi vi wo yo yue zh",
    ONE: "af an asa ast az bal bem bez bg brx ca ce cgg chr ckb da de dv ee el en eo es et eu fi"
    " fo fur fy gl gsw ha haw hu ia io it jgo jmc ka kaj kcg kk kkj kl ks ksb ku ky lb lg lij lld"
    " mas mgo ml mn mr nb nd ne nl nn nnh no nr ny nyn om or os pap ps rm rof rwk saq sc scn sd"
    " sdh seh sn so sq ss ssy st sv sw syr ta te teo tig tk tn tr ts ug ur uz ve vec vo vun wae xh"
    " xog yi"
    # The CLDR has no rule for these; their catalogues elsewhere count so.
    " gn kam ki luo luy mer qu rn rw tt",
    ONE_OR_NONE: "ak am as bho bn csw doi fa ff fr gu hi ht hy kab kn ln mg nso pa pcm pt si ti wa"
    " zu",
    SLAVIC: "be bs hr ru sr uk",
    ARABIC: "ar",
    "nplurals=3; plural=(n==1 ? 0 : n==2 ? 1 : 2);": "he iu naq sat se sma smj smn sms",
    "nplurals=3; plural=(n==0 ? 0 : n==1 ? 1 : 2);": "blo ksh lag",
    "nplurals=3; plural=(n==1 ? 0 : n>=2 && n<=4 ? 1 : 2);": "cs sk",
    "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);": "pl",
    "nplurals=3; plural=(n==1 ? 0 : n==0 || n%100>=1 && n%100<=19 ? 1 : 2);": "ro",
    "nplurals=3; plural=(n%10==0 || n%100>=11 && n%100<=19 ? 0 : n%10==1 ? 1 : 2);": "lv prg",
    "nplurals=3; plural=(n%100>=11 && n%100<=19 ? 2 : n%10==1 ? 0 : n%10!=0 ? 1 : 2);": "lt",
    "nplurals=4; plural=(n%100==1 ? 0 : n%100==2 ? 1 : n%100==3 || n%100==4 ? 2 : 3);": "dsb hsb"
    " sl",
    "nplurals=2; plural=(n%10!=1 || n%100==11);": "is mk",
    "nplurals=2; plural=(n%10==4 || n%10==6 || n%10==9);": "ceb fil tl",
    "nplurals=2; plural=(n>1 && (n<11 || n>99));": "tzm",
    "nplurals=3; plural=(n<=1 ? 0 : n<=10 ? 1 : 2);": "shi",
    "nplurals=4; plural=(n==1 || n==11 ? 0 : n==2 || n==12 ? 1 : n>=3 && n<=19 ? 2 : 3);": "gd",
    "nplurals=4; plural=(n%10==1 ? 0 : n%10==2 ? 1 : n%20==0 ? 2 : 3);": "gv",
    "nplurals=5; plural=(n==1 ? 0 : n==2 ? 1 : n>=3 && n<=6 ? 2 : n>=7 && n<=10 ? 3 : 4);": "ga",
    "nplurals=5; plural=(n==1 ? 0 : n==2 ? 1 : n==0 || n%100>=3 && n%100<=10 ? 2 :"
    " n%100>=11 && n%100<=19 ? 3 : 4);": "mt",
    "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n==3 ? 3 : n==6 ? 4 : 5);": "cy",
}
BY_LANGUAGE: Final = {code: rule for rule, codes in _SHAPES.items() for code in codes.split()}
