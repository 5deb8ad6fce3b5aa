"""Cutting a sheet into its tables: each header opens one, which ends at the next header or at another title."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from services.charges.lecture_comptes.colonnes.entetes import read_entete
from services.charges.lecture_comptes.colonnes.genres import ANNEXES, EnTete, Genre, find_numero, find_titre, is_formel
from services.charges.lecture_comptes.colonnes.roles import Role, find_role
from services.charges.lecture_comptes.valeurs.cles import is_etiquette_cle, is_explicit, write_cle
from services.charges.lecture_comptes.valeurs.montants import holds_montant
from services.charges.lecture_comptes.valeurs.pages import Page, cell, is_pagination, texts_of
from shared.excel.cellules import Rangee, Valeur
from shared.excel.contenus import is_jour

TITRE_MAX = 160
TETES_MAX = 4
"""How many rows may stand between the names of keys and the header of the lots under them."""
_DE_CLE = re.compile(
    r"\b(?:tanti[èe]me|milli[èe]me|quotit[ée])s?\b|\b[àa] r[ée]partir\b|^(?:base|total des parts)\b", re.I
)
"""What rows between the names of keys and the header of the lots say of each key."""
HAUTEUR_RAPPEL = 3
"""How many rows may stand between the title of sums and the first of them."""
_SOMMES = (Role.MONTANT, Role.DEBIT, Role.CREDIT, Role.A_REPARTIR)
_LOT = re.compile(r"^lots?\b", re.I)
_BASE = re.compile(r"^(?:base|(?:total )?(?:tanti[èe]mes|milli[èe]mes)|unit[ée]s)\b", re.I)
"""Words beside the weight of a key, in its heading."""
_ETIQUETTE = re.compile(
    r"^(?:(?:(?:votre |vos |(?:num[ée]ro|n\s*[°o]\.?|r[ée]f(?:[ée]rence)?\.?) (?:de |du )?)?lots?(?:\(s\))?)"
    r"|(?:(?:relev[ée]|d[ée]tail|d[ée]penses?|charges?)\s(?:(?:des|de|du)\s)?){0,2}(?:(?:de\s)?la\s)?cl[ée]s?"
    r"|r[ée]partition)"
    r"\s*(?:n\s*[°o]\.?|num[ée]ro)?\s*:?$",
    re.I,
)
"""A label whose number stands in the next cell."""
_LETTRE = re.compile(r"^[A-Z]{1,2}\d{1,4}$|^\d{1,4}[A-Z]{1,2}$")
"""A number of a lot or a key that has letters: ``A12``, ``10B``."""
_NUE = re.compile(r"^(?:lots?|cl[ée]s?)$", re.I)
"""Words that head a column as well: « Lot | A12 » may be a header, « Lot : | A12 » is none."""


@dataclass(slots=True)
class Tableau:
    """A header and the rows under it. ``titres``, ``dessus``: the words, then the rows, that stand above it, since the
    table before."""

    page: Page
    entete: EnTete
    titres: list[str] = field(default_factory=list)
    rangees: list[tuple[int, Rangee]] = field(default_factory=list)
    dessus: list[tuple[int, Rangee]] = field(default_factory=list)
    rappel: int | None = None
    """The rank of the first row under a title that announces sums of those above (« Totaux par clé »), if any."""

    @property
    def genre(self) -> Genre:
        return self.entete.genre

    @property
    def formelle(self) -> bool:
        """Whether a title or the name of the sheet says that it is annex 2 or 3."""
        return any(map(is_formel, (self.page.nom, *self.titres)))


@dataclass(slots=True)
class Decoupe:
    """The tables of a sheet, and the texts that stand outside of any."""

    tableaux: list[Tableau] = field(default_factory=list)
    titres: list[str] = field(default_factory=list)
    voisins: list[tuple[str, str]] = field(default_factory=list)
    """Pairs of neighbouring cells outside tables: ``Copropriété`` | ``Les Ormes``."""


def cut_page(page: Page) -> Decoupe:
    """The tables of a sheet, in their order."""
    dessus = Decoupe(titres=[page.nom])
    coupe = _Coupe(page, dessus, find_titre(page.nom), [page.nom], numerotee=find_numero(page.nom))
    rang = 0
    while rang < len(page.rangees):
        numero, rangee = page.rangees[rang]
        titre = title_of(rangee)
        vu = coupe.find_annonce(titre) if titre else None
        entete = None if _is_etiquetee(rangee) else read_entete(page, rang, vu or coupe.annonce)
        if entete is not None:
            coupe.open(entete, rang)
            rang += entete.hauteur
            continue
        if titre and vu is not None and _changes(coupe.courant, vu, titre):
            coupe.change(vu, rang)
        coupe.add(numero, rangee, titre)
        rang += 1
    return coupe.decoupe


@dataclass(slots=True)
class _Coupe:
    """Where the cutting of a sheet stands: the kind of table last announced, the table that is open, the titles above
    the next one, and the banner of the top of the sheet."""

    page: Page
    decoupe: Decoupe
    annonce: Genre | None
    dessus: list[str]
    courant: Tableau | None = None
    bandeau: set[str] = field(default_factory=set)
    rangees: list[tuple[int, Rangee]] = field(default_factory=list)
    """The rows above the next table."""
    debut: int = 0
    """The rank of the header of the table that is open."""
    numerotee: Genre | None = None
    """The annex whose number the titles above the next table, or the name of the sheet, say."""

    def find_annonce(self, titre: str) -> Genre | None:
        """The table that a title announces: words under the number of an annex, which syndics write of one annex or of
        the other (« Compte de gestion pour opérations courantes »), are of that one."""
        vu = find_titre(titre)
        self.numerotee = find_numero(titre) or self.numerotee
        return self.numerotee if self.numerotee is not None and vu in ANNEXES else vu

    def open(self, entete: EnTete, rang: int) -> None:
        """Open a table, unless its header is that of the one that is open, printed again."""
        if self.courant is not None and (_same(self.courant.entete, entete) or self._goes_on(entete)):
            return
        if self.courant is not None and _is_tete(self.courant, entete):
            self.dessus, self.rangees = self.courant.titres, list(self.page.rangees[self.debut : rang])
            self.decoupe.tableaux.pop()
        self.debut = rang
        self.courant = Tableau(self.page, entete, self.dessus or (_last_titres(self.courant) if self.courant else []))
        self.courant.dessus, self.rangees = self.rangees, []
        self.dessus, self.numerotee = [], None
        self.decoupe.tableaux.append(self.courant)

    def change(self, vu: Genre, rang: int) -> None:
        """Close the table that is open under a title that announces another; unless amounts stand right below without a
        header of their own, in the columns of the list of expenses above: they sum its lines."""
        self.annonce = vu
        if self.courant is not None and self.courant.genre is Genre.RELEVE and vu in ANNEXES:
            suivantes = self.page.rangees[rang + 1 : rang + 1 + HAUTEUR_RAPPEL]
            entete = self.courant.entete
            places = {p for role in _SOMMES for p in entete.roles.get(role, [])} | {c.place for c in entete.annees}
            chiffrees = [any(holds_montant(cell(rangee, place)) for place in places) for _, rangee in suivantes]
            entetes = [read_entete(self.page, rang + 1 + pas, vu) is not None for pas in range(len(suivantes))]
            if True in chiffrees and True not in entetes[: chiffrees.index(True)]:
                self.courant.rappel = len(self.courant.rangees)
                return
        self.courant = None

    def _goes_on(self, entete: EnTete) -> bool:
        """Years alone, right under the header that already names their columns (« N-1 | N | N »)."""
        assert self.courant is not None
        dites = {colonne.place for colonne in self.courant.entete.annees}
        siennes = {colonne.place for colonne in entete.annees}
        return not self.courant.rangees and not entete.roles and bool(siennes) and siennes <= dites

    def add(self, numero: int, rangee: Rangee, titre: str) -> None:
        """Keep a row that is no header: in the table that is open, else among the titles of the next."""
        if self.courant is None:
            self.dessus = [*self.dessus, titre] if titre else self.dessus
            self.rangees.append((numero, rangee))
            if not self.decoupe.tableaux:
                self.bandeau |= {texte for _, texte in texts_of(rangee)}
            _note_titres(self.decoupe, rangee)
        elif not _is_bandeau(rangee, self.bandeau):
            self.courant.rangees.append((numero, rangee))
            if titre:
                self.decoupe.titres.append(titre)


def _is_bandeau(rangee: Rangee, bandeau: set[str]) -> bool:
    """The banner of the top of the sheet printed again inside a table, at the top of its next page."""
    pleines = [write_cle(valeur) for valeur in rangee if valeur != ""]
    paginees = {
        rang + pas
        for rang, (mot, suite) in enumerate(pairwise(pleines))
        if is_pagination(f"{mot} {suite}")
        for pas in (0, 1)
    }
    dites = [texte for rang, texte in enumerate(pleines) if rang not in paginees and not is_pagination(texte)]
    return all(texte in bandeau and not is_explicit(texte) and not _LOT.match(texte) for texte in dites)


def _last_titres(tableau: Tableau) -> list[str]:
    """The titles under the last row of figures of a table: they speak of the table that follows."""
    titres: list[str] = []
    for _, rangee in reversed(tableau.rangees):
        titre = title_of(rangee)
        if not titre:
            break
        titres.insert(0, titre)
    return titres


def title_of(rangee: Rangee) -> str:
    """The text of a row that holds nothing else (one or two cells, or the label of a key and what it is), else
    nothing."""
    pleines = [valeur for valeur in rangee if valeur != ""]
    if len(pleines) > 2 and is_etiquette_cle(pleines[0]) and all(isinstance(valeur, str) for valeur in pleines):
        return f"{pleines[0]} {' - '.join(map(str, pleines[1:]))}"[:TITRE_MAX]
    rang = _find_etiquette(pleines)
    if rang is not None:
        pleines[rang + 1] = str(pleines[rang + 1]).strip().removesuffix(".0")
        return " ".join(str(valeur) for valeur in pleines)[:TITRE_MAX]
    if len(pleines) == 3 and _BASE.match(str(pleines[1])) and holds_montant(pleines[2]):
        premier = texts_of(rangee)[0][1]
        return (premier if is_explicit(premier) else f"Clé {premier}")[:TITRE_MAX] if premier == pleines[0] else ""
    if not 1 <= len(pleines) <= 2 or len(texts_of(rangee)) != len(pleines):
        return ""
    return " ".join(str(valeur) for valeur in pleines)[:TITRE_MAX]


def _find_etiquette(pleines: Sequence[Valeur]) -> int | None:
    """The rank of the label whose number follows (``Votre lot :`` | 12), among few cells."""
    rang = next((rang for rang, valeur in enumerate(pleines[:3]) if _ETIQUETTE.match(str(valeur))), None)
    if rang is None or not rang + 1 < len(pleines) <= 4:
        return None
    if len(pleines) > rang + 2 and all(map(_is_numero, pleines[rang + 1 :])):
        return None
    suivant = pleines[rang + 1]
    lettree = _NUE.match(str(pleines[rang])) is None and _LETTRE.match(str(suivant)) is not None
    return rang if lettree or _is_numero(suivant) else None


def _is_etiquetee(rangee: Rangee) -> bool:
    """A label and its only number, or cells that hold both: no header, even where the number is a text; nor what a
    colon says of its neighbour (``Période :`` | ``du 01/01/2024 au 31/12/2024``)."""
    pleines = [valeur for valeur in rangee if valeur != ""]
    deux_points = [str(valeur).rstrip().endswith(":") for valeur in pleines]
    if deux_points == [True, False]:
        return True
    if is_etiquette_cle(pleines[0]) and not any(find_role(str(valeur)) for valeur in pleines[1:]):
        return True
    if all(":" in str(valeur) and holds_montant(str(valeur).rpartition(":")[2].strip()) for valeur in pleines):
        return True
    return _find_etiquette(pleines) is not None and sum(map(_is_numero, pleines)) <= 1


def _is_numero(valeur: Valeur) -> bool:
    return str(valeur).strip().removesuffix(".0").isdecimal()


def _changes(courant: Tableau | None, vu: Genre, titre: str) -> bool:
    """Whether a title closes the table: it announces another kind, in words that no section of it would use."""
    if courant is None:
        return True
    if vu is courant.genre or (vu is Genre.RELEVE and courant.genre is not Genre.REPARTITION):
        return vu is Genre.RELEVE and "general" in titre.lower() and courant.genre is not Genre.RELEVE
    return True


def _is_tete(courant: Tableau, entete: EnTete) -> bool:
    """Whether what looked like a table is but the keys and their weights, over the shares of each lot."""
    if len(courant.rangees) > TETES_MAX:
        return False
    if Role.LOT in entete.roles and courant.entete.textes.items() <= entete.textes.items():
        dits = [texts_of(rangee)[:1] for _, rangee in courant.rangees]
        return all(textes and _DE_CLE.search(textes[0][1]) for textes in dits)
    seuls = set(courant.entete.roles) <= {Role.CLE, Role.INTITULE, Role.LIBELLE}
    partages = {Role.LOT, Role.TANTIEMES, Role.PART} <= set(entete.roles)
    return courant.entete.pesee and seuls and partages


def _same(avant: EnTete, apres: EnTete) -> bool:
    """The header of a table printed again on the next page."""
    return avant.textes == apres.textes and avant.genre is apres.genre


def list_constantes(tableau: Tableau) -> list[tuple[str, str]]:
    """(header, value) of the columns that say the same on every line: whose accounts, of which exercise."""
    constantes = []
    for place in tableau.entete.textes:
        vues = {_write(valeur) for _, r in tableau.rangees[:300] if (valeur := cell(r, place)) != ""}
        if len(vues) == 1 and len(tableau.rangees) > 1:
            constantes.append((tableau.entete.textes[place], vues.pop()))
    return constantes


def _note_titres(decoupe: Decoupe, rangee: Rangee) -> None:
    textes = dict(texts_of(rangee))
    decoupe.titres += textes.values()
    dites = [
        textes.get(place) or _write(valeur) for place, valeur in enumerate(rangee) if place in textes or is_jour(valeur)
    ]
    decoupe.voisins += list(pairwise(dites))
    pleines = [valeur for valeur in rangee if valeur != ""]
    if any(map(is_jour, pleines)):
        decoupe.titres.append(" ".join(_write(valeur) for valeur in pleines)[:TITRE_MAX])


def _write(valeur: Valeur) -> str:
    return f"{valeur:%d/%m/%Y}" if isinstance(valeur, date) else str(valeur)
