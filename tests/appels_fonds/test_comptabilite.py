"""The accounting frame: schemes by exercise, chart, periods, choices on works, rates, year-end, lettering."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Engine, select

from services.appels_fonds.comptabilite.choix_travaux import awaiting_choix, record_choix
from services.appels_fonds.comptabilite.cloture import (
    confirm_proposition,
    confirm_restantes,
    discard_proposition,
    list_propositions,
    propose_cloture,
)
from services.appels_fonds.comptabilite.ecritures import redraft_appel
from services.appels_fonds.comptabilite.estimations_charges import ask_estimations, place_estimations
from services.appels_fonds.comptabilite.exercices import close_periode, reopen_periode, require_open
from services.appels_fonds.comptabilite.lettrage import letter_by_hand, list_ouvertes, name_code, unletter
from services.appels_fonds.comptabilite.livres import (
    FiltreLivre,
    list_balance,
    list_balance_auxiliaire,
    list_grand_livre,
)
from services.appels_fonds.comptabilite.plan_comptable import export_plan, import_plan, read_plan
from services.appels_fonds.comptabilite.regles_cloture import months_after, prepaid_part
from services.appels_fonds.comptabilite.schema_comptable import COMPTES, REGLES
from services.appels_fonds.comptabilite.schemas_comptables import RegleSaisie, save_project
from services.appels_fonds.comptabilite.simulation import adopt_and_redraft, simulate_project
from services.appels_fonds.comptabilite.taux_recuperables import Reponse, ask_taux, record_taux
from services.appels_fonds.exports.formats import read_profil
from services.appels_fonds.models import AppelFonds, Ecriture, LigneEcriture, PropositionCloture, StatutEcriture
from services.appels_fonds.reglages import SEUIL_CHOIX_TRAVAUX, change_reglage
from shared.acteurs import Acteur
from shared.database import Lecture, Session
from shared.errors import InvalidError, RefusedError, StaleError, UnavailableError
from shared.models import Copropriete
from tests.appels_fonds.essais import AVRIL, COMPTABLE, JUILLET, TRIMESTRE
from tests.appels_fonds.paiements_essai import call, id_of, load_patrimoine_payant, validate

ANNEE = FiltreLivre(date(2026, 1, 1), date(2026, 12, 31))
TRAVAUX = ("X001", "3", "GEN", "Travaux ravalement, résolution 4", "01/04/2026", 6000.0)


@pytest.fixture(autouse=True)
def patrimoine(base_sqlite: Engine) -> None:
    load_patrimoine_payant()


def rows(**changes: str) -> list[RegleSaisie]:
    """The default table with some accounts changed, as typed."""
    return [
        RegleSaisie(
            cas, None, changes.get(cas, regle.compte), regle.compte_recuperable, regle.compte_tiers, regle.raison
        )
        for cas, regle in REGLES.items()
    ]


def balances() -> dict[str, int]:
    """Account → debit − credit of every entry, drafts included."""
    with Lecture() as session:
        filtre = FiltreLivre(ANNEE.debut, date(2027, 12, 31), statut="TOUTES")
        return {ligne.numero: ligne.solde_centimes for ligne in list_balance(session, COMPTABLE, filtre)}


def project(*more: RegleSaisie, **changes: str) -> None:
    with Session.begin() as session:
        save_project(session, COMPTABLE, 2026, [*rows(**changes), *more])


def adopt() -> int:
    with Session.begin() as session:
        return adopt_and_redraft(session, COMPTABLE, 2026, motif="plan 2026", aujourdhui=AVRIL)


def test_a_project_is_simulated_on_existing_calls_and_posts_nothing() -> None:
    call()
    project(provision="471")
    with Lecture() as session:
        found = simulate_project(session, 2026)
    assert [(ecart.compte, ecart.ecart_centimes) for ecart in found.comptes] == [("471", 107_875), ("6141", -107_875)]
    assert (found.brouillons, balances()["6141"]) == (1, 107_875)


def test_an_adopted_scheme_posts_the_drafts_again_and_leaves_the_validated() -> None:
    call()
    call(*[("X002", *ligne[1:4], "01/07/2026", ligne[5]) for ligne in TRIMESTRE], titre="T3")
    validate(AVRIL)
    project(provision="471")
    assert adopt() == 1
    assert (balances()["6141"], balances()["471"]) == (107_875, 107_875)


def test_a_copropriete_can_have_accounts_of_its_own() -> None:
    call(*TRIMESTRE, *[("X002", *ligne[1:]) for ligne in TRIMESTRE])
    project(RegleSaisie("provision", "X002", "471", None, "4011", "en attente"))
    adopt()
    assert (balances()["6141"], balances()["471"]) == (107_875, 107_875)


def test_works_can_go_to_another_account_of_third_parties_and_are_paid_on_it() -> None:
    lignes = [replace(regle, compte_tiers="404") if regle.cas == "travaux" else regle for regle in rows()]
    with Session.begin() as session:
        save_project(session, COMPTABLE, 2026, lignes)
    adopt()
    call(TRAVAUX, *TRIMESTRE)
    assert (balances()["404"], balances()["4011"]) == (-600_000, -107_875)


def test_every_faulty_row_of_a_scheme_is_named_in_one_pass() -> None:
    faulty = [
        RegleSaisie("provision", "X999", "9999", None, "512", ""),
        RegleSaisie("inconnu", None, "471", None, "4011", ""),
    ]
    with pytest.raises(InvalidError) as refus, Session.begin() as session:
        save_project(session, COMPTABLE, 2026, faulty)
    messages = [faute["message"] for faute in refus.value.fautes]
    assert [part for part in ("X999", "9999", "512", "inconnu") if any(part in message for message in messages)] == [
        "X999", "9999", "512", "inconnu",
    ]  # fmt: skip


def test_the_clients_chart_comes_back_as_it_was_imported() -> None:
    contenu = "Compte;Libellé\n6141;Charges NR\n6142;Charges R\n4011;Syndicats\n".encode("cp1252")
    with Session.begin() as session:
        assert import_plan(session, COMPTABLE, 2026, read_plan(contenu, "plan.csv")).ajoutes == 3
    with Lecture() as session:
        assert read_plan(export_plan(session, 2026), "plan.xlsx") == [
            ("4011", "Syndicats"), ("6141", "Charges NR"), ("6142", "Charges R"),
        ]  # fmt: skip


def test_an_account_of_the_scheme_must_be_in_the_clients_chart() -> None:
    with Session.begin() as session:
        import_plan(session, COMPTABLE, 2026, [(numero, "x") for numero in COMPTES if numero != "238"])
    with pytest.raises(InvalidError) as refus:
        project()
    assert all("238" in faute["message"] for faute in refus.value.fautes)


def test_a_faulty_chart_is_refused_with_every_cell() -> None:
    with pytest.raises(InvalidError) as refus:
        read_plan(b"Compte;Libelle\n6141;Charges\nabc;x\n6141;encore\n512;\n", "plan.csv")
    assert [faute["ou"] for faute in refus.value.fautes] == ["A3", "A4", "A5"]


def test_an_entry_in_a_closed_period_is_refused_with_what_to_do() -> None:
    with Session.begin() as session:
        close_periode(session, COMPTABLE, 2026, 4)
    with pytest.raises(RefusedError) as refus:
        call()
    assert "close" in str(refus.value.fautes)
    with pytest.raises(RefusedError, match="Rouvrez-la") as direct, Session.begin() as session:
        require_open(session, AVRIL)
    assert direct.value.code == "PERIODE_CLOSE"
    with Session.begin() as session:
        reopen_periode(session, COMPTABLE, 2026, 4, motif="appel reçu en retard")
    assert call() == ["AF-2026-000001"]


def test_a_period_with_drafts_is_not_closed() -> None:
    call()
    with pytest.raises(RefusedError, match="encore en brouillon"), Session.begin() as session:
        close_periode(session, COMPTABLE, 2026, 4)


def test_works_above_the_threshold_wait_for_a_persons_choice() -> None:
    call(TRAVAUX, *TRIMESTRE)
    with Session.begin() as session:
        change_reglage(session, COMPTABLE, SEUIL_CHOIX_TRAVAUX, "5 000")
    assert validate(AVRIL) == 0
    with Session.begin() as session:
        [attendu] = awaiting_choix(session)
        appel = session.get_one(AppelFonds, attendu.appel_id)
        record_choix(session, COMPTABLE, appel, "GEN", variante="entretien", motif="ravalement sans isolation")
        redraft_appel(session, COMPTABLE, appel, aujourdhui=AVRIL, motif="choix")
    assert validate(AVRIL) == 1
    assert balances()["61521"] == 600_000


def test_a_choice_after_validation_reverses_and_posts_again_today() -> None:
    call(TRAVAUX)
    validate(AVRIL)
    with Session.begin() as session:
        appel = session.scalars(select(AppelFonds)).one()
        record_choix(session, COMPTABLE, appel, "GEN", variante="entretien", motif="décision du directeur")
        redraft_appel(session, COMPTABLE, appel, aujourdhui=date(2026, 5, 4), motif="choix")
    validate(date(2026, 5, 4))
    with Lecture() as session:
        found = session.execute(select(Ecriture.numero, Ecriture.date_ecriture).order_by(Ecriture.numero)).all()
    assert [tuple(row) for row in found] == [(1, AVRIL), (2, date(2026, 5, 4)), (3, date(2026, 5, 4))]
    assert (balances()["238"], balances()["61521"], balances()["4011"]) == (0, 600_000, -600_000)


def test_the_rates_of_charges_split_the_call_and_the_entry_says_on_what_it_rests() -> None:
    owner = id_of("X001")
    with Session.begin() as session:
        record_taux(session, COMPTABLE, owner, [Reponse("GEN", Decimal("62.50"), "cle", "exercice 2025")])
    call()
    assert (balances()["6142"], balances()["6141"]) == (56_875, 107_875 - 56_875)
    with Lecture() as session:
        note = session.scalars(select(Ecriture.note)).one()
    assert note == (
        "GEN 62,50 % récupérable (dépenses de la clé, version 1) ; part récupérable inconnue pour ASC : "
        "100 % non récupérable, à vérifier dans charges"
    )


def test_a_clé_without_a_rate_takes_that_of_the_copropriete() -> None:
    owner = id_of("X001")
    with Session.begin() as session:
        record_taux(session, COMPTABLE, owner, [Reponse("*", Decimal(50), "copropriete", "exercice 2025")])
    call()
    assert balances()["6142"] == 45_500 + 8_437


def test_charges_out_of_reach_gives_no_rate_and_no_failure() -> None:
    class Silent:
        def ask(self, *_args: object, **_params: object) -> object:
            raise UnavailableError

    assert ask_taux(Silent(), COMPTABLE, "X001") is None


def test_year_end_accrues_the_calls_that_did_not_come_and_reverses_them() -> None:
    call()
    with Session.begin() as session:
        propose_cloture(session, COMPTABLE, 2026)
    owner = id_of("X001")
    with Session.begin() as session:
        propositions = [row for row, _ in list_propositions(session, COMPTABLE, 2026)]
        x001 = [row for row in propositions if row.copropriete_id == owner]
        assert [row.reference for row in x001] == ["2026-01-01 GEN", "2026-07-01 GEN", "2026-10-01 GEN"]
        assert {row.montant_centimes for row in x001} == {91_000}
        assert "budget 2026 GEN × 91 / 1000 ÷ 4" in x001[0].explication
        confirm_proposition(session, COMPTABLE, x001[0].id)
        discard_proposition(session, COMPTABLE, x001[1].id, aujourdhui=AVRIL)
    with Lecture() as session:
        legs = session.execute(
            select(Ecriture.date_ecriture, LigneEcriture.compte, LigneEcriture.debit_centimes)
            .join(LigneEcriture, LigneEcriture.ecriture_id == Ecriture.id)
            .where(Ecriture.journal == "OD")
            .order_by(Ecriture.date_ecriture, LigneEcriture.rang)
        ).all()
    assert [tuple(leg) for leg in legs] == [
        (date(2026, 12, 31), "6141", 91_000), (date(2026, 12, 31), "4081", 0),
        (date(2027, 1, 1), "6141", 0), (date(2027, 1, 1), "4081", 91_000),
    ]  # fmt: skip


def test_proposals_decided_already_stay_when_computed_again() -> None:
    with Session.begin() as session:
        propose_cloture(session, COMPTABLE, 2026)
        first = list_propositions(session, COMPTABLE, 2026)[0][0].id
    with Session.begin() as session:
        confirm_proposition(session, COMPTABLE, first)
    with Session.begin() as session:
        propose_cloture(session, COMPTABLE, 2026)
    with pytest.raises(RefusedError), Session.begin() as session:
        confirm_proposition(session, COMPTABLE, first)


def test_what_nobody_decided_is_confirmed_at_once_as_it_was_shown_or_not_at_all() -> None:
    with Session.begin() as session:
        propose_cloture(session, COMPTABLE, 2026)
        montants = [row.montant_centimes for row, _ in list_propositions(session, COMPTABLE, 2026)]
    with Session.begin() as session:
        discard_proposition(session, COMPTABLE, list_propositions(session, COMPTABLE, 2026)[0][0].id, aujourdhui=AVRIL)
    with pytest.raises(StaleError, match="ont changé"), Session.begin() as session:
        confirm_restantes(session, COMPTABLE, 2026, nombre=len(montants), total_centimes=sum(montants))
    with Session.begin() as session:
        reste = {"nombre": len(montants) - 1, "total_centimes": sum(montants[1:])}
        assert confirm_restantes(session, COMPTABLE, 2026, **reste) == len(montants) - 1
    with Lecture() as session:
        assert len(session.scalars(select(Ecriture).where(Ecriture.journal == "OD")).all()) == 2 * (len(montants) - 1)


def test_a_quarter_that_begins_in_december_is_prepaid_for_two_months() -> None:
    assert [months_after(date(2026, mois, 1), 2026) for mois in (10, 11, 12)] == [0, 1, 2]
    assert prepaid_part(10_000, date(2026, 12, 1), 2026) == 6_667
    assert prepaid_part(10_000, date(2026, 10, 1), 2026) == 0


def test_a_prepaid_part_is_proposed_on_486() -> None:
    call(("X001", "3", "GEN", "Provision charges", "01/12/2026", 300.0))
    with Session.begin() as session:
        propose_cloture(session, COMPTABLE, 2026)
        [row] = [row for row, _ in list_propositions(session, COMPTABLE, 2026) if row.genre == "486"]
        assert row.montant_centimes == 20_000
        confirm_proposition(session, COMPTABLE, row.id)
    with Lecture() as session:
        legs = session.execute(
            select(LigneEcriture.compte, LigneEcriture.debit_centimes)
            .join(Ecriture, Ecriture.id == LigneEcriture.ecriture_id)
            .where(Ecriture.journal == "OD", Ecriture.date_ecriture == date(2026, 12, 31))
        ).all()
    assert {tuple(leg) for leg in legs} == {("486", 20_000), ("6141", 0)}


def test_legs_that_cancel_out_are_lettered_by_hand_and_the_validated_leg_is_not_touched() -> None:
    call()
    call(("X001", "3", "GEN", "Régularisation des charges", "01/04/2026", -1078.75), titre="Avoir")
    validate(AVRIL)
    with Session.begin() as session:
        ouvertes = [jambe.id for jambe in list_ouvertes(session, "X001")]
        letter_by_hand(session, COMPTABLE, ouvertes, aujourdhui=AVRIL)
    with Session.begin() as session:
        assert list_ouvertes(session, "X001") == []
        assert set(session.scalars(select(Ecriture.statut))) == {StatutEcriture.VALIDEE}
        unletter(session, COMPTABLE, 1)
        assert len(list_ouvertes(session, "X001")) == 2


def test_legs_that_do_not_cancel_out_are_not_lettered() -> None:
    call(*TRIMESTRE, *[("X002", *ligne[1:]) for ligne in TRIMESTRE])
    validate(AVRIL)
    with Session.begin() as session:
        ids = [jambe.id for jambe in list_ouvertes(session)]
    with pytest.raises(RefusedError, match="même syndicat"), Session.begin() as session:
        letter_by_hand(session, COMPTABLE, ids, aujourdhui=AVRIL)
    with pytest.raises(RefusedError, match="au moins deux"), Session.begin() as session:
        letter_by_hand(session, COMPTABLE, ids[:1], aujourdhui=AVRIL)


def test_lettering_codes_follow_one_another() -> None:
    assert [name_code(rang) for rang in (1, 2, 26, 27, 676, 677)] == ["AA", "AB", "AZ", "BA", "ZZ", "AAA"]


def test_the_general_ledger_runs_its_balance_and_the_books_agree() -> None:
    call()
    call(*[(*ligne[:4], "01/07/2026", ligne[5]) for ligne in TRIMESTRE], titre="T3")
    validate(JUILLET)
    with Lecture() as session:
        syndicat = list_grand_livre(session, COMPTABLE, FiltreLivre(ANNEE.debut, ANNEE.fin, compte="4011")).lignes
        assert [ligne.cumul for ligne in syndicat] == [-107_875, -215_750]
        [auxiliaire] = list_balance_auxiliaire(session, COMPTABLE, ANNEE)
        assert (auxiliaire.numero, auxiliaire.solde_centimes) == ("X001", -215_750)
        assert sum(ligne.solde_centimes for ligne in list_balance(session, COMPTABLE, ANNEE)) == 0
        [later] = list_balance_auxiliaire(session, COMPTABLE, FiltreLivre(date(2026, 5, 1), ANNEE.fin))
        assert (later.ouverture_centimes, later.credit_centimes) == (-107_875, 107_875)


def test_a_layout_of_the_clients_own_is_checked_in_one_pass() -> None:
    with pytest.raises(InvalidError) as refus:
        read_profil(
            "X", "x", {"separateur": "", "encodage": "ebcdic", "colonnes": [{"champ": "date"}, {"champ": "prix"}]}
        )
    assert {faute["ou"] for faute in refus.value.fautes} == {"colonne 1", "colonne 2", "encodage", "largeur"}


def test_an_accrual_that_charges_estimates_takes_the_place_of_the_missing_calls() -> None:
    reponse = {
        "copropriete": "X001", "reference": "estimation 2026 GEN", "cle": "GEN", "montant_centimes": 123_400,
        "source": "budget corrigé", "explication": "budget × 1,05",
    }  # fmt: skip

    class Charges:
        def ask(self, service: str, path: str, acteur: Acteur, **params: Any) -> Any:
            assert (service, path, params) == ("charges", "/estimations-cloture", {"exercice": 2026})
            return [reponse]

    class Muet:
        def ask(self, *_args: Any, **_params: Any) -> Any:
            raise UnavailableError("Charges ne répond pas.")

    assert ask_estimations(Muet(), COMPTABLE, 2026) == []
    with Session.begin() as session:
        propose_cloture(session, COMPTABLE, 2026)
    for _ in range(2):
        with Session.begin() as session:
            estimations = place_estimations(session, 2026, ask_estimations(Charges(), COMPTABLE, 2026))
            propose_cloture(session, COMPTABLE, 2026, estimations=estimations)
    with Lecture() as session:
        siennes = [
            (row.reference, row.montant_centimes, row.source)
            for row in session.scalars(select(PropositionCloture).where(PropositionCloture.genre == "4081"))
            if row.copropriete_id == session.scalar(select(Copropriete.id).where(Copropriete.code == "X001"))
        ]
    assert siennes == [("estimation 2026 GEN", 123_400, "budget corrigé")]
