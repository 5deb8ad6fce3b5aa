"""The suite of the browser tests on a day when the bank executes transfers: today, or the next one."""

from datetime import datetime

import time_machine

from services.appels_fonds.paiements.jours_bancaires import next_jour_bancaire
from shared.presentation import PARIS
from tests.navigateur.suite_de_demonstration import main

if __name__ == "__main__":
    maintenant = datetime.now(PARIS)
    jour = next_jour_bancaire(maintenant.date())
    with time_machine.travel(maintenant.replace(year=jour.year, month=jour.month, day=jour.day)):
        main()
