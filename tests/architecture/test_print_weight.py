"""A certificate loads nothing that it has no use for: what is loaded stays in memory.

Seen in a process of its own, with its seconds and its megabytes left to `dev.py bench`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

DEAR = ("babel", "segno.writers", "urllib.request", "http.client", "email.message", "ssl")
CODE = """
import json, sys
from pathlib import Path
from milclicks.commands.print import certificate_bytes
from milclicks.prints.render import page_count
from milclicks.workspace import Workspace
with Workspace.open(Path(sys.argv[1])) as workspace:
    pages = [page_count(certificate_bytes(workspace, "Yara Diallo", code)) for code in ("en", "ar")]
print(json.dumps([pages, sorted(sys.modules)]))
"""


def test_a_certificate_brings_no_network_library_and_no_locale_data(tmp_path: Path) -> None:
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": os.pathsep.join(sys.path)}
    words = [sys.executable, "-c", CODE, str(tmp_path / "data")]
    done = subprocess.run(words, env=env, capture_output=True, text=True, check=True)
    pages, loaded = json.loads(done.stdout.splitlines()[-1])
    assert pages == [1, 1]
    assert "segno.encoder" in loaded
    assert [name for name in loaded if name in DEAR] == []
