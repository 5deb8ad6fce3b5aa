"""The suite of the browser tests where the landlord has also set its doctrine, its address and who may sign."""

from datetime import date

from sqlalchemy.orm import Session

from services.votes.envois.delegations import SaisieDelegation, create_delegation, save_emetteur
from services.votes.politique.regles_defaut import load_doctrine
from shared.acteurs import SYSTEME
from shared.presentation import today
from tests.navigateur.suite_de_demonstration import main

SIGNATAIRES = (
    ("claire.morel@demo.example", "Responsable copropriété", "DS-2026-12", 5_000_000),
    ("hugo.delorme@demo.example", "Direction", "DS-2026-01", None),
)
"""Address, quality, act, and ceiling in centimes of our quote-parts voted « pour »."""


def set_votes(session: Session) -> None:
    """What an administration sets once, before any assembly."""
    load_doctrine(session, SYSTEME, today())
    save_emetteur(session, SYSTEME, "14 rue des Docks, 69009 Lyon", "Lyon")
    for agent, qualite, reference, plafond in SIGNATAIRES:
        create_delegation(session, SYSTEME, SaisieDelegation(
            agent=agent, qualite=qualite, reference=reference, plafond_centimes=plafond, du=date(2020, 1, 1), au=None,
        ))  # fmt: skip


if __name__ == "__main__":
    main(set_votes)
