"""The lines of the queues never drift from what they come from, whatever is done and in whatever order."""

from contextlib import suppress
from datetime import date, timedelta
from itertools import count

from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from services.migrations import alembic_config
from services.votes.assemblees.resolutions import change_cle, requalify_resolution
from services.votes.attribution.absences import record_absence
from services.votes.attribution.affectations import flag_notre_demande, reassign_resolution, route_orphans
from services.votes.attribution.relances import run_relances
from services.votes.consignes.a_voter import list_file
from services.votes.consignes.filtres_file import DONNEES, FiltreFile
from services.votes.consignes.lignes_file import ReponseLue, derive_places, find_wrong, mend_lignes
from services.votes.consignes.reouvertures import reopen_consigne
from services.votes.consignes.reponses import give_consigne
from services.votes.consignes.visas import find_visa, find_visa_demande, give_visa
from services.votes.majorites.quote_part import compute_quote_part
from services.votes.models import Absence, AssembleeGenerale, LigneFile, Position, Resolution, Volet
from shared.database import Lecture, Session, build_engine
from shared.errors import AppError
from shared.models import Agent
from shared.patrimoine.textes import normalise_texte
from tests.votes.conftest import AUJOURDHUI, DATE_AG, resolution_of

AGENDA = """\
1. Approbation des comptes de l’exercice 2025 pour un montant de 84 310,42 €
2. Réfection de l’étanchéité de la toiture terrasse du bâtiment A pour un montant de 48 000,00 € TTC.
3. Quitus au syndic
4. Rapport du conseil syndical, sans vote
"""
JOURS = count()
AGENTS = ("rc", "te", "co", "ju", "di")
TYPES = ("TRAVAUX_CONSERVATION", "QUITUS", "INFO_SANS_VOTE", "COMPTES_APPROBATION")


def expect_lines(session) -> set[tuple]:
    """The queues as the rules on objects say them: who must answer, whose agreement is awaited, who answered."""
    lines = set()
    for one in session.scalars(select(Resolution).where(Resolution.information.is_(False))):
        consigne, demande = one.consigne, find_visa_demande(one)
        places = []
        if consigne is None and one.affectation is not None and one.affectation.active:
            places.append((Volet.A_DONNER, one.affectation.agent_id, None))
        if consigne is not None and demande is not None and find_visa(consigne) is None:
            places.append((Volet.A_VISER, consigne.agent_id, demande.role))
        if consigne is not None:
            places += [(Volet.DONNEE, agent_id, None) for agent_id in
                       {given.agent_id for given in one.consignes if given.perimee_le is None}]  # fmt: skip
        shown = (one.ag_id, one.ag.date_ag, one.ag.dates.limite, one.ordre, one.ag.copropriete_id, one.type,
                 compute_quote_part(one))  # fmt: skip
        lines |= {(one.id, *place, *shown, normalise_texte(one.intitule)) for place in places}
    return lines


def kept_lines(session) -> set[tuple]:
    """The queues as they are kept."""
    names = ("resolution_id", "volet", "agent_id", "role", "ag_id", "date_ag", "limite", "ordre", "copropriete_id",
             "type", "quote_part_centimes", "recherche")  # fmt: skip
    return {tuple(getattr(line, name) for name in names) for line in session.scalars(select(LigneFile))}


def act(session, parc, ag_id: int, chosen: tuple[str, int, str, int]) -> None:
    """One act of somebody on one resolution; a refusal is an act that changed nothing."""
    name, ordre, agent, n = chosen
    acteur = getattr(parc, agent)
    one = session.scalars(select(Resolution).where(Resolution.ag_id == ag_id, Resolution.ordre == ordre)).one()
    at = {"version": one.version}
    match name:
        case "answer":
            give_consigne(session, acteur, one.id, position=list(Position)[n % 3], motif="Vu", motif_ecart="Vu",
                          aujourdhui=AUJOURDHUI, **at)  # fmt: skip
        case "reopen":
            reopen_consigne(session, parc.rc, one.id, motif="Devis remplacé", aujourdhui=AUJOURDHUI, **at)
        case "visa":
            give_visa(session, acteur, one.id, accorde=bool(n % 2), motif="Relu", aujourdhui=AUJOURDHUI, **at)
        case "retype":
            requalify_resolution(session, parc.rc, one.id, code=TYPES[n % 4], retenir=False, **at)
        case "clé":
            change_cle(session, parc.rc, one.id, code=("GEN", "BATA")[n % 2], **at)
        case "reassign":
            reassign_resolution(session, parc.rc, one.id, acteur.id, motif="Charge", **at)
        case "ours":
            flag_notre_demande(session, parc.rc, one.id, notre_demande=bool(n % 2), **at)
        case "absence":
            record_absence(session, parc.rc, agent_id=acteur.id, du=DATE_AG - timedelta(days=20), au=DATE_AG,
                           remplacant_id=parc.rc.id, motif="Congés", aujourdhui=AUJOURDHUI)  # fmt: skip
        case "leave":
            session.get_one(Agent, acteur.id).actif = False
            session.flush()
            route_orphans(session, AUJOURDHUI)
        case "silence":
            run_relances(session, DATE_AG - timedelta(days=n % 12))
        case "amount":
            one.montant_centimes = None if n % 5 == 0 else (n - 500) * 7_919
        case "limit":
            session.get_one(AssembleeGenerale, ag_id).formulaire_limite_imprimee = DATE_AG - timedelta(days=n % 30)
        case "postpone":
            session.get_one(AssembleeGenerale, ag_id).date_ag += timedelta(days=10_000)


ACTES = ("answer", "answer", "reopen", "visa", "retype", "clé", "reassign", "ours", "absence", "leave", "silence",
         "amount", "limit", "postpone")  # fmt: skip


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from(ACTES), st.integers(1, 4), st.sampled_from(AGENTS), st.integers(0, 1_000)),
        min_size=1, max_size=14,
    )
)  # fmt: skip
def test_after_any_sequence_of_acts_the_queues_are_what_the_rules_say(parc, acts):
    with Session.begin() as session:
        session.execute(delete(Absence))
        for agent in session.scalars(select(Agent)):
            agent.actif = True
    ag_id = parc.add_ag(DATE_AG + timedelta(days=next(JOURS)), AGENDA)
    for chosen in acts:
        with suppress(AppError), Session.begin() as session:
            act(session, parc, ag_id, chosen)
    with Lecture() as session:
        assert kept_lines(session) == expect_lines(session)
    with Session.begin() as session:
        assert mend_lignes(session, date.min) == 0


def test_what_a_transaction_wrote_and_gave_up_leaves_no_line(parc):
    resolution = resolution_of(parc.add_ag(), 2)
    with Lecture() as session:
        before = kept_lines(session)
    with Session() as session:
        give_consigne(session, parc.rc, resolution.id, position=Position.POUR, motif="Vu", version=1,
                      motif_ecart="Vu", aujourdhui=AUJOURDHUI)  # fmt: skip
        assert kept_lines(session) != before
    with Lecture() as session:
        assert kept_lines(session) == before


def test_a_second_answer_that_is_reopened_comes_back_to_the_queue(parc):
    resolution = resolution_of(parc.add_ag(), 2)
    for version in (1, 2):
        with Session.begin() as session:
            give_consigne(session, parc.co, resolution.id, position=Position.POUR, motif="Vu", version=version,
                          motif_ecart="Vu", aujourdhui=AUJOURDHUI)  # fmt: skip
    with Session.begin() as session:
        reopen_consigne(session, parc.rc, resolution.id, motif="Comptes corrigés", version=3, aujourdhui=AUJOURDHUI)
    with Lecture() as session:
        queue, _, _ = list_file(session, parc.co, FiltreFile(), AUJOURDHUI, page=1, taille=50)
        given_, _, _ = list_file(session, parc.co, FiltreFile(volet=DONNEES), AUJOURDHUI, page=1, taille=50)
    assert (resolution.id in {line.id for line in queue}, len(given_)) == (True, 0)


def test_a_line_that_does_not_agree_is_found_told_and_written_again(parc, caplog):
    resolution = resolution_of(parc.add_ag(), 2)
    with Session.begin() as session:
        session.execute(delete(LigneFile).where(LigneFile.resolution_id == resolution.id))
    with Session.begin() as session:
        assert find_wrong(session, [resolution.id]) == [resolution.id]
        assert mend_lignes(session, AUJOURDHUI) == 1
    assert "1 resolutions in a queue where they should not be" in caplog.text
    with Lecture() as session:
        assert kept_lines(session) == expect_lines(session)


@given(
    st.none() | st.integers(1, 3),
    st.none() | st.just("DI"),
    st.lists(st.tuples(st.integers(1, 3), st.booleans(), st.booleans()), max_size=4),
)
def test_a_resolution_never_waits_for_an_answer_and_for_a_visa_at_once(destinataire, role, answers):
    reponses = [ReponseLue(rang, *one) for rang, one in enumerate(answers, start=1)]
    volets = [place.volet for place in derive_places(destinataire, role, reponses)]
    assert {Volet.A_DONNER, Volet.A_VISER} - set(volets)
    holds = bool(reponses) and not reponses[-1].perimee
    assert (Volet.A_DONNER in volets) == (destinataire is not None and not holds)
    assert (Volet.A_VISER in volets) == (holds and role is not None and not reponses[-1].visee)
    assert (Volet.DONNEE in volets) == holds


def test_the_migration_gives_each_line_the_limit_of_its_form(parc):
    """The rows it writes are those the suite keeps: answered, awaiting a visa, re-opened, with a printed limit."""
    ag_id = parc.add_ag(DATE_AG, AGENDA)
    for chosen in (("ours", 1, "rc", 1), ("answer", 1, "co", 0), ("answer", 2, "te", 0), ("reopen", 2, "rc", 0)):
        with Session.begin() as session:
            act(session, parc, ag_id, chosen)
    parc.add_ag(DATE_AG + timedelta(days=300), AGENDA)
    with Session.begin() as session:
        session.get_one(AssembleeGenerale, ag_id).formulaire_limite_imprimee = DATE_AG - timedelta(days=9)
    with Lecture() as session:
        before, bind = kept_lines(session), session.connection().engine.url
        assert before == expect_lines(session)
    assert {line[1] for line in before} == set(Volet)
    engine = build_engine(bind.render_as_string(hide_password=False))
    with engine.begin() as connection:
        script = ScriptDirectory.from_config(alembic_config(connection)).get_revision("limites_formulaire")
        with Operations.context(MigrationContext.configure(connection)):
            script.module.upgrade()
    engine.dispose()
    with Lecture() as session:
        assert kept_lines(session) == before
