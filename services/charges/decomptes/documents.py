"""A statement as a tenant reads it (PDF), and as his portal does (CSV, JSON); the amounts are those that were kept."""

import csv
import io
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from services.charges.decomptes.departs import RETENUE_POUR_CENT, cap_retenue
from services.charges.decomptes.export import sens
from services.charges.decomptes.regles import compute_exigibilite, compute_fin_consultation
from services.charges.models import ArreteDepart, DecompteBail, RegularisationExercice, StatutRegularisation
from services.charges.postes.nomenclature import FAMILLES
from shared.models import Copropriete
from shared.montants import euros, format_montant
from shared.pdf.rendu import render_pdf
from shared.presentation import format_date, format_nombre

GABARIT = "services/charges/gabarits/decompte.typ"
CHAUFFAGE = ("CHF",)
AVIS_PROVISOIRE = (
    "Décompte provisoire",
    "les comptes de la copropriété ne sont pas encore approuvés par son assemblée générale. Aucun solde n’est demandé.",
)
AVIS_ESTIME = ("Montants estimés", "le syndic n’a donné que des totaux par clé de répartition.")
SUITE_PROVISOIRE = (
    "Le décompte définitif vous sera adressé après l’approbation des comptes ; les pièces justificatives seront alors "
    "à votre disposition pendant six mois."
)


def render_decompte(decompte: DecompteBail, emetteur: dict[str, Any], le: date) -> bytes:
    """The PDF of one statement; ``le``: the day it is written for, unless it was sent already."""
    regularisation = decompte.regularisation
    envoi = regularisation.envoyee_le or le
    titre = f"Décompte de charges {regularisation.exercice}, bail {decompte.bail}"
    return render_pdf(GABARIT, {"emetteur": emetteur, **_describe(decompte, regularisation, envoi)}, titre=titre)


def render_arrete(arrete: ArreteDepart, emetteur: dict[str, Any], le: date) -> bytes:
    """The PDF of a provisional closing, marked as an estimate; ``le``: the day it is written for."""
    titre = f"Arrêté provisoire de charges, bail {arrete.bail.numero}"
    return render_pdf(GABARIT, {"emetteur": emetteur, **_describe_arrete(arrete, le)}, titre=titre)


def _describe(decompte: DecompteBail, regularisation: RegularisationExercice, envoi: date) -> dict[str, Any]:
    provisoire = regularisation.statut is StatutRegularisation.PROVISOIRE
    return {
        **_tell_commun(decompte, regularisation.copropriete, decompte.bail, decompte.locataire, envoi),
        "intitule": f"Décompte annuel de vos charges, exercice {regularisation.exercice}",
        "avis": [AVIS_PROVISOIRE] * provisoire + [AVIS_ESTIME] * regularisation.estimee, "provisoire": provisoire,
        "suite": SUITE_PROVISOIRE, "nature_reel": "Charges réelles de la période",
        "provision": _tell_provision(decompte), "raison": regularisation.detail["raison_indice"],
        "propres": _choose_propres(decompte.lignes, regularisation.detail.get("propres", [])),
    }  # fmt: skip


def _describe_arrete(arrete: ArreteDepart, le: date) -> dict[str, Any]:
    bail = arrete.bail
    estime = (
        "Arrêté provisoire, montants estimés",
        f"vous êtes parti le {format_date(arrete.au)}, avant les comptes {arrete.exercice} de la copropriété. Ces "
        f"montants sont une estimation sur : {arrete.base}. Le décompte définitif la remplacera.",
    )
    return {
        **_tell_commun(arrete, arrete.copropriete, bail.numero, bail.locataire, le),
        "intitule": f"Arrêté provisoire de vos charges, exercice {arrete.exercice}", "avis": [estime],
        "provisoire": True, "provision": None, "raison": "", "nature_reel": "Charges estimées de la période",
        "propres": _choose_propres(arrete.lignes, arrete.explications),
        "suite": f"{_tell_depot(bail.depot_centimes, arrete.solde_centimes)} Le solde définitif est dû, par vous ou "
        "par nous, dans le mois qui suit l’approbation des comptes par l’assemblée générale (loi n° 89-462, art. 22) ; "
        "les pièces justificatives seront alors à votre disposition pendant six mois.",
    }  # fmt: skip


def _tell_depot(depot: int | None, solde: int) -> str:
    """What may be kept of the deposit until then: what the estimate says is owed, a fifth at the most."""
    if solde <= 0:
        return "Rien n’est retenu sur votre dépôt de garantie au titre des charges."
    if depot is None:
        return f"{RETENUE_POUR_CENT} % au plus de votre dépôt de garantie peuvent être retenus jusque-là."
    retenue = min(cap_retenue(depot), solde)
    return (
        f"{format_montant(retenue)} peuvent être retenus sur votre dépôt de garantie jusque-là "
        f"({RETENUE_POUR_CENT} % de {format_montant(depot)} au plus)."
    )


def _tell_commun(
    papier: DecompteBail | ArreteDepart, copropriete: Copropriete, bail: str, locataire: str | None, envoi: date
) -> dict[str, Any]:
    """What every statement says, definitive or estimated."""
    familles = {ligne["code"][:3] for ligne in papier.lignes}
    return {
        "numero": papier.numero, "bail": bail, "locataire": locataire or f"Bail {bail}",
        "copropriete": copropriete.nom, "adresse": copropriete.adresse or "", "lots": papier.lots.replace("+", ", "),
        "periode": f"du {format_date(papier.du)} au {format_date(papier.au)}" if papier.jours else "aucun jour",
        "jours": papier.jours, "familles": _group(papier.lignes), "reel": format_montant(papier.reel_centimes),
        "provisions": format_montant(papier.provisions_centimes), "solde": format_montant(abs(papier.solde_centimes)),
        "sens": sens(papier.solde_centimes), "exigible": format_date(compute_exigibilite(envoi)),
        "consultation": format_date(compute_fin_consultation(envoi)), "envoi": format_date(envoi),
        "chauffage": bool(familles & set(CHAUFFAGE)), "compteur": any(ligne["compteur"] for ligne in papier.lignes),
    }  # fmt: skip


def _choose_propres(lignes: Iterable[dict[str, Any]], propres: Iterable[dict[str, Any]]) -> list[str]:
    """Where what we pay ourselves comes from, for the lines this tenant reads."""
    lus = {ligne["libelle"] for ligne in lignes}
    return [propre["explication"] for propre in propres if propre["libelle"] in lus]


def _tell_provision(decompte: DecompteBail) -> str | None:
    montant = decompte.provision_proposee_centimes
    return None if montant is None else format_montant(montant)


def _group(lignes: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The lines by family, in the order of the nomenclature, with the total of each."""
    par_famille: dict[str, list[dict[str, Any]]] = {}
    for ligne in lignes:
        par_famille.setdefault(ligne["code"][:3], []).append(ligne)
    return [
        {
            "nom": FAMILLES[famille], "total": format_montant(sum(une["montant"] for une in par_famille[famille])),
            "lignes": [_tell_ligne(une) for une in par_famille[famille]],
        }
        for famille in FAMILLES
        if famille in par_famille
    ]  # fmt: skip


def _tell_ligne(ligne: dict[str, Any]) -> dict[str, str]:
    return {
        "libelle": ligne["libelle"], "total": format_montant(ligne["total_copropriete"], symbole=False),
        "base": format_montant(ligne["base_recuperable"], symbole=False),
        "taux": f"{Decimal(ligne['taux']).normalize():f}".replace(".", ",") + " %",
        "cle": _tell_cle(ligne),
        "jours": "compteur" if ligne["compteur"] else str(ligne["jours"]),
        "montant": format_montant(ligne["montant"], symbole=False),
    }  # fmt: skip


def _tell_cle(ligne: dict[str, Any]) -> str:
    """No tantièmes: the amount is the lot's own, as our taxe foncière notice gives it."""
    if not ligne["total_tantiemes"]:
        return "propre au lot"
    return f"{ligne['cle']} {format_nombre(ligne['tantiemes'])} / {format_nombre(ligne['total_tantiemes'])}"


COLONNES = (
    "regularisation", "statut", "decompte", "bail", "lots", "du", "au", "jours", "code", "libelle", "cle",
    "total_copropriete", "base_recuperable", "taux", "tantiemes", "total_tantiemes", "jours_ligne", "montant",
    "charges_reelles", "provisions", "solde", "sens", "provision_proposee", "exigible_le",
)  # fmt: skip


def write_portail(regularisation: RegularisationExercice) -> bytes:
    """Every statement of a version for the tenants' portal: CSV with ``;``, UTF-8 with BOM, decimal comma, CRLF."""
    sortie = io.StringIO(newline="")
    ecrivain = csv.writer(sortie, delimiter=";", lineterminator="\r\n")
    ecrivain.writerow(COLONNES)
    for decompte in regularisation.decomptes:
        tete = (
            regularisation.numero, regularisation.statut.value, decompte.numero, decompte.bail, decompte.lots,
            decompte.du.isoformat(), decompte.au.isoformat(), decompte.jours,
        )  # fmt: skip
        proposee = decompte.provision_proposee_centimes
        pied = (
            _virgule(decompte.reel_centimes), _virgule(decompte.provisions_centimes), _virgule(decompte.solde_centimes),
            sens(decompte.solde_centimes), "" if proposee is None else _virgule(proposee),
            regularisation.exigible_le.isoformat() if regularisation.exigible_le else "",
        )  # fmt: skip
        for ligne in decompte.lignes:
            milieu = (
                ligne["code"], ligne["libelle"], ligne["cle"], _virgule(ligne["total_copropriete"]),
                _virgule(ligne["base_recuperable"]), ligne["taux"].replace(".", ","), ligne["tantiemes"],
                ligne["total_tantiemes"], ligne["jours"], _virgule(ligne["montant"]),
            )  # fmt: skip
            ecrivain.writerow([_inert(valeur) for valeur in (*tete, *milieu, *pied)])
    return b"\xef\xbb\xbf" + sortie.getvalue().encode()


def _virgule(centimes: int) -> str:
    return str(euros(centimes)).replace(".", ",")


def _inert(valeur: object) -> object:
    """No cell acts as a formula: a text that begins like one is quoted; a negative amount stays a number."""
    if isinstance(valeur, str) and valeur[:1] in ("=", "+", "@", "\t", "-") and not valeur[1:2].isdigit():
        return f"'{valeur}"
    return valeur
