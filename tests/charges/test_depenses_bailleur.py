"""The taxe d'ordures ménagères that we pay with the taxe foncière, recovered from tenants by their days."""

from datetime import date

import pypdfium2
import pytest
from sqlalchemy import Engine, select

from services.charges.decomptes.documents import render_decompte, write_portail
from services.charges.decomptes.enregistrement import get_regularisation
from services.charges.depenses_bailleur.imports import import_depenses, list_depenses
from services.charges.depenses_bailleur.lecture import holds_frais
from services.charges.depenses_bailleur.parts import cut_annee
from services.charges.models import DecompteBail, DepenseBailleur
from services.charges.tables.lecture import Fichier
from shared.database import Lecture, Session
from shared.errors import InvalidError
from shared.models import TantiemeLot
from shared.montants import format_montant
from tests.appels_fonds.essais import COMPTABLE, load_patrimoine_essai
from tests.charges.test_decomptes import EMETTEUR, bring, receive, sell, settle, soldes

AVIS = "copropriete;annee;montant;frais;source\nX001;2025;182,00;14,56;Avis n° 25 42 1234567\n"
PAR_LOT = "copropriete;lot;annee;montant\nX001;3;2025;80,00\nX001;7;2025;102,00\n"


@pytest.fixture(autouse=True)
def patrimoine(base_sqlite: Engine) -> None:
    load_patrimoine_essai()


def deposit(texte: str) -> tuple[int, int, int]:
    with Session.begin() as session:
        preuve = Fichier("avis.pdf", b"%PDF-1.4 avis")
        bilan = import_depenses(session, COMPTABLE, Fichier("teom.csv", texte.encode()), preuve=preuve)
        return bilan.ajoutees, bilan.remplacees, bilan.inchangees


def test_a_notice_for_the_building_is_shared_by_our_tantiemes_then_by_days_and_vacancy_stays_ours() -> None:
    bring()
    deposit(AVIS)
    # 182 € over 41 + 50 tantièmes: lot 3 bears 82 €, lot 7 100 €; lot 3: 181 and 153 days let, 31 without a tenant
    ident = settle(receive())
    assert soldes(ident) == {
        "B1": (181, 3822 + 4066, 822 + 4066), "B2": (153, 3231 + 3437, 1231 + 3437),
        "B3": (365, 9400 + 10000, -2600 + 10000),
    }  # fmt: skip
    with Lecture() as session:
        une = get_regularisation(session, COMPTABLE, ident)
        assert (une.propres_centimes, une.vacance_centimes) == (18200, 655 + 697)
        assert une.reel_centimes + une.vacance_centimes == une.recuperable_centimes
        assert une.recuperable_centimes + une.non_recuperable_centimes == une.quote_part_centimes + 18200
        assert une.detail["vacances"][0]["montant_centimes"] == 655 + 697
        [dit] = une.detail["propres"]
        assert "25 42 1234567" in dit["explication"]
        assert "14,56" in dit["explication"]
        assert dit["document"] is not None


def test_a_notice_by_lot_gives_each_lot_its_own_amount() -> None:
    bring()
    deposit(PAR_LOT)
    assert soldes(settle(receive()))["B3"] == (365, 9400 + 10200, -2600 + 10200)


def test_the_statement_and_the_portal_say_where_the_tax_comes_from() -> None:
    bring()
    deposit(PAR_LOT)
    ident = settle(receive())
    with Lecture() as session:
        decompte = session.scalars(select(DecompteBail).where(DecompteBail.bail == "B3")).one()
        pdf = pypdfium2.PdfDocument(render_decompte(decompte, EMETTEUR, date(2026, 6, 1)))
        texte = "".join(page.get_textpage().get_text_range() for page in pdf)
        assert "Taxe d’enlèvement des ordures ménagères 2025" in " ".join(texte.split())
        assert "propre au lot" in texte
        assert "hors copropriété" in texte
        assert "TAX-03;Taxe" in write_portail(get_regularisation(session, COMPTABLE, ident)).decode()


def test_the_same_notice_changes_nothing_and_a_corrected_one_replaces_it_without_touching_what_was_sent() -> None:
    bring()
    assert deposit(AVIS) == (1, 0, 0)
    comptes = receive()
    avant = settle(comptes)
    kept = soldes(avant)
    assert deposit(AVIS) == (0, 0, 1)
    assert soldes(settle(comptes)) == kept
    assert deposit(AVIS.replace("182,00;14,56", "91,00;7,28")) == (0, 1, 0)
    assert soldes(settle(comptes))["B3"][1] == 9400 + 5000
    assert soldes(avant) == kept
    with Lecture() as session:
        assert [row.montant_centimes for row in list_depenses(session, COMPTABLE, 2025)] == [9100]
        assert len(session.scalars(select(DepenseBailleur)).all()) == 2


def test_an_old_year_is_shared_by_the_tantiemes_of_its_first_day_whatever_changed_since() -> None:
    bring()
    deposit(AVIS)
    comptes = receive()
    avant = soldes(settle(comptes))
    with Session.begin() as session:
        for row in session.scalars(select(TantiemeLot)).all():
            row.au = date(2025, 12, 31)
            session.add(TantiemeLot(lot_id=row.lot_id, cle_repartition_id=row.cle_repartition_id, du=date(2026, 1, 1),
                                    tantiemes=7))  # fmt: skip
    assert soldes(settle(comptes)) == avant


def test_the_days_after_a_sale_are_asked_of_nobody() -> None:
    bring()
    deposit(AVIS)
    sell("7", date(2025, 6, 30))
    ident = settle(receive())
    assert soldes(ident)["B3"][1] == 4661 + 4959
    with Lecture() as session:
        une = get_regularisation(session, COMPTABLE, ident)
        assert une.reel_centimes + une.vacance_centimes == une.recuperable_centimes


def test_a_year_cut_between_two_exercises_sums_to_the_notice() -> None:
    for montant in (18_201, 1, 99_999):
        bornes = [(date(2024, 1, 1), date(2024, 6, 30)), (date(2024, 7, 1), date(2024, 9, 17)),
                  (date(2024, 9, 18), date(2024, 12, 31))]  # fmt: skip
        assert sum(cut_annee(montant, du, au) for du, au in bornes) == montant


def test_an_amount_that_holds_the_frais_de_gestion_is_refused_and_told_without_them() -> None:
    assert holds_frais(108_000, 8_000)
    assert not holds_frais(100_000, 8_000)
    assert not holds_frais(2_000, 148)
    with pytest.raises(InvalidError) as refus:
        deposit(AVIS.replace("182,00;14,56", "1080,00;80,00"))
    assert refus.value.fautes[0]["ou"] == "teom.csv, C2"
    assert format_montant(100_000) in refus.value.fautes[0]["message"]


def test_every_fault_is_told_at_its_cell_and_nothing_is_kept() -> None:
    texte = (
        "copropriete;lot;annee;montant;cle;poste\nX001;;2025;182;ESC;\nX001;3;2025;80;;\nX001;99;25;douze;;SYN\n"
        "X009;;2025;10;;\n"
    )
    with pytest.raises(InvalidError) as refus:
        deposit(texte)
    ou = [faute["ou"] for faute in refus.value.fautes]
    assert ou == ["teom.csv, C4", "teom.csv, D4", "teom.csv, F4", "teom.csv, A5", "teom.csv, C2", "teom.csv, E2"]
    with Lecture() as session:
        assert list_depenses(session, COMPTABLE) == []


def test_a_year_without_notice_is_told_when_another_year_has_one() -> None:
    bring()
    deposit(AVIS.replace("2025", "2024"))
    with Lecture() as session:
        une = get_regularisation(session, COMPTABLE, settle(receive()))
        assert any("Aucun avis de taxe foncière 2025" in dit for dit in une.detail["avertissements"])
