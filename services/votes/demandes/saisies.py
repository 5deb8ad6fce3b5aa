"""Reading the form of a request: typed values, every fault at its field."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from services.votes.demandes.redaction import SaisieDemande
from services.votes.formulaires import read_date
from shared.errors import InvalidError
from shared.montants import MontantInvalide, parse_montant


def read_demande(form: Mapping[str, str]) -> SaisieDemande:
    """What the form of a request says.

    :raises InvalidError: a day or an amount that is not one.
    """
    fautes: list[dict[str, Any]] = []
    ag_prevue: date | None = None
    montant: int | None = None
    try:
        ag_prevue = read_date(form.get("ag_prevue", "").strip())
    except ValueError as error:
        fautes.append({"ou": "ag_prevue", "message": str(error)})
    brut = form.get("montant", "").strip()
    try:
        montant = parse_montant(brut) if brut else None
    except MontantInvalide as error:
        fautes.append({"ou": "montant", "message": str(error)})
    if fautes:
        raise InvalidError("Corrigez les champs signalés.", code="DEMANDE_INCOMPLETE", fautes=fautes)
    return SaisieDemande(
        intitule=form.get("intitule", ""), projet=form.get("projet", ""), expose=form.get("expose", ""),
        montant_centimes=montant, ag_prevue=ag_prevue,
    )  # fmt: skip
