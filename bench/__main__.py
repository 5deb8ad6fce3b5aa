"""``make bench``: run every measure, or those named, each in a process of its own; each prints its own lines."""

import pkgutil
import subprocess
import sys

import bench

MESURES = [
    module.name for module in pkgutil.iter_modules(bench.__path__) if not module.name.startswith(("_", "generateur"))
]

for name in sys.argv[1:] or MESURES:
    print(f"\n== {name}", flush=True)
    subprocess.run([sys.executable, "-m", f"bench.{name}"], check=True)
