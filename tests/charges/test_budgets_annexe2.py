"""What annex 2 says of budgets, spread over the postes: beside what was spent, and beside our forecast."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from services.charges.comptes.budgets_annexe2 import Emploi, spread_annexe2
from services.charges.models import DepenseAnnuelle
from services.charges.previsions.previsions_copropriete import load_previsions
from shared.database import Lecture
from tests.appels_fonds.essais import COMPTABLE, load_patrimoine_essai
from tests.charges.comptes_essai import ENTETE, write
from tests.charges.test_comptes_annuels import LIGNES, classeur, receive

ANNEXE2 = [
    ["Annexe 2"], ["Compte", "Libellé", "N-1 approuvé", "N budget", "N réalisé", "N+1 budget voté", "N+2 à voter"],
    ["611", "Nettoyage", 1700, 1800, 1880, 1900, 1950], ["615", "Divers", 100, 100, 120, 110, 110],
    ["616", "Assurances", 3900, 4000, 4023.16, 4100, 4200], ["601", "Eau froide", 0, 300, 0, 310, 320],
]  # fmt: skip


def account(compte: str, libelle: str = "", **champs: int) -> dict[str, object]:
    return {"compte": compte, "libelle": libelle, "n_budget": None, **champs}


def test_the_budget_of_an_account_follows_what_the_account_was_spent_on() -> None:
    emplois = [
        Emploi("6140", "ASC-01", "ASC", 30_000), Emploi("6140", "EQP-01", "GEN", 10_000),
        Emploi("616", "ASS-01", "GEN", 50_000),
    ]  # fmt: skip
    annexe = [account("614", n_budget=40_001), account("616", n_budget=60_000)]
    assert spread_annexe2(annexe, emplois, "n_budget") == {
        ("ASC-01", "ASC"): 30_001, ("EQP-01", "GEN"): 10_000, ("ASS-01", "GEN"): 60_000,
    }  # fmt: skip


def test_an_account_that_spent_nothing_goes_where_its_label_says_on_the_usual_cle() -> None:
    emplois = [Emploi("616", "ASS-01", "GEN", 50_000)]
    assert spread_annexe2([account("601", "Eau froide", n_budget=7)], emplois, "n_budget") == {("EAU-01", "GEN"): 7}


@given(
    st.lists(st.tuples(st.sampled_from(["614", "6150", "616"]), st.integers(-(10**7), 10**7)), max_size=4),
    st.lists(
        st.tuples(
            st.sampled_from(["614", "61500", "6"]), st.sampled_from(["ASC-01", "REP-01"]), st.integers(-500, 500)
        ),
        max_size=6,
    ),
)
def test_spreading_keeps_the_total_to_the_centime(
    budgets: list[tuple[str, int]], depenses: list[tuple[str, str, int]]
) -> None:
    emplois = [Emploi(compte, poste, "GEN", montant) for compte, poste, montant in depenses]
    annexe = [account(compte, n_budget=montant) for compte, montant in budgets]
    assert sum(spread_annexe2(annexe, emplois, "n_budget").values()) == sum(montant for _, montant in budgets)


@pytest.fixture
def comptes(base: Engine) -> None:
    load_patrimoine_essai()
    rangees = [["SDC Le Bizillon"], ["Dépenses de l’exercice du 01/01/2025 au 31/12/2025"], [], ENTETE, *LIGNES]
    receive(write(Dépenses=rangees, Annexe2=ANNEXE2))


def read_budgets() -> dict[str, tuple[int, int | None]]:
    with Lecture() as session:
        rows = session.scalars(select(DepenseAnnuelle).where(DepenseAnnuelle.exercice == "2025"))
        return {row.poste: (row.realise_centimes, row.budget_centimes) for row in rows}


@pytest.mark.usefixtures("comptes")
def test_accounts_received_give_each_poste_its_budget_even_one_that_spent_nothing() -> None:
    assert read_budgets() == {
        "NET-01": (188_000, 180_000), "ASS-01": (402_316, 400_000), "DIV-01": (12_000, 10_000), "EAU-01": (0, 30_000),
    }  # fmt: skip


@pytest.mark.usefixtures("comptes")
def test_the_forecast_stands_beside_what_the_ag_voted_and_what_the_syndic_proposes() -> None:
    with Lecture() as session:
        vue = load_previsions(session, COMPTABLE, "X001", date(2026, 3, 20))
    nettoyage = next(ligne for ligne in vue.lignes if ligne.poste == "NET-01")
    assert (vue.annee, nettoyage.vote, nettoyage.propose) == (2026, 190_000, 195_000)
    assert nettoyage.ecart_vote == nettoyage.prevision.montant - 190_000
    assert (vue.vote, vue.propose) == (642_000, 658_000)


def test_accounts_without_annex_2_say_nothing_of_budgets(base: Engine) -> None:
    load_patrimoine_essai()
    receive(classeur(LIGNES))
    with Lecture() as session:
        vue = load_previsions(session, COMPTABLE, "X001", date(2026, 3, 20))
    assert {budget for _, budget in read_budgets().values()} == {None}
    assert (vue.vote, vue.propose, {ligne.vote for ligne in vue.lignes}) == (None, None, {None})
