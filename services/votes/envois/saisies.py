"""Reading the forms of a sending: typed values, every fault at its field, in one pass."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from services.votes.envois.choix import ChoixEnvoi, Decision
from services.votes.envois.delegations import SaisieDelegation
from services.votes.envois.expeditions import SaisieEnvoi
from services.votes.envois.mandats import Mandataire, QualiteMandataire
from services.votes.envois.retours import SaisieRetour
from services.votes.formulaires import read_date, read_heure
from services.votes.models import Canal, CanalEnvoi, Position
from shared.errors import InvalidError
from shared.montants import MontantInvalide, parse_montant

NE_PAS_VOTER = "NE_PAS_VOTER"


_CANAL_ABSENT = {"ou": "canal", "message": "Choisissez comment notre vote part."}


def read_canal(form: Mapping[str, str]) -> Canal:
    """How our vote leaves.

    :raises InvalidError: nothing chosen.
    """
    try:
        return Canal(form.get("canal", ""))
    except ValueError:
        raise InvalidError("Choisissez un canal.", code="SAISIE_ENVOI", fautes=[_CANAL_ABSENT]) from None


def read_choix(form: Mapping[str, str]) -> ChoixEnvoi:
    """What the form of a locking says.

    :raises InvalidError: no channel, no signatory, or a number that is not one.
    """
    fautes: list[dict[str, Any]] = []
    canal = form.get("canal", "")
    if canal not in {one.value for one in Canal}:
        fautes.append(_CANAL_ABSENT)
    delegation = form.get("delegation", "")
    if not delegation.isdecimal():
        fautes.append({"ou": "delegation", "message": "Choisissez le signataire."})
    mandataire = _read_mandataire(form, fautes) if canal != Canal.CORRESPONDANCE else None
    if fautes:
        raise InvalidError("Complétez la feuille.", code="SAISIE_ENVOI", fautes=fautes)
    return ChoixEnvoi(
        canal=Canal(canal),
        delegation_id=int(delegation),
        mandataire=mandataire,
        subdelegation=form.get("subdelegation") == "oui",
        seconde_ligne=form.get("sans_seconde_ligne") != "oui",
        decisions=_read_decisions(form),
    )


def _read_mandataire(form: Mapping[str, str], fautes: list[dict[str, Any]]) -> Mandataire | None:
    nom = form.get("mandataire_nom", "").strip()
    if not nom:
        return None
    numbers = {}
    for champ, libelle in (("autres_mandats", "Autres pouvoirs"), ("autres_voix", "Autres voix")):
        brut = "".join(form.get(champ, "").split())
        if brut and not (brut.isascii() and brut.isdecimal() and len(brut) < 10):
            fautes.append({"ou": champ, "message": f"{libelle} : « {brut} » n’est pas un nombre."})
            brut = ""
        numbers[champ] = int(brut or 0)
    qualite = form.get("mandataire_qualite", "")
    if qualite not in {one.value for one in QualiteMandataire}:
        fautes.append({"ou": "mandataire_qualite", "message": "Dites ce qu’il est pour la copropriété."})
        qualite = QualiteMandataire.AUTRE
    return Mandataire(
        nom=nom, adresse=form.get("mandataire_adresse", "").strip(), qualite=QualiteMandataire(qualite),
        substitut=form.get("substitut", "").strip() or None, **numbers,
    )  # fmt: skip


def _read_decisions(form: Mapping[str, str]) -> dict[int, Decision]:
    """Fields ``decision-<id>`` and ``motif-<id>``: an empty choice decides nothing."""
    decisions = {}
    for champ, value in form.items():
        ident = champ.removeprefix("decision-")
        if champ == ident or not ident.isdecimal() or not value:
            continue
        if value == NE_PAS_VOTER:
            decisions[int(ident)] = Decision(None, form.get(f"motif-{ident}", ""))
        elif value in {one.value for one in Position}:
            decisions[int(ident)] = Decision(Position(value), form.get(f"motif-{ident}", ""))
    return decisions


def read_retour(form: Mapping[str, str]) -> SaisieRetour:
    """What the form of the return says.

    :raises InvalidError: an hour or a day that is not one.
    """
    fautes: list[dict[str, Any]] = []
    heure: time | None = None
    limite: date | None = None
    try:
        heure = read_heure(form.get("heure", "").strip())
    except ValueError as error:
        fautes.append({"ou": "heure", "message": str(error)})
    try:
        limite = read_date(form.get("formulaire_limite_imprimee", "").strip())
    except ValueError as error:
        fautes.append({"ou": "formulaire_limite_imprimee", "message": str(error)})
    if fautes:
        raise InvalidError("Corrigez les champs signalés.", code="RETOUR_INVALIDE", fautes=fautes)
    return SaisieRetour(
        heure=heure, lieu=form.get("lieu"), formulaire_adresse=form.get("formulaire_adresse"),
        formulaire_courriel=form.get("formulaire_courriel"), formulaire_limite_imprimee=limite,
    )  # fmt: skip


def read_envoi(form: Mapping[str, str], preuve: tuple[str, bytes] | None) -> SaisieEnvoi:
    """What the form of a sending says.

    :raises InvalidError: no channel.
    """
    canal = form.get("canal_envoi", "")
    if canal not in {one.value for one in CanalEnvoi}:
        raise InvalidError(
            "Choisissez comment le document part.", code="ENVOI_INVALIDE",
            fautes=[{"ou": "canal_envoi", "message": "Choisissez un mode d’envoi."}],
        )  # fmt: skip
    return SaisieEnvoi(
        canal=CanalEnvoi(canal), destinataire=form.get("destinataire", ""), reference=form.get("reference"),
        preuve=preuve,
    )  # fmt: skip


def read_delegation(form: Mapping[str, str]) -> SaisieDelegation:
    """What the form of a delegation says.

    :raises InvalidError: a day or an amount that is not one.
    """
    fautes: list[dict[str, Any]] = []
    days: dict[str, date | None] = {}
    for champ in ("du", "au"):
        try:
            days[champ] = read_date(form.get(champ, "").strip())
        except ValueError as error:
            fautes.append({"ou": champ, "message": str(error)})
            days[champ] = None
    if days["du"] is None and not any(faute["ou"] == "du" for faute in fautes):
        fautes.append({"ou": "du", "message": "Dites depuis quand."})
    plafond, brut = None, form.get("plafond", "").strip()
    try:
        plafond = parse_montant(brut) if brut else None
    except MontantInvalide as error:
        fautes.append({"ou": "plafond", "message": str(error)})
    if fautes:
        raise InvalidError("Corrigez la délégation.", code="DELEGATION_INVALIDE", fautes=fautes)
    return SaisieDelegation(
        agent=form.get("agent", ""), qualite=form.get("qualite", ""), reference=form.get("reference", ""),
        plafond_centimes=plafond, du=days["du"] or date.min, au=days["au"],
    )  # fmt: skip
