"""A draft amended before the assembly, or misread: what is decided follows it, and no answer to the former one does."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from services.votes.assemblees.amendements import Projet, amend_resolution, read_projet
from services.votes.majorites.quote_part import compute_quote_part
from services.votes.models import Engagement, Position
from shared.database import Lecture, Session
from shared.errors import InvalidError, RefusedError, StaleError
from shared.models import AuditLigne
from tests.votes.conftest import AUJOURDHUI, DATE_AG, resolution_of
from tests.votes.test_reouvertures import answer

TRAVAUX = """\
1. Réfection de l’étanchéité de la toiture terrasse
L’assemblée décide les travaux pour un montant de 48 000,00 € TTC."""


def amend(parc, resolution, projet, motif="Devis remplacé le 1er décembre", jour=AUJOURDHUI):
    with Session.begin() as session:
        amend_resolution(session, parc.rc, resolution.id, projet, motif=motif, version=resolution.version,
                         aujourdhui=jour)  # fmt: skip
    return resolution_of(resolution.ag_id, resolution.ordre)


def reserved(resolution):
    with Lecture() as session:
        lignes = session.scalars(select(Engagement).where(Engagement.resolution_id == resolution.id)).all()
        return sum(one.montant_centimes for one in lignes if one.etat.value == "RESERVE")


def test_an_answer_to_the_former_draft_is_reopened_and_its_money_released(parc):
    resolution = answer(parc, resolution_of(parc.add_ag(agenda=TRAVAUX), 1))
    assert reserved(resolution) == compute_quote_part(resolution)
    projet = replace(
        read_projet(resolution), montant=9_900_000, texte="L’assemblée décide les travaux, avec isolation."
    )
    after = amend(parc, resolution, projet)
    assert (after.montant_centimes, after.consigne, reserved(after)) == (9_900_000, None, 0)
    assert after.consignes[0].perimee_motif == "Devis remplacé le 1er décembre"
    again = answer(parc, after)
    assert again.consigne.position is Position.POUR
    assert reserved(again) == compute_quote_part(again) > compute_quote_part(resolution)


def test_the_journal_keeps_the_former_words_of_what_changed_alone(parc_sqlite):
    resolution = resolution_of(parc_sqlite.add_ag(), 3)
    amend(parc_sqlite, resolution, replace(read_projet(resolution), montant=1_234_500), motif="")
    with Lecture() as session:
        ligne = session.scalar(select(AuditLigne).where(AuditLigne.acte == "change ce qu’une résolution met aux voix"))
        assert ligne.detail["avant"] == {"montant": resolution.montant_centimes}
        assert ligne.detail["apres"] == {"montant": 1_234_500}


def test_the_draft_that_was_asked_for_gives_a_title_its_type_and_its_employee(parc_sqlite):
    resolution = resolution_of(parc_sqlite.add_ag(agenda="1. PPT"), 1)
    assert resolution.type == "A_QUALIFIER"
    titre = "Adoption du plan pluriannuel de travaux"
    after = amend(parc_sqlite, resolution, Projet(titre, None, None, "25"), motif="")
    assert (after.type, after.article, after.affectation.agent.nom) == ("PPT_ADOPTION", "25", "Thomas Giraud")


def test_refused_without_title_or_reason_unchanged_stale_or_after_the_assembly(parc_sqlite):
    resolution = answer(parc_sqlite, resolution_of(parc_sqlite.add_ag(), 3))
    projet = replace(read_projet(resolution), montant=1)
    with pytest.raises(InvalidError, match="intitulé manque"):
        amend(parc_sqlite, resolution, replace(projet, intitule=" "))
    with pytest.raises(InvalidError, match="ce qui est nouveau"):
        amend(parc_sqlite, resolution, projet, motif=" ")
    with pytest.raises(RefusedError, match="Rien ne change"):
        amend(parc_sqlite, resolution, read_projet(resolution))
    with pytest.raises(RefusedError, match="a eu lieu"):
        amend(parc_sqlite, resolution, projet, jour=DATE_AG.replace(year=DATE_AG.year + 1))
    amend(parc_sqlite, resolution, projet)
    with pytest.raises(StaleError):
        amend(parc_sqlite, resolution, replace(projet, montant=2))
