"""Files that hold our shares and no expense: which are the statement of an exercise, and not a call nor a budget."""

import re
from collections.abc import Sequence

from services.charges.lecture_comptes.colonnes.genres import Genre
from services.charges.lecture_comptes.colonnes.roles import Role
from services.charges.lecture_comptes.colonnes.tableaux import Tableau, title_of
from services.charges.lecture_comptes.decomptes.bloc import find_lot, is_hors_cle
from services.charges.lecture_comptes.resultat import A_CONFIRMER, AnomalieLecture, LectureComptes
from services.charges.lecture_comptes.valeurs.montants import holds_montant
from services.charges.lecture_comptes.valeurs.pages import cell
from shared.excel.mots import normalise
from shared.excel.totaux import is_total

_PREVU = re.compile(
    r"\bbudgets?\b|\bprevision|\bappels?\b|\bappelee?s?\b|\bexigib|\becheances?\b|\btrimestres?\b|\bprovisions?\b"
    r"|\bvotee?s?\b"
)
_CONSTATE = re.compile(r"\brealise|\breel|\bdecomptes?\b|\bregularisation\b|\bsoldes?\b|\bclos\b|\bcloture")
"""What is said of a year that is over, even beside the provisions that were called for it."""
_DEPENSE = {Role.DATE, Role.PIECE, Role.FOURNISSEUR, Role.COMPTE, Role.DEBIT, Role.CREDIT}
_SOMMES = (Role.A_REPARTIR, Role.MONTANT, Role.PART)
MESSAGE = (
    "Ce fichier ne donne que les quotes-parts de vos lots, sans les dépenses de l’immeuble : "
    "déposez aussi le relevé général des dépenses."
)


def is_par_lot(tableau: Tableau) -> bool:
    """Whether a table of our shares, without tantièmes, is a statement: each key once under each lot that a title, the
    sheet or a heading names. Expenses come back under one key, and have a day, an account or a supplier."""
    entete = tableau.entete
    cle, part = entete.first(Role.CLE), entete.first(Role.PART)
    if cle is None or part is None or _DEPENSE & set(entete.roles) or tableau.formelle:
        return False
    lot = next((lu for titre in (*tableau.titres, tableau.page.nom) if (lu := find_lot(titre))), None)
    vues: set[tuple[str | None, str]] = set()
    for _, rangee in tableau.rangees:
        nommee = str(cell(rangee, cle))
        if not holds_montant(cell(rangee, part)):
            lot = find_lot(title_of(rangee)) or lot
        elif nommee and not is_total(nommee) and not is_hors_cle(nommee):
            if lot is None or (lot, nommee) in vues:
                return False
            vues.add((lot, nommee))
    return bool(vues)


def is_individuel(lecture: LectureComptes, tableaux: Sequence[Tableau]) -> bool:
    """Whether the shares of a file are those of what was spent: each of a key that is said, with cents; computed from
    an amount and tantièmes, or under a title that says so; and no word of what is to be paid."""
    parts = lecture.quote_parts
    siens = [tableau for tableau in tableaux if tableau.genre is Genre.REPARTITION]
    if not parts or not siens or any(part.cle is None for part in parts) or any(map(_is_prevu, siens)):
        return False
    dites = [(part, part.a_repartir) for part in parts if part.a_repartir is not None]
    calculees = [(part, attendu) for part, montant in dites if (attendu := part.share(montant)) is not None]
    justes = sum(abs(part.montant - attendu) < part.marge for part, attendu in calculees)
    if calculees and 2 * justes <= len(calculees):
        return False
    annoncee = any(tableau.entete.annonce is Genre.REPARTITION for tableau in siens)
    return 2 * justes > len(parts) or (annoncee and any(part.montant % 100 for part in parts))


def tell_individuel(lecture: LectureComptes) -> list[AnomalieLecture]:
    """What lacks in a file that holds nothing but our shares."""
    seules = lecture.quote_parts and not (lecture.lignes or lecture.annexe2 or lecture.annexe3)
    return [AnomalieLecture(A_CONFIRMER, "SANS_DEPENSES", None, None, MESSAGE)] if seules else []


def _is_prevu(tableau: Tableau) -> bool:
    """Whether the titles of a statement, or the headings of its money, speak of what is voted or called, and of
    nothing spent."""
    entete = tableau.entete
    dits = [entete.textes[place] for role in _SOMMES for place in entete.roles.get(role, [])]
    mots = [normalise(texte) for texte in (tableau.page.nom, *tableau.titres, *dits)]
    return any(map(_PREVU.search, mots)) and not any(map(_CONSTATE.search, mots))
