"""The Python that runs the project: the right version, its .venv, the locked packages.

Standard library only, old syntax only (see dev.py). Nothing here knows what the app does.
"""

import hashlib
import os
import shutil
import subprocess
import sys

import system
from say import DevError, say

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
LOCK = os.path.join(ROOT, "build", "requirements.lock")
STAMP = os.path.join(VENV, "installed.txt")
FIRST, LAST = (3, 11), (3, 13)
WANTED = ["%d.%d" % (3, minor) for minor in range(LAST[1], FIRST[1] - 1, -1)]


def fits(version):
    """Whether a (major, minor) pair can run the app."""
    return FIRST <= tuple(version[:2]) <= LAST


def other_python(words):
    """On an unfitting Python, run the same words on a fitting one; None if this one fits."""
    if fits(sys.version_info):
        return None
    found = find_python()
    if found is None:
        raise DevError(
            "this is Python %d.%d; the app needs Python 3.11, 3.12 or 3.13. "
            "Install one of these (for example Python 3.12) and run the same command again."
            % sys.version_info[:2]
        )
    say("This is Python %d.%d; going on with %s." % (sys.version_info[:2] + (" ".join(found),)))
    return subprocess.call(found + [os.path.join(ROOT, "build", "dev.py")] + list(words))


def find_python():
    """A command that starts Python 3.11 to 3.13, newest first, or None."""
    candidates = [["python" + version] for version in WANTED]
    if os.name == "nt":
        candidates += [["py", "-" + version] for version in WANTED]
    for folder in (os.path.expanduser("~/.pyenv/versions"), "/opt/python"):
        if os.path.isdir(folder):
            names = sorted(os.listdir(folder), reverse=True)
            candidates += [[os.path.join(folder, name, "bin", "python3")] for name in names]
    for command in candidates:
        if version_of(command) is not None:
            return command
    return None


def version_of(command):
    """The fitting (major, minor) that a command reports, or None."""
    if shutil.which(command[0]) is None:
        return None
    code = "import sys; print(sys.version_info[0], sys.version_info[1])"
    try:
        out = subprocess.check_output(command + ["-c", code], stderr=subprocess.DEVNULL)
        version = tuple(int(part) for part in out.split())
    except (OSError, ValueError, subprocess.CalledProcessError):
        return None
    return version if fits(version) else None


def python():
    """The path of the project's own Python."""
    if os.name == "nt":
        return os.path.join(VENV, "Scripts", "python.exe")
    return os.path.join(VENV, "bin", "python")


def child_environment():
    """The environment of a child: ours, with compiled files allowed so that it starts fast."""
    env = dict(os.environ)
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    env.pop("PYTHONHOME", None)
    return env


def ensure():
    """Make .venv and install the locked packages unless the stamp says it is done."""
    if os.path.exists(STAMP) and os.path.exists(python()):
        with open(STAMP) as stream:
            if stream.read() == fingerprint():
                return
    make_venv()
    say("Installing the locked packages (once; about 250 MB, some minutes on a thin line) ...")
    pip(["--require-hashes", "--no-deps", "-r", LOCK])
    pip(["--no-deps", "--no-build-isolation", "--editable", ROOT])
    with open(STAMP, "w") as stream:
        stream.write(fingerprint())


def fingerprint():
    """What the installed packages depend on: the lock, the project file, the Python."""
    digest = hashlib.sha256()
    for path in (LOCK, os.path.join(ROOT, "pyproject.toml")):
        with open(path, "rb") as stream:
            digest.update(stream.read())
    digest.update(("%s %s" % (ROOT, os.path.realpath(sys.executable))).encode("utf-8"))
    return digest.hexdigest()


def pip(words):
    """Install with the pip of .venv; a failure becomes one sentence."""
    quiet = [python(), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    result = subprocess.run(
        quiet + words,
        env=child_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=ROOT,
    )
    if result.returncode != 0:
        text = result.stdout.decode("utf-8", "replace")
        errors = [line for line in text.splitlines() if "rror" in line]
        raise DevError(
            "the packages could not be installed (%s). Nothing else was changed. "
            "Check the network or the disk and run the same command again."
            % (errors[-1] if errors else "pip gave no reason")
        )


def make_venv():
    """Make .venv afresh, also on a Debian whose Python came without ensurepip."""
    if has_pip():
        return
    say("Making .venv with Python %d.%d ..." % sys.version_info[:2])
    if not quiet_call([sys.executable, "-m", "venv", "--clear", VENV]):
        bare_venv()
    if not has_pip():
        raise DevError(
            "this Python cannot make a virtual environment. Run this line, then try again:\n  "
            + system.install_line(["python%d.%d-venv" % sys.version_info[:2]])
        )


def has_pip():
    """Whether .venv is of this very Python and has a pip that answers."""
    code = "import pip, sys; sys.exit(sys.version_info[:2] != %r)" % (tuple(sys.version_info[:2]),)
    return os.path.exists(python()) and quiet_call([python(), "-c", code])


def bare_venv():
    """Without ensurepip: try the system's package first, then another pip on this machine."""
    name = "python%d.%d-venv" % sys.version_info[:2]
    say("This Python has no ensurepip; looking for another way ...")
    if system.install([name]) and quiet_call([sys.executable, "-m", "venv", "--clear", VENV]):
        return
    if not quiet_call([sys.executable, "-m", "venv", "--clear", "--without-pip", VENV]):
        return
    if quiet_call([sys.executable, "-m", "pip", "--python", python(), "install", "pip"]):
        return
    uv = shutil.which("uv")
    if uv is not None:
        quiet_call([uv, "pip", "install", "--python", python(), "pip"])


def quiet_call(words):
    """Run and say only whether it went well."""
    try:
        return (
            subprocess.call(
                words,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=child_environment(),
            )
            == 0
        )
    except OSError:
        return False


def prepare():
    """Compile the catalogues and build the bundled packs when their sources changed."""
    stamp = os.path.join(ROOT, "out", "prepared.txt")
    now = source_state()
    if os.path.exists(stamp):
        with open(stamp) as stream:
            if stream.read() == now:
                return
    say("Building the language catalogues and the lesson packs ...")
    script = os.path.join(ROOT, "build", "prepare.py")
    if subprocess.call([python(), script], cwd=ROOT, env=child_environment()) != 0:
        raise DevError("the packs could not be built; the lines above say what to mend.")
    with open(stamp, "w") as stream:
        stream.write(now)


def source_state():
    """Names, sizes and times of all that prepare reads, as one digest."""
    digest = hashlib.sha256()
    for top in ("content_packs", os.path.join("resources", "locale"), "desktop"):
        for folder, names, files in os.walk(os.path.join(ROOT, top)):
            names[:] = sorted(name for name in names if name != "__pycache__")
            if top == "desktop" and os.path.basename(folder) in ("ui", "prints", "records"):
                names[:] = []
                continue
            for name in sorted(files):
                state = os.stat(os.path.join(folder, name))
                line = "%s/%s %d %d" % (folder, name, state.st_size, state.st_mtime_ns)
                digest.update(line.encode("utf-8"))
    return digest.hexdigest()
