"""Controls 15, 16, 18, 19 and 20: fees, previous balance, recoverable share, régularisation, closed period."""

from collections.abc import Iterator

from services.appels_fonds.controles.constats import Constat
from services.appels_fonds.controles.etude import EtudeAppel
from services.appels_fonds.controles.recalcul import compute_quote_part_annuelle
from services.appels_fonds.natures import Nature
from shared.montants import format_montant
from shared.presentation import format_date

REGULARISATION, PROVISION = Nature.REGULARISATION.value, Nature.PROVISION.value
APPELS_DE_CHARGES = (PROVISION, Nature.PROVISION_COMPLEMENT.value)


def find_frais_a_verifier(etude: EtudeAppel, _valeur: int) -> Iterator[Constat]:
    """15: reminders, formal notices and mutations are charged to one owner only (loi art. 10-1): were we late?"""
    lignes = etude.of_nature(Nature.FRAIS_IMPUTABLES.value)
    if lignes:
        total = format_montant(sum(ligne.montant_centimes for ligne in lignes))
        solde = etude.dossier.solde_centimes
        paid = "" if solde is None or solde > 0 else " Nos comptes ne montrent aucun impayé envers ce syndicat."
        yield Constat(
            f"{total} de frais mis à notre seule charge (loi art. 10-1) : vérifiez le retard ou la mutation qui les "
            f"justifie, sinon contestez-les.{paid}",
            lignes,
        )


def find_solde_different(etude: EtudeAppel, _valeur: int) -> Iterator[Constat]:
    """16: the previous balance less the payments printed is what our own books owe this syndicat."""
    dossier = etude.dossier
    if (
        not any(one.nature == Nature.SOLDE_ANTERIEUR.value for one in etude.appel.releves)
        or dossier.solde_centimes is None
    ):
        return
    printed = sum(one.montant_centimes for one in etude.appel.releves)
    if printed != dossier.solde_centimes:
        yield Constat(
            f"Le syndic imprime un solde antérieur de {format_montant(printed)} (règlements déduits) pour "
            f"{etude.appel.copropriete} ; nos comptes en doivent {format_montant(dossier.solde_centimes)}. "
            "Rapprochez-les appel par appel avant de payer.",
            etude.appel.releves,
        )


def find_recuperable_incoherent(etude: EtudeAppel, _valeur: int) -> Iterator[Constat]:
    """18: a printed recoverable share is never more than its line, nor of the other sign."""
    for ligne in etude.appel.lignes:
        part = ligne.recuperable_centimes
        if part is not None and not (min(0, ligne.montant_centimes) <= part <= max(0, ligne.montant_centimes)):
            yield Constat(
                f"Lot {'+'.join(ligne.lots)} : {format_montant(part)} annoncés récupérables sur "
                f"{format_montant(ligne.montant_centimes)} : la part du syndic n’est pas retenue.",
                [ligne],
            )


def find_regularisation_depassant_le_budget(etude: EtudeAppel, valeur: int) -> Iterator[Constat]:
    """19: a régularisation is what the approved accounts add to the calls of the last exercise, or give back.

    Giving back more than was called is impossible; asking for more than ``valeur`` % of the year's share is to be
    checked against the accounts.
    """
    dossier = etude.dossier
    ended = [one for one in dossier.exercices if one.fin < etude.appel.exigible]
    last = max(ended, key=lambda one: one.fin, default=None)
    lignes = etude.of_nature(REGULARISATION)
    if not lignes or last is None:
        return
    called = sum(one.montant_centimes for one in dossier.appelees_of(APPELS_DE_CHARGES, last.debut, last.fin))
    total = sum(ligne.montant_centimes for ligne in lignes)
    shares = [compute_quote_part_annuelle(dossier, last, cle, last.fin) for _, cle in last.budgets]
    year = sum(share for share in shares if share is not None)
    if called and total < -called:
        yield Constat(
            f"Régularisation de {format_montant(total)} : plus que tout ce qui a été appelé en {last.libelle} "
            f"({format_montant(called)}). Vérifiez l’exercice et le signe.",
            lignes,
        )
    elif year and 100 * abs(total) > valeur * year + 100 * etude.tolerance:
        yield Constat(
            f"Régularisation de {format_montant(total)}, soit plus de {valeur} % de notre part du budget "
            f"{last.libelle} ({format_montant(year)}) : rapprochez-la des comptes approuvés et du relevé individuel.",
            lignes,
        )


def find_periode_close(etude: EtudeAppel, _valeur: int) -> Iterator[Constat]:
    """20: the month and the exercise of the due date are open in our accounts."""
    clos = etude.dossier.mois_clos
    jour = etude.appel.exigible
    if (jour.year, jour.month) in clos or (jour.year, 0) in clos:
        yield Constat(
            f"La période du {format_date(jour)} est close dans nos comptes : rouvrez-la, ou faites redater l’appel.",
            etude.appel.lignes,
        )
