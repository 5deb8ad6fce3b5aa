"""An extract of the registry, row by row: what it says of each copropriété, with the defects told field by field.

Two defects need the whole file: a parcel that two copropriétés share, and the same address registered twice.
"""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from shared.errors import NotFoundError
from shared.excel.mots import normalise
from shared.excel.textes import find_codage, find_separateur
from shared.patrimoine.registre.champs import read_champs, read_parcelles
from shared.patrimoine.registre.colonnes import ExtraitInconnu, find_colonnes
from shared.patrimoine.registre.valeurs import Champ

csv.field_size_limit(1_000_000)
ECHANTILLON = 250_000
"""Bytes read to know the encoding and the separator."""


@dataclass(frozen=True, slots=True)
class FicheRegistre:
    """What the registry says of one copropriété, in the order of our fields. ``adresse``: what makes two rows alike."""

    immatriculation: str
    champs: dict[str, Champ]
    adresse: str = ""


def read_extrait(
    source: bytes | BinaryIO, aujourdhui: date, garde: Callable[[str, str], bool] | None = None
) -> list[FicheRegistre]:
    """The copropriétés of an extract, in its order; only those that ``garde`` keeps, by number and address.

    The file is walked twice and never held whole: the national file weighs 400 MB.

    :raises ExtraitInconnu: the file is not an extract of the registry.
    """
    flux = io.BytesIO(source) if isinstance(source, bytes) else source
    fiches = [
        FicheRegistre(numero, read_champs(ligne, aujourdhui), adresse)
        for numero, adresse, ligne in _walk(flux)
        if garde is None or garde(numero, adresse)
    ]
    if fiches:
        _flag_shared(fiches, flux)
    return fiches


def read_fiche(source: bytes | BinaryIO, aujourdhui: date, immatriculation: str) -> list[FicheRegistre]:
    """One copropriété of an extract (every row that bears its number).

    :raises ExtraitInconnu: the file is not an extract of the registry.
    :raises NotFoundError: it does not hold this registration number.
    """
    voulue = immatriculation.strip().upper()
    fiches = read_extrait(source, aujourdhui, lambda numero, _adresse: numero == voulue)
    if not fiches:
        raise NotFoundError(f"L’extrait ne contient pas l’immatriculation {voulue}.", code="IMMATRICULATION_INCONNUE")
    return fiches


def _walk(flux: BinaryIO) -> Iterator[tuple[str, str, dict[str, str]]]:
    """(number, what makes two addresses alike, columns) of each row, from the start."""
    flux.seek(0)
    debut = flux.read(ECHANTILLON)
    if len(debut) == ECHANTILLON:
        debut = debut[: debut.rfind(b"\n") + 1] or debut
    codage = find_codage(debut)
    separateur = find_separateur(debut.decode(codage, errors="replace"))
    if separateur is None:
        raise ExtraitInconnu("Ce fichier n’est pas un tableau CSV : déposez l’extrait du registre tel que téléchargé.")
    flux.seek(0)
    texte = io.TextIOWrapper(flux, codage, errors="replace", newline="")
    try:
        rangees = csv.reader(texte, delimiter=separateur)
        colonnes = find_colonnes(next(rangees, []))
        for rangee in rangees:
            ligne = {nom: rangee[place] if place < len(rangee) else "" for nom, place in colonnes.items()}
            numero = ligne["immatriculation"].strip().upper()
            if numero:
                yield numero, _address_key(ligne), ligne
    finally:
        texte.detach()


def _address_key(ligne: dict[str, str]) -> str:
    voie = normalise(ligne.get("adresse", "") or ligne.get("adresse_complete", ""))
    return f"{voie}|{normalise(ligne.get('commune_adresse', '') or ligne.get('commune', ''))}" if voie else ""


def _flag_shared(fiches: Sequence[FicheRegistre], flux: BinaryIO) -> None:
    """Tell the parcels and the addresses that another row of the file has too."""
    parcelles: dict[str, set[str]] = {p: set() for fiche in fiches for p in fiche.champs["parcelles"].valeur}
    adresses: dict[str, set[str]] = {fiche.adresse: set() for fiche in fiches}
    for numero, adresse, ligne in _walk(flux):
        if adresse in adresses:
            adresses[adresse].add(numero)
        for parcelle in read_parcelles(ligne).valeur:
            if parcelle in parcelles:
                parcelles[parcelle].add(numero)
    for fiche in fiches:
        if any(len(parcelles[parcelle]) > 1 for parcelle in fiche.champs["parcelles"].valeur):
            fiche.champs["parcelles"].flag("parcelle_partagee")
        if fiche.adresse and len(adresses[fiche.adresse]) > 1:
            fiche.champs["adresse"].flag("doublon_possible")
