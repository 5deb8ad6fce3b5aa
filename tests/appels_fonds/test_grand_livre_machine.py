"""Any sequence of import, undo, pay, correct, validate leaves the books true. On real commits, step by step."""

from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import func, select

from services.appels_fonds.comptabilite.choix_travaux import record_choix
from services.appels_fonds.comptabilite.ecritures import redraft_appel
from services.appels_fonds.models import (
    AppelFonds,
    Ecriture,
    ImportAppel,
    Lettrage,
    LigneAppel,
    LigneEcriture,
    LigneLettree,
    MontantAppel,
    PartVirement,
    RemiseVirements,
    StatutAppel,
    StatutImport,
    StatutRemise,
    Virement,
)
from services.appels_fonds.paiements.rejets import reject_virement
from services.appels_fonds.paiements.virements import cancel_remise
from services.appels_fonds.reception.imports import undo_import
from shared.audit import seal_once, verify_chain
from shared.database import Lecture, Session, bind_database
from shared.documents import bind_documents
from shared.errors import RefusedError
from tests.appels_fonds.essais import COMPTABLE, Ligne
from tests.appels_fonds.paiements_essai import approve, call, load_patrimoine_payant, prepare, validate

NATURES = [
    "Provision charges courantes",
    "Travaux ravalement, résolution 4",
    "Fonds de travaux loi Alur",
    "Régularisation des charges",
]


class GrandLivre(RuleBasedStateMachine):
    """The accountants' gestures, in any order; the day moves on."""

    modele: Path
    dossiers: Any

    @initialize()
    def open_books(self) -> None:
        folder = self.dossiers.mktemp("livre")
        (folder / "t.db").write_bytes(self.modele.read_bytes())
        bind_documents(folder / "documents")
        self.engine = bind_database(f"sqlite:///{folder}/t.db")
        load_patrimoine_payant()
        self.jour, self.rang = date(2026, 1, 5), 0

    def teardown(self) -> None:
        if hasattr(self, "engine"):
            self.engine.dispose()

    def expect(self, refus: RefusedError, code: str) -> None:
        """A refusal is fine when it is the one that the state calls for."""
        if refus.code != code:
            raise refus

    @rule(
        code=st.sampled_from(["X001", "X002"]), lot=st.sampled_from(["3", "7"]), cle=st.sampled_from(["GEN", "ASC"]),
        nature=st.sampled_from(NATURES), centimes=st.integers(1, 500_000), avance=st.integers(0, 40),
    )  # fmt: skip
    def import_call(self, code: str, lot: str, cle: str, nature: str, centimes: int, avance: int) -> None:
        self.rang += 1
        exigible = self.jour + timedelta(days=avance)
        signed = -centimes if nature.startswith("Régul") else centimes
        ligne: Ligne = (code, lot, cle, nature, exigible.strftime("%d/%m/%Y"), signed / 100)
        try:
            call(ligne, titre=f"Appel {self.rang}")
        except RefusedError:
            self.refused = True  # the same line called twice: refused whole, the invariants must still hold

    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        with Lecture() as session:
            ids = session.scalars(select(ImportAppel.id).where(ImportAppel.statut == StatutImport.INTEGRE)).all()
        if ids:
            try:
                with Session.begin() as session:
                    undo_import(session, COMPTABLE, data.draw(st.sampled_from(list(ids))), aujourdhui=self.jour)
            except RefusedError as refus:
                self.expect(refus, "APPEL_EN_PAIEMENT")

    @rule(jours=st.integers(0, 30))
    def validate_entries(self, jours: int) -> None:
        self.jour += timedelta(days=jours)
        validate(self.jour)

    @rule(jours=st.integers(-5, 60), approved=st.booleans())
    def pay(self, jours: int, approved: bool) -> None:
        try:
            numero = prepare(echeance=self.jour + timedelta(days=jours), aujourdhui=self.jour)
        except RefusedError as refus:
            self.expect(refus, "RIEN_A_PAYER")
            return
        if approved:
            approve(numero, aujourdhui=self.jour)

    @precondition(lambda self: self.rang)
    @rule(data=st.data())
    def cancel_payment(self, data: st.DataObject) -> None:
        with Lecture() as session:
            numbers = session.scalars(
                select(RemiseVirements.numero).where(RemiseVirements.statut != StatutRemise.ANNULEE)
            ).all()
        if numbers:
            with Session.begin() as session:
                cancel_remise(
                    session, COMPTABLE, data.draw(st.sampled_from(list(numbers))), motif="rejet", aujourdhui=self.jour
                )

    @rule(data=st.data())
    def give_back(self, data: st.DataObject) -> None:
        with Lecture() as session:
            sent = [(virement.remise.numero, virement.reference) for virement in session.scalars(
                select(Virement).join(RemiseVirements).where(
                    RemiseVirements.statut == StatutRemise.APPROUVEE, RemiseVirements.execution_le <= self.jour,
                    Virement.rejete_le.is_(None),
                )
            )]  # fmt: skip
        if sent:
            numero, reference = data.draw(st.sampled_from(sent))
            with Session.begin() as session:
                reject_virement(
                    session, COMPTABLE, numero, reference, code="NARR", note="", le=self.jour, aujourdhui=self.jour
                )

    @rule(data=st.data(), variante=st.sampled_from(["immobilise", "entretien"]))
    def correct(self, data: st.DataObject, variante: str) -> None:
        with Session.begin() as session:
            live = session.scalars(
                select(AppelFonds)
                .join(LigneAppel, LigneAppel.appel_id == AppelFonds.id)
                .where(AppelFonds.statut != StatutAppel.ANNULE, LigneAppel.nature == "travaux")
                .distinct()
                .order_by(AppelFonds.id)
            ).all()
            if live:
                appel = live[data.draw(st.integers(0, len(live) - 1))]
                record_choix(
                    session, COMPTABLE, appel, appel.lignes[0].cle.code, variante=variante, motif="composant remplacé"
                )
                redraft_appel(session, COMPTABLE, appel, aujourdhui=self.jour, motif="correction")

    @invariant()
    def every_entry_is_balanced(self) -> None:
        with Lecture() as session:
            wrong = session.execute(
                select(LigneEcriture.ecriture_id)
                .group_by(LigneEcriture.ecriture_id)
                .having(func.sum(LigneEcriture.debit_centimes) != func.sum(LigneEcriture.credit_centimes))
            ).all()
            assert wrong == []

    @invariant()
    def numbers_follow_without_a_gap(self) -> None:
        numbers: dict[tuple[str, int], list[int]] = defaultdict(list)
        with Lecture() as session:
            for journal, exercice, numero in session.execute(
                select(Ecriture.journal, Ecriture.exercice, Ecriture.numero).where(Ecriture.numero.is_not(None))
            ):
                numbers[journal, exercice].append(numero)
        assert all(sorted(found) == list(range(1, len(found) + 1)) for found in numbers.values())

    @invariant()
    def what_we_owe_is_what_was_called_less_what_was_paid(self) -> None:
        with Lecture() as session:
            called = dict(session.execute(
                select(LigneAppel.copropriete_id, func.sum(LigneAppel.montant_centimes))
                .where(LigneAppel.vive.is_(True)).group_by(LigneAppel.copropriete_id)
            ).all())  # fmt: skip
            paid: dict[int, int] = defaultdict(int)
            for owner, montant in session.execute(
                select(AppelFonds.copropriete_id, PartVirement.montant_centimes)
                .join(AppelFonds, AppelFonds.id == PartVirement.appel_id)
                .join(PartVirement.virement)
                .join(RemiseVirements)
                .where(RemiseVirements.statut == StatutRemise.APPROUVEE, PartVirement.vive.is_(True))
            ):
                paid[owner] += montant
            owed = dict(session.execute(
                select(Ecriture.copropriete_id, func.sum(LigneEcriture.credit_centimes - LigneEcriture.debit_centimes))
                .join(LigneEcriture, LigneEcriture.ecriture_id == Ecriture.id)
                .where(LigneEcriture.auxiliaire.is_not(None)).group_by(Ecriture.copropriete_id)
            ).all())  # fmt: skip
        for owner in {*called, *owed, *paid}:
            assert owed.get(owner, 0) == called.get(owner, 0) - paid[owner]

    @invariant()
    def the_kept_sums_of_the_calls_are_those_of_their_lines(self) -> None:
        def by_cle(model: type) -> set[Any]:
            keys = (model.appel_id, model.cle_repartition_id, model.nature)
            return set(session.execute(select(*keys, func.sum(model.montant_centimes)).group_by(*keys)).all())

        with Lecture() as session:
            assert by_cle(MontantAppel) == by_cle(LigneAppel)

    @invariant()
    def every_lettering_sums_to_zero(self) -> None:
        with Lecture() as session:
            wrong = session.execute(
                select(Lettrage.id)
                .join(LigneLettree, LigneLettree.lettrage_id == Lettrage.id)
                .join(LigneEcriture, LigneEcriture.id == LigneLettree.ligne_id)
                .group_by(Lettrage.id)
                .having(func.sum(LigneEcriture.debit_centimes) != func.sum(LigneEcriture.credit_centimes))
            ).all()
            assert wrong == []

    @invariant()
    def the_audit_chain_is_whole(self) -> None:
        with Session.begin() as session:
            seal_once(session)
        with Lecture() as session:
            found = verify_chain(session)
            assert (found.rupture, found.lignes_en_attente) == (None, 0)


@pytest.mark.timeout(240)
def test_the_books_stay_true_whatever_accountants_do(
    sqlite_modele: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    machine = type("GrandLivreEssaye", (GrandLivre,), {"modele": sqlite_modele, "dossiers": tmp_path_factory})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=12, stateful_step_count=18, deadline=None, derandomize=False,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
