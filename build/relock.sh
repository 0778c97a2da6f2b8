#!/usr/bin/env bash
# Makes requirements.lock anew from pyproject.toml for all systems and Pythons, with hashes.
set -euo pipefail
cd "$(dirname "$0")/.."
.venv/bin/python -m uv pip compile pyproject.toml --universal --python-version 3.11 --all-extras \
  --generate-hashes --no-emit-index-url --no-header --no-annotate -o build/requirements.lock "$@"
