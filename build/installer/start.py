"""What the bundled programs run."""

import sys

from milclicks.__main__ import main

sys.exit(main())
