"""`milclicks catalogue ...`: keys, root, build, partner, revoke, check and serve a signed site.

For the people who make packs known to others; the ceremony of the keys is in CONTRIBUTING.md. Each
verb prints plain lines, or with --json one object by the schemas in resources/schemas. Exit code 0
when all went well, 1 when not; every refusal is a sentence.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from milclicks.commands.catalogue_outputs import (
    ANSWERS,
    BuildAnswer,
    CheckAnswer,
    EntryLine,
    KeysAnswer,
    RootAnswer,
    ServeAnswer,
)
from milclicks.commands.edge import host, port, show, system, verbs_of
from milclicks.commands.ending import until_ended
from milclicks.commands.pack_outputs import Answer, line, said
from milclicks.core.clock import SystemClock
from milclicks.core.errors import N_, BadInput, Message, MilClicksError
from milclicks.core.texts import Texts

if TYPE_CHECKING:
    from milclicks.packs.trust.keyring import Keyring
    from milclicks.packs.trust.listed import Listing, Withdrawn
    from milclicks.packs.trust.publish import Bundle, Published, Wish

_TEXTS: Final = Texts("en")
_Parser = argparse.ArgumentParser
_VERSION: Final = re.compile(r"[1-9][0-9]{0,9}")
_PASSPHRASE: Final = 4096
"""Bytes of a file that are read for its first line."""


def add_parser(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command and its verbs."""
    catalogue = verbs.add_parser("catalogue", help="sign, check and serve a site with packs")
    inner = catalogue.add_subparsers(title="verbs", metavar="VERB", required=True, dest="verb")

    verb = verbs_of(inner, run)
    keys = verb("keys", _keys, "make the keys of a catalogue, or one key")
    keys.add_argument("folder", type=Path, metavar="FOLDER")
    keys.add_argument("--role", metavar="ROLE", help="one key: root, targets, ... or a partner")
    keys.add_argument("--roots", type=int, default=3, metavar="N", help="keys of the root (3)")
    keys.add_argument(
        "--passphrase-file", type=Path, metavar="FILE", help="its first line will open the keys"
    )

    root = verb("root", _root, "make or renew the root that names all keys")
    root.add_argument("site", type=Path, metavar="SITE")
    root.add_argument("--threshold", type=int, default=2, metavar="N", help="signatures (2)")
    _keyring(root)
    root.add_argument(
        "--old", type=Path, action="append", default=[], metavar="FOLDER",
        help="keys that are replaced and sign for the last time",
    )  # fmt: skip
    root.add_argument("--sign", action="store_true", help="only add signatures to one that waits")

    build = verb("build", _build, "put packs into the site and sign it again")
    build.add_argument("site", type=Path, metavar="SITE")
    build.add_argument("packs", type=Path, nargs="*", metavar="PACK", help="file or source folder")
    build.add_argument("--name", action="append", default=[], metavar="LOCALE=NAME")
    build.add_argument("--app", action="append", default=[], metavar="SYSTEM=VERSION=FILE")
    _keyring(build)

    partner = verb("partner", _partner, "let a partner sign the packs whose ids begin with NAME")
    partner.add_argument("site", type=Path, metavar="SITE")
    partner.add_argument("name", metavar="NAME")
    _keyring(partner)

    revoke = verb("revoke", _revoke, "withdraw a version of a pack, with the reason")
    revoke.add_argument("site", type=Path, metavar="SITE")
    revoke.add_argument("pack", metavar="ID@VERSION")
    revoke.add_argument("--reason", action="append", required=True, metavar="LOCALE=WORDS")
    revoke.add_argument(
        "--unknown", action="store_true", help="also one that others signed with stolen keys"
    )
    _keyring(revoke)

    check = verb("check", _check, "look at a whole site as a new app would")
    check.add_argument("site", type=Path, metavar="SITE")
    check.add_argument("--root", type=Path, metavar="FOLDER", help="a root chain, not the app's")

    serve = verb("serve", _serve, "show the site to this computer, or to a network")
    serve.add_argument("site", type=Path, metavar="SITE")
    serve.add_argument("--host", type=host, default="127.0.0.1")
    serve.add_argument("--port", type=port, default=8000)


def _keyring(parser: _Parser) -> None:
    parser.add_argument(
        "--keys", type=Path, action="append", required=True, metavar="FOLDER",
        help="a folder with keys; more than one may be named",
    )  # fmt: skip
    parser.add_argument(
        "--passphrase-file", type=Path, action="append", default=[], metavar="FILE",
        help="its first line opens keys; one file for each passphrase",
    )  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """Do one verb; 0 when it went well."""
    work: Callable[[argparse.Namespace], Answer | None] = args.work
    try:
        answer = work(args)
    except MilClicksError as error:
        problems = tuple(line(_TEXTS, one) for one in getattr(error, "problems", ()))
        answer = ANSWERS[args.verb](ok=False, error=said(_TEXTS, error), problems=problems)
    except OSError as error:
        answer = ANSWERS[args.verb](ok=False, error=said(_TEXTS, system(error)))
    if answer is not None:  # a server has said its address before it began
        show(answer, _lines(answer), as_json=args.json)
    return 0 if answer is None or answer.ok else 1


def _lines(answer: Answer) -> Iterator[str]:
    """The answer for people, one thing a line."""
    for problem in answer.problems:
        yield f"{problem.severity}: {problem.place}: {problem.sentence} {problem.remedy}"
    match answer:
        case KeysAnswer(ok=True):
            yield from answer.files
            yield "Keep these files off this computer: on sticks, in two places, never in git."
        case RootAnswer(ok=True) if answer.missing:
            signatures = "signature" if answer.missing == 1 else "signatures"
            yield f"Root {answer.version} waits for {answer.missing} more {signatures}."
        case RootAnswer(ok=True):
            yield f"Root {answer.version}: {answer.file}"
        case BuildAnswer(ok=True):
            yield from _listed(answer.packs, answer.withdrawn)
            yield f"State {answer.version} of {answer.issued}."
        case CheckAnswer(ok=True):
            yield from _listed(answer.listed, answer.withdrawn)
            yield f"{answer.packs} {'pack' if answer.packs == 1 else 'packs'}, no errors."
        case ServeAnswer(ok=True):
            yield f"{answer.address} (stop with Ctrl+C)"


def _listed(packs: Sequence[EntryLine], withdrawn: Sequence[str]) -> Iterator[str]:
    """What a catalogue lists, a line each."""
    for one in packs:
        yield f"{one.id} {one.version} {one.bytes} {one.file}"
    yield from (f"withdrawn: {key}" for key in withdrawn)


def _now() -> datetime:
    return SystemClock().now()


def _ring(args: argparse.Namespace) -> Keyring:
    from milclicks.packs.trust.keyring import Keyring

    return Keyring(args.keys, _secrets(args))


def _secrets(args: argparse.Namespace) -> tuple[bytes, ...]:
    """The passphrases; each key opens with the one that fits it."""
    return tuple(_secret(path) for path in args.passphrase_file)


def _secret(path: Path) -> bytes:
    with path.open("rb") as file:
        first = file.readline(_PASSPHRASE).splitlines()[:1]
    if not first or not first[0]:
        raise BadInput(
            Message(N_("There is no passphrase in {name}."), {"name": path.name}),
            Message(N_("Write it into the first line of the file.")),
        )
    return bytes(first[0])


def _keys(args: argparse.Namespace) -> Answer:
    from milclicks.packs.trust import keyring

    secret = _secret(args.passphrase_file) if args.passphrase_file else None
    if args.role is not None:
        made: Sequence[Path] = [keyring.make(args.folder, args.role, secret)[0]]
    else:
        made = keyring.make_all(args.folder, args.roots, secret)
    return KeysAnswer(ok=True, files=tuple(str(path) for path in made))


def _root(args: argparse.Namespace) -> Answer:
    from milclicks.packs.trust.keyring import Keyring
    from milclicks.packs.trust.repository import Repository

    repository = Repository(args.site, _now())
    named, old = _ring(args), Keyring(args.old, _secrets(args))
    if args.sign:
        step = repository.sign_root([named, old])
    else:
        step = repository.next_root(named, [named, old], args.threshold)
    name = "draft.root.json" if step.missing else f"{step.version}.root.json"
    path = args.site / "metadata" / name
    return RootAnswer(ok=True, version=step.version, missing=step.missing, file=str(path))


def _build(args: argparse.Namespace) -> Answer:
    from milclicks.packs.trust.publish import Wish

    bundles = tuple(_bundle(one) for one in args.app)
    with _built(args.packs) as packs:
        return _published(args, Wish(packs=packs, bundles=bundles, name=_by_locale(args.name)))


@contextmanager
def _built(places: Sequence[Path]) -> Iterator[list[Path]]:
    """The pack files; source folders are built first, into a folder that goes away."""
    with tempfile.TemporaryDirectory(prefix="milclicks-packs-") as name:
        made = []
        for number, place in enumerate(places):
            if place.is_dir():
                from milclicks.packs.builder import build_pack

                build_pack(place, Path(name) / f"{number}.milpack")
                made.append(Path(name) / f"{number}.milpack")
            else:
                made.append(place)
        yield made


def _bundle(text: str) -> Bundle:
    from milclicks.packs.trust.bundle import Bundle, not_an_app

    system, _, rest = text.partition("=")
    version, _, file = rest.partition("=")
    if not (system and version and file):
        raise not_an_app(text)
    return Bundle(version, system, Path(file))


def _partner(args: argparse.Namespace) -> Answer:
    from milclicks.packs.trust.publish import Wish

    return _published(args, Wish(partners={args.name: _ring(args).keys(args.name)}))


def _revoke(args: argparse.Namespace) -> Answer:
    from milclicks.packs.trust.publish import Wish

    gone = _withdrawal(args.pack, _by_locale(args.reason))
    return _published(args, Wish(withdraw=(gone,), unknown=args.unknown))


def _withdrawal(text: str, reason: Mapping[str, str]) -> Withdrawn:
    """The withdrawal of `mil.core@3`."""
    from milclicks.packs.trust.listed import Withdrawn

    name, _, version = text.partition("@")
    number = int(version) if _VERSION.fullmatch(version) else 0
    try:
        told = {"id": name, "version": number, "reason": {}}
        return msgspec.structs.replace(msgspec.convert(told, Withdrawn), reason=dict(reason))
    except msgspec.ValidationError as error:
        raise BadInput(
            Message(N_("{name} is not a pack and its version."), {"name": text[:80]}),
            Message(N_("Write them as mil.core@3.")),
        ) from error


def _by_locale(pairs: Sequence[str]) -> Mapping[str, str]:
    """{"en": words} of `en=words`."""
    from milclicks.packs import limits

    found = {}
    for pair in pairs:
        locale, _, words = pair.partition("=")
        if not limits.LOCALE.fullmatch(locale) or not words or len(words) > 300:
            raise BadInput(
                Message(N_("{words} is not a language and its words."), {"words": pair[:80]}),
                Message(N_("Write them as en=A wrong answer.")),
            )
        found[locale] = words
    return found


def _published(args: argparse.Namespace, wish: Wish) -> Answer:
    from milclicks.packs.trust.page import write_pages
    from milclicks.packs.trust.publish import publish

    made: Published = publish(args.site, wish, _ring(args), _now())
    write_pages(args.site, made.listing)
    return BuildAnswer(
        ok=True,
        version=made.version,
        issued=made.listing.issued,
        added=made.added,
        gone=made.gone,
        packs=_entries(made.listing),
        withdrawn=_withdrawn(made.listing),
    )


def _entries(listing: Listing) -> tuple[EntryLine, ...]:
    return tuple(
        EntryLine(id=one.id, version=one.version, bytes=one.bytes, file=one.file)
        for one in listing.packs
    )


def _withdrawn(listing: Listing) -> tuple[str, ...]:
    return tuple(f"{one.id}@{one.version}" for one in listing.withdrawn)


def _check(args: argparse.Namespace) -> Answer:
    from milclicks.packs.trust import root
    from milclicks.packs.trust.inspect import site_problems
    from milclicks.packs.trust.publish import listing_of

    roots = root.chain([args.root]) if args.root else None
    found = site_problems(args.site, roots, _now)
    good = all(one.severity != "error" for one in found)
    listing = listing_of(args.site) if good else None
    lines = tuple(line(_TEXTS, one) for one in found)
    if listing is None:
        return CheckAnswer(ok=good, problems=lines)
    return CheckAnswer(
        ok=good,
        problems=lines,
        packs=len(listing.packs),
        listed=_entries(listing),
        withdrawn=_withdrawn(listing),
    )


def _serve(args: argparse.Namespace) -> None:
    from milclicks.commands.catalogue_serve import serving

    if not (args.site / "metadata").is_dir():
        raise BadInput(
            Message(N_("{name} is not a catalogue."), {"name": args.site.name}),
            Message(N_("Make it with “catalogue build”.")),
        )
    with serving(args.site, args.host, args.port) as server:
        answer = ServeAnswer(ok=True, address=server.address)
        with until_ended():
            show(answer, _lines(answer), as_json=args.json, last=False)
            server.serve_forever()
    return
