"""A tenant leaves before the accounts: an estimate marked as such, then the statement that replaces it."""

from datetime import date

import pypdfium2
import pytest
from sqlalchemy import Engine, select

from services.charges.baux.imports import import_baux
from services.charges.comptes.comptes_annuels import confirm_comptes, deposit_comptes
from services.charges.decomptes.arretes import close_depart
from services.charges.decomptes.departs import list_departs
from services.charges.decomptes.documents import render_arrete
from services.charges.depenses_bailleur.imports import import_depenses
from services.charges.models import ArreteDepart, MontantBudgete
from services.charges.tables.lecture import Fichier
from shared.database import Lecture, Session
from shared.errors import RefusedError
from shared.models import Copropriete
from tests.appels_fonds.essais import COMPTABLE, load_patrimoine_essai
from tests.charges.test_comptes_annuels import LIGNES, classeur
from tests.charges.test_decomptes import EMETTEUR, receive, settle

NETTOYAGE_2026: list[object] = ["GEN", "611", "Nettoyage", date(2026, 6, 30), "Propreté", "1er semestre", 2000, 2000]
AUJOURDHUI = date(2026, 9, 1)
BAUX = "bail;lots;du;au;provisions;locataire;depot_garantie\nB1;3;2020-01-01;2026-06-30;30,00;Mme Aubert;100,00\n"


@pytest.fixture(autouse=True)
def patrimoine(base_sqlite: Engine) -> None:
    load_patrimoine_essai()
    with Session.begin() as session:
        fichier = Fichier("baux.csv", BAUX.encode())
        import_baux(session, COMPTABLE, fichier, date(2026, 1, 1), date(2026, 12, 31), "X001")


def vote(montant: int) -> None:
    with Session.begin() as session:
        copropriete = session.scalars(select(Copropriete).where(Copropriete.code == "X001")).one()
        session.add(MontantBudgete(
            copropriete_id=copropriete.id, date_ag=date(2025, 12, 1), exercice="2026", debut=date(2026, 1, 1),
            fin=date(2026, 12, 31), cle="GEN", nature="COURANT", montant_centimes=montant,
        ))  # fmt: skip


def close(numero: str = "B1") -> tuple[int, int, str]:
    with Session.begin() as session:
        arrete = close_depart(session, COMPTABLE, "X001", numero)
        return arrete.reel_centimes, arrete.solde_centimes, arrete.base


def test_the_estimate_is_the_last_accounts_at_the_voted_budget_for_the_days_of_the_lease() -> None:
    receive(approuve=True)
    reel, solde, base = close()
    # cleaning 1 880 € × 41/1000 = 77,08 €, for 181 days of 365
    assert (reel, solde) == (3822, 822)
    assert base == "comptes 2025 approuvés, sans hausse (budget 2026 hors de proportion)"


def test_a_voted_budget_moves_the_estimate_and_a_new_one_takes_its_place() -> None:
    receive(approuve=True)
    close()
    vote(662_548)
    reel, _, base = close()
    # 6 625,48 € voted for 6 023,16 € spent: cleaning 2 068 €, 84,79 € for lot 3
    assert reel == 4205
    assert "budget 2026 voté" in base
    with Lecture() as session:
        rangs = [(row.numero, row.reel_centimes) for row in session.scalars(select(ArreteDepart))]
    assert rangs == [("ARR-X001-B1-1", 3822), ("ARR-X001-B1-2", 4205)]


def test_the_deposit_keeps_what_the_estimate_justifies_a_fifth_at_most_and_the_paper_says_so() -> None:
    receive(approuve=True)
    close()
    with Lecture() as session:
        [depart] = list_departs(session, COMPTABLE, "X001", AUJOURDHUI)
        assert (depart.retenue_centimes, depart.justifiee_centimes, depart.decompte_id) == (2000, 822, None)
        assert depart.arrete is not None
        pdf = pypdfium2.PdfDocument(render_arrete(session.merge(depart.arrete), EMETTEUR, AUJOURDHUI))
        texte = " ".join("".join(page.get_textpage().get_text_range() for page in pdf).split())
        for mot in ("Arrêté provisoire", "Charges estimées", "comptes 2025 approuvés", "8,22", "art. 22"):
            assert mot in texte


def test_last_year_s_tax_is_taken_until_the_notice_comes() -> None:
    receive(approuve=True)
    with Session.begin() as session:
        avis = Fichier("teom.csv", b"copropriete;annee;montant\nX001;2025;182\n")
        import_depenses(session, COMPTABLE, avis)
    assert close()[0] == 3822 + 4066


def test_the_statement_replaces_the_estimate_once_the_accounts_are_here_and_tells_the_gap() -> None:
    receive(approuve=True)
    close()
    with Session.begin() as session:
        apercu = deposit_comptes(session, COMPTABLE, classeur([NETTOYAGE_2026, *LIGNES[1:]]), "2026.xlsx")
        session.flush()
        comptes = confirm_comptes(
            session, COMPTABLE, apercu.id, version=apercu.version, code="X001", debut=date(2026, 1, 1),
            fin=date(2026, 12, 31), recus_le=date(2027, 3, 2),
        )  # fmt: skip
        session.flush()
        ident = comptes.id
    with Lecture() as session:
        [depart] = list_departs(session, COMPTABLE, "X001", date(2027, 4, 1))
        assert (depart.comptes_recus, depart.approuves_le) == (True, None)
    with pytest.raises(RefusedError, match="calculez la régularisation"):
        close()
    settle(ident)
    with Lecture() as session:
        [depart] = list_departs(session, COMPTABLE, "X001", date(2027, 4, 1))
        assert (depart.solde_centimes, depart.ecart_centimes, depart.justifiee_centimes) == (1066, 244, None)


def test_nothing_is_estimated_of_a_lease_that_runs_nor_without_accounts() -> None:
    with pytest.raises(RefusedError, match="rien sur quoi estimer"):
        close()
    with Session.begin() as session:
        fichier = Fichier("baux.csv", b"bail;lots;du;au;provisions\nB2;7;2020-01-01;;10\n")
        import_baux(session, COMPTABLE, fichier, date(2026, 1, 1), date(2026, 12, 31), "X001")
    with pytest.raises(RefusedError, match="court encore"):
        close("B2")
