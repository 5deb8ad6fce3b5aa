"""What charges says of its anomalies weighs on what the doctrine proposes for the accounts."""

from datetime import date

from services.votes.anomalies_connues import record_anomalie
from services.votes.models import AnomalieConnue, Position, Resolution
from services.votes.politique.doctrine import propose_position
from services.votes.politique.regles_defaut import load_doctrine
from shared.database import Session
from shared.messages import AnomalieDetectee
from shared.models import Copropriete, Exercice
from shared.presentation import today
from tests.votes.conftest import resolution_of


def tell(copropriete_id, explication="Eau : +62 % sans événement connu"):
    fact = AnomalieDetectee(anomalie_id=7, copropriete_id=copropriete_id, exercice="2025", poste="EAU", type="pic",
                            enjeu_centimes=124_000, explication=explication)  # fmt: skip
    with Session.begin() as session:
        record_anomalie(session, fact)


def test_open_anomalies_turn_the_proposal_on_the_accounts(parc):
    jour = today()
    resolution = resolution_of(parc.add_ag(date(jour.year + 1, jour.month, 1)), 2)
    with Session.begin() as session:
        load_doctrine(session, parc.di, jour)
        lue = session.get(Resolution, resolution.id)
        assert propose_position(session, lue).position is Position.POUR
        copropriete_id = lue.ag.copropriete_id
    tell(copropriete_id)
    with Session() as session:
        found = propose_position(session, session.get(Resolution, resolution.id))
    assert (found.position, found.regle) == (Position.CONTRE, "R2 v1")


def test_told_twice_it_is_one_anomaly_with_its_latest_words(parc_sqlite):
    with Session() as session:
        copropriete_id = session.query(Copropriete).filter_by(code="C001").one().id
    tell(copropriete_id)
    tell(copropriete_id, "Eau : +58 % après rectification")
    with Session() as session:
        assert [one.explication for one in session.query(AnomalieConnue)] == ["Eau : +58 % après rectification"]


def test_accounts_presented_more_than_six_months_after_the_exercice_are_said_late(parc_sqlite):
    jour = today()
    resolution = resolution_of(parc_sqlite.add_ag(date(jour.year + 1, 9, 15)), 2)
    with Session.begin() as session:
        load_doctrine(session, parc_sqlite.di, jour)
        lue = session.get(Resolution, resolution.id)
        session.add(
            Exercice(copropriete_id=lue.ag.copropriete_id, libelle=str(jour.year), debut=date(jour.year, 1, 1),
                     fin=date(jour.year, 12, 31))
        )  # fmt: skip
        session.flush()
        assert propose_position(session, lue).regle == "R3 v1"
