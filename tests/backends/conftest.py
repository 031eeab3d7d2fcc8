from __future__ import annotations

import sys
from pathlib import Path

# pytest imports each test by its path: what the frameworks' tests share is found here
sys.path.insert(0, str(Path(__file__).parent))
