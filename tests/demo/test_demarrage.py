"""The demo from outside: the command loads it once, its facts reach charges, the first start prints the accounts."""

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from services.appels_fonds.models import LigneAppel
from services.charges.models import MontantAppele
from services.cli import main
from services.demo.demarrage import announce, load_if_empty
from shared.config import load_config
from shared.database import Lecture, Session
from shared.models import Agence, Agent, OutboxMessage


@pytest.fixture
def dossier(tmp_path, monkeypatch):
    """An empty data folder for the commands, and no other setting."""
    for name in ("DATABASE_URL", "BROKER_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TANTIEME_DONNEES", str(tmp_path))
    return tmp_path


def test_demo_charger_loads_once_writes_files_and_carries_every_fact_to_charges(dossier):
    first = CliRunner().invoke(main, ["demo", "charger", "--aujourdhui", "2026-11-23"])
    assert first.exit_code == 0, first.output
    assert "24 copropriétés, 339 lots, 12 agents" in first.output
    assert len(list((dossier / "demo" / "classeurs").iterdir())) == 7
    assert len(list((dossier / "demo" / "ordres-du-jour").iterdir())) == 1
    with Lecture() as session:
        assert session.scalar(select(func.count()).where(OutboxMessage.envoye_le.is_(None))) == 0
        heard = session.scalar(select(func.sum(MontantAppele.montant_centimes)))
        assert heard == session.scalar(select(func.sum(LigneAppel.montant_centimes))) > 0
    again = CliRunner().invoke(main, ["demo", "charger"])
    assert again.exit_code == 1
    assert "base vide" in again.output


def test_the_first_start_leaves_real_data_alone(base_sqlite, dossier, capsys):
    config = load_config()
    with Session.begin() as session:
        session.add(Agence(code="PAR", nom="Paris"))
    load_if_empty(config)
    announce(config, 8000)
    with Lecture() as session:
        assert session.scalar(select(func.count()).select_from(Agent)) == 0
    assert not (dossier / "demo").exists()
    assert capsys.readouterr().out == "Tantième est prêt : http://localhost:8000\n"


def test_the_first_start_loads_the_demo_and_prints_the_accounts(base_sqlite, dossier, capsys):
    config = load_config()
    load_if_empty(config)
    announce(config, 8123)
    printed = capsys.readouterr().out
    assert "http://localhost:8123" in printed
    assert "mot de passe demo-tantieme" in printed
    assert printed.count("@demo.example") == 12
    assert (dossier / "demo" / "classeurs" / "LISEZMOI.txt").exists()
