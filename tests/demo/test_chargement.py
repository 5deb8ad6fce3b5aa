"""The demo loads once, into an empty database only, by the suite's own use cases; then everything can be tried."""

from collections import Counter
from datetime import date
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from services.appels_fonds.models import AppelFonds, Ecriture, LigneAppel, StatutAppel, StatutEcriture
from services.appels_fonds.reception.analyses import ACCEPTE, analyse_fichier
from services.charges.models import DepenseAnnuelle, MontantAppele
from services.cli import main
from services.demo.acteurs import find_acteur
from services.demo.appels import build_appels
from services.demo.chargement import MOT_DE_PASSE, load_demo
from services.demo.classeurs import totaux_attendus
from services.demo.fichiers import write_fichiers
from services.demo.portefeuille import build_patrimoine
from services.votes.models import Affectation, AssembleeGenerale, Consigne, Resolution
from shared.acteurs import SYSTEME
from shared.auth.comptes import check_password
from shared.database import Lecture, Session, bind_database, current_engine
from shared.documents import bind_documents
from shared.errors import RefusedError
from shared.models import Agence, Agent, AuditLigne, Copropriete, Lot, OutboxMessage, TravauxVotes

JOUR = date(2026, 11, 23)


@pytest.fixture(scope="module")
def chargee(tmp_path_factory):
    """The data folder in which the command loaded the demo, and what it printed."""
    folder = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as environ:
        for name in ("DATABASE_URL", "BROKER_URL"):
            environ.delenv(name, raising=False)
        environ.setenv("TANTIEME_DONNEES", str(folder))
        done = CliRunner().invoke(main, ["demo", "charger", "--aujourdhui", JOUR.isoformat()])
    current_engine().dispose()
    assert done.exit_code == 0, done.output
    return folder, done.output


@pytest.fixture
def charge(chargee):
    """``Lecture`` bound to the loaded database, which tests only read; gives what the journal says was loaded."""
    folder, _ = chargee
    bind_documents(folder / "documents")
    engine = bind_database(f"sqlite:///{folder / 'tantieme.db'}")
    with Lecture() as session:
        said = select(AuditLigne.detail).where(AuditLigne.acte == "charge la démonstration")
        bilan = SimpleNamespace(**session.scalars(said).one())
    yield bilan
    engine.dispose()


def count(session, table, *conditions):
    return session.scalar(select(func.count()).select_from(table).where(*conditions))


def test_the_whole_portfolio_is_there(charge):
    with Lecture() as session:
        assert count(session, Copropriete) == charge.coproprietes == 24
        assert count(session, Lot) == charge.lots == 339
        assert count(session, Agent) == charge.agents == 12
        assert count(session, AssembleeGenerale) == charge.assemblees == 34
        assert count(session, AppelFonds) == charge.appels == 96
        assert count(session, DepenseAnnuelle) >= charge.depenses
        assert count(session, TravauxVotes) == 8


def test_the_command_says_what_it_loaded_writes_files_and_carries_every_fact_to_charges(chargee, charge):
    folder, printed = chargee
    assert "24 copropriétés, 339 lots, 12 agents" in printed
    assert len(list((folder / "demo" / "classeurs").iterdir())) == 7
    assert len(list((folder / "demo" / "ordres-du-jour").iterdir())) == 1
    with Lecture() as session:
        assert count(session, OutboxMessage, OutboxMessage.envoye_le.is_(None)) == 0
        heard = session.scalar(select(func.sum(MontantAppele.montant_centimes)))
        assert heard == session.scalar(select(func.sum(LigneAppel.montant_centimes))) > 0


def test_the_demo_is_refused_where_it_was_already_loaded(chargee, charge, monkeypatch):
    with pytest.raises(RefusedError, match="que dans une base vide"), Session.begin() as session:
        load_demo(session, SYSTEME, JOUR)
    monkeypatch.setenv("TANTIEME_DONNEES", str(chargee[0]))
    again = CliRunner().invoke(main, ["demo", "charger"])
    assert (again.exit_code, "base vide" in again.output) == (1, True)


def test_the_demo_is_refused_beside_real_data(base_sqlite):
    with Session.begin() as session:
        session.add(Agence(code="PAR", nom="Paris"))
    with pytest.raises(RefusedError), Session.begin() as session:
        load_demo(session, SYSTEME, JOUR)
    with Lecture() as session:
        assert count(session, Agent) == 0


def test_every_agent_signs_in_with_the_password_printed_at_start(charge):
    with Lecture() as session:
        assert len(set(session.scalars(select(Agent.empreinte_mot_de_passe)))) == 1
        assert check_password(session, "claire.morel@demo.example", MOT_DE_PASSE).nom == "Claire Morel"


def test_the_lines_posted_are_those_the_syndics_called(charge):
    called = Counter()
    for ligne in build_appels(build_patrimoine(JOUR), JOUR):
        called[ligne.copropriete, ligne.exigible, ligne.nature] += ligne.montant
    with Lecture() as session:
        posted = session.execute(
            select(Copropriete.code, LigneAppel.exigible, LigneAppel.nature, func.sum(LigneAppel.montant_centimes))
            .join(Copropriete, Copropriete.id == LigneAppel.copropriete_id)
            .group_by(Copropriete.code, LigneAppel.exigible, LigneAppel.nature)
        )
        assert {tuple(row[:3]): row[3] for row in posted} == called


def test_the_last_quarter_waits_to_be_validated_and_the_others_are_numbered(charge):
    with Lecture() as session:
        last = session.scalar(select(func.max(Ecriture.date_ecriture)))
        drafts = set(session.scalars(select(Ecriture.date_ecriture).where(Ecriture.numero.is_(None))))
        assert drafts == {last} == {date(2026, 10, 1)}
        assert count(session, Ecriture, Ecriture.statut == StatutEcriture.VALIDEE, Ecriture.journal == "COP") == 72
        assert count(session, AppelFonds, AppelFonds.statut == StatutAppel.VALIDE) == 72


def test_each_call_is_said_to_the_other_services(charge):
    with Lecture() as session:
        assert count(session, OutboxMessage, OutboxMessage.fait == "AppelFondsComptabilise") == 96


def test_consignes_were_given_by_the_competent_employee_before_the_assembly(charge):
    with Lecture() as session:
        rows = session.execute(
            select(Consigne.agent_id, Affectation.agent_id, Consigne.le, AssembleeGenerale.date_ag)
            .join(Resolution, Resolution.id == Consigne.resolution_id)
            .join(AssembleeGenerale, AssembleeGenerale.id == Resolution.ag_id)
            .join(Affectation, Affectation.resolution_id == Resolution.id)
        ).all()
        assert len(rows) == charge.consignes
        assert all(given_by == assigned_to for given_by, assigned_to, *_ in rows)
        assert all(le.date() < date_ag for *_, le, date_ag in rows)


def test_every_role_still_has_something_to_answer_for_next_month(charge):
    with Lecture() as session:
        waiting = session.execute(
            select(Affectation.role, func.count())
            .join(Resolution, Resolution.id == Affectation.resolution_id)
            .join(AssembleeGenerale, AssembleeGenerale.id == Resolution.ag_id)
            .where(AssembleeGenerale.date_ag > JOUR, ~Resolution.consignes.any())
            .group_by(Affectation.role)
        )
        assert {"RC", "TE", "CO", "JU", "PX"} <= {role for role, _ in waiting}


def test_almost_every_resolution_of_the_demo_is_understood(charge):
    with Lecture() as session:
        unclear = count(session, Resolution, Resolution.type == "A_QUALIFIER")
        assert 0 < unclear <= charge.resolutions // 20


def test_the_six_workbooks_are_then_accepted_without_a_remark_and_with_the_right_totals(charge, tmp_path):
    folder = write_fichiers(tmp_path, JOUR) / "classeurs"
    patrimoine = build_patrimoine(JOUR)
    with Lecture() as session:
        for rank, (name, total) in enumerate(totaux_attendus(patrimoine, JOUR).items()):
            accountant = find_acteur(session, "CO", "LYO" if rank < 3 else "STE")
            analyse = analyse_fichier(session, accountant, (folder / name).read_bytes(), name)
            assert (analyse.issue, analyse.total_centimes) == (ACCEPTE, total), name


@pytest.mark.postgresql
def test_the_demo_loads_on_postgresql_too(postgresql_url, tmp_path):
    bind_documents(tmp_path / "documents")
    engine = bind_database(postgresql_url)
    with Session.begin() as session:
        assert load_demo(session, SYSTEME, date(2027, 5, 3)).lots == 339
    engine.dispose()
