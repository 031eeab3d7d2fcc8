from __future__ import annotations

import os
import sys
from pathlib import Path

# the engine is chosen when keras is first imported; the quickest to start serves, where none is asked for
os.environ.setdefault("KERAS_BACKEND", "torch")
# pytest imports each test by its path: what they share is found here
sys.path.insert(0, str(Path(__file__).parent))
