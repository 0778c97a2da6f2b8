"""`milclicks pack verify|sign|keygen|makers`: who answers for a pack, who is known here, and to
sign a pack of one's own."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from milclicks.commands.edge import Verb
from milclicks.commands.pack_outputs import (
    Answer,
    InstallAnswer,
    KeyAnswer,
    Line,
    Looked,
    MakerLine,
    MakersAnswer,
    SignAnswer,
    VerifyAnswer,
    line,
    pack_line,
    words,
)
from milclicks.core import paths
from milclicks.core.errors import N_, BadInput, Message
from milclicks.core.texts import Texts
from milclicks.packs import licences
from milclicks.packs.library import Library
from milclicks.packs.pack import Pack
from milclicks.packs.refusals import PackRefused
from milclicks.packs.remarks import remark

if TYPE_CHECKING:
    from milclicks.packs.trust.makers import KnownMaker
    from milclicks.packs.trust.pins import MakerUnknown
    from milclicks.packs.trust.standing import Standing

_TEXTS: Final = Texts("en")


def add_verbs(verb: Verb) -> None:
    """Register the verbs."""
    verify = verb("verify", _verify, "say who answers for a pack file")
    verify.add_argument("file", type=Path)
    sign = verb("sign", _sign, "sign a pack folder or file with your own key")
    sign.add_argument("source", type=Path)
    sign.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")
    sign.add_argument("--maker", default="", metavar="NAME", help="the name that you go by")
    sign.add_argument("--key", type=Path, metavar="FILE", help="a key other than your own")
    makers = verb("makers", _makers, "list the makers who are known here, or forget one")
    makers.add_argument("what", nargs="?", choices=("list", "forget"), default="list")
    makers.add_argument("who", nargs="*", metavar="WORDS", help="six words, or the key's name")
    key = verb("keygen", _keygen, "make your key to sign packs with, or say which it is")
    what = key.add_mutually_exclusive_group()
    what.add_argument("-o", "--output", type=Path, metavar="FILE", help="a new key in a file")
    what.add_argument("--copy", type=Path, metavar="FILE", help="put a copy of your key there")
    what.add_argument("--restore", type=Path, metavar="FILE", help="take your key from a copy")


def install(library: Library, file: Path, compared: str) -> Answer:
    """Add a pack; `compared` are the six words of its maker as somebody typed them."""
    if compared:
        met(library, file, compared)
    info = library.install(file)
    with Pack(file) as pack:
        lacking = licences.lacking(pack.resources) if pack.signed else ()
    problems = tuple(line(_TEXTS, remark("import.rights", place)) for place in lacking)
    return InstallAnswer(ok=True, pack=pack_line(_TEXTS, info), problems=problems)


def met(library: Library, file: Path, compared: str) -> None:
    """Take the maker of a pack as known when these are the words; raises PackRefused when not.

    The maker is remembered when the pack has come in.
    """
    from milclicks.packs.trust.envelope import maker_of
    from milclicks.packs.trust.words import same

    with Pack(file) as pack:
        maker = maker_of(pack)
        if maker is None or not same(compared, maker.words):
            raise PackRefused("maker.words", pack.key)
    library.trust.pins.compared(maker)


def told(answer: Answer) -> Iterator[str]:
    """The answers of these verbs for people."""
    match answer:
        case VerifyAnswer(ok=True):
            yield f"{answer.id} {answer.version}: {answer.tier}"
            yield from _maker(answer.maker, answer.words, answer.flagged)
            if answer.tier == "teacher" and not answer.known:
                yield "This computer does not know this maker yet: compare the six words."
        case SignAnswer(ok=True):
            yield f"{answer.file}: {answer.id} {answer.version}"
            yield from _maker(answer.maker, answer.words, answer.flagged)
            yield from (f"notes taken out: {path}" for path in answer.stripped)
            yield "Before you hand it on:"
            yield from (f"[ ] {question}" for question in answer.questions)
            yield from (f"    {one.path}: {one.alt}" for one in answer.media)
        case KeyAnswer(ok=True):
            yield answer.key
            yield " ".join(answer.words)
            if answer.file:
                yield answer.file
        case MakersAnswer(ok=True):
            if answer.forgotten is not None:
                yield f"forgotten: {_known(answer.forgotten)}"
            yield from (_known(one) for one in answer.makers)


def _known(one: MakerLine) -> str:
    told = f"{' '.join(one.words)}  {one.name or '-'}  {one.since[:10] or '-'}"
    return f"{told}  {' '.join(one.packs)}".rstrip()


def _maker(name: str, six: tuple[str, ...], flagged: tuple[str, ...]) -> Iterator[str]:
    if six:
        yield f"six words: {' '.join(six)}"
        yield ""
        yield f"the pack says it is by: “{name}”" if name else "the pack does not say who made it"
    if flagged:
        yield f"warning: nobody has proved that name, and it says {', '.join(flagged)}"


def _data(args: argparse.Namespace) -> Path:
    found: Path = args.data or paths.default_data()
    return found


def _verify(args: argparse.Namespace) -> Answer:
    from milclicks.packs.trust.claims import reserved
    from milclicks.packs.trust.pins import MakerUnknown
    from milclicks.packs.trust.standing import Standing, Trust
    from milclicks.packs.verify import verify

    with Pack(args.file) as pack:
        verify(pack)
        known, doubts = True, tuple[Line, ...]()
        try:
            found = Trust(_data(args)).admit(pack).standing
        except MakerUnknown as unknown:
            known, doubts = False, _doubts(unknown, args.file.name)
            found = Standing("teacher", unknown.maker.name, unknown.maker.words)
        return VerifyAnswer(
            ok=True,
            problems=doubts,
            id=pack.head.id,
            version=pack.head.version,
            sha256=pack.digest,
            tier=found.tier,
            maker=found.maker,
            words=found.words,
            known=known,
            flagged=reserved(found.maker) if found.tier == "teacher" else (),
        )


def _doubts(unknown: MakerUnknown, place: str) -> tuple[Line, ...]:
    """What is to be said of the name that somebody claims."""
    warning, why = unknown.warning(), N_("Ask the maker for their six words.")
    if warning is None:
        return ()
    told, remedy = words(_TEXTS, warning), words(_TEXTS, Message(why))
    return (Line(severity="warning", code="maker.name", place=place, sentence=told, remedy=remedy),)


def standing_of(pack: Pack, data: Path) -> Standing:
    """Who answers for a pack file, as this data folder sees it; never raises for what it is."""
    from milclicks.packs.trust.pins import MakerUnknown
    from milclicks.packs.trust.standing import SHIPPED, UNKNOWN, Standing, Trust

    if pack.path.resolve().parent == paths.bundled_packs().resolve():
        return SHIPPED
    try:
        return Trust(data).admit(pack).standing
    except MakerUnknown as unknown:
        return Standing("teacher", unknown.maker.name, unknown.maker.words)
    except PackRefused as error:
        return Standing("revoked") if error.code == "trust.withdrawn" else UNKNOWN


def _sign(args: argparse.Namespace) -> Answer:
    from milclicks.packs.trust import export, keys

    key = keys.read(args.key) if args.key else keys.own(_data(args) / "trust")
    wish = export.Wish(maker=args.maker, learners=_learners(_data(args)))
    made = export.sign(args.source, args.output, key, wish)
    return SignAnswer(
        ok=True,
        file=str(args.output),
        id=made.id,
        version=made.version,
        maker=made.maker,
        words=made.words,
        flagged=made.flagged,
        stripped=made.checklist.stripped,
        questions=tuple(words(_TEXTS, one) for one in made.checklist.questions()),
        media=tuple(
            Looked(path=one.path, mediatype=one.mediatype, alt=one.alt)
            for one in made.checklist.media
        ),
        problems=tuple(line(_TEXTS, one) for one in made.checklist.problems()),
    )


def _learners(data: Path) -> tuple[str, ...]:
    """The nicknames of this data folder, to look for them; none where there is no folder yet."""
    if not (data / "records.db").exists():
        return ()
    from milclicks.workspace import Workspace

    with Workspace.open(data, alone=False) as workspace:
        return tuple(one.nickname for one in workspace.records.people.learners())


def _keygen(args: argparse.Namespace) -> Answer:
    from milclicks.packs.trust import keys

    folder, file = _data(args) / "trust", ""
    if args.output:
        key = keys.OwnKey.new()
        keys.write(args.output, key)
        file = str(args.output)
    elif args.restore:
        key = keys.restore(folder, args.restore)
        file = str(keys.path_of(folder))
    else:
        key = keys.own(folder)
        if args.copy:
            keys.write(args.copy, key)
            file = str(args.copy)
    return KeyAnswer(ok=True, key=key.name, words=key.words, file=file)


def _makers(args: argparse.Namespace) -> Answer:
    from milclicks.packs.trust import makers

    typed, data = " ".join(args.who), _data(args)
    if bool(typed) is not (args.what == "forget"):
        raise BadInput(
            Message(N_("It is not clear which maker is meant.")),
            Message(N_("Write “forget” and the six words or the key, or “list” alone.")),
        )
    if args.what == "list":
        with Library.open(data, [paths.bundled_packs()]) as library:
            held = makers.known(library.trust.pins, library.packs())
        return MakersAnswer(ok=True, makers=tuple(_maker_line(one) for one in held))
    from milclicks.workspace import Workspace

    with Workspace.open(data, late=True) as workspace:
        pins, packs = workspace.trust.pins, workspace.library.packs()
        gone = makers.meant(makers.known(pins, packs), typed)
        pins.remove(gone.key)
        left = makers.known(pins, packs)
    return MakersAnswer(
        ok=True, makers=tuple(_maker_line(one) for one in left), forgotten=_maker_line(gone)
    )


def _maker_line(one: KnownMaker) -> MakerLine:
    since = one.since.isoformat() if one.since is not None else ""
    return MakerLine(
        key=one.key, name=one.name, words=one.words, since=since, packs=tuple(one.packs)
    )
