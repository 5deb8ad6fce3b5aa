"""Use case: how many co-owners a syndicat counts, and our weight on each of its clés."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.votes.assemblees.resolutions import load_cles
from services.votes.majorites.choix_cle import GENERALE
from services.votes.majorites.poids import Part, Poids, compute_poids
from services.votes.models import ProfilVote
from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.errors import InvalidError, StaleError
from shared.models import Copropriete, now
from shared.patrimoine.lectures import get_copropriete, voix_du_bailleur

MAXIMUM = 100_000


@dataclass(frozen=True, slots=True)
class PoidsCle:
    """Our weight on one clé of a copropriété, as its page shows it."""

    code: str
    libelle: str
    poids: Poids


def record_membres(session: Session, acteur: Acteur, code: str, nombre: int, version: int) -> ProfilVote:
    """Say how many co-owners the syndicat counts: heads at article 26, and the regime of two co-owners.

    :param version: of the figure as it was read; 0 when there was none.
    :raises NotFoundError: no such copropriété among those the agent sees.
    :raises InvalidError: none, or more than can be.
    :raises StaleError: somebody changed it since.
    """
    copropriete = get_copropriete(session, acteur, code)
    if not 1 <= nombre <= MAXIMUM:
        raise InvalidError(
            "Indiquez le nombre de copropriétaires du syndicat, nous compris.", code="MEMBRES",
            fautes=[{"ou": "membres", "message": "un nombre entier, au moins 1"}],
        )  # fmt: skip
    profil = find_profil(session, copropriete)
    avant = profil.nombre_coproprietaires if profil else None
    if (profil.version if profil else 0) != version:
        raise StaleError(f"Ce nombre vaut maintenant {avant} : relisez-le avant de le changer.")
    if profil is None:
        profil = ProfilVote(copropriete_id=copropriete.id, nombre_coproprietaires=nombre, par=acteur.nom, le=now())
        session.add(profil)
    else:
        profil.nombre_coproprietaires, profil.par, profil.le = nombre, acteur.nom, now()
    session.flush()
    record_acte(session, acteur, "dit le nombre de copropriétaires", "copropriete", copropriete.code,
                copropriete_id=copropriete.id, detail={"avant": avant, "apres": nombre})  # fmt: skip
    return profil


def find_profil(session: Session, copropriete: Copropriete) -> ProfilVote | None:
    """What was said of the members of a syndicat."""
    return session.scalar(select(ProfilVote).where(ProfilVote.copropriete_id == copropriete.id))


def list_poids(session: Session, copropriete: Copropriete, membres: int | None, jour: date) -> Sequence[PoidsCle]:
    """Our weight on each clé on a day, after article 22; with two co-owners it is set aside (loi 41-16)."""
    found = []
    for cle in load_cles(session, copropriete.id):
        voix, total = voix_du_bailleur(session, copropriete.id, cle.code, jour)
        generale = cle.code == GENERALE and membres != 2
        origine = copropriete.origine.value.lower()
        if voix <= total:
            poids = compute_poids([Part("", cle.code, voix)], cle.code, total, jour, origine, generale=generale)
            found.append(PoidsCle(cle.code, cle.libelle, poids))
    return found
