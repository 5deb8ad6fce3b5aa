"""Make the whole set again: ``python -m tests.votes.lecture.corpus.fabrique`` writes each PDF and its expected JSON."""

import json
import sys
from pathlib import Path

from tests.votes.lecture.corpus.dossiers import CABINETS, monter
from tests.votes.lecture.corpus.rendus import rendre

DOSSIER = Path(__file__).parents[1] / "pdf"


def fabriquer(rangs: list[int], *, verites_seules: bool = False) -> None:
    """Write the documents of these cabinets, or only their truths."""
    DOSSIER.mkdir(exist_ok=True)
    for rang in rangs:
        for genre in ("convocation", "pv"):
            d, cabinet, _, blocs, verite = monter(rang, genre)
            options = {
                "entete": f"{cabinet.nom} – {d.copropriete}",
                "pied": f"Assemblée générale du {d.jour}",
                "corps": cabinet.corps,
                "police": cabinet.police,
                "justifie": cabinet.justifie,
            }
            nom = f"{rang + 1:02d}_{genre}"
            if not verites_seules:
                (DOSSIER / f"{nom}.pdf").write_bytes(rendre(cabinet.producteur, blocs, options))
            (DOSSIER / f"{nom}.json").write_text(
                json.dumps(
                    {"cabinet": cabinet.nom, "producteur": cabinet.producteur, "reserve": cabinet.reserve, **verite},
                    ensure_ascii=False,
                    indent=1,
                )
                + "\n",
                encoding="utf-8",
            )


if __name__ == "__main__":
    choisis = [int(n) - 1 for n in sys.argv[1:] if n.isdigit()] or list(range(len(CABINETS)))
    fabriquer(choisis, verites_seules="--verites" in sys.argv)
