"""Indicators by scope, peers, published benchmarks and the scorecard of a syndic."""

from collections import defaultdict
from datetime import date

import numpy as np
import pytest
from sqlalchemy import Engine, select

from services.charges.app import create_app
from services.charges.comparaison.cube import Cube, build_cube, load_cube
from services.charges.comparaison.mesures import measure, measure_lignes
from services.charges.comparaison.pairs import derive_profil, find_pairs, measure_intervalle, situate
from services.charges.comparaison.perimetre import Immeuble
from services.charges.comparaison.reperes import find_repere
from services.charges.comparaison.scores import score_familles
from services.charges.cumuls.agregats import keep_depenses
from services.charges.cumuls.cellules import Cellule, Exercice, pack_cellules, unpack_cellules
from shared.auth.comptes import to_acteur
from shared.config import Config
from shared.database import Lecture, Session
from shared.models import Agent, Copropriete
from tests.appels_fonds.essais import load_patrimoine_essai
from tests.charges.test_decomptes import DEBUT, FIN, receive
from tests.votes.portes import Navigateur, open_browser


def immeuble(ident: int, *, surface: int | None = 1000, lots: int | None = 20) -> Immeuble:
    return Immeuble(ident, f"C{ident}", "Résidence", surface, lots, "LYO", "S1", "Syndic")


LIGNES = [
    (1, 2024, "NET-01", 100_000, 110_000, 100_000), (1, 2025, "NET-01", 120_000, 110_000, 120_000),
    (1, 2025, "SYN-01", 30_000, 30_000, 0), (1, 2025, "TRX-01", 900_000, None, 0),
    (2, 2025, "NET-01", 50_000, None, None), (2, 2025, "DIV-01", 7_000, None, 0),
]  # fmt: skip


def cube_of(lignes: list[tuple[int, int, str, int, int | None, int | None]]) -> Cube:
    """The cube of (copropriété, year, poste, spent, budget, recoverable)."""
    cellules: dict[int, list[Cellule]] = defaultdict(list)
    for ident, annee, poste, realise, budget, recuperable in lignes:
        exercice = Exercice(str(annee), date(annee, 1, 1), date(annee, 12, 31))
        cellules[ident].append(Cellule(exercice, poste, "GEN", realise, budget, recuperable))
    return build_cube({ident: unpack_cellules(pack_cellules(siennes)) for ident, siennes in cellules.items()})


CUBE = cube_of(LIGNES)


def test_works_and_unclassified_lines_are_no_current_charge_and_percentages_keep_the_constant_scope() -> None:
    mesures = measure(CUBE, [immeuble(1), immeuble(2, surface=None), immeuble(3)], 2025)
    assert (mesures.coproprietes, mesures.mesurees, mesures.constantes) == (3, 2, 1)
    assert (mesures.courantes, mesures.courantes_avant, mesures.courantes_constantes) == (200_000, 100_000, 150_000)
    assert mesures.evolution is not None
    assert str(mesures.evolution.pourcent) == "50.0"
    assert (mesures.surface_m2, mesures.par_m2, mesures.par_lot) == (1000, 150, 5000)
    assert (mesures.budget, mesures.realise_budgete, mesures.non_classe) == (140_000, 150_000, 7_000)
    assert (str(mesures.poids_syndic), str(mesures.part_recuperable)) == ("15.0", "85.0")
    assert str(mesures.fiabilite) == "100.0"


def test_a_scope_without_surface_or_year_is_not_measured_as_zero() -> None:
    assert measure(CUBE, [immeuble(2, surface=None, lots=None)], 2025).par_m2 is None
    assert measure(CUBE, [immeuble(1)], 2019).mesurees == 0
    assert measure(CUBE, [], 2025).part_recuperable is None


def test_each_row_says_what_its_copropriete_measured_alone_says() -> None:
    immeubles = [immeuble(1), immeuble(2, surface=None, lots=None), immeuble(9), immeuble(3), immeuble(4)]
    for annee in (2019, 2024, 2025):
        for un, ligne in zip(immeubles, measure_lignes(CUBE, immeubles, annee), strict=True):
            seul = measure(CUBE, [un], annee)
            assert (ligne is not None) == bool(seul.mesurees)
            for nom in ("courantes", "par_m2", "par_lot", "evolution", "part_recuperable", "poids_syndic"):
                assert ligne is None or getattr(ligne, nom) == getattr(seul, nom)


def test_equipment_comes_from_what_is_spent() -> None:
    profil = derive_profil(["CHF-02", "ASC-01"], 45)
    assert (profil.chauffage, profil.ascenseur, profil.gardien, profil.taille) == (
        "urbain", True, False, "20 à 59 lots",
    )  # fmt: skip


def test_peers_are_at_least_eight_else_the_group_widens_size_first() -> None:
    petit, grand = derive_profil(["CHF-01"], 10), derive_profil(["CHF-01"], 90)
    profils = {0: petit, **dict.fromkeys(range(1, 6), petit), **dict.fromkeys(range(6, 10), grand)}
    groupe = find_pairs(0, profils)
    assert len(groupe.membres) == 9
    assert groupe.criteres == ("chauffage collectif", "sans ascenseur", "sans gardien")
    assert not find_pairs(0, {0: petit, 1: grand}).suffisant


def test_low_median_and_high_are_values_that_somebody_has() -> None:
    intervalle = measure_intervalle([10, 20, 30, 40, 50, 60, 70, 80, 90, 100])
    assert intervalle is not None
    assert (intervalle.bas, intervalle.median, intervalle.haut, intervalle.nombre) == (20, 50, 80, 10)
    assert [situate(valeur, intervalle) for valeur in (19, 20, 81)] == ["bas", "dans l’intervalle", "haut"]
    assert measure_intervalle([]) is None


def test_a_published_benchmark_has_its_year_and_source() -> None:
    repere = find_repere("TOTAL")
    assert repere is not None
    assert (repere.annee, repere.centimes_m2) == (2021, 4540)
    assert find_repere("DIV") is None


def test_a_price_shock_that_hits_everybody_has_no_robust_score_and_a_lonely_one_has() -> None:
    lignes = []
    for ident in range(12):
        for annee in range(2019, 2026):
            montant = 10_000 + 137 * ident + (annee * 31 * (ident + 3)) % 400
            montant = montant * 2 if annee >= 2023 else montant
            lignes.append((ident, annee, "NET-01", montant * (3 if (ident, annee) == (5, 2022) else 1), None, 0))
    cube = cube_of(lignes)
    _, scores = score_familles(cube, np.full(12, 1000))
    famille = scores[:, :, 3]
    assert famille[5, 3] > 10
    assert np.nanmax(np.abs(np.delete(famille, 5, axis=0))) < 5


def test_the_cube_is_made_again_only_when_the_aggregate_changed(base: Engine) -> None:
    load_patrimoine_essai()
    receive()
    with Lecture() as session:
        premier = load_cube(session)
        assert load_cube(session) is premier
        assert premier.realise.sum() == 602_316
    with Session.begin() as session:
        copropriete = session.scalars(select(Copropriete).where(Copropriete.code == "X002")).one()
        keep_depenses(session, [(copropriete.id, "2025", DEBUT, FIN, "NET-01", "GEN", None, 1_000, None, 0)])
    with Lecture() as session:
        assert load_cube(session).realise.sum() == 603_316


@pytest.fixture
def navigateur(base_sqlite: Engine, config: Config) -> Navigateur:
    load_patrimoine_essai()
    application = create_app(config)
    with Session.begin() as session:
        for row in session.scalars(select(Copropriete)):
            row.surface_m2, row.lots_principaux = 2_000, 30
        acteur = to_acteur(session.scalars(select(Agent)).one())
    receive()
    return open_browser(application, acteur, accueil="/charges/")


def test_pages_say_the_scope_the_formula_and_the_method(navigateur: Navigateur) -> None:
    portefeuille = navigateur.get("/charges/indicateurs/?syndic=S01").text
    assert "Périmètre : 1 copropriété mesurée sur 2" in portefeuille
    assert "jamais les caves" in portefeuille
    assert "moins de huit pairs" in navigateur.get("/charges/indicateurs/coproprietes/X001").text
    assert "Aucune note globale" in navigateur.get("/charges/indicateurs/syndics").text
    assert "Le service Votes ne répond pas" in navigateur.get("/charges/indicateurs/syndics/S01").text


def test_the_api_gives_the_scorecard_that_votes_asks_for(navigateur: Navigateur) -> None:
    fiche = navigateur.client.get("/charges/api/v1/syndics/S01/fiche").json
    assert (fiche["nom"], fiche["coproprietes"], fiche["fichiers"]) == ("Régie du Furan", 2, 1)
    assert fiche["methode"]
    mesures = navigateur.client.get("/charges/api/v1/indicateurs?annee=2025").json
    assert (mesures["courantes_centimes"], mesures["mesurees"]) == (590_316, 1)
    comparaison = navigateur.client.get("/charges/api/v1/coproprietes/X001/comparaison").json
    assert comparaison["pairs"] == 0
    assert navigateur.client.get("/charges/api/v1/syndics/ZZZ/fiche").status_code == 404
