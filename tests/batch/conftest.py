"""The stand-ins must be found by name: a worker process imports them as this one does."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
