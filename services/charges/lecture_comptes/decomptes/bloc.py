"""Where the reading of one table of a statement stands, and which of its columns are our share and what is shared."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from services.charges.lecture_comptes.colonnes.genres import EnTete
from services.charges.lecture_comptes.colonnes.roles import Role
from services.charges.lecture_comptes.colonnes.tableaux import Tableau
from services.charges.lecture_comptes.decomptes.detailles import LOT
from services.charges.lecture_comptes.valeurs.montants import holds_montant
from services.charges.lecture_comptes.valeurs.pages import cell
from shared.excel.cellules import Rangee
from shared.excel.mots import normalise

_LOT_DIT = re.compile(
    r"(?<![^\W\d_])lots?(?:\(s\))?\s*(?:n\s*[°o]\.?|num[ée]ro)?\s*:?\s*((?-i:[A-Z]{0,2})\d+(?-i:[A-Z]{0,2}))\b"
    r"(?!\s*(?:%|€|[.,]\d|\d|à\s|au\s|[-–/,+&]\s*\d|et\s+\d))",
    re.I,
)
"""``Décompte individuel – lot n° 12``: the lot that a title names after other words."""
_PAS_UN_LOT = re.compile(
    r"\b(?:travaux|marches?|devis|chantiers?|entreprises?)\b"
    r"|\b(?:tantiemes?|milliemes?|unites?|base|parts?|nombre|surface|superficie|total|montant|charges?) "
    r"d(?:u|e|es) (?:votre |vos )?lots?$"
)
"""What stands before « lot » when its number counts something else: ``Nombre de lots : 12``, ``Travaux lot 2``."""
_BIEN = re.compile(
    r"^(?:appartement|logement|cave|cellier|garage|parking|box|emplacement|place|stationnement|local|commerce|studio"
    r"|chambre|bureau|grenier|maison|villa)s?\b|^(?:type )?[tf] ?[1-9](?: bis)?\b"
)
"""What a lot is: as a heading over keys, it begins those of another lot."""
_HORS_CLE = re.compile(
    r"^(?:(?:ecart|difference|ajustement) )?(?:d |sur |de l )?arrondis?\b"
    r"|^(?:(?:total|vos|votre|moins|a deduire|deduction) )*(?:(?:des|les|de) )*"
    r"(?:provisions?|acomptes?|appels?|versements?|reglements?|avances?|soldes?|reports?|reliquats?|trop percus?)\b"
    r"|^(?:a nouveau|deja (?:appele|verse|regle)|reste (?:a|du)|net a|en votre faveur)"
    r"|^frais (?:de (?:relance|mise en demeure|mutation|recouvrement|rejet)|prives?|privatifs?|individuels?)\b"
    r"|^charges (?:privatives|individuelles)\b"
)
"""Rows under the shares that are none: what rounds their total, what was paid, what one owner alone owes."""


@dataclass(slots=True)
class Aparts:
    """Centimes printed among shares that are none: what rounds their total, and payments or costs of one owner."""

    arrondis: int = 0
    autres: int = 0

    def add(self, texte: str, centimes: int) -> None:
        """One more row, by its words."""
        if "arrondi" in normalise(texte):
            self.arrondis += centimes
        else:
            self.autres += centimes


@dataclass(frozen=True, slots=True)
class Entier:
    """What a key is as a whole: its tantièmes, the centimes shared out, and the cell of the latter."""

    base: int | None = None
    montant: int | None = None
    cellule: str = ""


@dataclass(slots=True)
class Bloc:
    """One table of a statement: its columns, the lot and the key of the rows below, and where its sums start.

    ``matrice``: place → key, of shares in one column by key; ``bases``: the last row of totals of such a table;
    ``poids``: our tantièmes of that key and its total, where its heading says them; ``aparts``, ``cumul``: what is
    printed beside shares since the last total, and since the start of the file.
    """

    tableau: Tableau
    part: int | None
    base: int | None
    matrice: dict[int, str]
    lot: str | None
    cle: str | None
    poids: tuple[int, int] | None
    debut: int
    groupe: int
    bases: dict[str, int] = field(default_factory=dict)
    siens: dict[tuple[str, str], int] = field(default_factory=dict)
    """Lot and key → our tantièmes, where a row of their own prints them over the shares of the lot."""
    ensemble: dict[str, Entier] = field(default_factory=dict)
    """What the row of the whole building, or the rows over the columns, print of each key."""
    entier: Entier | None = None
    """What the heading of the key of the rows below prints of it."""
    ouverte: bool = True
    """Whether no share stands yet under that heading."""
    muet: bool = False
    """Whether it was told that no lot is said."""
    aparts: Aparts = field(default_factory=Aparts)
    cumul: Aparts = field(default_factory=Aparts)


def find_lot(titre: str) -> str | None:
    """The lot or lots that a title names: at its head, or the only one after other words."""
    tete = LOT.match(titre)
    if tete is not None:
        return tete[1].strip()
    dits = {
        lu[1]
        for lu in _LOT_DIT.finditer(titre)
        if _PAS_UN_LOT.search(normalise(titre[: lu.start()] + ("lot" if ":" in lu[0] else ""))) is None
    }
    return dits.pop() if len(dits) == 1 else None


def is_bien(texte: str) -> bool:
    """``Garage n° 3``: a heading that names what a lot is, whose number is not said."""
    return _BIEN.match(normalise(texte)) is not None


def is_hors_cle(texte: str) -> bool:
    """``Arrondi``, ``Provisions appelées``: words that name no key."""
    return _HORS_CLE.match(normalise(texte)) is not None


def is_sans_base(tableau: Tableau, rangee: Rangee, autres: Sequence[int | None] = ()) -> bool:
    """Whether a row says neither its key nor its lot, nor what is shared out, nor over how many tantièmes, where rows
    with shares do: it is none.

    :param autres: more places of what is shared out, or of tantièmes.
    """
    roles = tableau.entete.roles
    if any(cell(rangee, place) != "" for role in (Role.CLE, Role.LOT) for place in roles.get(role, [])):
        return False
    dites = [place for role in (Role.A_REPARTIR, Role.TANTIEMES, Role.BASE) for place in roles.get(role, [])]
    places = {*dites, *(place for place in autres if place is not None)}
    pleines = any(holds_montant(cell(r, place)) for _, r in tableau.rangees for place in places)
    return pleines and all(cell(rangee, place) == "" for place in places)


def find_montants(entete: EnTete) -> tuple[int | None, int | None]:
    """(our share, amount to share out): when both are called « montant », the share is the last one. Beside
    several shares, an amount is their total."""
    montants = entete.roles.get(Role.MONTANT, [])
    part = entete.first(Role.PART)
    base = entete.first(Role.A_REPARTIR)
    if part is None:
        part = montants[-1] if montants else None
        if base is None and len(montants) > 1:
            base = montants[0]
    elif base is None and montants and len(entete.roles.get(Role.PART, [])) < 2:
        base = montants[0]
    return part, base
