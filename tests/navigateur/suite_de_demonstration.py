"""The program the browser tests talk to: the whole suite in one process, on the demo portfolio without its history.

No assembly, no call: what a journey enters is all there is, whatever the day.
"""

from collections.abc import Callable

import waitress
from sqlalchemy import select
from sqlalchemy.orm import Session as OrmSession

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
from shared.pdf.scellement import make_certificat_demonstration
from shared.presentation import today


def main(prepare: Callable[[OrmSession], None] | None = None) -> None:
    """Prepare the database of ``TANTIEME_DONNEES``, then serve on ``PORT`` until the process is ended.

    :param prepare: what is set besides the portfolio, in the same transaction.
    """
    config = load_config()
    migrate(config)
    suite = Suite(config)
    with Session.begin() as session:
        import_patrimoine(session, SYSTEME, build_patrimoine(today()))
        empreinte = HASHER.hash(MOT_DE_PASSE)
        for agent in session.scalars(select(Agent)):
            agent.empreinte_mot_de_passe = empreinte
        if prepare is not None:
            prepare(session)
    make_certificat_demonstration(config.certificat, "ESH Rhône et Forez Habitat")
    InProcess(config).start()
    waitress.serve(suite, host="127.0.0.1", port=config.port, threads=8)


if __name__ == "__main__":
    main()
