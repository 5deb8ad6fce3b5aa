"""The program the browser tests talk to: the whole suite in one process, on the demo portfolio without its history.

No assembly, no call: what a journey enters is all there is, whatever the day.
"""

from datetime import date

import waitress
from sqlalchemy import select

from services.demo.chargement import MOT_DE_PASSE
from services.demo.portefeuille import build_patrimoine
from services.migrations import migrate
from services.suite import InProcess, Suite
from shared.acteurs import SYSTEME
from shared.auth.comptes import HASHER
from shared.config import load_config
from shared.database import Session
from shared.models import Agent
from shared.patrimoine.imports import import_patrimoine


def main() -> None:
    """Prepare the database of ``TANTIEME_DONNEES``, then serve on ``PORT`` until the process is ended."""
    config = load_config()
    migrate(config)
    suite = Suite(config)
    with Session.begin() as session:
        import_patrimoine(session, SYSTEME, build_patrimoine(date.today()))
        empreinte = HASHER.hash(MOT_DE_PASSE)
        for agent in session.scalars(select(Agent)):
            agent.empreinte_mot_de_passe = empreinte
    InProcess(config).start()
    waitress.serve(suite, host="127.0.0.1", port=config.port, threads=8)


if __name__ == "__main__":
    main()
