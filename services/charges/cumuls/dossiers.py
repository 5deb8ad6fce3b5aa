"""What the pictures of charges read of each copropriété, kept in memory while nothing changed for it.

One query asks, for the whole portfolio, the version of the patrimoine of each copropriété and its revision in charges;
those that moved, and those only, are read again. So a page right after an act reads one copropriété, not five hundred.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from sqlalchemy.orm import Session

from services.charges.anomalies.detection import load_poids
from services.charges.comptes.completude import (
    DOCUMENTS,
    ETAPES,
    Pieces,
    RangCompletude,
    build_completude,
    load_pieces,
    reach_etapes,
)
from services.charges.cumuls.cellules import pack_cellules, unpack_cellules
from services.charges.cumuls.fiches_patrimoine import FichePatrimoine, Marques, ask_marques, load_fiches
from services.charges.cumuls.memoire import MemoireParCopropriete
from services.charges.cumuls.revisions import read_sommes
from services.charges.cumuls.sommes import FAMILLES_COURANTES, Annee, build_annees, name_groupe

ANNEES_LUES = 7
ANNEES_MONTREES = 5
RIEN = Annee("", date.min, date.min)
SANS_SOMMES = unpack_cellules(pack_cellules(()))
JAMAIS = (False,) * len(ETAPES)
Entiers = np.ndarray[Any, np.dtype[np.int64]]
Poids = Mapping[str, tuple[int, int]]
"""(our tantièmes, total) by clé."""


@dataclass(frozen=True, slots=True, eq=False)
class Dossier:
    """A copropriété and its closed exercises, the oldest first; the syndic is the one in charge today.

    ``part``: ours of the current charges of the last exercise. ``completude``, ``documents`` and ``etapes``: what we
    have of the exercises shown, the same counted by year, and how far the campaign of the last one went.
    ``chiffres``: centimes of the current families, in four rows: last exercise, our part of it, the one before, our
    part of it. ``taux``: centimes by m² of the last exercise, by family and by whose prices it shares.
    """

    id: int
    code: str
    nom: str
    surface_m2: int
    lots_principaux: int
    syndic_id: int | None
    annees: tuple[Annee, ...]
    part: int
    completude: tuple[RangCompletude, ...]
    documents: Entiers
    etapes: tuple[bool, ...]
    chiffres: Entiers
    taux: Mapping[tuple[str, str], int]

    @property
    def derniere(self) -> Annee:
        """The last closed exercise; only of a copropriété that has one."""
        return self.annees[-1]

    @property
    def montrees(self) -> tuple[Annee, ...]:
        """The exercises that pages show."""
        return self.annees[-ANNEES_MONTREES:]


_dossiers: MemoireParCopropriete[Dossier] = MemoireParCopropriete()
_poids: MemoireParCopropriete[Poids] = MemoireParCopropriete()


def load_dossiers(session: Session, jour: date) -> dict[int, Dossier]:
    """Every copropriété of the landlord by id, as of a day: peers make the measure, whoever asks."""
    marques = ask_marques(session)
    dates = {ident: (jour, *marque) for ident, marque in marques.items()}
    return _dossiers.recall(session, dates, lambda ids: _read(session, jour, {ident: marques[ident] for ident in ids}))


def _read(session: Session, jour: date, marques: Marques) -> dict[int, Dossier]:
    """Some copropriétés; their patrimoine only where it changed too."""
    fiches = load_fiches(session, marques)
    versions = {ident: (jour, version) for ident, (version, _) in marques.items()}
    return read_dossiers(
        session, jour, fiches, _poids.recall(session, versions, lambda ids: read_poids(session, jour, ids))
    )


def read_dossiers(
    session: Session, jour: date, fiches: Mapping[int, FichePatrimoine], poids: Mapping[int, Poids]
) -> dict[int, Dossier]:
    """The same copropriétés as the database has them now."""
    depuis = date(jour.year - ANNEES_LUES, 1, 1)
    sommes, pieces = read_sommes(session, list(fiches)), load_pieces(session, list(fiches), depuis)
    return {
        ident: build_dossier(
            fiche, build_annees(sommes.get(ident, SANS_SOMMES), poids[ident], depuis, jour), pieces[ident], jour
        )
        for ident, fiche in fiches.items()
    }  # fmt: skip


def read_poids(session: Session, jour: date, ids: list[int]) -> dict[int, Poids]:
    """By copropriété: our tantièmes and their total, by clé, on a day."""
    poids: dict[int, dict[str, tuple[int, int]]] = {ident: {} for ident in ids}
    for (ident, cle), nos_tantiemes in load_poids(session, jour, ids).items():
        poids[ident][cle] = nos_tantiemes
    return {**poids}


def build_dossier(fiche: FichePatrimoine, annees: tuple[Annee, ...], pieces: Pieces, jour: date) -> Dossier:
    """Everything that can be computed once of a copropriété. Pure."""
    montrees = annees[-ANNEES_MONTREES:]
    completude = tuple(build_completude(montrees, pieces))
    return Dossier(
        id=fiche.id, code=fiche.code, nom=fiche.nom, surface_m2=fiche.surface_m2,
        lots_principaux=fiche.lots_principaux, syndic_id=fiche.syndic_at(jour), annees=annees,
        part=annees[-1].part if annees else 0, completude=completude, documents=_count_documents(completude, jour),
        etapes=reach_etapes(annees[-1].fin, pieces) if annees else JAMAIS,
        chiffres=_write_chiffres(annees), taux=_measure_taux(annees, fiche.surface_m2),
    )  # fmt: skip


def _count_documents(completude: Sequence[RangCompletude], jour: date) -> Entiers:
    """By year before today, the latest first: how many exercises end in it, then how many have each document."""
    nombres = np.zeros((ANNEES_LUES + 1, 1 + len(DOCUMENTS)), dtype=np.int64)
    for rang in completude:
        nombres[jour.year - rang.fin.year] += (1, *rang.presents)
    return nombres


def _write_chiffres(annees: tuple[Annee, ...]) -> Entiers:
    derniere, avant = (annees[-1] if annees else RIEN), (annees[-2] if len(annees) > 1 else RIEN)
    sources = (derniere.montants, derniere.parts, avant.montants, avant.parts)
    return np.array([[source.get(code, 0) for code in FAMILLES_COURANTES] for source in sources], dtype=np.int64)


def _measure_taux(annees: tuple[Annee, ...], surface: int) -> dict[tuple[str, str], int]:
    if not annees or not surface:
        return {}
    derniere = annees[-1]
    return {
        (code, name_groupe(code, derniere)): round(montant / surface) for code, montant in derniere.courants().items()
    }
