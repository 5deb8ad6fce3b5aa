"""What we weigh on a resolution: our votes on its clé on the day of the assembly, and the article 22 reduction.

Votes are the tantièmes of the clé (loi 22 I). Exact integers; a share is a pair, never a division.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from services.votes.majorites.voix import BAILLEUR, Proprietaire, find_reduction
from shared.presentation import format_nombre, format_part

VENDEUR = "vente_hlm_vendeur"


@dataclass(frozen=True, slots=True)
class Part:
    """Tantièmes of one of our lots on one clé, owned from ``du`` to ``au`` included (None: still, or since ever)."""

    lot: str
    cle: str
    tantiemes: int
    du: date | None = None
    au: date | None = None


@dataclass(frozen=True, slots=True)
class Poids:
    """Our weight on a clé.

    ``voix`` before and ``voix_effectives`` after reduction; ``total`` and ``total_effectif`` likewise; ``lots`` counts
    the lots that vote. ``texte`` says it in French, with the note on article 22 when it matters.
    """

    cle: str
    voix: int
    total: int
    voix_effectives: int
    total_effectif: int
    lots: int
    texte: str


def is_owned(part: Part, jour: date) -> bool:
    """Whether the lot is ours on that day, both ends included."""
    return (part.du is None or part.du <= jour) and (part.au is None or jour <= part.au)


def compute_poids(
    parts: Iterable[Part], cle: str, total: int, jour: date, origine: str, *, generale: bool = True
) -> Poids:
    """Our weight on a clé on the day of the assembly.

    Above half, article 22 brings us down to the sum of the others', except when the copropriété was born of our own
    HLM sales (``origine`` is ``vente_hlm_vendeur``, CCH L. 443-15) and, by default, on a special clé.

    :param total: the tantièmes of the clé, all owners together.
    :raises ValueError: our lots weigh more than the clé.
    """
    nos_parts = [part for part in parts if part.cle == cle and part.tantiemes and is_owned(part, jour)]
    voix = sum(part.tantiemes for part in nos_parts)
    if voix > total:
        raise ValueError(f"Nos lots portent {voix} tantièmes sur la clé {cle}, qui n’en compte que {total}.")
    nous = Proprietaire(BAILLEUR, voix, vendeur_hlm=origine == VENDEUR)
    reduction = find_reduction(nous, total, "normal" if generale else "cle_speciale")
    effectives = reduction.apres if reduction else voix
    total_effectif = total - (voix - effectives)
    texte = _say_part(voix, total, cle) + _say_article_22(voix, total, effectives, origine, generale)
    return Poids(cle, voix, total, effectives, total_effectif, len(nos_parts), texte)


def _say_part(voix: int, total: int, cle: str) -> str:
    if not voix:
        return f"Nous n’avons aucune voix sur la clé {cle}."
    return f"{format_nombre(voix)} voix sur {format_nombre(total)} (clé {cle}), soit {format_part(voix, total)}."


def _say_article_22(voix: int, total: int, effectives: int, origine: str, generale: bool) -> str:
    if 2 * voix <= total or voix == total:
        return ""
    if effectives != voix:
        return f" Art. 22 : plus de la moitié, ramenées à {format_nombre(effectives)} voix (somme des autres)."
    if not generale:
        return " Art. 22 : réduction non appliquée par défaut sur une clé spéciale (à confirmer par un juriste)."
    if origine == VENDEUR:
        return " Art. 22 : pas de réduction pour l’organisme HLM vendeur (CCH, art. L. 443-15)."
    return ""
