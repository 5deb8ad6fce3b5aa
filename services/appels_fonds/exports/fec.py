"""The FEC (LPF art. A47 A-1): eighteen fields, tab separated, one file per accounting year, and its description file.

Validated entries only, in the order of their validation. Text is cleaned of what would break the file; amounts have a
decimal comma and no thousands mark; lettering and foreign currency are filled or blank in pairs.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

CHAMPS = (
    "JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib", "CompAuxNum", "CompAuxLib",
    "PieceRef", "PieceDate", "EcritureLib", "Debit", "Credit", "EcritureLet", "DateLet", "ValidDate",
    "Montantdevise", "Idevise",
)  # fmt: skip
_BORDS = ("", " ", '"', "'")
_INTERDITS = re.compile(r"[\s|;\x00-\x1f\x7f-\x9f]+")


class LigneFec(NamedTuple):
    """One leg of a validated entry, as the FEC wants it; amounts in centimes, dates as ISO text."""

    journal: str
    journal_libelle: str
    numero: int
    date_ecriture: str
    compte: str
    compte_libelle: str
    auxiliaire: str | None
    auxiliaire_libelle: str | None
    piece_ref: str
    piece_date: str
    libelle: str
    debit_centimes: int
    credit_centimes: int
    lettrage: str | None
    lettre_le: str | None
    validee_le: str
    ecriture_id: int
    cle: str | None
    nature: str | None


def fec_name(siren: str, fin: date) -> str:
    """``SirenFECAAAAMMJJ.txt``, with the closing date of the year."""
    return f"{siren}FEC{fin:%Y%m%d}.txt"


def write_fec(lignes: Iterable[LigneFec]) -> Iterator[str]:
    """The lines of the file, header first, each ended by CR LF; to be encoded in UTF-8 without a mark."""
    yield "\t".join(CHAMPS) + "\r\n"
    for ligne in lignes:
        (journal, journal_libelle, numero, le, compte, compte_libelle, auxiliaire, auxiliaire_libelle, piece_ref,
         piece_date, libelle, debit, credit, lettrage, lettre_le, validee_le, *_) = ligne  # fmt: skip
        yield (
            f"{clean(journal)}\t{clean(journal_libelle)}\t{numero}\t{write_day(le)}\t{write_account(compte)}\t"
            f"{clean(compte_libelle)}\t{_blank(auxiliaire)}\t{_blank(auxiliaire_libelle)}\t{clean(piece_ref)}\t"
            f"{write_day(piece_date)}\t{clean(libelle)}\t{debit // 100},{debit % 100:02d}\t"
            f"{credit // 100},{credit % 100:02d}\t{lettrage or ''}\t{write_day(lettre_le) if lettrage else ''}\t"
            f"{write_day(validee_le)}\t\t\r\n"
        )


def clean(texte: str) -> str:
    """The text without what would break the file; never empty, since the field may not be."""
    if (
        texte.isprintable() and "|" not in texte and ";" not in texte and "  " not in texte
        and texte[:1] not in _BORDS and texte[-1:] not in _BORDS
    ):  # fmt: skip
        return texte
    return _INTERDITS.sub(" ", texte).strip(" \"'") or "-"


def _blank(texte: str | None) -> str:
    return clean(texte) if texte else ""


@lru_cache(maxsize=5_000)
def write_day(iso: str | None) -> str:
    """``AAAAMMJJ`` from an ISO date."""
    return (iso or "")[:10].replace("-", "")


@lru_cache(maxsize=5_000)
def write_account(numero: str) -> str:
    """At least three characters, as the State's tool wants: ``13`` is written ``130``."""
    return clean(numero).ljust(3, "0")


def describe_fec(nom: str, *, bailleur: str, siren: str, debut: date, fin: date, lignes: int) -> str:
    """The description file that goes with the FEC: fields, codes, character set, structure."""
    champs = "\n".join(f"{rang:2d}. {champ}" for rang, champ in enumerate(CHAMPS, start=1))
    return (
        f"Description du fichier des écritures comptables {nom}\n\n"
        f"Entreprise : {bailleur} (SIREN {siren})\n"
        f"Exercice : du {debut:%d/%m/%Y} au {fin:%d/%m/%Y}\n"
        f"Nombre de lignes d'écriture : {lignes}\n\n"
        "Fichier à plat, organisation séquentielle, zones séparées par une tabulation.\n"
        "Enregistrements terminés par retour chariot et fin de ligne (CR LF).\n"
        "Jeu de caractères : UTF-8 sans marque d'ordre des octets.\n"
        "Dates : AAAAMMJJ. Montants en euros, virgule décimale, sans séparateur de milliers.\n"
        "Première ligne : noms des zones.\n\n"
        f"Zones :\n{champs}\n\n"
        "Journaux : COP, appels de fonds de copropriété ; BQ, banque ; OD, opérations diverses. Une séquence\n"
        "continue de numéros par journal et par exercice, attribuée à la validation ; toutes les lignes d'une\n"
        "écriture portent le même numéro.\n"
        "Comptes auxiliaires : le syndicat des copropriétaires, par le code de la copropriété (401, 404, 467).\n"
        "Lettrage : code et date de lettrage, par compte et syndicat, remplis ou vides ensemble.\n"
        "Devise : sans objet, les deux zones restent vides.\n"
    )
