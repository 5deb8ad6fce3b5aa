"""What the accountant's pages show: lists with their totals, balances, what waits."""

from datetime import date

import pytest
from sqlalchemy import Engine, select

from services.appels_fonds.acces import get_import
from services.appels_fonds.comptabilite.ecritures import validate_ecritures
from services.appels_fonds.lectures import (
    FiltreAppels,
    count_brouillons,
    get_appel,
    list_a_faire,
    list_appels,
    list_imports,
    load_situation,
)
from services.appels_fonds.reception.imports import preview_import, undo_import
from shared.acteurs import Acteur
from shared.database import Lecture, Session
from shared.errors import ForbiddenError, NotFoundError
from shared.models import Agence, Copropriete
from tests.appels_fonds.essais import AVRIL, COMPTABLE, TRIMESTRE, a_workbook, integrate_now, load_patrimoine_essai

AILLEURS = Acteur(id=1, courriel="x@demo.example", nom="X", roles=frozenset({"CO"}), agences=frozenset({999}))


@pytest.fixture(autouse=True)
def deux_appels(base: Engine) -> None:
    load_patrimoine_essai()
    juillet = [("X002", *ligne[1:4], "01/07/2026", ligne[5]) for ligne in TRIMESTRE]
    for rang, lignes in enumerate((TRIMESTRE, juillet)):
        integrate_now(a_workbook(lignes, titre=f"Appel {rang}"), f"appel {rang}.xlsx")


def test_the_list_gives_the_latest_first_with_the_total_of_what_is_filtered() -> None:
    with Lecture() as session:
        tout = list_appels(session, COMPTABLE, FiltreAppels())
        assert [appel.numero for appel in tout.appels] == ["AF-2026-000002", "AF-2026-000001"]
        assert (tout.nombre, tout.total_centimes, tout.pages) == (2, 215_750, 1)
        filtre = list_appels(session, COMPTABLE, FiltreAppels(copropriete="X001", annee=2026, statut="BROUILLON"))
        assert (filtre.nombre, filtre.total_centimes) == (1, 107_875)


def test_an_accountant_of_another_agency_sees_no_call() -> None:
    with Lecture() as session:
        assert list_appels(session, AILLEURS, FiltreAppels()).nombre == 0
        with pytest.raises(NotFoundError):
            get_appel(session, AILLEURS, "AF-2026-000001")
        with pytest.raises(NotFoundError):
            load_situation(session, AILLEURS, "X001")


def test_an_import_is_seen_by_colleagues_and_by_who_sees_what_it_called_only() -> None:
    with Session.begin() as session:
        agence_id = session.scalars(select(Agence.id)).one()
        collegue = Acteur(None, "y@demo.example", "Y", frozenset({"CO"}), frozenset({agence_id}))
        assert get_import(session, collegue, 1).nom_fichier == "appel 0.xlsx"
        with pytest.raises(NotFoundError):
            get_import(session, AILLEURS, 1)
        assert list_imports(session, AILLEURS) == []


def test_an_import_is_undone_only_by_somebody_who_sees_all_of_it() -> None:
    with Session.begin() as session:
        autre = Agence(code="LYO", nom="Lyon")
        session.add(autre)
        session.flush()
        session.scalars(select(Copropriete).where(Copropriete.code == "X001")).one().agence_id = autre.id
        stephanois = session.scalars(select(Agence.id).where(Agence.code == "STE")).one()
    collegue = Acteur(None, "y@demo.example", "Y", frozenset({"CO"}), frozenset({stephanois}))
    with pytest.raises(ForbiddenError), Session.begin() as session:
        undo_import(session, collegue, 1, aujourdhui=AVRIL)


def test_drafts_are_told_apart_by_whether_their_day_has_come() -> None:
    with Lecture() as session:
        found = count_brouillons(session, AVRIL)
    assert (found.echus, found.a_venir) == (1, 1)


def test_the_balance_of_a_syndicat_is_what_we_owe_it() -> None:
    with Session.begin() as session:
        validate_ecritures(session, COMPTABLE, jusqu_au=AVRIL, aujourdhui=AVRIL)
    with Lecture() as session:
        situation = load_situation(session, COMPTABLE, "X001")
        assert (situation.solde_valide_centimes, situation.solde_brouillon_centimes) == (107_875, 0)
        assert [appel.numero for appel in situation.appels] == ["AF-2026-000001"]


def test_an_undone_call_leaves_the_totals_and_the_balance() -> None:
    with Session.begin() as session:
        undo_import(session, COMPTABLE, 1, aujourdhui=AVRIL)
    with Lecture() as session:
        assert list_appels(session, COMPTABLE, FiltreAppels()).total_centimes == 107_875
        situation = load_situation(session, COMPTABLE, "X001")
        assert (situation.solde_valide_centimes, situation.solde_brouillon_centimes, situation.appels) == (0, 0, [])


def test_what_waits_for_the_accountant_is_previews_refusals_and_entries_due() -> None:
    with Session.begin() as session:
        preview_import(
            session, COMPTABLE, a_workbook([("X001", "99", "GEN", "Provision", "01/10/2026", 1.0)]), "faux.xlsx"
        )
    with Lecture() as session:
        titres = [une.titre for une in list_a_faire(session, COMPTABLE, date(2026, 12, 31))]
    assert titres == ["faux.xlsx : refusé", "2 écritures à valider"]
