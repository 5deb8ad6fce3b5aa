"""A pasted agenda, cut into its resolutions: the reading of a text, as ``lecture`` reads that of a file."""

import re
from collections.abc import Iterator
from dataclasses import replace

from services.votes.lecture.plan.agenda import OrdreDuJour, ResolutionLue, read_agenda, read_texte_colle
from services.votes.qualification import qualify_resolution
from services.votes.types_resolution import A_QUALIFIER
from shared.patrimoine.textes import normalise_texte

__all__ = ["OrdreDuJour", "ResolutionLue", "parse_ordre_du_jour"]

_NUMEROTEE = re.compile(r"\s*(\d{1,3})\s?[.)°-]+\s*(\S.*)")


def parse_ordre_du_jour(texte: str) -> OrdreDuJour:
    """Read a pasted or extracted agenda. A text without any numbering is read one line (or bullet) per resolution.

    A line that says a resolution under a number another one already has is shown among what was not understood: typed
    by hand, a number given twice would else lose an item in the text of the former one.
    """
    agenda = read_agenda(read_texte_colle(texte))
    return replace(agenda, non_compris=(*agenda.non_compris, *_find_doubles(texte, agenda)))


def _find_doubles(texte: str, agenda: OrdreDuJour) -> Iterator[str]:
    titres = {normalise_texte(point.intitule) for point in agenda.resolutions}
    numeros = {point.numero for point in agenda.resolutions}
    for ligne in texte.splitlines():
        found = _NUMEROTEE.fullmatch(ligne)
        if not found or found[1] not in numeros or ligne.strip() in agenda.non_compris:
            continue
        dit = normalise_texte(found[2])
        if (
            not any(dit.startswith(titre) or titre.startswith(dit) for titre in titres)
            and qualify_resolution(found[2]).type != A_QUALIFIER
        ):
            yield ligne.strip()
