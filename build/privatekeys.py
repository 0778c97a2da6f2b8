"""Looks for private keys among the files that git holds, or would take: none may ever lie there.

PEM blocks (also quoted, escaped or in UTF-16), OpenSSH and PuTTY keys, age keys, an Ed25519 key in
DER, in JSON, behind a name such as `seed =` or alone in a file called a key, and any file with the
name of a teacher's or a maker's key; in the files of now, then in every commit, also packed into an
archive. Tests make their keys on the fly. Run as the check `keys`.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import unpacking

NAMES = re.compile(
    r"(^|/)(own\.key|id_(rsa|dsa|ecdsa|ed25519)|[a-z0-9]{1,20}-[0-9a-f]{8}\.pem"
    r"|[^/]+\.(p12|pfx|jks|ppk|keystore))$"
)
_BREAK = rb"\s|\\[nr]|[>\"']"  # a line of a mail, or of a text in JSON or code
BLOCK = re.compile(
    rb"-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY-----(%(b)s)+([A-Za-z0-9+/=:,\-]|%(b)s){40}"
    rb"|PuTTY-User-Key-File-[0-9]: "
    rb"|AGE-SECRET-KEY-1[A-Z0-9]{50}"
    rb"|0\.\x02\x01\x000\x05\x06\x03\+ep\x04\x22\x04\x20"  # Ed25519 in DER
    rb"|MC4CAQAwBQYDK2VwBCIEI[A-Za-z0-9+/]{43}" % {b"b": _BREAK}  # the same in Base64
)
NAMED = re.compile(
    rb"\b(private|secret|seed|signing)(_?key)?[\"']?\s*[:=]\s*(\{[^{}]{0,200})?[\"']?"
    rb"([0-9a-f]{64}|[A-Za-z0-9+/_-]{43}=?)[\"']?\s",
    re.IGNORECASE,
)
JSON = re.compile(
    rb"\"(private|secret|seed|d)(_?key)?\"\s*:\s*(\{[^{}]{0,200})?\"[A-Za-z0-9+/_=-]{40,90}\"",
    re.IGNORECASE,
)
RAW = re.compile(rb"\s*[0-9a-fA-F]{64}\s*|\s*[A-Za-z0-9+/]{43}=\s*")
LARGEST = 64 * 1024 * 1024
UNPACKED = 128 * 1024 * 1024
"""Bytes that may come out of one file, all archives in it together."""
DEEPEST = 5
TOO_MUCH = "more is packed in it than can be looked at"


def findings(root: Path, names: list[str]) -> list[str]:
    """Every file of `names` that holds a private key, with what gave it away."""
    found = []
    for name in names:
        path = root / name
        if NAMES.search(name):
            found.append(f"{name}: the name of a private key")
        elif path.is_file() and not path.is_symlink() and path.stat().st_size <= LARGEST:
            what = within(path.read_bytes(), name)
            if what:
                found.append(f"{name}: {what}")
    return found


def within(content: bytes, name: str) -> str:
    """What kind of private key a file holds, itself or packed into it, or an empty text."""
    left, waiting = UNPACKED, [(name, content, 0)]
    while waiting:
        name, content, depth = waiting.pop()
        named = "the name of a private key" if depth and NAMES.search(name) else ""
        if what := named or inside(content, Path(name).suffix):
            return f"{what} in its {name or 'packed content'}" if depth else what
        for part, packed in unpacking.parts(content, left):
            left -= len(packed)
            if left < 0 or depth == DEEPEST:
                return TOO_MUCH
            waiting.append((part or Path(name).stem, packed, depth + 1))
    return ""


def inside(content: bytes, suffix: str) -> str:
    """What kind of private key some bytes hold, or an empty text."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        content = content.decode("utf-16", "replace").encode()
    if BLOCK.search(content):
        return "a private key"
    if NAMED.search(content):
        return "what is called a private key"
    if JSON.search(content):
        return "a private key in JSON"
    if suffix in (".key", ".pem", ".sec", ".seed") and RAW.fullmatch(content):
        return "a raw private key"
    if suffix in (".key", ".seed") and len(content) in (32, 64):
        return "a raw private key"
    return ""


def in_git(root: Path) -> list[str]:
    """The files that git holds and those that the next `git add` would take."""
    words = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(words, cwd=root, capture_output=True, check=True)
    return sorted({name.decode() for name in done.stdout.split(b"\0") if name})


def in_history(root: Path) -> list[str]:
    """Private keys in any commit, also where they were taken out since."""
    words = ["git", "rev-list", "--objects", "--all"]
    done = subprocess.run(words, cwd=root, capture_output=True, check=True)
    names = dict(line.split(b" ", 1) for line in done.stdout.splitlines() if b" " in line)
    reader = subprocess.Popen(
        ["git", "cat-file", "--batch"], cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert reader.stdin is not None and reader.stdout is not None
    found = []
    for sha, raw in sorted(names.items(), key=lambda one: one[1]):
        name = raw.decode(errors="replace")
        reader.stdin.write(sha + b"\n")
        reader.stdin.flush()
        _, kind, size = reader.stdout.readline().split()
        content = reader.stdout.read(int(size) + 1)[:-1]
        if kind == b"blob":
            named = "the name of a private key" if NAMES.search(name) else ""
            what = named or within(content, name)
            found += [f"{name} ({sha.decode()[:8]} of the history): {what}"] if what else []
    reader.communicate()
    return found


def main(root: Path) -> int:
    """Print all findings; 0 when there is none."""
    found = findings(root, in_git(root)) or in_history(root)
    print("\n".join(found), end="\n" if found else "")
    if found:
        print("Take them out of git, and replace these keys: they count as stolen.")
    return 1 if found else 0
