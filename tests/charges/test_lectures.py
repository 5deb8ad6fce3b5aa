"""Budget, called and gap by clé, on the shares of the first day of the exercise."""

from datetime import date

import pytest
from sqlalchemy import Engine, select

from services.charges.lectures import list_a_faire, list_portefeuille, load_synthese, share
from services.charges.models import DepenseAnnuelle
from services.charges.montants_appeles import record_annulation, record_appel
from shared.acteurs import SYSTEME
from shared.database import Lecture, Session
from shared.messages import AppelFondsAnnule, AppelFondsComptabilise
from shared.models import Copropriete
from tests.appels_fonds.essais import COMPTABLE, load_patrimoine_essai

MAI = date(2026, 5, 4)


@pytest.fixture(autouse=True)
def copropriete_id(base: Engine) -> int:
    load_patrimoine_essai()
    with Lecture() as session:
        found = session.scalar(select(Copropriete.id).where(Copropriete.code == "X001"))
    assert found is not None
    return found


def call(copropriete_id: int, numero: str, exigible: date, **by_nature: int) -> None:
    montants = [{"cle": "GEN", "nature": nature, "montant_centimes": montant} for nature, montant in by_nature.items()]
    with Session.begin() as session:
        record_appel(
            session,
            AppelFondsComptabilise(
                appel=numero, copropriete_id=copropriete_id, exigible=exigible,
                total_centimes=sum(by_nature.values()), montants=montants,
            ),
        )  # fmt: skip


def test_the_gap_is_what_was_called_minus_our_share_of_the_budget(copropriete_id: int) -> None:
    call(copropriete_id, "AF-1", date(2026, 1, 1), provision=91_000)
    call(copropriete_id, "AF-2", date(2026, 4, 1), provision=91_000, travaux=50_000)
    with Lecture() as session:
        synthese = load_synthese(session, COMPTABLE, "X001", MAI)
    [gen] = synthese.cles
    assert (gen.cle, gen.budget_centimes, gen.tantiemes, gen.total_tantiemes) == ("GEN", 4_000_000, 91, 1000)
    assert (gen.part_budget_centimes, gen.appele_centimes, gen.ecart_centimes) == (364_000, 182_000, -182_000)
    assert synthese.hors_budget_centimes == 50_000


def test_a_call_of_another_exercise_does_not_count(copropriete_id: int) -> None:
    call(copropriete_id, "AF-1", date(2025, 10, 1), provision=91_000)
    with Lecture() as session:
        assert load_synthese(session, COMPTABLE, "X001", MAI).appele_centimes == 0


def test_an_undone_call_no_longer_counts(copropriete_id: int) -> None:
    call(copropriete_id, "AF-1", date(2026, 1, 1), provision=91_000)
    with Session.begin() as session:
        record_annulation(session, AppelFondsAnnule(appel="AF-1", copropriete_id=copropriete_id, annule_le=MAI))
    with Lecture() as session:
        assert load_synthese(session, COMPTABLE, "X001", MAI).appele_centimes == 0


def test_calls_beyond_the_whole_budget_need_an_accountant(copropriete_id: int) -> None:
    call(copropriete_id, "AF-1", date(2026, 1, 1), provision=400_000)
    with Lecture() as session:
        assert [une.copropriete for une in list_a_faire(session, COMPTABLE, MAI)] == ["X001"]
        assert [ligne.code for ligne in list_portefeuille(session, SYSTEME, MAI)] == ["X001", "X002"]


def test_past_years_are_read_by_famille_with_their_evolution(copropriete_id: int) -> None:
    with Session.begin() as session:
        for annee, montant in ((2024, 100_000), (2025, 130_000)):
            session.add(
                DepenseAnnuelle(
                    copropriete_id=copropriete_id, exercice=str(annee),
                    debut=date(annee, 1, 1), fin=date(annee, 12, 31),
                    poste="NET-01", cle="GEN", budget_centimes=110_000, realise_centimes=montant,
                )
            )  # fmt: skip
    with Lecture() as session:
        synthese = load_synthese(session, COMPTABLE, "X001", MAI)
    assert [(annee.exercice, annee.realise_centimes) for annee in synthese.annees] == [
        ("2024", 100_000), ("2025", 130_000),
    ]  # fmt: skip
    [famille] = synthese.familles
    assert (famille.famille, famille.montants, famille.evolution_centimes) == ("NET", (100_000, 130_000), 30_000)


@pytest.mark.parametrize(("montant", "tantiemes", "total", "part"), [(100, 1, 3, 33), (1, 1, 2, 1), (50, 1, 3, 17)])
def test_a_share_is_rounded_half_up_to_the_centime(montant: int, tantiemes: int, total: int, part: int) -> None:
    assert share(montant, tantiemes, total) == part
