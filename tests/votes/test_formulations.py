"""A manager's correction is remembered for the syndic's words, shown when it is applied, and can be forgotten."""

from datetime import date

import pytest

from services.votes.assemblees.resolutions import requalify_resolution
from services.votes.qualification.formulations import compose_patron, list_formulations, withdraw_formulation
from services.votes.vues import describe_certitude
from shared.database import Session
from shared.errors import RefusedError
from shared.models import Copropriete, MandatSyndic, Syndic
from tests.votes.conftest import resolution_of

TITRE = "Dossier façade, exercice 2026"


@pytest.mark.parametrize(
    ("un", "autre"),
    [
        ("4. Dossier façade, exercice 2026", "RESOLUTION N° 12 - DOSSIER FACADE EXERCICE 2027"),
        ("Appel du 1er mars 2026 : 12 500 € TTC", "Appel du 15 juin 2027 : 9 800,50 euros"),
    ],
)
def test_a_wording_is_the_same_from_one_year_to_the_next(un, autre):
    assert compose_patron(un) == compose_patron(autre)
    assert compose_patron(un) != compose_patron(un + " du voisin")


def mandate(code="C001", syndic="S01"):
    with Session.begin() as session:
        known = session.query(Syndic).filter_by(code=syndic).one_or_none() or Syndic(code=syndic, nom=f"Régie {syndic}")
        copropriete = session.query(Copropriete).filter_by(code=code).one()
        session.add(MandatSyndic(copropriete=copropriete, syndic=known))


def correct(parc, resolution, code="ETUDES", **rest):
    with Session.begin() as session:
        requalify_resolution(session, parc.rc, resolution.id, code=code, version=resolution.version, **rest)


def next_year(parc, titre="7. DOSSIER FACADE, EXERCICE 2027", jour=19):
    return resolution_of(parc.add_ag(date(2026, 12, jour), titre), 1)


def test_the_next_agenda_of_this_syndic_gets_the_type_and_says_why(parc):
    mandate()
    first = resolution_of(parc.add_ag(agenda=f"1. {TITRE}"), 1)
    assert first.type == "A_QUALIFIER"
    correct(parc, first)
    again = next_year(parc)
    assert (again.type, again.article, again.affectation.role) == ("ETUDES", "24", "TE")
    mot, detail = describe_certitude(again)
    assert (mot, detail.startswith("d’après le choix de Claire Morel du ")) == ("corrigé", True)


def test_another_syndic_is_not_concerned(parc_sqlite):
    mandate()
    correct(parc_sqlite, resolution_of(parc_sqlite.add_ag(agenda=f"1. {TITRE}"), 1))
    with Session.begin() as session:
        session.query(MandatSyndic).delete()
    mandate(syndic="S02")
    assert next_year(parc_sqlite).type == "A_QUALIFIER"


def test_it_is_not_remembered_when_the_manager_says_so_nor_without_syndic(parc_sqlite):
    correct(parc_sqlite, resolution_of(parc_sqlite.add_ag(agenda=f"1. {TITRE}"), 1))
    mandate()
    correct(parc_sqlite, next_year(parc_sqlite), retenir=False)
    with Session() as session:
        assert list_formulations(session) == []


def test_another_correction_follows_the_former_one_and_ours_ends_it(parc_sqlite):
    mandate()
    correct(parc_sqlite, resolution_of(parc_sqlite.add_ag(agenda=f"1. {TITRE}"), 1))
    correct(parc_sqlite, next_year(parc_sqlite), code="ASSURANCE")
    with Session() as session:
        assert [(one.type, one.version, one.retiree_le is None) for one in list_formulations(session)] == [
            ("ASSURANCE", 2, True), ("ETUDES", 1, False),
        ]  # fmt: skip
    correct(parc_sqlite, next_year(parc_sqlite, jour=20), code="A_QUALIFIER")
    assert next_year(parc_sqlite, jour=21).type == "A_QUALIFIER"


def test_a_wording_withdrawn_is_forgotten(parc_sqlite):
    mandate()
    correct(parc_sqlite, resolution_of(parc_sqlite.add_ag(agenda=f"1. {TITRE}"), 1))
    with Session.begin() as session:
        withdraw_formulation(session, parc_sqlite.rc, 1)
    assert next_year(parc_sqlite).type == "A_QUALIFIER"
    with Session.begin() as session, pytest.raises(RefusedError, match="déjà retirée"):
        withdraw_formulation(session, parc_sqlite.rc, 1)
