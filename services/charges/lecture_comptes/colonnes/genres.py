"""What kind of table a title announces and columns make: a list of expenses, an annex, a statement, a call, or none."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from services.charges.lecture_comptes.colonnes.annees import ColonneAnnee
from services.charges.lecture_comptes.colonnes.roles import Role, find_role
from services.charges.lecture_comptes.valeurs.bases import drop_base
from shared.excel.mots import normalise

_LOT_NOMME = re.compile(r"^lots? (?:n |no |numero )?[a-z]{0,2}\d")


class Genre(StrEnum):
    """The tables of yearly accounts."""

    RELEVE = "RELEVE"
    ANNEXE2 = "ANNEXE2"
    ANNEXE3 = "ANNEXE3"
    REPARTITION = "REPARTITION"
    DETAIL = "DETAIL"
    """A statement that prints each expense of the building: a list of expenses too, when the file holds no other."""
    APPEL = "APPEL"
    AUTRE = "AUTRE"


@dataclass(slots=True)
class EnTete:
    """A header: role → places, year columns, texts by place, and how many rows it takes."""

    roles: dict[Role, list[int]] = field(default_factory=dict)
    annees: list[ColonneAnnee] = field(default_factory=list)
    textes: dict[int, str] = field(default_factory=dict)
    groupes: dict[int, str] = field(default_factory=dict)
    """What the upper rows of the header say over each column: the key above « Tantièmes | Quote-part »."""
    cles: list[int] = field(default_factory=list)
    """Columns that one heading says to be each of a key."""
    recuperables: dict[int, int] = field(default_factory=dict)
    """Amount of a key → what is recoverable of it, where each key stands over both."""
    pesee: bool = False
    """Whether the weights of keys stand right under it, each in its column."""
    hauteur: int = 1
    genre: Genre = Genre.AUTRE
    annonce: Genre | None = None
    """What the title above announced, whatever the columns make."""

    def first(self, *roles: Role) -> int | None:
        """The first column of the first of these roles that the table has."""
        return next((self.roles[role][0] for role in roles if role in self.roles), None)

    @property
    def inconnues(self) -> list[int]:
        """Columns with a name that is neither a role nor a year."""
        pris = {place for places in self.roles.values() for place in places} | {c.place for c in self.annees}
        return [place for place in self.textes if place not in pris]

    @property
    def partagee(self) -> bool:
        """What is shared out over each key, beside over how many tantièmes."""
        bases = Role.BASE in map(find_role, self.textes.values())
        return bases and {Role.CLE, Role.A_REPARTIR} <= self.roles.keys()


_TITRES: tuple[tuple[re.Pattern[str], Genre], ...] = tuple(
    (re.compile(motif), genre)
    for motif, genre in (
        (r"\b(?:annexe|ann) ?(?:n|no|numero)? ?0?2\b", Genre.ANNEXE2),
        (r"\b(?:annexe|ann) ?(?:n|no|numero)? ?0?3\b", Genre.ANNEXE3),
        (r"\b(?:annexe|ann) ?(?:n|no|numero)? ?0?[145]\b", Genre.AUTRE),
        (r"\bvos (?:charges|quotes? parts?|lots)\b|\bpar lot\b", Genre.REPARTITION),
        (r"\bvotre (?:quote ?part|part|repartition|decompte)\b|^(?:decompte )?individuel(?:le)?s?$", Genre.REPARTITION),
        (r"^releve (?:general |detaille )?(?:des depenses |des charges |de depenses )?par cle\b", Genre.RELEVE),
        (r"compte de gestion general|par nature", Genre.ANNEXE2),
        (r"par cle|operations courantes de l exercice", Genre.ANNEXE3),
        (r"etat financier|etat des travaux|travaux de l article", Genre.AUTRE),
        (r"etat individuel|repartition individuelle|etat de repartition|projet d etat", Genre.REPARTITION),
        (r"(?:releve|decompte)s? individuel|decompte (?:annuel )?(?:de |des |de vos )charges", Genre.REPARTITION),
        (r"^decompte (?:du |de (?:votre )?)?lot\b", Genre.REPARTITION),
        (r"^repartition$|quote parts?$", Genre.REPARTITION),
        (r"releve general|\brgd\b|\bdepenses?\b|^releve\b|grand livre|detail des charges", Genre.RELEVE),
        (r"appels? de (?:fonds|provision)", Genre.APPEL),
    )
)  # fmt: skip


_FORMEL = re.compile(r"\b(?:annexe|ann) ?(?:n|no|numero)? ?0?[23]\b")


def is_formel(texte: str) -> bool:
    """Whether a title says the number of annex 2 or 3: « par clé », « par nature » may be said of any table."""
    return _FORMEL.search(normalise(texte)) is not None


ANNEXES = (Genre.ANNEXE2, Genre.ANNEXE3)


def find_numero(texte: str) -> Genre | None:
    """The annex whose number a title says."""
    return find_titre(texte) if is_formel(texte) else None


def find_titre(texte: str) -> Genre | None:
    """The table that a title announces; the weight of a key says nothing of it."""
    mots = normalise(drop_base(texte) or texte)
    return next((genre for motif, genre in _TITRES if motif.search(mots)), None)


def names_lots(textes: Mapping[int, str]) -> bool:
    """Whether several columns are each of one lot, which its header names."""
    return sum(_LOT_NOMME.match(normalise(texte)) is not None for texte in textes.values()) > 1


def _is_lot_nomme(entete: EnTete) -> bool:
    """``Lot 3 | Garage``: the heading of one lot, not the name of a column."""
    places = entete.roles[Role.LOT]
    return len(places) == 1 and _LOT_NOMME.match(normalise(entete.textes[places[0]])) is not None


def _is_part(entete: EnTete, annonce: Genre | None) -> bool:
    """Whether money beside tantièmes is our share: not that of each dated line, nor that of each key of annex 3."""
    has = entete.roles.__contains__
    if has(Role.DATE) and (has(Role.COMPTE) or has(Role.LIBELLE) or has(Role.INTITULE)):
        return False
    return has(Role.PART) or (annonce is not Genre.ANNEXE3 and (has(Role.A_REPARTIR) or has(Role.MONTANT)))


def choose_genre(entete: EnTete, annonce: Genre | None) -> Genre:
    """The kind of table that these columns make, under the title that was last read."""
    has = entete.roles.__contains__
    if set(entete.roles) == {Role.LOT} and _is_lot_nomme(entete):
        return Genre.AUTRE
    if has(Role.APPEL) and has(Role.LOT):
        return Genre.APPEL
    nommees = [r for r in (Role.CLE, Role.COMPTE, Role.INTITULE, Role.LIBELLE, Role.FOURNISSEUR) if has(r)]
    if has(Role.LOT) or (has(Role.TANTIEMES) and _is_part(entete, annonce)):
        utiles = has(Role.PART) or has(Role.MONTANT) or has(Role.A_REPARTIR) or len(entete.inconnues) >= 1
        return Genre.APPEL if annonce is Genre.APPEL else Genre.REPARTITION if utiles else Genre.AUTRE
    if annonce is Genre.APPEL:
        return Genre.AUTRE
    libelles = len(nommees) + len(entete.inconnues)
    if annonce is Genre.AUTRE and len(entete.roles.get(Role.COMPTE, [])) != 1:
        return Genre.AUTRE
    suivie = has(Role.DATE) and (has(Role.PIECE) or has(Role.FOURNISSEUR)) and annonce not in ANNEXES
    if len(entete.annees) >= 3 and not suivie and (libelles or min(colonne.place for colonne in entete.annees) > 0):
        return (
            Genre.ANNEXE3
            if annonce is Genre.ANNEXE3 or (has(Role.CLE) and annonce is not Genre.ANNEXE2)
            else Genre.ANNEXE2
        )
    datee = has(Role.DATE) or has(Role.PIECE) or has(Role.FOURNISSEUR)
    datees = entete.annees if nommees or len(entete.annees) > 1 else []
    chiffree = bool(datees) or has(Role.MONTANT) or has(Role.A_REPARTIR) or len(entete.cles) > 1
    annexe = annonce if annonce in (Genre.ANNEXE2, Genre.ANNEXE3) else None
    if not datee and chiffree and (libelles or (annexe and min(entete.textes) > 0)):
        if annexe:
            return annexe
        if datees:
            return Genre.ANNEXE3 if has(Role.CLE) and not has(Role.COMPTE) else Genre.ANNEXE2
        if has(Role.CLE) and not has(Role.COMPTE) and annonce is not Genre.RELEVE and len(entete.textes) <= 3:
            return Genre.ANNEXE3
    if annonce is Genre.AUTRE:
        return Genre.AUTRE
    montant = chiffree or has(Role.DEBIT) or (entete.pesee and len(entete.inconnues) > 1)
    if montant and (libelles or datee):
        return Genre.RELEVE
    return Genre.RELEVE if datee and len(nommees) >= 2 and len(entete.inconnues) >= 2 else Genre.AUTRE
