"""The régularisation of an exercise, from received accounts and leases to statements that never change."""

import io
from datetime import date
from decimal import Decimal
from fractions import Fraction

import openpyxl
import pypdfium2
import pytest
from sqlalchemy import Engine, select

from services.charges.baux.imports import import_baux, import_releves
from services.charges.comptes.comptes_annuels import approve_comptes, confirm_comptes, deposit_comptes
from services.charges.decomptes.campagne import count_etapes, list_campagne, list_jamais_regularises
from services.charges.decomptes.departs import list_departs
from services.charges.decomptes.documents import render_decompte, write_portail
from services.charges.decomptes.editions import give_up_decomptes, print_decomptes, request_decomptes
from services.charges.decomptes.enregistrement import get_regularisation, send_regularisation, settle_exercice
from services.charges.decomptes.export import write_tableaux
from services.charges.decomptes.groupe import request_calculs, run_calculs
from services.charges.decomptes.occupation import Periode
from services.charges.decomptes.regles import (
    compute_exigibilite,
    impose_parts,
    measure_consommations,
    propose_provision,
    split_mois,
)
from services.charges.decomptes.regularisation import Depense, Lot
from services.charges.models import BailLocatif, ComptesAnnuels, DecompteBail, RegularisationExercice, StatutComptes
from services.charges.postes.taux_recuperables import decide_taux
from services.charges.tables.lecture import Fichier
from shared.database import Lecture, Session
from shared.errors import InvalidError, RefusedError
from shared.messages import DecomptesDemandes, RegularisationsDemandees
from shared.models import Bailleur, Copropriete, DetentionLot, EtatTache, OutboxMessage, Tache, TantiemeLot
from tests.appels_fonds.essais import COMPTABLE, load_patrimoine_essai
from tests.charges.test_comptes_annuels import LIGNES, classeur

DEBUT, FIN, RECUS, AUJOURDHUI = date(2025, 1, 1), date(2025, 12, 31), date(2026, 3, 2), date(2026, 6, 1)
BAUX = """bail;lots;du;au;provisions;locataire
B1;3;2020-01-01;2025-06-30;30,00;Mme Aubert
B2;3;2025-08-01;;20,00;
B3;7;01/02/2019;;120,00;M. Bonnet
"""
EMETTEUR = {"nom": "ESH Deux Rives", "adresse": "1 rue Neuve, 42000 Saint-Étienne", "lignes": [], "ville": "Lyon"}


@pytest.fixture(autouse=True)
def patrimoine(base: Engine) -> None:
    load_patrimoine_essai()
    with Session.begin() as session:
        bailleur = session.scalars(select(Bailleur)).one()
        bailleur.adresse, bailleur.ville = "1 rue Neuve, 42000 Saint-Étienne", "Saint-Étienne"


def receive(lignes: list[list[object]] = LIGNES, *, approuve: bool = False) -> int:
    with Session.begin() as session:
        apercu = deposit_comptes(session, COMPTABLE, classeur(lignes), "comptes.xlsx")
        session.flush()
        comptes = confirm_comptes(
            session, COMPTABLE, apercu.id, version=apercu.version, code="X001", debut=DEBUT, fin=FIN, recus_le=RECUS
        )
        session.flush()
        if approuve:
            approve_comptes(session, COMPTABLE, comptes.id, version=comptes.version, le=date(2026, 5, 20))
        return comptes.id


def bring(texte: str = BAUX, code: str = "X001") -> None:
    with Session.begin() as session:
        import_baux(session, COMPTABLE, Fichier("baux.csv", texte.encode()), DEBUT, FIN, code)


def settle(comptes_id: int) -> int:
    with Session.begin() as session:
        return settle_exercice(session, COMPTABLE, comptes_id).id


def soldes(regularisation_id: int) -> dict[str, tuple[int, int, int]]:
    with Lecture() as session:
        rows = session.scalars(select(DecompteBail).where(DecompteBail.regularisation_id == regularisation_id))
        return {row.bail: (row.jours, row.reel_centimes, row.solde_centimes) for row in rows}


def test_each_lease_owes_its_days_of_the_recoverable_share_and_vacancy_stays_ours() -> None:
    bring()
    ident = settle(receive())
    # cleaning 1 880 €, recovered in full: lot 3 has 41/1000 = 77,08 €; lot 7 has 50/1000 = 94,00 €
    assert soldes(ident) == {"B1": (181, 3822, 822), "B2": (153, 3231, 1231), "B3": (365, 9400, -2600)}
    with Lecture() as session:
        une = get_regularisation(session, COMPTABLE, ident)
        assert (une.statut, une.vacance_centimes, une.recuperable_centimes) == ("PROVISOIRE", 655, 17108)
        assert une.reel_centimes + une.vacance_centimes == une.recuperable_centimes
        assert une.recuperable_centimes + une.non_recuperable_centimes == une.quote_part_centimes
        assert une.detail["vacances"] == [{"lot": "3", "jours": 31, "montant_centimes": 655, "mois": {"2025-07": 655}}]
        assert "ne sont pas classés" in une.detail["avertissements"][0]


def test_an_old_year_gives_the_old_result_after_rates_and_tantiemes_changed() -> None:
    bring()
    comptes = receive()
    avant = soldes(settle(comptes))
    with Session.begin() as session:
        decide_taux(session, COMPTABLE, "NET-01", Decimal(50), date(2026, 1, 1), "Contrat renégocié en 2026")
        for row in session.scalars(select(TantiemeLot)).all():
            row.au = date(2026, 1, 31)
            session.add(TantiemeLot(lot_id=row.lot_id, cle_repartition_id=row.cle_repartition_id, du=date(2026, 2, 1),
                                    tantiemes=row.tantiemes * 2))  # fmt: skip
    assert soldes(settle(comptes)) == avant
    with Session.begin() as session:
        decide_taux(session, COMPTABLE, "NET-01", Decimal(50), date(2025, 1, 1), "Décision propre à cette année",
                    code="X001")  # fmt: skip
    assert soldes(settle(comptes)) != avant


def test_a_rerun_is_a_new_version_and_the_former_one_keeps_its_figures() -> None:
    bring()
    comptes = receive(approuve=True)
    premiere = settle(comptes)
    avant = soldes(premiere)
    bring(BAUX.replace("30,00", "50,00"))
    seconde = settle(comptes)
    assert soldes(premiere) == avant
    assert soldes(seconde)["B1"][2] == avant["B1"][2] - 2000
    with Lecture() as session:
        rows = session.scalars(select(RegularisationExercice).order_by(RegularisationExercice.rang)).all()
        assert [(row.statut, row.numero) for row in rows] == [
            ("REMPLACEE", "REG-X001-20250101-1"), ("DEFINITIVE", "REG-X001-20250101-2"),
        ]  # fmt: skip


def test_only_a_definitive_version_leaves_and_nothing_is_due_for_a_month() -> None:
    bring()
    provisoire = settle(receive())
    with pytest.raises(RefusedError, match="définitive"), Session.begin() as session:
        send_regularisation(session, COMPTABLE, provisoire, version=1, le=AUJOURDHUI)
    with Session.begin() as session:
        comptes = session.scalars(select(ComptesAnnuels)).one()
        approve_comptes(session, COMPTABLE, comptes.id, version=comptes.version, le=date(2026, 5, 20))
        comptes_id = comptes.id
    definitive = settle(comptes_id)
    with Session.begin() as session:
        envoyee = send_regularisation(session, COMPTABLE, definitive, version=1, le=AUJOURDHUI)
        assert envoyee.exigible_le == date(2026, 7, 1)
    with pytest.raises(RefusedError, match="Déjà envoyée"), Session.begin() as session:
        send_regularisation(session, COMPTABLE, definitive, version=2, le=AUJOURDHUI)


def test_every_fault_of_the_workbook_is_told_at_its_cell_and_nothing_is_kept() -> None:
    faux = (
        "bail;lots;du;au;provisions\nB1;3;2025-02-30;;x\nB2;99;2025-01-01;2024-01-01;10\n"
        "B2;7;2025-01-01;;10\n;7+;01/01/2025;;-5\n"
    )
    with pytest.raises(InvalidError) as refus:
        bring(faux)
    ou = [faute["ou"].removeprefix("baux.csv, ") for faute in refus.value.fautes]
    assert ou == ["C2", "E2", "D3", "A4", "A5", "B5", "E5", "B3"]
    with Lecture() as session:
        assert session.scalars(select(BailLocatif)).all() == []


def test_two_leases_never_hold_a_lot_the_same_day_even_across_files() -> None:
    bring()
    with pytest.raises(InvalidError) as refus:
        bring("bail;lots;du;au;provisions\nB9;7;2025-05-01;;10\n")
    assert refus.value.fautes[0]["ou"] == "baux.csv, C2"
    assert "B3 et B9" in refus.value.fautes[0]["message"]


def test_importing_again_updates_and_says_what_changed() -> None:
    bring()
    with Session.begin() as session:
        texte = BAUX.replace("2020-01-01", "2021-01-01").encode()
        bilan = import_baux(session, COMPTABLE, Fichier("baux.csv", texte), DEBUT, FIN, "X001")
    assert (bilan.crees, bilan.modifies, bilan.inchanges, bilan.provisions_centimes) == (0, 1, 2, 17_000)


def test_meters_read_at_both_ends_replace_days() -> None:
    bring()
    eau = [["GEN", "601", "Eau", date(2025, 6, 30), "Régie", "Consommation eau froide", 1000, 1000]]
    comptes = receive(eau)
    with Session.begin() as session:
        lus_le = (("2024-12-31", "100"), ("30/06/2025", "110"), ("2025-07-31", "110"), ("2025-12-31", "140,5"))
        releves = "lot;poste;le;index\n" + "".join(f"3;EAU-01;{le};{index}\n" for le, index in lus_le)
        assert import_releves(session, COMPTABLE, Fichier("r.csv", releves.encode()), "X001") == 4
    lus = soldes(settle(comptes))
    # lot 3 owes 41,00 €: 10 m³ for B1, none while vacant, 30,5 m³ for B2
    assert (lus["B1"][1], lus["B2"][1]) == (1012, 3088)


def test_the_share_printed_by_the_syndic_wins() -> None:
    depenses = [
        Depense("NET-01", "", "", "GEN", 10_000, Decimal(100)),
        Depense("PRD-01", "", "", "GEN", -1_000, Decimal(0)),
    ]
    lots = [Lot("1", "", True, {"GEN": 100}), Lot("~", "", False, {"GEN": 900})]
    imposes = impose_parts(depenses, lots, {("1", "GEN"): 911})
    assert sum(imposes.values()) == 911
    assert impose_parts(depenses, lots, {("1", "GEN"): 900}) == {}


def test_meters_that_miss_an_end_are_left_aside() -> None:
    periodes = [Periode("A", date(2025, 1, 1), date(2025, 6, 30)), Periode("B", date(2025, 7, 1), FIN)]
    bornes = {date(2024, 12, 31): 0, date(2025, 6, 30): 40}
    assert measure_consommations(periodes, bornes) is None
    assert measure_consommations(periodes, {**bornes, FIN: 100}) == (40, 60)
    assert measure_consommations(periodes, {date(2025, 1, 1): 0, date(2025, 7, 1): 40, FIN: 100}) == (40, 60)


def test_dates_months_and_next_provisions() -> None:
    assert compute_exigibilite(date(2026, 1, 31)) == date(2026, 2, 28)
    assert split_mois(100, Periode("VACANCE", date(2025, 1, 31), date(2025, 2, 1))) == {"2025-01": 50, "2025-02": 50}
    assert propose_provision(120_000, 365, Fraction(11, 10)) == 11_000
    assert propose_provision(-5, 365, Fraction(1)) is None


def test_the_pdf_says_what_the_law_asks_and_the_portal_file_carries_the_same_figures() -> None:
    bring()
    ident = settle(receive(approuve=True))
    with Lecture() as session:
        une = get_regularisation(session, COMPTABLE, ident)
        pdf = render_decompte(une.decomptes[0], EMETTEUR, AUJOURDHUI)
        csv = write_portail(une).decode("utf-8-sig")
    texte = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)).replace("\u00a0", " ")
    texte = texte.replace("\u202f", " ")
    for attendu in ("Mme Aubert", "181 jours", "38,22 €", "8,22 €", "01/07/2026", "01/12/2026", "GEN 41 / 1 000"):
        assert attendu in texte
    assert csv.count("\r\n") == 4
    assert "B1;3;2025-01-01;2025-06-30;181;NET-01" in csv
    assert ";38,22;30,00;8,22;complément;" in csv


def test_a_batch_of_pdf_runs_behind_a_task() -> None:
    bring()
    ident = settle(receive())
    with Session.begin() as session:
        tache = request_decomptes(session, COMPTABLE, ident).id
    with Session.begin() as session:
        message = session.scalars(select(OutboxMessage).where(OutboxMessage.fait == "DecomptesDemandes")).one()
        fact = DecomptesDemandes.load(message.contenu)
        print_decomptes(session, fact)
    with Lecture() as session:
        faite = session.get(Tache, tache)
        assert faite is not None
        assert (faite.etat, faite.fait) == (EtatTache.TERMINEE, 3)
        assert all(d.document is not None for d in get_regularisation(session, COMPTABLE, ident).decomptes)


def test_an_edition_that_fails_again_and_again_says_so_in_its_task_and_a_replay_mends_it() -> None:
    bring()
    ident = settle(receive())
    with Session.begin() as session:
        tache = request_decomptes(session, COMPTABLE, ident).id
        message = session.scalars(select(OutboxMessage).where(OutboxMessage.fait == "DecomptesDemandes")).one()
        fact = DecomptesDemandes.load(message.contenu)
    with Session.begin() as session:
        give_up_decomptes(session, fact)
    with Lecture() as session:
        ratee = session.get_one(Tache, tache)
        assert ratee.etat is EtatTache.ECHOUEE
        assert "demandez-la à nouveau" in (ratee.message or "")
    with Session.begin() as session:
        print_decomptes(session, fact)
    with Lecture() as session:
        assert session.get_one(Tache, tache).etat is EtatTache.TERMINEE


def test_the_campaign_lists_what_was_never_settled_with_its_time_bar() -> None:
    bring()
    comptes = receive(approuve=True)
    with Lecture() as session:
        [ligne] = list_jamais_regularises(list_campagne(session, COMPTABLE, AUJOURDHUI))
        assert (ligne.baux, ligne.etape) == (3, "COMPTES_APPROUVES")
        assert (ligne.douziemes, ligne.prescription) == (date(2026, 12, 31), date(2028, 12, 31))
    ident = settle(comptes)
    with Session.begin() as session:
        send_regularisation(session, COMPTABLE, ident, version=1, le=AUJOURDHUI)
    with Lecture() as session:
        lignes = list_campagne(session, COMPTABLE, AUJOURDHUI)
        assert list_jamais_regularises(lignes) == []
        assert list(count_etapes(lignes).values()) == [1, 1, 1, 1, 1, 1]


def test_a_cle_that_is_not_ours_is_refused_by_name() -> None:
    comptes = receive([["GARAGE", *LIGNES[0][1:]]])
    with pytest.raises(RefusedError, match="GARAGE"):
        settle(comptes)


def test_a_text_of_the_workbook_never_acts_as_a_formula() -> None:
    classeur_lu = openpyxl.load_workbook(io.BytesIO(write_tableaux([("T", ("A",), [("=1+1",)])])))
    assert classeur_lu["T"]["A2"].data_type == "s"


def sell(numero: str, au: date) -> None:
    with Session.begin() as session:
        copropriete = session.scalars(select(Copropriete).where(Copropriete.code == "X001")).one()
        [lot] = [lot for lot in copropriete.lots if lot.numero == numero]
        session.scalars(select(DetentionLot).where(DetentionLot.lot_id == lot.id)).one().au = au


def test_a_lot_sold_in_the_year_is_settled_for_the_days_it_was_ours_and_the_rest_is_not_vacancy() -> None:
    bring()
    sell("7", date(2025, 6, 30))
    ident = settle(receive())
    # lot 7: 94,00 € over 365 days, ours for 181
    assert soldes(ident)["B3"] == (181, 4661, 4661 - 12000)
    with Lecture() as session:
        une = get_regularisation(session, COMPTABLE, ident)
        decompte = next(un for un in une.decomptes if un.bail == "B3")
        assert (decompte.au, decompte.provision_proposee_centimes) == (date(2025, 6, 30), None)
        assert une.reel_centimes + une.vacance_centimes == une.recuperable_centimes == 17108 - 4739
        assert [vacance["lot"] for vacance in une.detail["vacances"]] == ["3"]
        assert any("Lot 7 : à nous du 01/01/2025 au 30/06/2025" in dit for dit in une.detail["avertissements"])


def test_a_tenant_who_left_waits_for_the_accounts_with_a_fifth_of_the_deposit_at_most() -> None:
    bring(BAUX.replace("locataire\n", "locataire;depot_garantie\n").replace("Mme Aubert", "Mme Aubert;512,39"))
    with Lecture() as session:
        [avant] = list_departs(session, COMPTABLE, "X001", AUJOURDHUI)
    assert (avant.bail, avant.au, avant.retenue_centimes) == ("B1", date(2025, 6, 30), 10247)
    assert (avant.decompte_id, avant.solder_avant) == (None, None)
    settle(receive(approuve=True))
    with Lecture() as session:
        [apres] = list_departs(session, COMPTABLE, "X001", AUJOURDHUI)
    assert (apres.solde_centimes, apres.statut, apres.solder_avant) == (822, "DEFINITIVE", date(2026, 6, 20))


def test_every_exercise_that_waits_is_settled_behind_a_task_and_a_refusal_stops_only_its_own() -> None:
    bring()
    comptes_id = receive()
    with Session.begin() as session:
        tache_id = request_calculs(session, COMPTABLE, AUJOURDHUI, 2025).id
        message = session.scalars(select(OutboxMessage).where(OutboxMessage.fait == "RegularisationsDemandees")).one()
        fact = RegularisationsDemandees.load(message.contenu)
    with Session.begin() as session:
        session.get_one(ComptesAnnuels, comptes_id).statut = StatutComptes.ABANDONNES
    with Session.begin() as session:
        run_calculs(session, fact)
    with Session.begin() as session:
        tache = session.get_one(Tache, tache_id)
        assert (tache.etat, tache.message) == (EtatTache.TERMINEE, "0 régularisation calculée, 1 refusée.")
        assert tache.resultat is not None
        assert "Seuls des comptes reçus" in tache.resultat["refus"][0]["raison"]
        session.get_one(ComptesAnnuels, comptes_id).statut = StatutComptes.RECUS
        tache.fait, tache.resultat = 0, {"refus": []}
    with Session.begin() as session:
        run_calculs(session, fact)
        assert session.get_one(Tache, tache_id).message == "1 régularisation calculée, 0 refusée."
    with Session.begin() as session, pytest.raises(RefusedError):
        request_calculs(session, COMPTABLE, AUJOURDHUI)
