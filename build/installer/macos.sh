#!/usr/bin/env bash
# Puts the app that dev.py package made into a disk image. Runs on macOS only.
set -euo pipefail
cd "$(dirname "$0")/../../out/package"
rm -f milclicks.dmg
hdiutil create -volname "MIL CLICKS" -srcfolder "MIL CLICKS.app" -ov -format UDZO milclicks.dmg
