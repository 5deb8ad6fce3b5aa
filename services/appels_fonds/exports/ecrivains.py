"""Writing entries by a layout: CSV or fixed width, any mask, header and footer. Lines in, text out, nothing held."""

import re
from collections.abc import Callable, Iterable, Iterator

from services.appels_fonds.exports.fec import LigneFec
from services.appels_fonds.exports.formats import DATES, MONTANTS, Colonne, Profil

FIN = "\r\n"
_CONTROLES = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


def write_profil(profil: Profil, lignes: Iterable[LigneFec]) -> Iterator[str]:
    """The lines of the file, header and footer included, each ended by CR LF."""
    yield from (f"{ligne}{FIN}" for ligne in profil.entete)
    if profil.titres and profil.separateur:
        yield profil.separateur.join(_protect(colonne.titre, profil.separateur) for colonne in profil.colonnes) + FIN
    for ligne in lignes:
        yield profil.separateur.join(_write(colonne, ligne, profil.separateur) for colonne in profil.colonnes) + FIN
    yield from (f"{ligne}{FIN}" for ligne in profil.pied)


def _write(colonne: Colonne, ligne: LigneFec, separateur: str) -> str:
    texte = _value(colonne, ligne)
    if colonne.largeur:
        if len(texte) > colonne.largeur and colonne.champ in MONTANTS:
            raise ValueError(f"the amount {texte} does not fit in {colonne.largeur} characters")
        texte = _fit_piece(texte, colonne.largeur) if colonne.champ == "piece" else texte[: colonne.largeur]
    if not separateur:
        pad = texte.rjust if colonne.droite else texte.ljust
        return pad(colonne.largeur, colonne.remplissage)
    return _protect(texte, separateur)


def _fit_piece(reference: str, largeur: int) -> str:
    """A reference too long for its column: without its hyphens, then by its end, where its number is.

    Its beginning is the same for every call of a year: kept alone, it would make one document of them all.
    """
    return reference if len(reference) <= largeur else reference.replace("-", "")[-largeur:]


def _protect(texte: str, separateur: str) -> str:
    """A cell of a CSV: quoted when it holds the separator, and never a formula for the spreadsheet that opens it."""
    if texte[:1] in ("=", "+", "@") or (texte[:1] == "-" and not texte[1:2].isdigit()):
        texte = f"'{texte}"
    if separateur in texte or '"' in texte:
        return '"' + texte.replace('"', '""') + '"'
    return texte


def _value(colonne: Colonne, ligne: LigneFec) -> str:
    if colonne.champ in MONTANTS:
        return _amount(_AMOUNTS[colonne.champ](ligne), colonne.masque)
    if colonne.champ in DATES:
        return _day(_TEXTES[colonne.champ](ligne), colonne.masque)
    if colonne.champ == "constante":
        return colonne.constante
    return _CONTROLES.sub(" ", _TEXTES[colonne.champ](ligne))


_AMOUNTS: dict[str, Callable[[LigneFec], int]] = {
    "debit": lambda ligne: ligne.debit_centimes,
    "credit": lambda ligne: ligne.credit_centimes,
    "montant": lambda ligne: ligne.debit_centimes or ligne.credit_centimes,
}
_TEXTES: dict[str, Callable[[LigneFec], str]] = {
    "journal": lambda ligne: ligne.journal,
    "journal_libelle": lambda ligne: ligne.journal_libelle,
    "numero": lambda ligne: str(ligne.numero),
    "date": lambda ligne: ligne.date_ecriture,
    "compte": lambda ligne: ligne.compte,
    "compte_libelle": lambda ligne: ligne.compte_libelle,
    "auxiliaire": lambda ligne: ligne.auxiliaire or "",
    "auxiliaire_libelle": lambda ligne: ligne.auxiliaire_libelle or "",
    "auxiliaire_ou_compte": lambda ligne: ligne.auxiliaire or ligne.compte,
    "type_compte": lambda ligne: "X" if ligne.auxiliaire else " ",
    "piece": lambda ligne: ligne.piece_ref,
    "piece_date": lambda ligne: ligne.piece_date,
    "libelle": lambda ligne: ligne.libelle,
    "sens": lambda ligne: "D" if ligne.debit_centimes else "C",
    "lettrage": lambda ligne: ligne.lettrage or "",
    "valide_le": lambda ligne: ligne.validee_le,
    "cle": lambda ligne: ligne.cle or "",
    "nature": lambda ligne: ligne.nature or "",
}


def _amount(centimes: int, masque: str) -> str:
    if masque == "centimes":
        return str(centimes)
    mark = "," if masque == "0,00" else "."
    return f"{centimes // 100}{mark}{centimes % 100:02d}"


def _day(iso: str, masque: str) -> str:
    annee, mois, jour = iso[:4], iso[5:7], iso[8:10]
    return masque.replace("AAAA", annee).replace("AA", annee[2:]).replace("MM", mois).replace("JJ", jour)
