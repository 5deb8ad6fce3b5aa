"""Controls 5, 10 and 14: a due date of the syndicat's year, a total not called already, no odd variation."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from services.appels_fonds.controles.constats import Constat
from services.appels_fonds.controles.dossiers import Dossier
from services.appels_fonds.controles.etude import EtudeAppel
from services.appels_fonds.controles.trimestres import list_trimestres
from services.appels_fonds.natures import Nature
from shared.montants import format_montant
from shared.presentation import format_date

PROVISION = Nature.PROVISION.value
TRIMESTRE = timedelta(days=92)
MOIS_LE_PLUS_COURT = timedelta(days=28)
"""Calls nearer than that are of one period, even where the assembly chose to be called each month."""
POURCENT_DE_VARIATION = 10
ECART_NEGLIGEABLE = 1_000
"""Under ten euros, a variation is not worth a sentence, whatever its percentage."""


def find_appel_ressemblant(etude: EtudeAppel, _valeur: int) -> Iterator[Constat]:
    """5: the same total was called for the same period under other lots or another due date: perhaps the same call.

    The very same lines are refused before any control (``DEJA_APPELE``): these are not.
    """
    totals: dict[tuple[date, str], int] = defaultdict(int)
    for one in etude.dossier.appelees:
        if one.nature in etude.appel.par_nature and abs(one.exigible - etude.appel.exigible) < MOIS_LE_PLUS_COURT:
            totals[one.exigible, one.source] += one.montant_centimes
    for (exigible, source), total in totals.items():
        if total == etude.appel.total_centimes:
            autrement = "autrement réparti" if exigible == etude.appel.exigible else "daté autrement"
            yield Constat(
                f"{source} demandait déjà {format_montant(total)} pour {etude.appel.copropriete}, exigibles le "
                f"{format_date(exigible)} : n’est-ce pas le même appel, {autrement} ?",
                etude.appel.lignes,
            )


def find_exigibilite_inhabituelle(etude: EtudeAppel, valeur: int) -> Iterator[Constat]:
    """10: the first day of a month of the syndicat's own year (loi art. 14-1), neither long past nor far ahead.

    :param valeur: how many months ahead at most.
    """
    jour, faults = etude.appel.exigible, []
    exercice = etude.dossier.exercice_at(jour)
    if etude.of_nature(PROVISION) and exercice is not None and jour.day != exercice.debut.day:
        faults.append(
            f"le {format_date(jour)} n’est pas le premier jour d’une période de l’exercice {exercice.libelle} "
            f"(commencé le {format_date(exercice.debut)})"
        )
    if jour < etude.connu.aujourdhui - TRIMESTRE:
        faults.append(f"le {format_date(jour)} est passé depuis plus d’un trimestre")
    if _months(etude.connu.aujourdhui, jour) > valeur:
        faults.append(f"le {format_date(jour)} est à plus de {valeur} mois")
    if faults:
        yield Constat(
            f"Exigibilité inhabituelle pour {etude.appel.copropriete} : {' ; '.join(faults)}.", etude.appel.lignes
        )


def find_appels_manquants(etude: EtudeAppel, valeur: int) -> Iterator[Constat]:
    """21: the quarters of the exercise that should have come before this one did, when others did.

    :param valeur: days after its due date from which a call is late.
    """
    exercice = etude.exercice
    if exercice is None or not etude.of_nature(PROVISION):
        return
    days = list_trimestres(exercice.debut, exercice.fin)
    called = [one.exigible for one in etude.dossier.appelees_of((PROVISION,), exercice.debut, exercice.fin)]
    late = [
        jour
        for jour, after in pairwise([*days, exercice.fin])
        if after <= etude.appel.exigible and jour + timedelta(days=valeur) < etude.connu.aujourdhui
        if not any(jour <= one < after for one in called)
    ]
    if late and etude.dossier.appelees:
        yield Constat(
            f"Pas d’appel de provisions reçu pour {', '.join(map(format_date, late))} (exercice {exercice.libelle}) : "
            "demandez-le au syndic.",
            etude.appel.lignes,
        )


def find_variation_forte(etude: EtudeAppel, valeur: int) -> Iterator[Constat]:
    """14: our provisions on a clé against the call before and the same one a year ago: over 10 % or ``valeur``."""
    dossier = etude.dossier
    for cle, lignes in etude.appel.by_cle(PROVISION).items():
        total = sum(ligne.montant_centimes for ligne in lignes)
        said = [
            f"{format_montant(total - before)} par rapport à {quand} ({format_montant(before)})"
            for quand, before in _references(dossier, cle, etude.appel.exigible)
            if _is_forte(total, before, valeur)
        ]
        if said:
            yield Constat(f"Clé {cle} : {format_montant(total)} appelés, soit {' et '.join(said)}.", lignes)


def _references(dossier: Dossier, cle: str, jour: date) -> Iterator[tuple[str, int]]:
    """The call before this one, and the same one a year ago, when we know them."""
    totals: dict[date, int] = defaultdict(int)
    for one in dossier.appelees:
        if one.nature == PROVISION and one.cle == cle:
            totals[one.exigible] += one.montant_centimes
    before = [day for day in totals if jour - TRIMESTRE <= day < jour]
    if before:
        yield f"l’appel du {format_date(max(before))}", totals[max(before)]
    a_year_ago = [day for day in totals if (day.year, day.month) == (jour.year - 1, jour.month)]
    if a_year_ago:
        yield f"l’an dernier, le {format_date(a_year_ago[0])}", totals[a_year_ago[0]]


def _is_forte(total: int, before: int, seuil: int) -> bool:
    ecart = abs(total - before)
    return ecart > seuil or (ecart > ECART_NEGLIGEABLE and 100 * ecart > POURCENT_DE_VARIATION * abs(before))


def _months(du: date, au: date) -> int:
    """Whole months from a day to another; a begun month counts."""
    return (au.year - du.year) * 12 + au.month - du.month + (au.day > du.day)
