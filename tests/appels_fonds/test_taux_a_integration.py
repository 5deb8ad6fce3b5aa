"""Charges is asked for the recoverable rates before a call is posted; silent, the call is posted all the same."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from services.appels_fonds.models import LigneEcriture, TauxRepris
from shared.acteurs import Acteur
from shared.database import Lecture
from shared.errors import UnavailableError
from tests.appels_fonds.essais import TRIMESTRE, a_workbook

Porte = Callable[..., TestResponse]


class Charges:
    """The peer, as it answers one question: 40 % of the clé GEN can be recovered."""

    def __init__(self, *, silent: bool = False) -> None:
        self.silent, self.asked = silent, list[str]()

    def ask(self, service: str, path: str, acteur: Acteur, **params: Any) -> Any:
        self.asked.append(f"{service}{path}")
        if self.silent:
            raise UnavailableError("Charges ne répond pas.", code="SERVICE_INDISPONIBLE")
        cle = {"cle": "GEN", "total_centimes": 10_000, "recuperable_centimes": 4_000, "taux": "40.00",
               "fondement": "dépenses de la clé"}  # fmt: skip
        return {"copropriete": "X001", "exercice": "2025", "cles": [cle]}


@pytest.fixture
def integrate(application: Flask, porte: Porte) -> Callable[[Charges], int]:
    def act(charges: Charges) -> int:
        application.extensions["client"] = charges
        fichier = (io.BytesIO(a_workbook(TRIMESTRE)), "t2.xlsx")
        [apercu] = porte(
            "POST", "/imports", data={"fichier": fichier}, content_type="multipart/form-data"
        ).json  # fmt: skip
        forcages = {x["code"]: "vu" for x in apercu["anomalies"] if x["gravite"] == "a_confirmer"}
        demande = {"version": apercu["version"], "forcages": forcages}
        return porte("POST", f"/imports/{apercu['import_id']}/integration", json=demande).status_code

    return act


def accounts() -> set[str]:
    with Lecture() as session:
        return set(session.scalars(select(LigneEcriture.compte)))


def test_a_call_is_posted_at_the_rates_that_charges_gives_this_day(integrate: Callable[[Charges], int]) -> None:
    charges = Charges()
    assert integrate(charges) == 200
    assert charges.asked == ["charges/coproprietes/X001/taux-recuperables"]
    with Lecture() as session:
        kept = {row.cle: row.taux_centiemes for row in session.scalars(select(TauxRepris))}
    assert kept == {"GEN": 4_000, "*": 4_000}
    assert {"6141", "6142"} <= accounts()


def test_a_call_is_posted_although_charges_is_silent(integrate: Callable[[Charges], int]) -> None:
    assert integrate(Charges(silent=True)) == 200
    with Lecture() as session:
        assert session.scalars(select(TauxRepris)).all() == []
