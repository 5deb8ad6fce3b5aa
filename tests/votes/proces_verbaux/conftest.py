"""An assembly of last month, answered, and its minutes as they could be read."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from services.votes.models import Affectation, Consigne, Position, ResultatAnnonce, VoteConstate
from services.votes.proces_verbaux.apercus import open_apercu, save_apercu
from services.votes.proces_verbaux.confirmation import confirm_apercu
from services.votes.proces_verbaux.contenu import Colonne, ContenuPv, EffetPv, LignePv, ScrutinLu, load_contenu
from shared.database import Lecture, Session
from shared.models import Bailleur, MandatSyndic, Syndic, now
from tests.votes.conftest import AUJOURDHUI, Parc, resolution_of

DATE_PASSEE = date(2026, 11, 3)
NOTIFIE_LE = date(2026, 11, 16)
ODJ_PV = """\
1. Quitus au syndic
2. Vote du budget prévisionnel de l’exercice 2027
3. Réfection de l’étanchéité de la toiture terrasse du bâtiment A
4. Désignation du syndic
5. Installation d’un portail motorisé avec vidéophone
6. Rapport du conseil syndical, sans vote
"""
CONSIGNES = {1: Position.CONTRE, 2: Position.POUR, 3: Position.POUR, 4: Position.POUR, 5: Position.CONTRE}


class Assemblee:
    """One assembly under test: ``ids`` of its resolutions by rank."""

    def __init__(self, parc: Parc) -> None:
        self.parc = parc
        self.ag_id = parc.add_ag(DATE_PASSEE, ODJ_PV)
        self.ids = {ordre: resolution_of(self.ag_id, ordre).id for ordre in range(1, 7)}
        with Session.begin() as session:
            session.add(Bailleur(nom="Deux Rives Habitat"))
            first, second = Syndic(code="S01", nom="Cabinet Un"), Syndic(code="S02", nom="Cabinet Deux")
            session.add_all([first, second])
            session.flush()
            copropriete_id = session.scalar(select(Affectation).limit(1)).resolution.ag.copropriete_id
            session.add(MandatSyndic(copropriete_id=copropriete_id, syndic_id=first.id, du=date(2024, 1, 1)))
            session.add_all([
                Consigne(resolution_id=self.ids[ordre], rang=1, position=position, motif="Instruit",
                         agent_id=parc.rc.id, le=now())
                for ordre, position in CONSIGNES.items()
            ])  # fmt: skip
        self.copropriete_id = copropriete_id

    def open(self, **values):
        """Start the minutes; returns their version and content."""
        with Session.begin() as session:
            pv = open_apercu(session, self.parc.rc, self.ag_id, AUJOURDHUI, **values)
            session.flush()
            return pv.version, load_contenu(pv.contenu)

    def save(self, version: int, contenu: ContenuPv, notifie_le: date | None = NOTIFIE_LE) -> int:
        """Keep the review; returns its version."""
        with Session.begin() as session:
            return save_apercu(session, self.parc.rc, self.ag_id, version, contenu, notifie_le, AUJOURDHUI).version

    def confirm(self, version: int, motif: str | None = None):
        """Confirm the minutes."""
        with Session.begin() as session:
            return confirm_apercu(session, self.parc.rc, self.ag_id, version, AUJOURDHUI, motif)

    def record(self, motif: str | None = None, notifie_le: date | None = NOTIFIE_LE, **changes):
        """Type, keep and confirm minutes: as ``write_lignes`` says, with some lines changed by rank (``l3=…``)."""
        version, contenu = self.open()
        lignes = {ligne.resolution_id: ligne for ligne in contenu.lignes}
        for ordre, ligne in (write_lignes() | {int(nom[1:]): ligne for nom, ligne in changes.items()}).items():
            lignes[self.ids[ordre]] = replace(ligne, resolution_id=self.ids[ordre])
        return self.record_waiting(version, replace(contenu, lignes=tuple(lignes.values())), notifie_le, motif)

    def record_waiting(
        self, version: int, contenu: ContenuPv, notifie_le: date | None = NOTIFIE_LE, motif: str | None = None
    ):
        """Keep and confirm a review; what is still empty becomes a resolution without a vote."""
        lignes = tuple(
            ligne if ligne.annonce else replace(ligne, annonce=ResultatAnnonce.SANS_VOTE) for ligne in contenu.lignes
        )
        return self.confirm(self.save(version, replace(contenu, lignes=lignes), notifie_le), motif)


def a_scrutin(pour: int | None, contre: int | None = 0, abstention: int | None = 0) -> ScrutinLu:
    """A ballot by its votes."""
    return ScrutinLu(Colonne(pour), Colonne(contre), Colonne(abstention))


def a_ligne(premier: ScrutinLu, vote=VoteConstate.POUR, annonce=ResultatAnnonce.ADOPTEE, **values) -> LignePv:
    """A line of minutes, its resolution to be filled."""
    return LignePv(resolution_id=0, premier=premier, notre_vote=vote, annonce=annonce, **values)


BUDGET_2027 = EffetPv(
    genre="BUDGET", exercice="2027", debut=date(2027, 1, 1), fin=date(2027, 12, 31), nature="COURANT",
    montants={"GEN": 8_600_001},
)  # fmt: skip
TOITURE = EffetPv(
    genre="TRAVAUX", libelle="Étanchéité du bâtiment A", montants={"BATA": 4_800_000},
    echeances=(date(2027, 1, 1), date(2027, 4, 1)),
)  # fmt: skip
MANDAT = EffetPv(genre="MANDAT", syndic="S02", debut=date(2026, 11, 4))


def write_lignes() -> dict[int, LignePv]:
    """Minutes on which everything but one point agrees: our opposition to the quitus is not recorded."""
    return {
        1: a_ligne(a_scrutin(5_000, 800)),
        2: a_ligne(a_scrutin(6_000, 200), effet=BUDGET_2027),
        3: a_ligne(a_scrutin(3_000, 100), effet=TOITURE),
        4: a_ligne(a_scrutin(5_200, 400), effet=MANDAT),
        5: a_ligne(a_scrutin(5_100, 900), VoteConstate.CONTRE, effet=EffetPv(genre="TRAVAUX", plus_tard=True)),
    }


@pytest.fixture
def assemblee(parc: Parc) -> Assemblee:
    """On each engine."""
    return Assemblee(parc)


@pytest.fixture
def assemblee_sqlite(parc_sqlite: Parc) -> Assemblee:
    """Where the engine does not matter."""
    return Assemblee(parc_sqlite)


def read_all(table, *order):
    """Every row of a table, read afresh."""
    with Lecture() as session:
        rows = session.scalars(select(table).order_by(*(order or (table.id,)))).all()
        session.expunge_all()
        return list(rows)
