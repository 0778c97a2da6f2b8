#!/usr/bin/env python3
"""One door for everybody who works on the project: set-up, run, test, check, bench, package.

Uses the standard library alone and only syntax that an old Python can parse, so that a person
with the wrong Python reads a sentence instead of a traceback.
"""

import argparse
import os
import subprocess
import sys

import environment
import system
from say import DevError, say

VERBS = {
    "setup": "make .venv, install the locked packages, build the packs and catalogues",
    "run": "set up what is missing and open the app (or take the tour where there is no display)",
    "test": "set up what is missing and run every test (further words go to pytest)",
    "check": "format, lint, types, layers, catalogues, packs, lock, tests: before each commit",
    "fuzz": "try many thousand bent packs on the readers (a job; further words go to it)",
    "bench": "measure speed and memory beside their budgets",
    "package": "make the one-folder bundle and try it",
}

WORKERS = (os.cpu_count() or 1) + 1
"""One more than there are cores: a test often waits for a disk, a timer or a program it started."""
EVERY_TEST = ["-n", str(WORKERS), "--dist", "loadfile", "--no-loadscope-reorder"]
"""A file whole on one worker, in the order of tests/conftest.py; a chosen test runs alone."""


def main(words):
    """Run one verb; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="dev.py",
        description="MIL CLICKS Desktop: " + "; ".join(k + " = " + v for k, v in VERBS.items()),
    )
    parser.add_argument("verb", choices=sorted(VERBS), help="what to do")
    parser.add_argument("rest", nargs=argparse.REMAINDER, help="handed on")
    args = parser.parse_args(words)
    try:
        again = environment.other_python(words)
        if again is not None:
            return again
        return globals()["do_" + args.verb](args.rest)
    except DevError as error:
        say("Stopped: " + str(error))
        return 1
    except KeyboardInterrupt:
        say("Stopped by you. What was finished is kept; run the same command to go on.")
        return 130


def set_up():
    """Bring .venv, packages, packs and catalogues up to date; quick when nothing changed."""
    environment.ensure()
    system.ensure_qt(environment.python())
    environment.prepare()


def do_setup(rest):
    set_up()
    say("Ready. Next: python3 build/dev.py run")
    return 0


def do_run(rest):
    set_up()
    if system.has_display():
        return call(["-m", "milclicks"] + rest)
    say("There is no display here, so the app takes the tour instead: pictures go to out/tour.")
    return call(["-m", "milclicks", "tour", "--out", os.path.join("out", "tour")] + rest)


def do_test(rest):
    set_up()
    system.ensure_test_tools()
    return call(["-m", "pytest"] + (rest or EVERY_TEST), offscreen=True)


def do_check(rest):
    set_up()
    system.ensure_test_tools()
    return call([os.path.join("build", "checks.py")] + rest, offscreen=True)


def do_fuzz(rest):
    set_up()
    return call([os.path.join("build", "fuzz.py")] + rest)


def do_bench(rest):
    set_up()
    return call([os.path.join("build", "bench.py")] + rest, offscreen=True)


def do_package(rest):
    set_up()
    return call([os.path.join("build", "package.py")] + rest, offscreen=True)


def call(words, offscreen=False):
    """Run the project's own Python in the project's folder and return its exit code."""
    env = environment.child_environment()
    if offscreen:
        env["QT_QPA_PLATFORM"] = "offscreen"
    return subprocess.call([environment.python()] + words, cwd=environment.ROOT, env=env)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
