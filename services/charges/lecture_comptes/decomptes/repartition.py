"""The individual statement: our share of each key for each lot, in rows, in sections, or in one column by key."""

import re

from services.charges.lecture_comptes.colonnes.genres import Genre, find_titre
from services.charges.lecture_comptes.colonnes.roles import Role
from services.charges.lecture_comptes.colonnes.tableaux import Tableau, title_of
from services.charges.lecture_comptes.decomptes.bloc import (
    Aparts,
    Bloc,
    Entier,
    find_lot,
    find_montants,
    is_bien,
    is_hors_cle,
    is_sans_base,
)
from services.charges.lecture_comptes.decomptes.cellules import (
    is_phrase,
    name_lot,
    read_lot,
    read_part,
)
from services.charges.lecture_comptes.decomptes.cles_en_colonnes import (
    find_matrice,
    find_tantiemes,
    note_ensemble,
    note_tantiemes,
    note_tetes,
    set_bases,
)
from services.charges.lecture_comptes.decomptes.detailles import LOT, Details, is_detail, is_detail_nomme
from services.charges.lecture_comptes.decomptes.lots_en_colonnes import Lots, find_entiers, find_lots
from services.charges.lecture_comptes.decomptes.matrices_tantiemes import Matrice, join_tantiemes
from services.charges.lecture_comptes.decomptes.rangees import note_sans_base, read_cle, read_quote_part, read_titres
from services.charges.lecture_comptes.decomptes.tetes import (
    drop_designations,
    list_tetes,
    name_colonnes,
    read_couples,
    read_nommee,
)
from services.charges.lecture_comptes.decomptes.totaux_lots import drop_rappels, is_reste, judge_rangee, judge_total
from services.charges.lecture_comptes.decomptes.un_lot_par_colonne import LecteurLots
from services.charges.lecture_comptes.journal import Journal, is_muette
from services.charges.lecture_comptes.resultat import A_CONFIRMER, QuotePart, TotalImprime
from services.charges.lecture_comptes.valeurs.bases import read_fraction, read_tantiemes
from services.charges.lecture_comptes.valeurs.cles import IndexCles, is_bruit, is_explicit, write_cle
from services.charges.lecture_comptes.valeurs.montants import holds_montant
from services.charges.lecture_comptes.valeurs.pages import cell, join_textes, texts_of
from shared.excel.cellules import Rangee, Valeur, adresse
from shared.excel.mots import normalise
from shared.excel.totaux import is_total

_NOMS = (Role.LOT, Role.CLE, Role.INTITULE, Role.LIBELLE)
_BASE = re.compile(r"^(?:base|diviseur|total (?:des )?(?:tantieme|millieme)s?|sur)\b")


_ENSEMBLE = re.compile(
    r"^(?:total |totaux )?(?:de l |de la )?(?:tout l |toute la |ensemble (?:de l |de la |du |des |en )?)?"
    r"(?:immeuble|copropriete|syndicat|residence|immobilier|coproprietaires|batiments?|lots de (?:l |la )?\w+)$"
)
"""The row of the whole building, above or below those of our lots."""


LOT_NON_DIT = "Rien ne dit de quel lot sont ces quotes-parts : elles n’ont pas été lues."


class LecteurRepartition:
    """Reads statements, adding to the same list of shares."""

    def __init__(self, index: IndexCles, journal: Journal) -> None:
        self.index, self.journal = index, journal
        self.parts: list[QuotePart] = []
        self.totaux: list[TotalImprime] = []
        self.matrices: list[Matrice] = []
        self.details = Details()
        self._cumul = Aparts()
        self._rangs: dict[int, int] = {}
        """Identity of each share → rank of the table that first prints it."""
        self._sous: list[tuple[QuotePart, str]] = []
        """Each share whose key is not known yet, and the title above it."""

    def read(self, tableau: Tableau) -> None:
        """Add the shares of a table."""
        debut, rang = len(self.parts), len(set(self._rangs.values()))
        parts, tantiemes = find_lots(tableau)
        if parts:
            lots = Lots(parts, tantiemes, *find_entiers(tableau, parts, tantiemes))
            LecteurLots(self.index, self.journal, self.parts, self.totaux, self.details).read(tableau, lots)
        else:
            self._read_bloc(tableau)
        for part in (*self.parts[debut:], *self.details.parts.values()):
            self._rangs.setdefault(id(part), rang)

    def _read_bloc(self, tableau: Tableau) -> None:
        """A table whose lots are in rows, in headings or above it."""
        part, base = find_montants(tableau.entete)
        debut = len(self.parts)
        drop_designations(tableau, self.index.find)
        entiers = name_colonnes(tableau, self.index)
        matrice = find_matrice(tableau, part, self.index)
        bloc = Bloc(tableau, part, base, matrice, *read_titres(tableau, self.index), debut, debut)
        bloc.cumul = self._cumul
        bloc.ensemble = {bloc.matrice[place]: entier for place, entier in entiers.items()}
        tetes = list_tetes(tableau)
        note_tetes(bloc, tetes)
        for numero, rangee in tetes:
            self._note_entier(bloc, numero, rangee)
        for numero, rangee in tableau.rangees:
            self._read_rangee(bloc, numero, rangee)
        self._name_premier(bloc)
        self._apply_ensemble(bloc)
        if bloc.matrice:
            self.matrices.append(Matrice(tableau.titres, debut, len(self.parts), bloc.bases))

    def _read_rangee(self, bloc: Bloc, numero: int, rangee: Rangee) -> None:
        """A row of totals, a heading, or a share."""
        textes = texts_of(rangee)
        premier = textes[0][1] if textes else ""
        if self._note_entier(bloc, numero, rangee):
            return
        if bloc.matrice and _ENSEMBLE.match(normalise(premier)) and note_ensemble(bloc, numero, rangee, self.index):
            return
        if bloc.matrice and _BASE.match(normalise(premier)):
            set_bases(bloc, rangee, self.parts, self.index)
        elif is_total(premier) and self._close_details(bloc, numero, rangee, premier):
            return
        elif is_total(premier):
            bloc.bases = {
                cle: une for p, cle in bloc.matrice.items() if (une := read_tantiemes(cell(rangee, p))) is not None
            }
            self.totaux += judge_total(bloc, numero, rangee, premier, self.parts)
            bloc.groupe, bloc.aparts = len(self.parts), Aparts()
        elif _is_somme(bloc, rangee):
            self.totaux += judge_total(bloc, numero, rangee, premier, self.parts)
        elif bloc.matrice or _is_chiffre(bloc, numero, rangee):
            self._read_part(bloc, numero, rangee)
        elif not is_detail_nomme(bloc.tableau.entete, rangee):
            seul = len(textes) == 1 and bool({Role.LOT, Role.COMPTE} & set(bloc.tableau.entete.roles))
            self._read_section(bloc, title_of(rangee) or premier, seul=seul, dit=join_textes(rangee))

    def _read_part(self, bloc: Bloc, numero: int, rangee: Rangee) -> None:
        """The row of a lot, whose key or keys are in columns, or the row of a key."""
        entete = bloc.tableau.entete
        nomme = cell(rangee, entete.first(Role.LOT))
        sien = read_lot(nomme) or bloc.lot
        if sien is None and bloc.part is not None and Role.PART in entete.roles and not bloc.muet:
            bloc.muet = True
            self.journal.note(A_CONFIRMER, "LOT_NON_DIT", bloc.tableau.page, numero, bloc.part, LOT_NON_DIT)
        detail = is_detail(entete, rangee)
        if sien is None or is_phrase(nomme):
            return
        if not detail and bloc.tableau.genre is not Genre.DETAIL and self._is_hors_cle(bloc, numero, rangee):
            return
        bloc.lot, bloc.ouverte = sien, False
        if bloc.matrice:
            if not note_tantiemes(bloc, rangee, sien):
                self._add_matrice(bloc, numero, rangee, sien)
            return
        nommee = cell(rangee, entete.first(Role.CLE))
        if detail:
            self._add_detail(bloc, numero, rangee, sien, nommee)
            return
        if bloc.tableau.genre is Genre.DETAIL:
            return
        dite = bloc.cle if bloc.entier is not None and nommee == "" else None
        sienne = dite or read_cle(self.index, entete, rangee, nommee) or bloc.cle
        if nommee != "" and Role.LOT in entete.roles:
            bloc.cle = sienne
        part = self._read_quote_part(bloc, numero, rangee, sien, sienne)
        if part is None:
            return
        self.parts.append(part)
        if bloc.entier is not None and nommee == "" and sienne == bloc.cle:
            _complete([part], bloc.entier)

    def _note_entier(self, bloc: Bloc, numero: int, rangee: Rangee) -> bool:
        """Whether a row prints what the key of the lots below is as a whole; keeps it for them."""
        if bloc.matrice or Role.LOT not in bloc.tableau.entete.roles:
            return False
        nommee = read_nommee(numero, rangee)
        if nommee is not None:
            bloc.cle, bloc.entier = self.index.resolve(nommee[0]), nommee[1]
            bloc.poids, bloc.ouverte = None, True
            return True
        if bloc.cle is None or not bloc.ouverte:
            return False
        entier = read_couples(numero, rangee)
        bloc.entier = entier or bloc.entier
        return entier is not None

    def _is_hors_cle(self, bloc: Bloc, numero: int, rangee: Rangee) -> bool:
        """Whether a row of money is no share, for no key that the file names is so called; keeps it for the total."""
        textes = [texte for _, texte in texts_of(rangee)]
        if not textes or self.index.knows(textes[0]):
            return False
        if not is_hors_cle(textes[0]):
            if bloc.matrice or bloc.entier is not None or not is_sans_base(bloc.tableau, rangee):
                return False
            note_sans_base(self.journal, bloc.tableau, numero, bloc.part or 0, textes[0])
        centimes = (bloc.part is not None and read_part(cell(rangee, bloc.part))) or 0
        bloc.aparts.add(textes[0], centimes)
        bloc.cumul.add(textes[0], centimes)
        return True

    def _read_quote_part(self, bloc: Bloc, numero: int, rangee: Rangee, lot: str, cle: str | None) -> QuotePart | None:
        """The share of a row, with our tantièmes and their total where the heading of this very key says them."""
        poids = bloc.poids if bloc.poids is not None and cle == bloc.cle else (None, None)
        places = bloc.part, bloc.base
        return read_quote_part(self.journal, bloc.tableau, numero, rangee, lot, cle, places, poids)

    def _add_detail(self, bloc: Bloc, numero: int, rangee: Rangee, lot: str, nommee: Valeur) -> None:
        """Our share of one expense, which goes to that of its key."""
        bloc.cle = self.index.resolve(write_cle(nommee)) if nommee != "" else bloc.cle
        part = self._read_quote_part(bloc, numero, rangee, lot, bloc.cle)
        if part is not None:
            self.details.add(part)

    def _close_details(self, bloc: Bloc, numero: int, rangee: Rangee, texte: str) -> bool:
        """Whether a total is that of the single expenses above, which it then judges."""
        trouve = None if bloc.part is None else read_part(cell(rangee, bloc.part))
        if trouve is None or bloc.part is None or is_reste(texte):
            return False
        total = self.details.close(trouve, (bloc.tableau.page.nom, adresse(numero, bloc.part + 1)), texte)
        if total is not None:
            self.totaux.append(total)
        return total is not None

    def settle(self) -> None:
        """Name each lot in one way; give each share its tantièmes where a table of their own prints them; sum those of
        single expenses."""
        self.parts += self.details.parts.values()
        noms: dict[str, str] = {}
        for part in self.parts:
            part.lot = noms.setdefault(name_lot(part.lot), part.lot)
        for part, titre in self._sous:
            part.cle = self.index.find(titre)
        self.parts = drop_rappels(join_tantiemes(self.parts, self.matrices), self._rangs)

    def _name_premier(self, bloc: Bloc) -> None:
        """The first of several blocks, one by key, stands under a title that is outside of the table: a name like
        those of the others, or one that another table gives to a key."""
        siennes = self.parts[bloc.debut :]
        sans = [part for part in siennes if part.cle is None]
        titre = bloc.tableau.titres[-1] if bloc.tableau.titres else ""
        if not sans or bloc.matrice or {Role.CLE, Role.INTITULE, Role.LIBELLE} & set(bloc.tableau.entete.roles):
            return
        if not titre or is_bruit(titre) or LOT.match(titre) or find_titre(titre) is not None:
            return
        if len(sans) < len(siennes):
            self.index.resolve(titre)
        self._sous += [(part, titre) for part in sans]

    def _read_section(self, bloc: Bloc, texte: str, *, seul: bool, dit: str) -> None:
        """A row without amount: it names the lot or the key of the rows below. ``seul``: it may be an unknown key;
        ``dit``: all its words."""
        lot = find_lot(texte)
        if lot is not None and not is_explicit(texte):
            bloc.lot = lot
        elif Role.CLE in bloc.tableau.entete.roles and is_bien(texte) and self.index.find(texte) is None:
            bloc.lot, bloc.muet = None, False
        elif texte and (self.index.find(texte) is not None or is_explicit(texte) or (seul and not is_bruit(texte))):
            bloc.cle, bloc.poids = self.index.resolve(texte), read_fraction(texte) or read_fraction(dit)
            bloc.entier, bloc.ouverte = None, True

    def _add_matrice(self, bloc: Bloc, numero: int, rangee: Rangee, lot: str) -> None:
        tableau, debut = bloc.tableau, len(self.parts)
        for place, cle in bloc.matrice.items():
            centimes = read_part(cell(rangee, place))
            if self.journal.note_cellule(tableau.page, numero, place) or centimes is None:
                continue
            lus = read_tantiemes(cell(rangee, find_tantiemes(tableau.entete, place, cle, self.index)))
            tantiemes = lus if lus is not None else bloc.siens.get((lot, cle))
            lieu = adresse(numero, place + 1)
            self.parts.append(QuotePart(lot, cle, centimes, tantiemes, feuille=tableau.page.nom, cellule=lieu))
        self.totaux += judge_rangee(bloc, numero, rangee, lot, self.parts[debut:])

    def _apply_ensemble(self, bloc: Bloc) -> None:
        """Give each share of a table what its whole building prints."""
        for part in self.parts[bloc.debut :]:
            if part.cle in bloc.ensemble:
                _complete([part], bloc.ensemble[part.cle])


def _complete(parts: list[QuotePart], entier: Entier) -> None:
    """Give shares that say nothing of their whole key what is printed of it."""
    for part in parts:
        if part.total_tantiemes is None and part.a_repartir is None:
            part.total_tantiemes, part.a_repartir, part.cellule_base = entier.base, entier.montant, entier.cellule


def _is_somme(bloc: Bloc, rangee: Rangee) -> bool:
    """``ENSEMBLE``, whatever its words: under shares each of a key that its column names, a row that names none, nor a
    lot, and has its words where they have numbers."""
    roles = bloc.tableau.entete.roles
    nommee = any(cell(rangee, place) != "" for role in _NOMS for place in roles.get(role, []))
    if Role.CLE not in roles or nommee or bloc.cle is not None or not holds_montant(cell(rangee, bloc.part)):
        return False
    places = {place for role in (Role.TANTIEMES, Role.BASE, Role.A_REPARTIR) for place in roles.get(role, [])}
    textes = texts_of(rangee)
    return bool(textes) and {place for place, _ in textes} <= places and not is_hors_cle(textes[0][1])


def _is_chiffre(bloc: Bloc, numero: int, rangee: Rangee) -> bool:
    """Whether our share stands on a row, be it a formula that was never computed."""
    if bloc.part is None:
        return False
    return holds_montant(cell(rangee, bloc.part)) or is_muette(bloc.tableau.page, numero, bloc.part)
