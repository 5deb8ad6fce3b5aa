"""The fiche, the portfolio and the forecasts on a real database, through their pages, workbooks, PDF and JSON."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import openpyxl
import pypdfium2
import pytest
import time_machine
from sqlalchemy import Engine, event, select

from services.charges.app import create_app
from services.charges.comites.carte_chaleur import EVOLUTION, PAIRS
from services.charges.comites.fiche_charges import load_fiche
from services.charges.comites.portefeuille_charges import load_portefeuille
from services.charges.cumuls import dossiers
from services.charges.cumuls.agregats import keep_depenses, refresh_agregat
from services.charges.cumuls.revisions import read_sommes
from services.charges.models import MontantAppele
from services.charges.previsions.estimations_cloture import estimate_cloture
from services.charges.previsions.previsions_copropriete import follow_reclassements, load_previsions
from shared.acteurs import SYSTEME
from shared.auth.comptes import to_acteur
from shared.config import Config
from shared.database import Lecture, Session
from shared.models import Agent, Bailleur, Copropriete
from shared.patrimoine.imports import import_patrimoine
from tests.appels_fonds.essais import COMPTABLE, PATRIMOINE
from tests.votes.portes import Navigateur, open_browser

LE = date(2026, 5, 4)
POSTES = {"EAU-01": "GEN", "NET-01": "GEN", "ASC-01": "ASC", "ASS-01": "GEN", "SYN-01": "GEN"}


@pytest.fixture(autouse=True)
def maintenant() -> Iterator[None]:
    with time_machine.travel("2026-05-04 10:00:00+02:00", tick=False):
        yield


@pytest.fixture(autouse=True)
def portefeuille(base: Engine) -> None:
    """Twelve alike copropriétés over five years; the first one's water doubles in the last."""
    modele = PATRIMOINE["coproprietes"][0]
    coproprietes = [
        {**modele, "code": f"X{rang:03d}", "nom": f"=SDC {rang}", "surface_m2": 1000} for rang in range(1, 13)
    ]
    with Session.begin() as session:
        import_patrimoine(session, SYSTEME, {**PATRIMOINE, "coproprietes": coproprietes})
        session.scalars(select(Bailleur)).one().adresse = "1 rue Bergson"
        session.scalars(select(Bailleur)).one().ville = "Saint-Étienne"
        depenses: list[tuple[object, ...]] = []
        for rang, ident in enumerate(session.scalars(select(Copropriete.id).order_by(Copropriete.code))):
            for annee in range(2021, 2026):
                for poste, cle in POSTES.items():
                    montant = round(1_000_000 * (1 + rang / 100) * 1.02 ** (annee - 2021))
                    if (rang, annee, poste) == (0, 2025, "EAU-01"):
                        montant *= 2
                    depenses.append((
                        ident, str(annee), date(annee, 1, 1), date(annee, 12, 31), poste, cle, 1_000_000, montant,
                        montant // 2, 1,
                    ))  # fmt: skip
        keep_depenses(session, depenses)


@pytest.fixture
def navigateur(base: Engine, config: Config) -> Navigateur:
    application = create_app(replace(config, database_url=base.url.render_as_string(hide_password=False)))
    with Session.begin() as session:
        acteur = to_acteur(session.scalars(select(Agent)).one())
    return open_browser(application, acteur, accueil="/charges/")


def test_the_rise_of_water_is_the_first_step_and_the_hottest_cell() -> None:
    with Lecture() as session:
        fiche = load_fiche(session, COMPTABLE, "X001", LE)
        vues = {mesure: load_portefeuille(session, COMPTABLE, LE, mesure) for mesure in (PAIRS, EVOLUTION)}
    assert fiche.cascade is not None
    assert fiche.cascade.etapes[0].libelle == "Eau"
    assert fiche.cascade.apres - fiche.cascade.avant == fiche.annees[-1].total - fiche.annees[-2].total
    [eau] = [bande for bande in fiche.bandes if bande.code == "EAU"]
    assert (eau.place, len(eau.pairs)) == ("au-dessus de P80", 11)
    for vue in vues.values():
        first = vue.rangs[0]
        chaude = first.cases[list(vue.familles).index("EAU")]
        assert (first.code, vue.constantes) == ("X001", 12)
        assert chaude is not None
        assert chaude.pas == 3
        assert 0 < chaude.enjeu < chaude.montant * 91 // 1000


def test_our_part_is_counted_cle_by_cle() -> None:
    with Lecture() as session:
        derniere = load_fiche(session, COMPTABLE, "X002", LE).annees[-1]
    assert derniere.parts["NET"] == (2 * derniere.montants["NET"] * 91 + 1000) // 2000
    assert derniere.parts["ASC"] == (2 * derniere.montants["ASC"] * 90 + 800) // 1600


def test_a_page_right_after_an_act_reads_again_only_the_copropriete_that_changed(
    base: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sums are read by the driver itself: no event tells of them, so they are watched apart."""
    seen: list[tuple[str, Any]] = []
    sommees: list[list[int]] = []
    event.listen(base, "before_cursor_execute", lambda *args: seen.append(args[2:4]))
    monkeypatch.setattr(dossiers, "read_sommes", lambda session, ids: sommees.append(ids) or read_sommes(session, ids))

    def read() -> list[tuple[str, Any]]:
        seen.clear()
        sommees.clear()
        with Lecture() as session:
            load_portefeuille(session, COMPTABLE, LE, PAIRS)
        return [(texte, valeurs) for texte, valeurs in seen if texte.lstrip().upper().startswith("SELECT")]

    assert (len(read()), len(sommees)) == (8, 1)
    assert (len(read()), len(sommees)) == (3, 0)
    with Session.begin() as session:
        ident = session.scalars(select(Copropriete.id).where(Copropriete.code == "X003")).one()
        refresh_agregat(session, ident, "2025", date(2025, 1, 1), date(2025, 12, 31))
    apres = read()
    assert (len(apres), sommees) == (4, [[ident]])
    lus = [list(valeurs.values()) if isinstance(valeurs, dict) else list(valeurs) for _, valeurs in apres[1:2]]
    assert all(ident in valeurs for valeurs in lus)


def test_what_is_missing_is_told_exercise_by_exercise() -> None:
    with Lecture() as session:
        rang = load_fiche(session, COMPTABLE, "X001", LE).completude[-1]
    assert rang.presents == (True, False, False, False, True)


def test_forecasts_set_the_doubled_water_aside_and_give_provisions_and_the_fund() -> None:
    with Lecture() as session:
        vue = load_previsions(session, COMPTABLE, "X001", LE)
    [eau] = [ligne for ligne in vue.lignes if ligne.poste == "EAU-01"]
    assert eau.dernier > 2_000_000
    assert eau.prevision.montant == pytest.approx(1_000_000 * 1.02**5, rel=0.05)
    assert "ponctuel" in eau.raison
    assert vue.annee == 2026
    assert vue.provision_mensuelle == vue.recuperable_suivant // 12
    assert vue.logements == 2
    assert vue.plancher_fonds * 20 >= vue.suivant
    [budget] = [effet for effet in vue.effets if effet.genre == "budget"]
    assert (budget.montant, budget.part) == (4_000_000, 364_000)


def test_a_poste_classified_otherwise_in_the_last_accounts_keeps_its_past() -> None:
    montants = {(1, "REP-01"): {2024: 500, 2025: 0}, (1, "REP-02"): {2025: 480}, (1, "EAU-01"): {2024: 9, 2025: 9}}
    follow_reclassements(montants)
    assert montants == {(1, "REP-02"): {2024: 500, 2025: 480}, (1, "EAU-01"): {2024: 9, 2025: 9}}


def test_an_accrual_is_our_share_of_the_budget_as_it_is_kept_less_what_was_called() -> None:
    with Session.begin() as session:
        copro = session.scalars(select(Copropriete.id).where(Copropriete.code == "X001")).one()
        session.add(MontantAppele(
            appel="AF-1", copropriete_id=copro, exigible=date(2026, 1, 1), cle="GEN", nature="provision",
            montant_centimes=100_000,
        ))  # fmt: skip
    with Lecture() as session:
        [siennes] = [one for one in estimate_cloture(session, COMPTABLE, 2026) if one.copropriete == "X001"]
    assert (siennes.genre, siennes.cle, siennes.reference) == ("4081", "GEN", "estimation 2026 GEN")
    assert siennes.montant_centimes == (4_000_000 * 113 * 91 + 50_000) // 100_000 - 100_000
    assert "× 91 / 1000" in siennes.explication


def test_pages_pdf_workbooks_and_json_say_the_same(navigateur: Navigateur) -> None:
    page = navigateur.get("/charges/portefeuille").text
    assert "/charges/coproprietes/X001/fiche?famille=EAU#famille-EAU" in page
    assert "style=" not in page
    assert "manque" in navigateur.get("/charges/coproprietes/X001/fiche?famille=EAU").text
    assert "Pourquoi" in navigateur.get("/charges/coproprietes/X001/previsions").text
    for adresse in ("portefeuille.pdf", "coproprietes/X001/fiche.pdf"):
        reponse = navigateur.get(f"/charges/{adresse}")
        assert reponse.status_code == 200
        assert len(pypdfium2.PdfDocument(reponse.data)) >= 1
    for adresse, graphiques in (
        ("portefeuille.xlsx", 5), ("coproprietes/X001/fiche.xlsx", 3), ("coproprietes/X001/previsions.xlsx", 0),
    ):  # fmt: skip
        classeur = openpyxl.load_workbook(io.BytesIO(navigateur.get(f"/charges/{adresse}").data))
        assert sum(len(feuille._charts) for feuille in classeur) == graphiques
        assert not [c for feuille in classeur for row in feuille.iter_rows() for c in row if c.data_type == "f"]
    api = "/charges/api/v1"
    vue = navigateur.get(f"{api}/portefeuille?mesure=evolution").json
    assert vue is not None
    assert vue["rangs"][0]["code"] == "X001"
    assert navigateur.get(f"{api}/portefeuille?mesure=couleur").status_code == 422
    assert navigateur.get(f"{api}/coproprietes/X001/fiche").status_code == 200
    assert navigateur.get(f"{api}/coproprietes/X001/previsions").status_code == 200
    assert navigateur.get(f"{api}/coproprietes/INCONNUE/fiche").status_code == 404
    assert navigateur.get(f"{api}/estimations-cloture?exercice=2026").status_code == 200
