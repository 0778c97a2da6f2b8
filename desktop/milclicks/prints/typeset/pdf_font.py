"""A cut font inside a PDF: glyph codes with the text each stands for.

A Type0 font over a CIDFontType2. A code means (glyph, text, width), so one glyph may stand for
different characters in different words and still be found again by search and copy. The objects
are written when the document is saved, with exactly the glyphs that were used.
"""

from __future__ import annotations

import hashlib
from typing import Any, Protocol

import uharfbuzz as hb
from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFStream,
    PDFString,
    PDFZCompress,
)

from milclicks.prints.typeset.faces import Face

DROPPED = ("GSUB", "GPOS", "GDEF", "name", "post", "cmap", "OS/2", "STAT", "DSIG", "kern")
_PER_BLOCK = 100  # entries of one bfchar section, by the CMap specification


class _Document(Protocol):
    """What is used of ReportLab's document."""

    delayedFonts: list[Any]
    idToObject: dict[str, Any]

    def Reference(self, thing: Any) -> Any:
        """A reference to an object that is written once."""


class PdfFont:
    """The codes of one face in one document; ReportLab calls addObjects when it saves."""

    _dynamicFont = True

    def __init__(self, document: _Document, face: Face, name: str) -> None:
        self.name = name
        self._face = face
        self._codes: dict[tuple[int, str, float], int] = {}
        document.delayedFonts.append(self)

    def code(self, glyph: int, text: str, width: float) -> int:
        """The code that draws a glyph, moves on by `width` (1/1000 em) and reads as `text`."""
        return self._codes.setdefault((glyph, text, width), len(self._codes) + 1)

    def addObjects(self, document: _Document) -> None:
        """Write the font file, the widths, the glyph numbers and the texts."""
        content, renumbered = self._cut()
        name = PDFName(f"{self._tag(content)}+{self._face.key}")
        numbers = b"".join(
            renumbered.get(glyph, 0).to_bytes(2, "big") for glyph in (0, *self._glyphs())
        )
        system = {"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity")}
        descendant = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("CIDFontType2"),
                "BaseFont": name,
                "CIDSystemInfo": PDFDictionary({**system, "Supplement": 0}),
                "FontDescriptor": document.Reference(self._descriptor(document, name, content)),
                "W": PDFArray([1, PDFArray([round(width, 2) for _, _, width in self._codes])]),
                "DW": 0,
                "CIDToGIDMap": document.Reference(_packed(numbers)),
            }
        )
        whole = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("Type0"),
                "BaseFont": name,
                "Encoding": PDFName("Identity-H"),
                "DescendantFonts": PDFArray([document.Reference(descendant)]),
                "ToUnicode": document.Reference(_packed(self._unicode_map())),
            }
        )
        document.idToObject["BasicFonts"].dict[self.name] = document.Reference(whole)

    def _glyphs(self) -> list[int]:
        return [glyph for glyph, _, _ in self._codes]

    def _cut(self) -> tuple[bytes, dict[int, int]]:
        wanted = hb.SubsetInput()
        wanted.glyph_set.update({0, *self._glyphs()})
        wanted.flags = hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NO_HINTING
        wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(
            {int.from_bytes(tag.encode(), "big") for tag in DROPPED}
        )
        plan = hb.SubsetPlan(self._face.hb_face, wanted)
        cut = plan.execute()
        return bytes(cut.blob.data), dict(plan.old_to_new_glyph_mapping)

    def _tag(self, content: bytes) -> str:
        """Six letters that tell two cuts of one font apart."""
        digest = hashlib.sha256(content + repr(list(self._codes)).encode()).digest()
        return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])

    def _descriptor(self, document: _Document, name: Any, content: bytes) -> Any:
        face = self._face
        file = _packed(content, Length1=len(content))
        low, high = round(face.descent * 1000), round(face.ascent * 1000)
        return PDFDictionary(
            {
                "Type": PDFName("FontDescriptor"),
                "FontName": name,
                "Flags": 4,
                "FontBBox": PDFArray([-1000, low, 2000, high]),
                "ItalicAngle": 0,
                "Ascent": high,
                "Descent": low,
                "CapHeight": 714,
                "StemV": 140 if face.bold else 80,
                "FontFile2": document.Reference(file),
            }
        )

    def _unicode_map(self) -> bytes:
        rows = [
            f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>"
            for (_, text, _), code in self._codes.items()
        ]
        sections = [rows[at : at + _PER_BLOCK] for at in range(0, len(rows), _PER_BLOCK)]
        body = "\n".join(
            f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar" for part in sections
        )
        return (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
            "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
            f"{body}\nendcmap CMapName currentdict /CMap defineresource pop end end"
        ).encode()


def _packed(content: bytes, **extra: object) -> Any:
    stream = PDFStream(dictionary=PDFDictionary(dict(extra)), content=content)
    stream.filters = [PDFZCompress]
    return stream
