"""Annex 1: what a syndicat's owners owe it; and what the law asks of its fonds de travaux."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import Engine, select

from services.charges.comparaison.complements import Suivi, load_complements, sum_complements
from services.charges.comptes.situations import PlanAdopte, compute_plancher, is_alarming, note_plan
from services.charges.cumuls.fiches_patrimoine import ask_marques
from services.charges.lecture_comptes.resultat import Situation
from services.charges.models import PlanTravaux, SituationFinanciere
from services.charges.previsions.previsions_copropriete import load_previsions
from shared.database import Lecture, Session
from shared.errors import InvalidError
from shared.models import Copropriete, NatureBudget
from tests.appels_fonds.essais import COMPTABLE, load_patrimoine_essai
from tests.charges.comptes_essai import ENTETE, read, write
from tests.charges.test_budgets_annexe2 import ANNEXE2
from tests.charges.test_comptes_annuels import LIGNES, receive

OFFICIELLE = [
    ["Annexe n° 1 - État financier après répartition au 31/12/2025"],
    ["", "", "Exercice précédent approuvé", "Exercice clos", "", "", "Exercice précédent approuvé", "Exercice clos"],
    ["", "I - Situation financière et trésorerie"],
    ["Trésorerie", "", "", "", "Provisions et avances"],
    [50, "Fonds placés", 0, 5000, 102, "Provisions pour travaux", 0, 100],
    [51, "Banques, ou fonds disponibles en banque", 3000, 4200.5, 103, "Avances", 800, 800],
    ["", "Trésorerie disponible Total I", 3000, 9200.5, 105, "Fonds de travaux", 1000, 2000],
    ["", "II - Créances", "", "", "", "Dettes"],
    [45, "Copropriétaires - sommes exigibles restant à recevoir", 700, 1250, 45, "Excédents versés", 10, 30],
    [459, "Copropriétaires - créances douteuses", 0, 90, 40, "Fournisseurs", 500, 640.25],
    ["", "Total II", 700, 1340, "", "Total II", 510, 670.25],
]  # fmt: skip
RELEVE = [["SDC Le Bizillon"], ["Dépenses de l’exercice du 01/01/2025 au 31/12/2025"], [], ENTETE, *LIGNES]


def test_the_official_form_gives_the_exercise_closed_of_both_sides() -> None:
    lecture = read(Annexe1=OFFICIELLE, Dépenses=RELEVE)
    assert lecture.situation == Situation(125_000, 9_000, 920_050, 64_025, 200_000, "Annexe1")
    assert (len(lecture.lignes), lecture.annexe2, lecture.ecarts) == (len(LIGNES), [], []), "annex 1 is not annex 2"


def test_labels_without_accounts_are_read_by_their_words() -> None:
    etat = [
        ["Etat financier"], ["Libellé", "31/12/2025"], ["Compte bancaire", 4000],
        ["Copropriétaires débiteurs", 1200], ["Copropriétaires créditeurs", 80], ["Fournisseurs", 300],
        ["Total", 5580], ["Annexe 3"], ["Clé", "Libellé", "N réalisé"], ["GEN", "Fournisseurs", 999],
    ]  # fmt: skip
    assert read(Bilan=etat, Dépenses=RELEVE).situation == Situation(
        impayes=120_000, tresorerie=400_000, fournisseurs=30_000, feuille="Bilan"
    )


def test_accounts_without_annex_1_have_no_situation() -> None:
    assert read(Dépenses=RELEVE).situation is None


@pytest.fixture
def recus(base: Engine) -> None:
    load_patrimoine_essai()
    receive(write(Annexe1=OFFICIELLE, Annexe2=ANNEXE2, Dépenses=RELEVE))


@pytest.mark.usefixtures("recus")
def test_arrears_are_told_in_percent_of_the_budget_of_the_same_exercise() -> None:
    with Lecture() as session:
        [gardee] = session.scalars(select(SituationFinanciere))
        complements = load_complements(session, ask_marques(session), session.scalars(select(Copropriete.id)), 2025)
    assert (gardee.impayes_centimes, gardee.budget_centimes) == (125_000, 620_000)
    assert complements.situation.lues == 1
    assert str(complements.situation.part_impayes) == "21.6"
    assert complements.situation.tresorerie - complements.situation.dettes == 920_050 - 264_025


@pytest.mark.parametrize(
    ("impayes", "lots", "alarme"), [(24_999, 60, False), (25_000, 60, True), (15_000, 201, True), (15_000, 200, False)]
)
def test_a_large_copropriete_is_alarming_sooner(impayes: int, lots: int, alarme: bool) -> None:
    assert is_alarming(impayes, 100_000, lots) is alarme
    assert not is_alarming(impayes, None, lots)


def test_the_fonds_de_travaux_asks_the_higher_of_five_percent_of_the_budget_and_a_fortieth_of_the_plan() -> None:
    plan = PlanTravaux(copropriete_id=1, adopte_le=date(2025, 6, 1), montant_centimes=30_000_001)
    assert compute_plancher(10_000_000, None).montant == 500_000
    assert compute_plancher(1, None).montant == 1, "rounded up: never under the floor"
    assert (compute_plancher(10_000_000, plan).du_plan, compute_plancher(10_000_000, plan).montant) == (
        750_001,
        750_001,
    )
    assert compute_plancher(20_000_000, plan).montant == 1_000_000


@pytest.mark.usefixtures("recus")
def test_a_plan_that_an_ag_adopted_raises_the_floor_and_the_last_one_counts() -> None:
    for adopte_le, montant in ((date(2024, 5, 1), 90_000_000), (date(2025, 5, 1), 60_000_000)):
        with Session.begin() as session:
            note_plan(session, COMPTABLE, "X001", adopte_le=adopte_le, montant=montant, jour=date(2026, 3, 20))
    with Lecture() as session:
        vue = load_previsions(session, COMPTABLE, "X001", date(2026, 3, 20))
    assert (vue.plancher.adopte_le, vue.plancher_fonds) == (date(2025, 5, 1), 1_500_000)
    with pytest.raises(InvalidError), Session.begin() as session:
        note_plan(session, COMPTABLE, "X001", adopte_le=date(2027, 1, 1), montant=1, jour=date(2026, 3, 20))


def test_each_voted_exercise_is_held_to_its_own_floor_of_the_fonds_de_travaux() -> None:
    courant, fonds = NatureBudget.COURANT, NatureBudget.FONDS_TRAVAUX
    plan = PlanAdopte(date(2025, 6, 1), 100_000_000)
    planifiee = Suivi({}, {(2025, courant): 4_000_000, (2025, fonds): 200_000}, (plan,))
    avant_le_plan = Suivi(
        {}, {(2025, courant): 4_000_000, (2025, fonds): 200_000}, (PlanAdopte(date(2026, 1, 9), 10**8),)
    )
    muette = Suivi({}, {(2026, courant): 1_000_000})
    dit = sum_complements([planifiee, avant_le_plan, muette], 2025)
    # 25 000,00 € of the plan, 2 000,00 € and 500,00 € of budgets
    assert (dit.fonds.plancher, dit.fonds.par_plan) == (2_500_000 + 200_000 + 50_000, 1)
    assert (dit.fonds.sous, dit.fonds.connus) == (1, 2)
    assert dit.plancher_part is not None
    assert round(dit.plancher_part, 1) == Decimal("30.6")
