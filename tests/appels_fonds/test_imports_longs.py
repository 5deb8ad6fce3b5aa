"""A long file is read and integrated behind a task: told as it goes, once whatever happens, and small files at once."""

import pytest
from sqlalchemy import func, select

import services.appels_fonds.actors as actors
from services.appels_fonds.models import AppelFonds, Ecriture, ImportAppel, LigneAppel, StatutImport
from services.appels_fonds.reception.depots import receive_depots
from services.appels_fonds.reception.imports import abandon_import
from services.appels_fonds.reception.imports_longs import (
    find_tache,
    list_en_cours,
    load_tache,
    request_integration,
    request_lecture,
)
from services.appels_fonds.reglages import TAILLE_FICHIER_LONG, change_reglage
from shared.acteurs import Acteur
from shared.auth.comptes import to_acteur
from shared.database import Lecture, Session
from shared.errors import NotFoundError, StaleError
from shared.inbox import RECEIVERS
from shared.messages import LectureDemandee
from shared.models import Agent, EtatTache, OutboxMessage, Tache
from shared.montants import format_montant
from tests.appels_fonds.essais import TRIMESTRE, a_workbook, load_patrimoine_essai
from tests.appels_fonds.travailleur import deliver

CONTENU = a_workbook(TRIMESTRE)


@pytest.fixture
def ines(base) -> Acteur:
    """The accountant of the trial, as a known agent; every file is long for her."""
    load_patrimoine_essai()
    with Session.begin() as session:
        acteur = to_acteur(session.scalars(select(Agent).where(Agent.courriel == "ines.faure@demo.example")).one())
        change_reglage(session, acteur, TAILLE_FICHIER_LONG, "0")
    return acteur


def drop(acteur: Acteur, contenu: bytes = CONTENU, nom: str = "appel T2.xlsx") -> int:
    with Session.begin() as session:
        return request_lecture(session, acteur, contenu, nom).id


def confirm(acteur: Acteur, import_id: int) -> int:
    with Session.begin() as session:
        apercu = session.get_one(ImportAppel, import_id)
        return request_integration(
            session, acteur, import_id, version=apercu.version, forcages={}, en_partie=False
        ).id  # fmt: skip


def read(acteur: Acteur, tache_id: int) -> Tache:
    with Lecture() as session:
        return load_tache(session, acteur, tache_id)


def count(model: type) -> int:
    with Lecture() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_a_long_file_becomes_a_preview_then_an_integrated_batch_and_each_fact_counts_once(ines):
    tache = read(ines, drop(ines))
    assert (tache.etat, count(ImportAppel)) == (EtatTache.EN_ATTENTE, 0)
    assert deliver() == 1
    tache = read(ines, tache.id)
    assert (tache.etat, tache.fait, tache.total, tache.part_pour_mille) == (EtatTache.TERMINEE, 4, 4, 1000)
    import_id = tache.resultat["import_id"]
    tache = read(ines, confirm(ines, import_id))
    assert deliver() == 1
    tache = read(ines, tache.id)
    assert (tache.etat, tache.message) == (EtatTache.TERMINEE, f"1 appel intégré, {format_montant(107_875)}")
    with Lecture() as session:
        assert session.get_one(ImportAppel, import_id).statut == StatutImport.INTEGRE
    assert (count(AppelFonds), count(LigneAppel), count(Ecriture)) == (1, 4, 1)


def test_a_small_file_is_read_at_once_and_a_long_one_is_followed(ines):
    with Session.begin() as session:
        change_reglage(session, ines, TAILLE_FICHIER_LONG, "1000")
        (apercu,) = receive_depots(session, ines, CONTENU, "appel T2.xlsx")
        assert isinstance(apercu, ImportAppel)
        change_reglage(session, ines, TAILLE_FICHIER_LONG, "1")
        (tache,) = receive_depots(session, ines, CONTENU, "appel T2.xlsx")
        assert isinstance(tache, Tache)
        assert [one.id for one in list_en_cours(session, ines)] == [tache.id]


def test_many_small_files_dropped_at_once_are_read_at_once_as_long_as_together_they_are_not_long(ines):
    with Session.begin() as session:
        change_reglage(session, ines, TAILLE_FICHIER_LONG, str(1 + 2 * len(CONTENU) // 1024))
        recus = [
            receive_depots(session, ines, CONTENU, f"appel {rang}.xlsx", avant=rang * len(CONTENU)) for rang in range(4)
        ]
    assert [type(recu) for (recu,) in recus] == [ImportAppel, ImportAppel, Tache, Tache]


def test_two_people_who_confirm_the_same_preview_share_one_task(ines):
    tache = drop(ines)
    deliver()
    import_id = read(ines, tache).resultat["import_id"]
    assert confirm(ines, import_id) == confirm(ines, import_id)
    with Lecture() as session:
        assert find_tache(session, import_id) is not None
    deliver()
    with Lecture() as session:
        assert find_tache(session, import_id) is None
    with pytest.raises(StaleError), Session.begin() as session:
        request_integration(session, ines, import_id, version=1, forcages={}, en_partie=False)


def test_what_is_refused_meanwhile_is_told_in_the_task_and_nothing_is_integrated(ines):
    tache = drop(ines)
    deliver()
    import_id = read(ines, tache).resultat["import_id"]
    tache = confirm(ines, import_id)
    with Session.begin() as session:
        abandon_import(session, ines, import_id, version=session.get_one(ImportAppel, import_id).version)
    assert deliver() == 1
    refused = read(ines, tache)
    assert refused.etat == EtatTache.ECHOUEE
    assert "abandonné" in refused.message
    assert count(AppelFonds) == 0


@pytest.mark.parametrize("stage", ["finish_lecture", "finish_integration"])
def test_a_work_that_dies_before_its_end_leaves_nothing_and_the_next_attempt_does_it_once(ines, monkeypatch, stage):
    tache = drop(ines)
    if stage == "finish_integration":
        deliver()
        tache = confirm(ines, read(ines, tache).resultat["import_id"])
    real = getattr(actors.imports_longs, stage)

    def die(*arguments):
        real(*arguments)
        raise MemoryError

    monkeypatch.setattr(actors.imports_longs, stage, die)
    with pytest.raises(MemoryError):
        deliver()
    half = read(ines, tache)
    assert (half.etat, half.finie_le) == (EtatTache.EN_COURS, None)
    assert half.commencee_le is not None
    assert half.part_pour_mille > 0
    assert count(AppelFonds) == 0
    monkeypatch.setattr(actors.imports_longs, stage, real)
    assert deliver() == 1
    assert read(ines, tache).etat == EtatTache.TERMINEE
    assert count(AppelFonds) == (stage == "finish_integration")


def test_a_work_given_up_says_so_and_a_replay_of_it_still_ends_well(ines):
    tache = drop(ines)
    with Lecture() as session:
        body = session.scalars(select(OutboxMessage.contenu).where(OutboxMessage.fait == "LectureDemandee")).one()
    with Session.begin() as session:
        RECEIVERS["appels_fonds.LectureDemandee"].given_up(session, LectureDemandee.load(body))
    stopped = read(ines, tache)
    assert (stopped.etat, "rien n’est écrit" in stopped.message) == (EtatTache.ECHOUEE, True)
    deliver()
    assert read(ines, tache).etat == EtatTache.TERMINEE


def test_the_task_of_somebody_else_is_not_shown(ines):
    tache = drop(ines)
    autre = Acteur(id=None, courriel="autre@demo.example", nom="Autre", roles=frozenset({"CO"}), agences=frozenset())
    with pytest.raises(NotFoundError), Lecture() as session:
        load_tache(session, autre, tache)


def test_a_file_that_cannot_be_read_ends_in_a_refused_preview(ines):
    tache = drop(ines, b"PK\x03\x04 pas un classeur", "abime.xlsx")
    deliver()
    done = read(ines, tache)
    assert done.etat == EtatTache.TERMINEE
    with Lecture() as session:
        assert session.get_one(ImportAppel, done.resultat["import_id"]).statut == StatutImport.REFUSE
