"""``python -m services``: the same as ``tantieme``."""

from services.cli import main

main(prog_name="tantieme")
