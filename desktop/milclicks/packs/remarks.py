"""What a check of a pack's source can say: one sentence and one way to mend it per code.

For the people who write and translate packs. A remark is a `Problem` with its place; codes that
start with "W" in the table are warnings: the pack can still be built. Not here: refusals of a file
that somebody brings (`refusals`).
"""

from __future__ import annotations

from typing import Final, Literal

from milclicks.core.errors import N_, Message, Problem

_MEND: Final = N_("Mend the file at this place.")
_TRANSLATE: Final = N_("Correct the translation at this place.")

_TABLE: Final[dict[str, tuple[str, str]]] = {
    "source.missing": (
        N_("A file that the pack needs is not there or cannot be read."),
        N_("Add the file, or take its name out of the pack."),
    ),
    "source.utf8": (N_("This file is not written in UTF-8."), N_("Save it again as UTF-8.")),
    "source.yaml": (N_("This is not valid YAML: {detail}."), _MEND),
    "source.anchor": (
        N_("Anchors and aliases are not used in packs."),
        N_("Write it out in full."),
    ),
    "source.depth": (N_("This is nested too deeply."), _MEND),
    "source.tag": (N_("YAML tags are not used in packs: {detail}."), N_("Take the tag out.")),
    "source.key": (N_("This is not a plain key."), _MEND),
    "source.key_twice": (
        N_("The key {detail} is here twice, so one of its values would be lost."),
        N_("Keep one of the two."),
    ),
    "source.float": (
        N_("{detail} is a number with a point; scores must come out the same everywhere."),
        N_('Write a whole number, or a fraction such as "1/2".'),
    ),
    "source.field": (N_("This part is not as it must be: {detail}."), _MEND),
    "source.id": (
        N_("{detail} cannot be an id."),
        N_("Use small letters a to z, digits, - and _, at most 40 characters."),
    ),
    "source.lesson_unlisted": (
        N_("This lesson is not in the list of the pack."),
        N_("Add its id to lessons in pack.yaml, or move the file away."),
    ),
    "source.many": (
        N_("There are too many entries in this list: {detail}."),
        N_("Split the list."),
    ),
    "unit.twice": (
        N_("Two texts have the same id: {detail}."),
        N_("Give one of the two an id of its own."),
    ),
    "unit.no_id": (N_("A text stands in a list without an id."), N_("Add an id to this entry.")),
    "unit.unseen": (
        N_("These words stand under a key that is not translated: {detail}."),
        N_("Put them under a key for texts, such as text, title or body."),
    ),
    "unit.empty": (N_("This text is empty."), N_("Write the text or take the key out.")),
    "unit.too_long": (
        N_("This text is {detail} characters long; 4,000 is the most."),
        N_("Split it into shorter paragraphs."),
    ),
    "unit.control": (
        N_("This text holds an invisible control character: {detail}."),
        N_("Take the character out; the app sets the direction of writing by itself."),
    ),
    "unit.forms": (
        N_("The forms of this word beside numbers are not as many as its language has: {detail}."),
        N_("Write one form for every number, or all forms in their order with | between them."),
    ),
    "unit.term": (
        N_("The glossary has no term {detail}."),
        N_("Add the term to glossary.yaml, or take the link out."),
    ),
    "media.missing": (N_("There is no picture or sound named {detail}."), _MEND),
    "W.media.unlisted": (
        N_("This file is not in media.yaml."),
        N_("Add it with its licence, credit and description, or move it away."),
    ),
    "media.rights": (
        N_("Every picture and sound needs its {detail}."),
        N_("Add it to media.yaml."),
    ),
    "W.import.rights": (
        N_("This picture or sound names no licence, no maker or no description."),
        N_("Ask the maker of the pack before you hand it on."),
    ),
    "W.export.name": (
        N_("This text has a name of somebody who learns on this computer: {detail}."),
        N_("Take the name out, unless it means somebody else."),
    ),
    "media.refused": (
        N_("This picture or sound cannot be used: {detail}."),
        N_("Use a still PNG, JPEG, WebP or SVG picture, or a common sound format."),
    ),
    "media.drawing": (
        N_("This drawing holds something that is not drawn: {detail}."),
        N_("Keep text, links, programs and pictures out of the drawing."),
    ),
    "W.media.torn": (
        N_("This picture is not complete, so learners would see its description instead."),
        N_("Save the picture again from its source."),
    ),
    "W.media.large": (
        N_("An old computer cannot show a picture as large as this; learners see its description."),
        N_("Save it with fewer pixels, or as an ordinary JPEG that does not build up in steps."),
    ),
    "W.zip.crc": (
        N_(
            "A checksum in this file is wrong. The pack is whole and works in this app, but other "
            "programs will complain when they unpack it."
        ),
        N_("It can be added and used. Build it again before you sign, publish or hand it on."),
    ),
    "media.sound": (
        N_("This sound cannot be played to its end: {detail}."),
        N_("Save the sound again as MP3, WAV or FLAC."),
    ),
    "W.media.mute": (
        N_("This sound cannot be played to its end, so learners would read the text: {detail}."),
        N_("Save the sound again as MP3, WAV or FLAC."),
    ),
    "media.speaks": (
        N_("This recording does not fit one text of the pack in one language: {detail}."),
        N_("Write the id of the text, as the catalogues have it, and a language, each pair once."),
    ),
    "license.unknown": (
        N_("{detail} is not a licence that is known here."),
        N_("Use an SPDX name such as CC-BY-SA-4.0."),
    ),
    "po.syntax": (N_("This catalogue cannot be read: {detail}."), _MEND),
    "po.locale": (
        N_("{detail} is not the name of a language that can be translated here."),
        N_("Name the file by its locale, such as pt_BR.po. Latin Serbian is made by itself."),
    ),
    "po.twice": (N_("This text is translated twice."), N_("Keep one of the two.")),
    "po.fields": (
        N_("The words in braces differ from the original: {detail}."),
        N_("Keep every word in braces exactly as it is."),
    ),
    "po.gaps": (
        N_("The gaps differ from the original: {detail}."),
        N_("Keep every gap and marked part, with the same names."),
    ),
    "po.links": (
        N_("The links to terms differ from the original: {detail}."),
        N_("Keep the same links, with the words of your language in them."),
    ),
    "po.marks": (
        N_("The marks * and ** are not in pairs: {detail}."),
        N_("Open and close each mark."),
    ),
    "po.same": (
        N_("The translation is the same as the English text."),
        N_("Translate it, or list it in locale/same_as_english.tsv with the reason."),
    ),
    "po.forbidden": (
        N_("The glossary of this language does not use these words: {detail}."),
        _TRANSLATE,
    ),
    "po.other_portuguese": (
        N_("This word belongs to the other Portuguese: {detail}."),
        _TRANSLATE,
    ),
    "po.plural": (
        N_("The plural rule of {detail} is not the pinned one."),
        N_("Put the pinned rule into the header and the forms into its order."),
    ),
    "po.script": (
        N_("A word has letters of another script, or of two: {detail}."),
        N_("Write the word in the script of the language."),
    ),
    "po.too_long": (
        N_("This is more than three times as long as the English sentence: {detail}."),
        N_("Say it shorter, so that it fits where the English one stands."),
    ),
    "W.po.stale": (
        N_("The English text has changed since this was translated."),
        N_("Translate it again; until then it counts as untranslated."),
    ),
    "W.po.fuzzy": (
        N_("This translation is marked as unsure."),
        N_("Correct it and take the mark off; until then it counts as untranslated."),
    ),
    "W.po.unknown": (
        N_("The pack has no text with this id any more."),
        N_("Take it out of the catalogue."),
    ),
    "W.po.missing": (
        N_("{detail} texts are not translated yet."),
        N_("Translate them; lessons that are not complete are shown in another language."),
    ),
    "history.kind": (
        N_("The id {detail} stood for another kind of task before."),
        N_("Give the new task a new id; old results keep the old one."),
    ),
    "history.key": (
        N_("The right answers of {detail} have changed, but its revision has not."),
        N_("Raise rev, or give the new task a new id."),
    ),
    "history.retired": (
        N_("The id {detail} was retired and must not come back."),
        N_("Choose a new id."),
    ),
    "W.history.gone": (
        N_("{detail} is no longer in the pack."),
        N_("Mark it as retired in history.yaml."),
    ),
    "W.history.new": (
        N_("{detail} is not in history.yaml yet."),
        N_("Run extract-strings, which adds new ids."),
    ),
}


def remark(code: str, place: str, *, detail: str = "") -> Problem:
    """The problem with `code` at `place`."""
    warning = f"W.{code}" in _TABLE
    sentence, remedy = _TABLE[f"W.{code}" if warning else code]
    severity: Literal["error", "warning"] = "warning" if warning else "error"
    told = "{detail}" in sentence
    values = {"detail": detail} if told else {}
    place = f"{place} ({detail})" if detail and not told else place
    return Problem(code, place, Message(sentence, values), Message(remedy), severity)
