"""The layouts an accounting export can have: columns, widths, masks, header and footer. Ready ones, and the client's.

Sage, Cegid and Quadratus as far as their formats are public: check the first file against the vendor's own document.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from shared.errors import InvalidError

CHAMPS = {
    "journal": "code du journal", "journal_libelle": "libellé du journal", "numero": "numéro d'écriture",
    "date": "date d'écriture", "compte": "compte général", "compte_libelle": "libellé du compte",
    "auxiliaire": "compte auxiliaire", "auxiliaire_libelle": "libellé de l'auxiliaire", "piece": "référence de pièce",
    "piece_date": "date de pièce", "libelle": "libellé", "debit": "débit", "credit": "crédit",
    "montant": "montant sans signe", "sens": "sens D ou C", "lettrage": "code de lettrage",
    "valide_le": "date de validation", "cle": "clé de répartition", "nature": "nature", "constante": "texte fixe",
    "auxiliaire_ou_compte": "auxiliaire, sinon compte", "type_compte": "X si auxiliaire",
}  # fmt: skip
MONTANTS = {"debit", "credit", "montant"}
DATES = {"date", "piece_date", "valide_le"}
MASQUES_MONTANT = {"0,00", "0.00", "centimes"}
MASQUES_DATE = {"JJMMAA", "JJMMAAAA", "AAAAMMJJ", "JJ/MM/AAAA", "AAAA-MM-JJ"}
ENCODAGES = {"utf-8", "utf-8-sig", "cp1252", "iso-8859-15"}


@dataclass(frozen=True, slots=True)
class Colonne:
    """One column: what it holds, its width (0: free), how it is filled, how a date or an amount is written."""

    champ: str
    titre: str = ""
    largeur: int = 0
    droite: bool = False
    remplissage: str = " "
    masque: str = ""
    constante: str = ""


@dataclass(frozen=True, slots=True)
class Profil:
    """One layout. ``separateur`` empty: fixed width. ``entete`` and ``pied``: lines written as they are."""

    code: str
    libelle: str
    colonnes: tuple[Colonne, ...]
    separateur: str = ";"
    encodage: str = "cp1252"
    extension: str = "csv"
    titres: bool = True
    entete: tuple[str, ...] = ()
    pied: tuple[str, ...] = field(default=())


def _fixed(
    champ: str, largeur: int, *, constante: str = "", droite: bool = False, fill: str = " ", masque: str = ""
) -> Colonne:
    return Colonne(champ, "", largeur, droite, fill, masque, constante)


PROFILS = {
    profil.code: profil
    for profil in (
        Profil(
            "CSV", "CSV générique",
            (
                Colonne("date", "date", masque="JJ/MM/AAAA"), Colonne("journal", "journal"),
                Colonne("compte", "compte"),
                Colonne("auxiliaire", "auxiliaire"), Colonne("piece", "pièce"), Colonne("libelle", "libellé"),
                Colonne("debit", "débit", masque="0,00"), Colonne("credit", "crédit", masque="0,00"),
                Colonne("cle", "analytique"),
            ),
            encodage="utf-8-sig",
        ),
        Profil(
            "SAGE", "Sage 100, format paramétrable",
            (
                Colonne("journal", "Code journal"), Colonne("date", "Date", masque="JJMMAA"),
                Colonne("compte", "N° compte général"), Colonne("auxiliaire", "N° compte tiers"),
                Colonne("piece", "N° pièce", largeur=13), Colonne("libelle", "Libellé écriture", largeur=35),
                Colonne("debit", "Montant débit", masque="0,00"), Colonne("credit", "Montant crédit", masque="0,00"),
            ),
            separateur="\t", extension="txt",
        ),
        Profil(
            "CEGID", "Cegid, fichier TRA",
            (
                _fixed("journal", 3), _fixed("date", 8, masque="JJMMAAAA"), _fixed("constante", 2, constante="OD"),
                _fixed("compte", 17), _fixed("type_compte", 1), _fixed("auxiliaire", 17), _fixed("piece", 35),
                _fixed("libelle", 35), _fixed("constante", 3, constante="DIV"), _fixed("date", 8, masque="JJMMAAAA"),
                _fixed("sens", 1), _fixed("montant", 20, droite=True, masque="0,00"),
                _fixed("constante", 1, constante="N"),
                _fixed("numero", 8, droite=True), _fixed("constante", 3, constante="EUR"),
            ),
            separateur="", extension="tra", titres=False, entete=("***S5EXPJRLETE0101190001011900007",),
        ),
        Profil(
            "QUADRATUS", "Quadratus, fichier ASCII",
            (
                _fixed("constante", 1, constante="M"), _fixed("auxiliaire_ou_compte", 8), _fixed("journal", 2),
                _fixed("constante", 3, constante="000"), _fixed("date", 6, masque="JJMMAA"), _fixed("constante", 1),
                _fixed("libelle", 20), _fixed("sens", 1), _fixed("constante", 1, constante="+"),
                _fixed("montant", 12, droite=True, fill="0", masque="centimes"), _fixed("constante", 8),
                _fixed("constante", 6), _fixed("constante", 2), _fixed("constante", 3), _fixed("constante", 5),
                _fixed("constante", 10), _fixed("constante", 10), _fixed("piece", 8),
                _fixed("constante", 3, constante="EUR"), _fixed("journal", 3), _fixed("constante", 3),
                _fixed("libelle", 30),
            ),
            separateur="", extension="txt", titres=False, encodage="iso-8859-15",
        ),
    )
}  # fmt: skip
FEC = "FEC"


def read_profil(code: str, libelle: str, definition: Mapping[str, Any]) -> Profil:
    """The client's own layout, from its definition.

    :raises InvalidError: every unknown name, mask or encoding in one pass.
    """
    fautes: list[dict[str, str]] = []
    rows = definition.get("colonnes")
    if not isinstance(rows, list) or not rows:
        raise InvalidError("Le profil doit avoir des colonnes.", code="PROFIL_INVALIDE")
    known = {"champ", "titre", "largeur", "droite", "remplissage", "masque", "constante"}
    for rang, row in enumerate(rows, start=1):
        fautes += [{"ou": f"colonne {rang}", "message": message} for message in _faults(row, known)]
    if definition.get("encodage", "cp1252") not in ENCODAGES:
        fautes.append({"ou": "encodage", "message": f"choisissez parmi {', '.join(sorted(ENCODAGES))}"})
    separateur = definition.get("separateur", ";")
    if not separateur and not all(isinstance(row, dict) and row.get("largeur") for row in rows):
        fautes.append({"ou": "largeur", "message": "sans séparateur, chaque colonne a sa largeur"})
    if fautes:
        raise InvalidError("Ce profil d'export est à corriger.", code="PROFIL_INVALIDE", fautes=fautes)
    return Profil(
        code, libelle, tuple(Colonne(**row) for row in rows), str(separateur),
        str(definition.get("encodage", "cp1252")), str(definition.get("extension", "txt"))[:5],
        bool(definition.get("titres", True)), tuple(map(str, definition.get("entete", ()))),
        tuple(map(str, definition.get("pied", ()))),
    )  # fmt: skip


def _faults(row: Any, known: set[str]) -> list[str]:
    if not isinstance(row, dict):
        return ["une colonne est un objet JSON"]
    found = [f"« {name} » est inconnu" for name in row if name not in known]
    champ, masque = row.get("champ"), row.get("masque", "")
    if champ not in CHAMPS:
        found.append(f"champ « {champ} » inconnu : {', '.join(CHAMPS)}")
    if champ in MONTANTS and masque not in MASQUES_MONTANT:
        found.append(f"masque d'un montant : {', '.join(sorted(MASQUES_MONTANT))}")
    if champ in DATES and masque not in MASQUES_DATE:
        found.append(f"masque d'une date : {', '.join(sorted(MASQUES_DATE))}")
    if not isinstance(row.get("largeur", 0), int) or not 0 <= row.get("largeur", 0) <= 200:
        found.append("une largeur est un nombre entre 0 et 200")
    if len(str(row.get("remplissage", " "))) != 1:
        found.append("le remplissage est un caractère")
    return found
