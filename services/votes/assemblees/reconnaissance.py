"""Which of our copropriétés a convocation is for, and on what that rests: registration number, name, address."""

import re
from dataclasses import dataclass

from rapidfuzz.fuzz import token_set_ratio
from sqlalchemy.orm import Session

from services.votes.lecture.convocation_lue import ConvocationLue
from shared.acteurs import Acteur
from shared.models import Copropriete
from shared.patrimoine.lectures import visible_coproprietes
from shared.patrimoine.textes import normalise_texte

_SURE = 3
_CANDIDATES_MAX = 5
_GENERIQUES = frozenset("residence copropriete immeuble le la les l du de des d syndicat coproprietaires".split())  # noqa: SIM905
_PROCHE = 92


@dataclass(frozen=True, slots=True)
class Candidate:
    """A copropriété that answers, with the reasons in words; ``sure`` when it may be proposed."""

    code: str
    nom: str
    raison: str
    sure: bool


def recognise_copropriete(session: Session, acteur: Acteur, lue: ConvocationLue) -> list[Candidate]:
    """The copropriétés among those the agent sees that a convocation may be for, the best first.

    The first is ``sure`` when its registration number is printed, or its name together with its address, or its whole
    name alone and no other answers as well.
    """
    texte = normalise_texte(lue.entete, lue.copropriete, lue.adresse)
    query = visible_coproprietes(acteur).with_only_columns(
        Copropriete.code, Copropriete.nom, Copropriete.adresse, Copropriete.immatriculation
    )
    notes = []
    for code, nom, adresse, immatriculation in session.execute(query):
        note, raisons = _weigh(lue, texte, nom, adresse, immatriculation)
        if note:
            notes.append((note, code, nom, ", ".join(raisons)))
    notes.sort(key=lambda note: (-note[0], note[1]))
    seule = len(notes) == 1 or (len(notes) > 1 and notes[0][0] > notes[1][0])
    return [
        Candidate(code, nom, raison, sure=rang == 0 and seule and note >= _SURE)
        for rang, (note, code, nom, raison) in enumerate(notes[:_CANDIDATES_MAX])
    ]


def _weigh(
    lue: ConvocationLue, texte: str, nom: str, adresse: str | None, immatriculation: str | None
) -> tuple[int, list[str]]:
    raisons = []
    note = 0
    if immatriculation and lue.immatriculation == immatriculation:
        note, raisons = note + 10, [f"immatriculation {immatriculation}"]
    propre = " ".join(mot for mot in normalise_texte(nom).split() if mot not in _GENERIQUES)
    entier = normalise_texte(nom)
    if propre and re.search(rf"\b{re.escape(entier)}\b", texte):
        note, raisons = note + 3, [*raisons, f"nom « {nom} »"]
    elif propre and re.search(rf"\b{re.escape(propre)}\b", texte) and len(propre) > 4:
        note, raisons = note + 2, [*raisons, f"nom « {nom} »"]
    elif lue.copropriete and len(propre) > 4 and token_set_ratio(propre, normalise_texte(lue.copropriete)) >= _PROCHE:
        note, raisons = note + 1, [*raisons, f"nom proche de « {lue.copropriete} »"]
    voie = re.match(r"\d+\s.+?(?=\s\d{5}\b|$)", normalise_texte(adresse or ""))
    if voie and len(voie[0].split()) >= 3 and re.search(rf"\b{re.escape(voie[0])}\b", texte):
        note, raisons = note + 3, [*raisons, f"adresse « {adresse} »"]
    return note, raisons
