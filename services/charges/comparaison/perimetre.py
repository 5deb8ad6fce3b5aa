"""A scope of the portfolio: a copropriété, a syndic, an agency or everything this agent sees; and its year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.charges.cumuls.fiches_patrimoine import FichePatrimoine, Marques, ask_marques, load_fiches
from shared.acteurs import Acteur
from shared.models import Agence, Copropriete, Syndic
from shared.patrimoine.lectures import visible_coproprietes


@dataclass(frozen=True, slots=True)
class Immeuble:
    """What is needed of a copropriété to measure it. ``syndic``: in charge at the end of the year."""

    id: int
    code: str
    nom: str
    surface_m2: int | None
    lots_principaux: int | None
    agence: str
    syndic: str | None
    nom_syndic: str | None


def list_immeubles(session: Session, acteur: Acteur, annee: int, marques: Marques | None = None) -> list[Immeuble]:
    """The copropriétés this agent sees, by code, with the syndic in charge on the last day of the year."""
    requete = visible_coproprietes(acteur).with_only_columns(Copropriete.id)
    visibles = set(session.connection().execute(requete).scalars())
    return [un for un in list_tous(session, annee, marques) if un.id in visibles]


AGENCES, SYNDICS = select(Agence.id, Agence.code), select(Syndic.id, Syndic.code, Syndic.nom)
Noms = dict[int, tuple[str, str]]
_dernier: tuple[tuple[object, ...], list[Immeuble]] = ((), [])
"""What the last list was made of, and that list; replaced as a whole, so that threads need no lock."""


def list_tous(session: Session, annee: int, marques: Marques | None = None) -> list[Immeuble]:
    """Every copropriété of the landlord: peers are looked for among all of them, and only percentiles are shown."""
    global _dernier
    base = session.connection()
    agences: dict[int, str] = dict(base.execute(AGENCES).all())
    syndics: Noms = {ident: (code, nom) for ident, code, nom in base.execute(SYNDICS)}
    fiches = list(load_fiches(session, marques or ask_marques(session)).values())
    sources = (annee, agences, syndics, fiches)
    dernier = _dernier
    if dernier[0] != sources:
        dernier = _dernier = sources, build_immeubles(fiches, agences, syndics, date(annee, 12, 31))
    return dernier[1]


def build_immeubles(
    fiches: Sequence[FichePatrimoine], agences: dict[int, str], syndics: Noms, jour: date
) -> list[Immeuble]:
    """The copropriétés by code, with the syndic in charge on a day. Pure."""
    immeubles = [
        Immeuble(
            fiche.id, fiche.code, fiche.nom, fiche.surface_m2 or None, fiche.lots_principaux or None,
            agences[fiche.agence_id], *syndics.get(fiche.syndic_at(jour) or 0, (None, None)),
        )
        for fiche in fiches
    ]  # fmt: skip
    return sorted(immeubles, key=lambda un: un.code)


def choose_immeubles(
    immeubles: Sequence[Immeuble], *, code: str = "", syndic: str = "", agence: str = ""
) -> list[Immeuble]:
    """Those of a copropriété, a syndic or an agency; all of them without any filter."""
    return [
        un
        for un in immeubles
        if (not code or un.code == code) and (not syndic or un.syndic == syndic) and (not agence or un.agence == agence)
    ]
