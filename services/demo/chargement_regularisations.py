"""The demo's leases and régularisations: one definitive and sent, one provisional, others ready to settle."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.charges.baux.imports import import_baux
from services.charges.decomptes.enregistrement import send_regularisation, settle_exercice
from services.charges.models import ComptesAnnuels, StatutComptes, StatutRegularisation
from services.charges.tables.lecture import Fichier
from services.demo.acteurs import find_acteur
from services.demo.identifiants import draw
from shared.models import Copropriete
from shared.patrimoine.lectures import LotDetenu, lots_du_bailleur

LOUEES = ("C001", "C003", "C009", "C013")
REGULARISEES = ("C001", "C003")
NOMS = (
    "Mme Aubert", "M. Bonnet", "Mme Chevalier", "M. Diallo", "Mme Estève", "M. Fontaine", "Mme Girard", "M. Haddad",
    "Mme Imbert", "M. Jacquet", "Mme Keller", "M. Lambert", "Mme Moreau", "M. Nguyen", "Mme Olivier", "M. Perrin",
)  # fmt: skip


def load_regularisations(session: Session, patrimoine: dict[str, Any], aujourdhui: date) -> int:
    """Bring the leases of some copropriétés and settle two of them; returns how many leases."""
    agences = {une["code"]: une["agence"] for une in patrimoine["coproprietes"]}
    baux = 0
    for code in LOUEES:
        comptes = _find_comptes(session, code)
        if comptes is None or comptes.debut is None or comptes.fin is None:
            continue
        comptable = find_acteur(session, "CO", agences[code])
        texte, nombre = write_baux(session, comptes, code)
        import_baux(session, comptable, Fichier(f"Baux {code}.csv", texte.encode()), comptes.debut, comptes.fin, code)
        baux += nombre
        if code in REGULARISEES:
            regularisation = settle_exercice(session, comptable, comptes.id)
            session.flush()
            le = min(aujourdhui, (comptes.approuves_le or aujourdhui) + timedelta(days=20))
            if regularisation.statut is StatutRegularisation.DEFINITIVE:
                send_regularisation(session, comptable, regularisation.id, version=regularisation.version, le=le)
    return baux


def _find_comptes(session: Session, code: str) -> ComptesAnnuels | None:
    """The last accounts received of a copropriété."""
    return session.scalar(
        select(ComptesAnnuels)
        .join(Copropriete, Copropriete.id == ComptesAnnuels.copropriete_id)
        .where(Copropriete.code == code, ComptesAnnuels.statut.in_((StatutComptes.RECUS, StatutComptes.APPROUVES)))
        .order_by(ComptesAnnuels.fin.desc())
        .limit(1)
    )


def write_baux(session: Session, comptes: ComptesAnnuels, code: str) -> tuple[str, int]:
    """The leases of our lots over the exercise: one departure in four, and each dwelling with an annex when there is
    one; provisions near what the year cost."""
    if comptes.copropriete_id is None or comptes.debut is None or comptes.fin is None:
        return "", 0
    hasard = draw(code, "baux")
    lots = lots_du_bailleur(session, comptes.copropriete_id, comptes.fin)
    annexes = [lot for lot in lots if lot.nature != "logement"]
    lignes = ["bail;lots;du;au;provisions;locataire;depot_garantie"]
    for rang, lot in enumerate(lot for lot in lots if lot.nature == "logement"):
        tenus = "+".join([lot.numero, *([annexes[rang].numero] if rang < len(annexes) else [])])
        annuel = _guess_annuel(lot, hasard.randint(90, 112))
        depart = comptes.debut + timedelta(days=hasard.randint(60, 240))
        nom = NOMS[(rang + len(code)) % len(NOMS)]
        depot = (lot.surface_m2 or 50) * 7
        if rang % 4 == 1:
            jours = (depart - comptes.debut).days + 1
            reprise = depart + timedelta(days=hasard.randint(12, 75))
            restant = max((comptes.fin - reprise).days + 1, 1)
            suivant = NOMS[(rang + 5) % len(NOMS)]
            lignes.append(
                f"{code}-{rang + 1:03d}A;{tenus};2019-03-01;{depart};{annuel * jours // 36500}.00;{nom};{depot}"
            )
            lignes.append(f"{code}-{rang + 1:03d}B;{tenus};{reprise};;{annuel * restant // 36500}.00;{suivant};{depot}")
        else:
            lignes.append(f"{code}-{rang + 1:03d};{tenus};{2012 + rang % 8}-05-01;;{annuel // 100}.00;{nom};{depot}")
    return "\n".join(lignes) + "\n", len(lignes) - 1


def _guess_annuel(lot: LotDetenu, pour_cent: int) -> int:
    """What a dwelling is invoiced a year, in centimes: 21 € a m², more or less."""
    return (lot.surface_m2 or 50) * 2_100 * pour_cent // 100
