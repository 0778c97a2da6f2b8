#!/usr/bin/env python3
"""The door to the site of packs: whatever Python opens it, the project's own makes the site.

Standard library only, old syntax only (see dev.py). What is made stands in ownsite.py.
"""

import argparse
import os
import subprocess
import sys

import environment
from say import DevError, say


def main(words):
    """Bring out/site up to date with content_packs; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="catalogue.py",
        description="Make the whole site of packs from content_packs: signed metadata, packs, and "
        "pages for people. It lies in out/site, its keys in out/trust. It takes no words. "
        "A release's catalogue is made with: milclicks catalogue (see CONTRIBUTING.md).",
    )
    parser.parse_args(words)
    try:
        if not os.path.exists(environment.python()):
            raise DevError(
                "there is no .venv here yet. Run this first, it makes the site too: "
                "python3 build/dev.py setup"
            )
        environment.prepare()
        code = subprocess.call(
            [environment.python(), os.path.join(environment.ROOT, "build", "ownsite.py")],
            cwd=environment.ROOT,
            env=environment.child_environment(),
        )
        if code != 0:
            return code
        site = os.path.join("out", "site")
        if not os.path.isfile(os.path.join(environment.ROOT, site, "index.html")):
            raise DevError(
                "a release's own root lies in resources/trust, so this checkout signs no site. "
                "Its makers use: milclicks catalogue build"
            )
        say("The site is up to date: " + os.path.join(site, "index.html"))
        return 0
    except DevError as error:
        say("Stopped: " + str(error))
        return 1
    except KeyboardInterrupt:
        say("Stopped by you. Run the same command to go on.")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
