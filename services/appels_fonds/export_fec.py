"""The FEC (LPF art. A47 A-1): eighteen fields, tab separated, one file per accounting year, and its description file.

Validated entries only, in the order of their validation. Text is cleaned of what would break the file; amounts have a
decimal comma and no thousands mark; lettering and foreign currency stay blank in pairs.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

CHAMPS = (
    "JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib", "CompAuxNum", "CompAuxLib",
    "PieceRef", "PieceDate", "EcritureLib", "Debit", "Credit", "EcritureLet", "DateLet", "ValidDate",
    "Montantdevise", "Idevise",
)  # fmt: skip
_INTERDITS = re.compile(r"[\t\r\n|;\x00-\x1f]+")


@dataclass(frozen=True, slots=True)
class LigneFec:
    """One leg of a validated entry, as the FEC wants it; amounts in centimes."""

    journal: str
    journal_libelle: str
    numero: int
    date_ecriture: date
    compte: str
    compte_libelle: str
    auxiliaire: str | None
    auxiliaire_libelle: str | None
    piece_ref: str
    piece_date: date
    libelle: str
    debit_centimes: int
    credit_centimes: int
    validee_le: date


def fec_name(siren: str, fin: date) -> str:
    """``SirenFECAAAAMMJJ.txt``, with the closing date of the year."""
    return f"{siren}FEC{fin:%Y%m%d}.txt"


def write_fec(lignes: Iterable[LigneFec]) -> Iterator[str]:
    """The lines of the file, header first, each ended by CR LF; to be encoded in UTF-8 without a mark."""
    yield "\t".join(CHAMPS) + "\r\n"
    for ligne in lignes:
        yield "\t".join(_fields(ligne)) + "\r\n"


def _fields(ligne: LigneFec) -> tuple[str, ...]:
    return (
        ligne.journal, _clean(ligne.journal_libelle), str(ligne.numero), f"{ligne.date_ecriture:%Y%m%d}",
        ligne.compte, _clean(ligne.compte_libelle), ligne.auxiliaire or "", _clean(ligne.auxiliaire_libelle or ""),
        _clean(ligne.piece_ref), f"{ligne.piece_date:%Y%m%d}", _clean(ligne.libelle),
        _decimal(ligne.debit_centimes), _decimal(ligne.credit_centimes), "", "", f"{ligne.validee_le:%Y%m%d}", "", "",
    )  # fmt: skip


def _clean(texte: str) -> str:
    return _INTERDITS.sub(" ", texte).strip(" \"'")


def _decimal(centimes: int) -> str:
    return f"{centimes // 100},{centimes % 100:02d}"


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
        "Journal COP : appels de fonds de copropriété. Une séquence continue de numéros par journal et\n"
        "par exercice, attribuée à la validation ; toutes les lignes d'une écriture portent le même numéro.\n"
        "Comptes auxiliaires : le syndicat des copropriétaires, par le code de la copropriété (comptes 401).\n"
        "Lettrage et devise : sans objet dans cet extrait, zones laissées vides par paires.\n"
    )
