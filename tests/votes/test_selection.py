"""Answering a selection at once, departing from the doctrine, and the second ballot: what is kept, what is left."""

from datetime import date
from threading import Barrier, Thread

import pytest

from services.votes.consignes.reponses import Reponse, give_consigne
from services.votes.consignes.selections import BilanSelection, follow_doctrine, give_consignes
from services.votes.models import GenreRegle, Position
from services.votes.politique.conditions import Conditions
from services.votes.politique.reglages import SaisieRegle, add_regle
from shared.acteurs import Acteur
from shared.database import Session
from shared.errors import InvalidError
from tests.votes.conftest import AUJOURDHUI, Parc, resolution_of

AGENDA = """\
1. Approbation des comptes de l’exercice 2025
2. Vote du budget prévisionnel de l’exercice 2027
3. Installation d’un portail motorisé
4. Rapport du conseil syndical, sans vote
"""
COMPTES, BUDGET, PORTAIL, RAPPORT = 1, 2, 3, 4
POUR, CONTRE, ABSTENTION = Position.POUR, Position.CONTRE, Position.ABSTENTION


def select(acteur: Acteur, choix: list[tuple[int, int]], reponse: Reponse) -> BilanSelection:
    with Session.begin() as session:
        return give_consignes(session, acteur, choix, reponse, AUJOURDHUI)


def ids(ag_id: int, *ordres: int) -> list[int]:
    return [resolution_of(ag_id, ordre).id for ordre in ordres]


def give(acteur: Acteur, resolution_id: int, *, version: int = 1, **reponse) -> None:
    with Session.begin() as session:
        give_consigne(session, acteur, resolution_id, version=version, aujourdhui=AUJOURDHUI, **reponse)


def add_doctrine(parc: Parc) -> None:
    with Session.begin() as session:
        saisie = SaisieRegle(genre=GenreRegle.DOCTRINE, libelle="Comptes", motif="Comptes rapprochés.",
                             conditions=Conditions(types=("COMPTES_APPROBATION",)), position=POUR)  # fmt: skip
        add_regle(session, parc.di, saisie, date(2026, 1, 1))


def test_one_answer_serves_a_selection_and_what_cannot_be_answered_is_left_and_said(parc):
    ag_id = parc.add_ag(agenda=AGENDA)
    comptes, budget, rapport = ids(ag_id, COMPTES, BUDGET, RAPPORT)
    give(parc.rc, budget, position=CONTRE, motif="Hausse de 9 %")
    bilan = select(parc.co, [(budget, 1), (comptes, 1), (rapport, 1)], Reponse(POUR, "Comptes et budget vérifiés"))
    assert list(bilan.repondues) == [comptes]
    assert [(one.resolution_id, one.code) for one in bilan.laissees] == [
        (budget, "VERSION_PERIMEE"),
        (rapport, "SANS_VOTE"),
    ]
    assert "Claire Morel a répondu « contre »" in bilan.laissees[0].motif
    assert resolution_of(ag_id, BUDGET).consigne.position is CONTRE


def test_two_selections_of_two_agents_on_the_same_resolutions_lose_no_answer(parc):
    ag_id = parc.add_ag(agenda=AGENDA)
    choix = [(one, 1) for one in ids(ag_id, COMPTES, BUDGET)]
    start, bilans = Barrier(2), {}

    def race(acteur: Acteur, position: Position, ordre: int) -> None:
        start.wait()
        bilans[acteur.nom] = select(acteur, choix[::ordre], Reponse(position, f"Avis de {acteur.nom}"))

    threads = [Thread(target=race, args=args) for args in ((parc.co, POUR, 1), (parc.rc, CONTRE, -1))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    kept = [one for bilan in bilans.values() for one in bilan.repondues]
    left = [one.resolution_id for bilan in bilans.values() for one in bilan.laissees]
    assert sorted(kept) == sorted(left) == sorted(resolution_id for resolution_id, _ in choix)
    assert [len(resolution_of(ag_id, ordre).consignes) for ordre in (COMPTES, BUDGET)] == [1, 1]


def test_an_empty_selection_or_no_reason_is_refused_whole(parc_sqlite):
    with pytest.raises(InvalidError, match="Cochez"):
        select(parc_sqlite.co, [], Reponse(POUR, "Vu"))
    with pytest.raises(InvalidError, match="Dites en une phrase"):
        select(parc_sqlite.co, [(1, 1)], Reponse(POUR, "  "))


def test_the_second_ballot_is_answered_only_where_a_bridge_can_open_one(parc):
    ag_id = parc.add_ag(agenda=AGENDA)
    comptes, portail = ids(ag_id, COMPTES, PORTAIL)
    with pytest.raises(InvalidError, match="Aucun second vote"):
        give(parc.co, comptes, position=CONTRE, position_second=POUR, motif="Vu")
    give(parc.rc, portail, position=CONTRE, position_second=POUR, position_si_amendee=ABSTENTION, motif="Devis unique")
    kept = resolution_of(ag_id, PORTAIL).consigne
    assert (kept.position_second, kept.position_si_amendee) == (POUR, ABSTENTION)


def test_a_departure_from_the_doctrine_needs_its_own_reason_and_keeps_the_rule(parc):
    add_doctrine(parc)
    ag_id = parc.add_ag(agenda=AGENDA)
    (comptes,) = ids(ag_id, COMPTES)
    with pytest.raises(InvalidError, match=r"La doctrine \(.*1 v1\) propose « pour »"):
        give(parc.co, comptes, position=CONTRE, motif="Écart sur l’eau")
    give(parc.co, comptes, position=CONTRE, motif="Écart sur l’eau", motif_ecart="Facture non produite")
    kept = resolution_of(ag_id, COMPTES).consigne
    assert (kept.position_proposee, kept.motif_ecart) == (POUR, "Facture non produite")
    assert kept.doctrine.endswith("1 v1")
    give(parc.co, comptes, version=2, position=POUR, motif="Facture reçue", motif_ecart="sans objet")
    assert resolution_of(ag_id, COMPTES).consigne.motif_ecart is None


def follow(acteur: Acteur, choix: list[tuple[int, int]]) -> BilanSelection:
    with Session.begin() as session:
        return follow_doctrine(session, acteur, choix, AUJOURDHUI)


def test_following_the_doctrine_gives_each_line_its_own_position_and_the_reason_of_its_rule(parc):
    add_doctrine(parc)
    with Session.begin() as session:
        add_regle(session, parc.di, SaisieRegle(
            genre=GenreRegle.DOCTRINE, libelle="Amélioration", motif="Sans utilité pour nos locataires.",
            conditions=Conditions(types=("TRAVAUX_AMELIORATION",)), position=CONTRE, position_second=ABSTENTION,
        ), date(2026, 1, 1))  # fmt: skip
    ag_id = parc.add_ag(agenda=AGENDA)
    comptes, budget, portail = ids(ag_id, COMPTES, BUDGET, PORTAIL)
    bilan = follow(parc.rc, [(comptes, 1), (budget, 1), (portail, 1)])
    assert list(bilan.repondues) == [comptes, portail]
    assert [(one.resolution_id, one.code) for one in bilan.laissees] == [(budget, "SANS_DOCTRINE")]
    kept = {ordre: resolution_of(ag_id, ordre).consigne for ordre in (COMPTES, BUDGET, PORTAIL)}
    assert kept[BUDGET] is None
    assert (kept[COMPTES].position, kept[COMPTES].motif) == (POUR, "Comptes rapprochés.")
    assert (kept[PORTAIL].position, kept[PORTAIL].position_second) == (CONTRE, ABSTENTION)
    assert kept[PORTAIL].doctrine.endswith("2 v1")
    assert all(one.motif_ecart is None for one in (kept[COMPTES], kept[PORTAIL]))


def test_following_the_doctrine_at_an_old_version_or_on_nothing_is_told(parc_sqlite):
    add_doctrine(parc_sqlite)
    comptes = ids(parc_sqlite.add_ag(agenda=AGENDA), COMPTES)[0]
    give(parc_sqlite.rc, comptes, position=POUR, motif="Vu")
    assert [one.code for one in follow(parc_sqlite.rc, [(comptes, 1)]).laissees] == ["VERSION_PERIMEE"]
    with pytest.raises(InvalidError, match="Cochez"):
        follow(parc_sqlite.rc, [])


def test_the_second_ballot_of_a_selection_is_kept_where_one_can_open_and_only_there(parc_sqlite):
    ag_id = parc_sqlite.add_ag(agenda=AGENDA)
    comptes, portail = ids(ag_id, COMPTES, PORTAIL)
    bilan = select(parc_sqlite.rc, [(comptes, 1), (portail, 1)], Reponse(CONTRE, "Devis absents", ABSTENTION))
    assert list(bilan.repondues) == [comptes, portail]
    assert resolution_of(ag_id, COMPTES).consigne.position_second is None
    assert resolution_of(ag_id, PORTAIL).consigne.position_second is ABSTENTION
