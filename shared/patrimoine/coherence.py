"""Does what the patrimoine will be after an import hold together? Periods without overlap, sums under totals. Pure."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from shared.patrimoine.demande import Demande, Voulu
from shared.patrimoine.format import Fautes
from shared.patrimoine.genres import CLE, COPROPRIETE, DETENTION, EXERCICE, MANDAT, TANTIEME, Genre
from shared.patrimoine.periodes import Periode, Valeur, find_overlap, find_sommet, format_jour, intersect
from shared.patrimoine.plan import Plan, Resultat


def check_coherence(plan: Plan, demande: Demande, fautes: Fautes) -> None:
    """Add every contradiction of the future state to ``fautes``; what the import does not touch is not judged."""
    for genre in (MANDAT, DETENTION, TANTIEME):
        _check_periodes(plan, genre, genre.key, ("du", "au"), fautes)
    _check_periodes(plan, EXERCICE, lambda valeurs: valeurs["copropriete"], ("debut", "fin"), fautes)
    _check_totaux(plan, demande, fautes)


def _check_periodes(
    plan: Plan, genre: Genre, key: Callable[[dict[str, Any]], Any], bornes: tuple[str, str], fautes: Fautes
) -> None:
    groupes: dict[Any, list[Resultat]] = defaultdict(list)
    for resultat in plan.resultat[genre]:
        groupes[key(resultat.valeurs)].append(resultat)
    for groupe in groupes.values():
        voulus = {_periode(resultat, bornes): resultat.voulu for resultat in groupe}
        chemins = [voulu.locate(borne) for voulu in voulus.values() if voulu for borne in bornes]
        if chemins and not any(chemin in fautes for chemin in chemins):
            _check_groupe([_periode(resultat, bornes) for resultat in groupe], voulus, bornes, fautes)


def _check_groupe(
    periodes: list[Periode], voulus: dict[Periode, Voulu | None], bornes: tuple[str, str], fautes: Fautes
) -> None:
    du, au = bornes
    for periode, voulu in voulus.items():
        if voulu and periode.debut > periode.fin:
            fautes.add(voulu.locate(au), f"la fin précède le début ({periode})")
            return
    if found := find_overlap(periodes):
        premiere, seconde = found
        if voulu := voulus[seconde] or voulus[premiere]:
            fautes.add(
                voulu.locate(du),
                f"deux périodes se chevauchent : {premiere}, et {seconde} ; le dernier jour de l’une est la veille du "
                "premier jour de l’autre",
            )


def _periode(resultat: Resultat, bornes: tuple[str, str]) -> Periode:
    return Periode(*(resultat.valeurs.get(nom) for nom in bornes))


def _check_totaux(plan: Plan, demande: Demande, fautes: Fautes) -> None:
    """Our tantièmes never exceed the total of the clé, on any day, counting only the lots that are ours that day."""
    detentions: dict[Any, list[Periode]] = defaultdict(list)
    for detention in plan.resultat[DETENTION]:
        detentions[detention.valeurs["lot"]].append(_periode(detention, ("du", "au")))
    poids: dict[Any, list[Valeur[int]]] = defaultdict(list)
    for tantieme in plan.resultat[TANTIEME]:
        valeurs = tantieme.valeurs
        valeur = Valeur(_periode(tantieme, ("du", "au")), valeurs.get("tantiemes") or 0)
        poids[valeurs["cle"]] += weigh_tantieme(valeur, detentions[valeurs["lot"]])
    chemins = {voulu.valeurs["code"]: voulu.chemin for voulu in demande.voulus[COPROPRIETE]}
    for cle in plan.resultat[CLE]:
        message = check_total(cle.valeurs["code"], cle.valeurs.get("total"), poids[CLE.key(cle.valeurs)])
        if message:
            fautes.add(cle.voulu.locate("total") if cle.voulu else chemins[cle.valeurs["copropriete"]], message)


def weigh_tantieme(tantieme: Valeur[int], detentions: Iterable[Periode]) -> list[Valeur[int]]:
    """The days on which these tantièmes are ours."""
    communes = (intersect(tantieme.periode, detention) for detention in detentions)
    return [Valeur(commune, tantieme.valeur) for commune in communes if commune]


def check_total(cle: str, total: int | None, poids: Iterable[Valeur[int]]) -> str | None:
    """The sentence that says our tantièmes exceed the total of the clé, or None."""
    sommet, jour = find_sommet(poids)
    if total is None or sommet <= total:
        return None
    quand = f" au {format_jour(jour)}" if jour else ""
    return (
        f"nos lots comptent {sommet} tantièmes sur la clé {cle}{quand}, plus que son total de {total} : "
        "corrigez les tantièmes ou le total"
    )
