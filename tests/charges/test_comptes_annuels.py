"""Yearly accounts received: lines with their cell, gaps explained, re-issues, and the aggregate kept as they arrive."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import Engine, select

from services.charges.comptes.comptes_annuels import approve_comptes, confirm_comptes, deposit_comptes
from services.charges.models import ComptesAnnuels, DepenseAnnuelle, LigneCharge, StatutComptes
from services.charges.postes.corrections import correct_groupes, list_corrections, list_file, withdraw_correction
from services.charges.postes.taux_recuperables import decide_taux
from shared.database import Lecture, Session
from shared.errors import InvalidError, RefusedError, StaleError
from tests.appels_fonds.essais import COMPTABLE, load_patrimoine_essai
from tests.charges.comptes_essai import ENTETE, write

DEBUT, FIN, RECUS = date(2025, 1, 1), date(2025, 12, 31), date(2026, 3, 2)
LIGNES = [
    ["GEN", "611", "Nettoyage", date(2025, 6, 30), "Propreté", "1er semestre", 1880, 1880],
    ["GEN", "616", "Assurance", date(2025, 1, 9), "Prévoyance", "Multirisque", 4023.16, 0],
    ["GEN", "615", "Divers", date(2025, 4, 1), "X", "Facture 4471", 120, 0],
]


def classeur(lignes: list[list[object]], *, titre: str = "SDC Le Bizillon", total: float | None = None) -> bytes:
    rangees = [[titre], ["Dépenses de l’exercice du 01/01/2025 au 31/12/2025"], [], ENTETE, *lignes]
    if total is not None:
        rangees.append(["Total GEN", None, None, None, None, None, total])
    return write(Dépenses=rangees)


@pytest.fixture(autouse=True)
def patrimoine(base: Engine) -> None:
    load_patrimoine_essai()


def receive(contenu: bytes, *, nom: str = "comptes.xlsx", motif: str = "") -> int:
    with Session.begin() as session:
        apercu = deposit_comptes(session, COMPTABLE, contenu, nom)
        ident, version = apercu.id, apercu.version
    with Session.begin() as session:
        confirm_comptes(
            session, COMPTABLE, ident, version=version, code="X001", debut=DEBUT, fin=FIN, recus_le=RECUS, motif=motif
        )
    return ident


def aggregate() -> dict[str, tuple[int, int | None, int]]:
    with Lecture() as session:
        rows = session.scalars(select(DepenseAnnuelle).where(DepenseAnnuelle.exercice == "2025"))
        return {row.poste: (row.realise_centimes, row.recuperable_centimes, row.lignes) for row in rows}


def test_received_accounts_keep_each_line_with_its_cell_its_poste_and_the_ground_of_its_rate() -> None:
    receive(classeur(LIGNES))
    with Lecture() as session:
        nettoyage, assurance, divers = session.scalars(select(LigneCharge).order_by(LigneCharge.id)).all()
        comptes = session.scalars(select(ComptesAnnuels)).one()
    assert (nettoyage.cellule, nettoyage.poste, nettoyage.taux_centiemes) == ("G5", "NET-01", 10_000)
    assert "Annexe, IV.3" in nettoyage.fondement
    assert (assurance.poste, assurance.taux_centiemes, assurance.a_qualifier) == ("ASS-01", 0, False)
    assert (divers.poste, divers.taux_centiemes, divers.a_qualifier) == ("DIV-01", 0, True)
    assert (comptes.statut, comptes.recus_le, comptes.exercice) == (StatutComptes.RECUS, RECUS, "2025")


def test_the_aggregate_is_summed_as_lines_arrive() -> None:
    receive(classeur(LIGNES))
    assert aggregate() == {"NET-01": (188_000, 188_000, 1), "ASS-01": (402_316, 0, 1), "DIV-01": (12_000, 0, 1)}


def test_a_year_given_as_a_whole_gives_way_to_the_lines_and_keeps_its_budget() -> None:
    receive(classeur(LIGNES[:1]))
    with Session.begin() as session:
        [row] = session.scalars(select(DepenseAnnuelle))
        session.add(
            DepenseAnnuelle(
                copropriete_id=row.copropriete_id, exercice="2025", debut=DEBUT, fin=FIN, poste="ASS-01", cle="GEN",
                budget_centimes=400_000, realise_centimes=1, recuperable_centimes=None, lignes=0,
            )
        )  # fmt: skip
    receive(classeur([*LIGNES[:1], ["GEN", "602", "Électricité", FIN, "V", "Hall", 10, 10]]), nom="bis.xlsx")
    assert aggregate()["ASS-01"] == (0, 0, 0)


def test_the_same_file_and_the_same_accounts_in_another_file_are_recognised() -> None:
    receive(classeur(LIGNES))
    with pytest.raises(RefusedError, match="déjà reçus"), Session.begin() as session:
        deposit_comptes(session, COMPTABLE, classeur(LIGNES), "encore.xlsx")
    autre = classeur(list(reversed(LIGNES)))
    with pytest.raises(RefusedError, match="déjà reçus"), Session.begin() as session:
        deposit_comptes(session, COMPTABLE, autre, "autre.xlsx")


def test_a_reissue_of_the_exercise_replaces_the_former_whose_lines_stay_without_counting() -> None:
    premier = receive(classeur(LIGNES))
    corrige = [list(ligne) for ligne in LIGNES]
    corrige[1][6] = 4100.0
    second = receive(classeur(corrige), nom="corrigé.xlsx")
    assert aggregate()["ASS-01"] == (410_000, 0, 1)
    with Lecture() as session:
        former, kept = session.get_one(ComptesAnnuels, premier), session.get_one(ComptesAnnuels, second)
        assert (former.statut, kept.statut, kept.remplace_id) == (StatutComptes.REMPLACES, StatutComptes.RECUS, premier)
        assert len(session.scalars(select(LigneCharge).where(LigneCharge.active.is_(False))).all()) == 3


def decompte(lot: int, part: float, *, autre: int | None = None) -> bytes:
    tete = ["Clé", "Tantièmes lot", "Tantièmes clé", "Total à répartir", "Quote-part"]
    titres = [["SDC Le Bizillon"], ["Décompte de charges du 01/01/2025 au 31/12/2025"], [f"Lot {lot}"]]
    ligne = ["GEN", round(part * 10), 1000, 100, part]
    suite = [[f"Lot {autre}"], tete, ligne] if autre else []
    return write(Décompte=[*titres, tete, ligne, *suite])


def test_the_statement_of_another_lot_is_no_twin_and_never_replaces_expenses() -> None:
    receive(decompte(3, 4.1), nom="lot3.xlsx")
    receive(decompte(7, 9.4), nom="lot7.xlsx")
    receive(classeur(LIGNES))
    avant = aggregate()
    with pytest.raises(RefusedError, match=r"aucune dépense.*3 lignes"):
        receive(decompte(7, 9.5), nom="lot7bis.xlsx")
    assert aggregate() == avant


def list_kept() -> list[tuple[str, StatutComptes]]:
    with Lecture() as session:
        return [
            (une.document.nom, une.statut)
            for une in session.scalars(select(ComptesAnnuels).order_by(ComptesAnnuels.id))
        ]


def test_the_statement_of_another_lot_stands_beside_and_a_reissue_replaces_its_own() -> None:
    receive(decompte(3, 4.1), nom="lot3.xlsx")
    receive(decompte(7, 9.4), nom="lot7.xlsx")
    receive(decompte(3, 4.2), nom="lot3bis.xlsx")
    assert list_kept() == [
        ("lot3.xlsx", StatutComptes.REMPLACES),
        ("lot7.xlsx", StatutComptes.RECUS),
        ("lot3bis.xlsx", StatutComptes.RECUS),
    ]


def test_the_statements_of_all_lots_give_way_to_the_accounts() -> None:
    receive(decompte(3, 4.1), nom="lot3.xlsx")
    receive(decompte(7, 9.4), nom="lot7.xlsx")
    receive(classeur(LIGNES))
    assert [statut for _, statut in list_kept()] == [*[StatutComptes.REMPLACES] * 2, StatutComptes.RECUS]


def test_the_statement_of_one_lot_never_takes_the_place_of_two() -> None:
    receive(decompte(3, 4.1, autre=7), nom="deux.xlsx")
    with pytest.raises(RefusedError, match=r"reprend le lot 3 .* donne aussi le lot 7"):
        receive(decompte(3, 4.2), nom="un.xlsx")
    receive(decompte(3, 4.3, autre=7), nom="deux_bis.xlsx")
    assert list_kept()[0] == ("deux.xlsx", StatutComptes.REMPLACES)


def test_accounts_with_a_gap_need_a_reason() -> None:
    with pytest.raises(InvalidError, match="écart"):
        receive(classeur(LIGNES, total=6000))
    receive(classeur(LIGNES, total=6000), motif="Écart signalé au syndic le 02/03/2026")


def test_accounts_are_approved_after_the_year_s_end_and_both_dates_are_kept() -> None:
    ident = receive(classeur(LIGNES))
    with Lecture() as session:
        version = session.get_one(ComptesAnnuels, ident).version
    with pytest.raises(RefusedError), Session.begin() as session:
        approve_comptes(session, COMPTABLE, ident, version=version, le=date(2025, 6, 1))
    with pytest.raises(StaleError), Session.begin() as session:
        approve_comptes(session, COMPTABLE, ident, version=version + 7, le=date(2026, 6, 1))
    with Session.begin() as session:
        approuves = approve_comptes(session, COMPTABLE, ident, version=version, le=date(2026, 6, 1))
        assert (approuves.statut, approuves.recus_le) == (StatutComptes.APPROUVES, RECUS)


def test_a_correction_is_learnt_for_the_syndic_replayed_next_year_and_taken_back() -> None:
    receive(classeur(LIGNES))
    with Lecture() as session:
        [groupe] = list_file(session, COMPTABLE)
    with Session.begin() as session:
        bilan = correct_groupes(session, COMPTABLE, [groupe.cle], "REP-02", learn=True)
    assert (bilan.lignes, bilan.total_centimes) == (1, 12_000)
    assert aggregate()["REP-02"] == (12_000, 12_000, 1)
    assert "DIV-01" not in aggregate()
    suivant = [["GEN", "615", "Divers", date(2025, 9, 1), "X", "Facture 5120", 80, 0], *LIGNES]
    receive(classeur(suivant), nom="suite.xlsx")
    with Lecture() as session:
        assert list_file(session, COMPTABLE) == []
        [(correction, nombre)] = list_corrections(session, COMPTABLE)
        assert nombre == 2
    with Session.begin() as session:
        assert withdraw_correction(session, COMPTABLE, correction.id) == 2
    assert aggregate()["DIV-01"] == (20_000, 0, 2)


def test_a_rate_decided_later_does_not_change_the_year_before_it() -> None:
    receive(classeur(LIGNES))
    with Session.begin() as session:
        decide_taux(session, COMPTABLE, "NET-01", Decimal(80), date(2026, 1, 1), "Décision du 02/01/2026")
    assert aggregate()["NET-01"] == (188_000, 188_000, 1)
    with Session.begin() as session:
        decide_taux(session, COMPTABLE, "NET-01", Decimal(50), date(2025, 1, 1), "Contrat mixte de 2025", "X001")
    assert aggregate()["NET-01"] == (188_000, 94_000, 1)


def test_accounts_of_which_an_expense_cannot_be_read_are_not_received() -> None:
    with pytest.raises(InvalidError, match="Dépenses G6") as refus:
        receive(
            classeur([LIGNES[0], ["GEN", "616", "Assurance", date(2025, 1, 9), "X", "Multirisque", "à préciser", 0]])
        )
    assert refus.value.code == "MONTANT_INVALIDE"
