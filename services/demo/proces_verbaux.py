"""The minutes of the demo's past assemblies: counts that hold, but for a few faults to find, as in real ones."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from services.demo.agendas import AssembleeDemo, ResolutionDemo
from services.demo.envois import syndic_en_charge
from services.demo.identifiants import draw
from services.votes.models import Resolution, ResultatAnnonce, VoteConstate
from services.votes.proces_verbaux.contenu import Colonne, EffetPv, LignePv, ScrutinLu
from services.votes.proces_verbaux.effets_proposes import BUDGET, MANDAT, TRAVAUX, propose_effet

JOURS_DU_PV = 25
"""Minutes of an assembly younger than this are still awaited."""
SANS_PV = frozenset({"C006", "C017"})
"""Copropriétés whose last minutes never came: the syndic must be asked."""
TARDIFS = frozenset({"C003", "C011", "C019"})
"""Those whose minutes came after their month."""
OPPOSITION_OUBLIEE = frozenset({"C005", "C014"})
"""Those whose minutes forget one of our oppositions."""
EGALITE = frozenset({"C009"})
"""Those whose minutes announce adopted what a tie rejects."""
TRENTE_PAR_CENT = 30


def find_notification(assemblee: AssembleeDemo, aujourdhui: date) -> date | None:
    """The day the minutes were first presented; None when they have not come."""
    if assemblee.copropriete in SANS_PV or (aujourdhui - assemblee.date_ag).days < JOURS_DU_PV:
        return None
    hasard = draw("pv", assemblee.copropriete, assemblee.date_ag)
    days = hasard.randint(38, 52) if assemblee.copropriete in TARDIFS else hasard.randint(12, 24)
    return min(assemblee.date_ag + timedelta(days=days), aujourdhui)


def write_lignes(
    assemblee: AssembleeDemo, resolutions: list[Resolution], fiche: dict[str, Any], *, latest: bool = False
) -> tuple[LignePv, ...]:
    """What the minutes of an assembly say of each of its resolutions; the latest minutes have a fault to find."""
    hasard = draw("pv-decomptes", assemblee.copropriete, assemblee.date_ag)
    forgotten = latest or assemblee.copropriete in OPPOSITION_OUBLIEE
    tie = assemblee.copropriete in EGALITE
    lignes = []
    for point, resolution in zip(assemblee.resolutions, resolutions, strict=True):
        ligne = _write_ligne(point, resolution, hasard)
        if forgotten and (ligne.notre_vote, ligne.annonce) == (VoteConstate.CONTRE, ResultatAnnonce.ADOPTEE):
            ligne, forgotten = _forget_us(ligne), False
        elif tie and resolution.article == "24" and ligne.annonce is ResultatAnnonce.ADOPTEE:
            ligne, tie = _make_tie(ligne), False
        lignes.append(_with_effet(ligne, resolution, assemblee, fiche))
    return tuple(lignes)


def _write_ligne(point: ResolutionDemo, resolution: Resolution, hasard: Random) -> LignePv:
    if point.information or resolution.information or not resolution.voix_total:
        return LignePv(resolution_id=resolution.id, annonce=ResultatAnnonce.SANS_VOTE)
    vote = VoteConstate(point.position) if point.position else VoteConstate.DEFAILLANT
    adopted = point.resultat != "REJETEE"
    first, second = _count(resolution, vote, adopted, hasard)
    return LignePv(
        resolution_id=resolution.id, premier=first, second=second, notre_vote=vote,
        annonce=ResultatAnnonce.ADOPTEE if adopted else ResultatAnnonce.REJETEE,
        opposants=("Deux Rives Habitat",) if vote is VoteConstate.CONTRE else (),
    )  # fmt: skip


def _count(resolution: Resolution, vote: VoteConstate, adopted: bool, hasard: Random) -> tuple[ScrutinLu, ScrutinLu]:
    """Counts whose majority, at our article, is the outcome that is announced; our votes are in their column."""
    total, ours = resolution.voix_total or 1, resolution.voix_bailleur or 0
    if resolution.article in ("26", "unanimite") or not resolution.article[:2].isdecimal():
        return ScrutinLu(), ScrutinLu()
    others = total - ours
    against = others * hasard.randint(2, 6) // 100
    if not adopted:
        small, large = others * hasard.randint(4, 9) // 100, others * hasard.randint(30, 45) // 100
        return _columns(small, large, others * 2 // 100, vote, ours), ScrutinLu()
    if resolution.article == "25" and hasard.randrange(100) < TRENTE_PAR_CENT:
        for_it = total * hasard.randint(36, 44) // 100
        counted = _columns(max(0, for_it - (ours if vote is VoteConstate.POUR else 0)), against, 0, vote, ours)
        return (counted, counted) if 2 * (counted.pour.voix or 0) <= total else (counted, ScrutinLu())
    share = hasard.randint(66, 78) if resolution.article == "25" else hasard.randint(38, 60)
    wanted = total * share // 100 - (ours if vote is VoteConstate.POUR else 0)
    floor = against + 1 + (ours if vote is VoteConstate.CONTRE else 0)
    return _columns(min(max(wanted, floor), others * 9 // 10), against, others // 100, vote, ours), ScrutinLu()


def _columns(pour: int, contre: int, abstention: int, vote: VoteConstate, ours: int) -> ScrutinLu:
    return ScrutinLu(
        Colonne(pour + (ours if vote is VoteConstate.POUR else 0)),
        Colonne(contre + (ours if vote is VoteConstate.CONTRE else 0)),
        Colonne(abstention + (ours if vote is VoteConstate.ABSTENTION else 0)),
    )


def _forget_us(ligne: LignePv) -> LignePv:
    return LignePv(
        resolution_id=ligne.resolution_id, annonce=ligne.annonce, notre_vote=VoteConstate.POUR, premier=ligne.premier,
        second=ligne.second,
    )  # fmt: skip


def _make_tie(ligne: LignePv) -> LignePv:
    pour = (ligne.premier.pour.voix or 0) // 2
    return LignePv(
        resolution_id=ligne.resolution_id, annonce=ligne.annonce, notre_vote=ligne.notre_vote,
        premier=ScrutinLu(Colonne(pour), Colonne(pour), Colonne(0)),
    )  # fmt: skip


def _with_effet(ligne: LignePv, resolution: Resolution, assemblee: AssembleeDemo, fiche: dict[str, Any]) -> LignePv:
    if ligne.annonce is not ResultatAnnonce.ADOPTEE:
        return ligne
    cle = resolution.cle.code if resolution.cle else None
    proposed = propose_effet(resolution.type, resolution.intitule, resolution.texte, cle, resolution.montant_centimes)
    if proposed is None:
        return ligne
    found = {BUDGET: _find_budget, TRAVAUX: _find_travaux, MANDAT: _find_mandat}[proposed.genre](
        proposed, assemblee, fiche
    )
    return replace(ligne, effet=found or replace(proposed, plus_tard=True))


def _find_budget(proposed: EffetPv, assemblee: AssembleeDemo, fiche: dict[str, Any]) -> EffetPv | None:
    for exercice in fiche["exercices"]:
        if exercice["vote_le"] == assemblee.date_ag.isoformat():
            amounts = exercice["budget"] if proposed.nature == "COURANT" else exercice["fonds_travaux"]
            return EffetPv(
                genre=BUDGET, nature=proposed.nature, exercice=exercice["libelle"], montants=amounts,
                debut=date.fromisoformat(exercice["debut"]), fin=date.fromisoformat(exercice["fin"]),
            )  # fmt: skip
    return None


def _find_travaux(proposed: EffetPv, assemblee: AssembleeDemo, fiche: dict[str, Any]) -> EffetPv | None:
    for travaux in fiche["travaux_votes"]:
        if travaux["date_ag"] == assemblee.date_ag.isoformat() and travaux["montant"] in proposed.montants.values():
            return EffetPv(
                genre=TRAVAUX, libelle=travaux["libelle"], montants={travaux["cle"]: travaux["montant"]},
                echeances=tuple(map(date.fromisoformat, travaux["echeances"])),
            )  # fmt: skip
    return None


def _find_mandat(_proposed: EffetPv, assemblee: AssembleeDemo, fiche: dict[str, Any]) -> EffetPv | None:
    """The syndic who convened is renewed; who else was chosen since is already in the patrimoine."""
    debut = assemblee.date_ag + timedelta(days=1)
    if syndic_en_charge(fiche, debut) != assemblee.syndic:
        return None
    return EffetPv(genre=MANDAT, syndic=assemblee.syndic, debut=debut)
