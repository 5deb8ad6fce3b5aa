"""Control 11: works are called because an assembly voted them, at its due dates, and never beyond our share.

Loi 65-557 art. 14-2, décret art. 44 (dates voted by the assembly); loi art. 18 (urgent works: one third of the quote).
"""

from collections.abc import Iterator, Sequence
from datetime import date

from services.appels_fonds.controles.constats import Constat
from services.appels_fonds.controles.dossiers import Dossier, TravauxConnus
from services.appels_fonds.controles.etude import EtudeAppel
from services.appels_fonds.controles.recalcul import compute_part
from services.appels_fonds.natures import Nature
from shared.montants import format_montant
from shared.presentation import format_date

TRAVAUX, ANNULATION = Nature.TRAVAUX.value, Nature.ANNULATION_TRAVAUX.value


def find_travaux_sans_vote(etude: EtudeAppel, _valeur: int) -> Iterator[Constat]:
    """11: an assembly held before the due date voted works on this clé."""
    dossier = etude.dossier
    unvoted = [ligne for ligne in etude.of_nature(TRAVAUX) if not _voted(dossier, ligne.cle, ligne.exigible)]
    if unvoted:
        total = sum(ligne.montant_centimes for ligne in unvoted)
        cles = ", ".join(dict.fromkeys(ligne.cle for ligne in unvoted))
        yield Constat(
            f"{format_montant(total)} de travaux appelés sur la clé {cles} sans vote connu : demandez le procès-verbal "
            "(AG et résolution), ou l’urgence invoquée (loi art. 18 : un tiers du devis au plus).",
            unvoted,
        )


def find_travaux_depasses(etude: EtudeAppel, valeur: int) -> Iterator[Constat]:
    """11: everything called for works on a clé stays within our share of what was voted on it."""
    dossier = etude.dossier
    for cle, lignes in etude.appel.by_cle(TRAVAUX, ANNULATION).items():
        voted = _voted(dossier, cle, etude.appel.exigible)
        part = _our_part(dossier, voted, cle, etude.appel.exigible)
        before = sum(
            one.montant_centimes
            for one in dossier.appelees_of((TRAVAUX, ANNULATION), _first(voted), etude.appel.exigible)
            if one.cle == cle
        )
        total = before + sum(ligne.montant_centimes for ligne in lignes)
        if voted and part is not None and total > part + len(lignes) * etude.tolerance:
            votes = ", ".join(f"« {one.libelle} », résolution {one.resolution}" for one in voted)
            yield Constat(
                f"Travaux, clé {cle} : {format_montant(total)} appelés en tout avec cet appel, pour une quote-part de "
                f"{format_montant(part)} des travaux votés ({votes}).",
                lignes,
            )


def find_travaux_hors_echeance(etude: EtudeAppel, _valeur: int) -> Iterator[Constat]:
    """11: the due date is one that the assembly fixed for works on this clé."""
    dossier = etude.dossier
    for cle, lignes in etude.appel.by_cle(TRAVAUX).items():
        dated = [one for one in _voted(dossier, cle, etude.appel.exigible) if one.echeances]
        if dated and not any(etude.appel.exigible in one.echeances for one in dated):
            attendues = sorted({jour for one in dated for jour in one.echeances})
            yield Constat(
                f"Travaux, clé {cle} : exigibles le {format_date(etude.appel.exigible)}, alors que l’assemblée a voté "
                f"{', '.join(map(format_date, attendues))}.",
                lignes,
            )


def _voted(dossier: Dossier, cle: str, jour: date) -> list[TravauxConnus]:
    return [one for one in dossier.travaux if one.cle == cle and one.date_ag <= jour]


def _first(voted: Sequence[TravauxConnus]) -> date:
    return min((one.date_ag for one in voted), default=date.min)


def _our_part(dossier: Dossier, voted: Sequence[TravauxConnus], cle: str, jour: date) -> int | None:
    total = dossier.total_cle(cle)
    if not total:
        return None
    return sum(compute_part(one.montant_centimes, dossier.nos_tantiemes(cle, jour), total) for one in voted)
