"""What keeps minutes from being kept or confirmed: impossible figures, answers that are missing. Pure."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from services.votes.models import ResultatAnnonce
from services.votes.proces_verbaux.contenu import EffetPv
from services.votes.proces_verbaux.dossiers import LigneVue
from services.votes.proces_verbaux.effets_proposes import BUDGET, TRAVAUX
from shared.presentation import format_date, format_nombre

Fautes = list[dict[str, Any]]


def check_decomptes(vues: Sequence[LigneVue]) -> Fautes:
    """Counts that cannot be: more votes than the clé has, more heads than members."""
    fautes: Fautes = []
    for vue in vues:
        total = vue.ligne.total_voix or vue.resolution.voix_total
        for nom, scrutin in (("premier vote", vue.ligne.premier), ("second vote", vue.ligne.second)):
            if total and scrutin.somme_voix > total:
                message = (
                    f"le {nom} totalise {format_nombre(scrutin.somme_voix)} voix, plus que les {format_nombre(total)} "
                    "de la clé : corrigez le décompte, ou laissez-le vide si le procès-verbal l’imprime ainsi"
                )
                fautes.append({"ou": name_place(vue), "message": message})
    return fautes


def check_notification(date_ag: date, notifie_le: date | None, aujourdhui: date) -> Fautes:
    """A notification before the assembly, or not yet here."""
    if notifie_le is None:
        return []
    if notifie_le < date_ag:
        message = f"le procès-verbal ne peut pas être notifié avant l’assemblée du {format_date(date_ag)}"
    elif notifie_le > aujourdhui:
        message = "cette date est dans le futur"
    else:
        return []
    return [{"ou": "Date de notification", "message": message}]


def check_complete(vues: Sequence[LigneVue], cles: Sequence[str]) -> Fautes:
    """What is still to be said before the minutes can be confirmed."""
    fautes: Fautes = []
    for vue in vues:
        if not vue.resolution.information and vue.ligne.annonce is None:
            fautes.append({"ou": name_place(vue), "message": "dites si elle est adoptée, rejetée ou sans vote"})
        effet = vue.ligne.effet
        if vue.ligne.annonce is ResultatAnnonce.ADOPTEE and effet is not None and not effet.plus_tard:
            fautes += [{"ou": name_place(vue), "message": message} for message in _check_effet(effet, cles)]
    return fautes


def _check_effet(effet: EffetPv, cles: Sequence[str]) -> list[str]:
    if effet.genre == BUDGET:
        return _check_budget(effet, cles)
    if effet.genre == TRAVAUX:
        return _check_montants(effet, cles)
    return [] if effet.syndic and effet.debut else ["dites quel syndic est désigné et depuis quand"]


def _check_budget(effet: EffetPv, cles: Sequence[str]) -> list[str]:
    messages = []
    if not effet.exercice or not effet.debut or not effet.fin:
        messages.append("dites pour quel exercice le budget est voté, avec ses deux dates")
    elif effet.fin <= effet.debut:
        messages.append("l’exercice finit avant de commencer")
    return messages + _check_montants(effet, cles)


def _check_montants(effet: EffetPv, cles: Sequence[str]) -> list[str]:
    """The amounts voted, budget or works: at least one clé, each of the copropriété, each above zero."""
    messages = [] if effet.montants else ["dites le montant voté clé par clé, ou cochez « plus tard »"]
    messages += [f"la copropriété n’a pas de clé « {code} »" for code in effet.montants if code not in cles]
    messages += [f"le montant de la clé {code} doit être positif" for code, centimes in effet.montants.items()
                 if centimes <= 0]  # fmt: skip
    return messages


def name_place(vue: LigneVue) -> str:
    """« Résolution 7.2 »: where a fault stands."""
    return f"Résolution {vue.resolution.numero}"
