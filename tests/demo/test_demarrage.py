"""The first start: it loads the demo where nothing was entered, and prints the accounts."""

import pytest
from sqlalchemy import func, select

from services.demo.demarrage import announce, load_if_empty
from shared.config import load_config
from shared.database import Lecture, Session
from shared.models import Agence, Agent
from tests.serveurs import ADRESSE, JOURNAL


@pytest.fixture
def dossier(tmp_path, monkeypatch):
    """An empty data folder for the commands, and no other setting."""
    for name in ("DATABASE_URL", "BROKER_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TANTIEME_DONNEES", str(tmp_path))
    return tmp_path


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


def test_the_first_start_loads_the_demo_and_prints_the_accounts(premier_demarrage):
    printed = (premier_demarrage / JOURNAL).read_text(encoding="utf-8")
    port = (premier_demarrage / ADRESSE).read_text(encoding="utf-8").rsplit(":")[-1]
    assert f"Tantième est prêt : http://localhost:{port}\n" in printed
    assert "mot de passe demo-tantieme" in printed
    assert printed.count("@demo.example") == 12
    assert (premier_demarrage / "demo" / "classeurs" / "LISEZMOI.txt").exists()
