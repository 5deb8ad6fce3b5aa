"""The individual statement: our share of each key for each lot, in rows, in sections, or in one column by key."""

import re
from dataclasses import dataclass, field

from services.charges.lecture_comptes.colonnes.genres import EnTete, Genre, find_titre
from services.charges.lecture_comptes.colonnes.roles import Role
from services.charges.lecture_comptes.colonnes.tableaux import Tableau, title_of
from services.charges.lecture_comptes.decomptes.cellules import (
    is_phrase,
    read_base_sur,
    read_lot,
    read_part,
    read_tantiemes,
)
from services.charges.lecture_comptes.decomptes.detailles import LOT, Details, is_detail
from services.charges.lecture_comptes.decomptes.lots_en_colonnes import find_lots
from services.charges.lecture_comptes.decomptes.matrices_tantiemes import Matrice, join_tantiemes
from services.charges.lecture_comptes.journal import Journal
from services.charges.lecture_comptes.resultat import QuotePart, TotalImprime
from services.charges.lecture_comptes.valeurs.cles import IndexCles, is_bruit, is_explicit, name_cle, write_cle
from services.charges.lecture_comptes.valeurs.montants import holds_montant
from services.charges.lecture_comptes.valeurs.pages import cell, texts_of
from shared.excel.cellules import Rangee, Valeur, adresse
from shared.excel.mots import normalise
from shared.excel.totaux import is_total

_BASE = re.compile(r"^(?:base|diviseur|total (?:des )?(?:tantieme|millieme)s?|sur)\b")


_ENSEMBLE = re.compile(
    r"^(?:total |totaux )?(?:de l |de la )?(?:tout l |toute la |ensemble (?:de l |de la |du |des |en )?)?"
    r"(?:immeuble|copropriete|syndicat|residence|immobilier|coproprietaires|batiments?|lots de (?:l |la )?\w+)$"
)
"""The row of the whole building, above or below those of our lots."""


@dataclass(slots=True)
class _Bloc:
    """One table of a statement: its columns, the lot and the key of the rows below, and where its sums start.

    ``matrice``: place → key, of shares in one column by key; ``bases``: the last row of totals of such a table.
    """

    tableau: Tableau
    part: int | None
    base: int | None
    matrice: dict[int, str]
    lot: str | None
    cle: str | None
    debut: int
    groupe: int
    bases: dict[str, int] = field(default_factory=dict)
    ensemble: dict[str, tuple[int, int | None, str]] = field(default_factory=dict)
    """What the row of the whole building prints of each key: its tantièmes, what is shared out, and that cell."""


class LecteurRepartition:
    """Reads statements, adding to the same list of shares."""

    def __init__(self, index: IndexCles, journal: Journal) -> None:
        self.index, self.journal = index, journal
        self.parts: list[QuotePart] = []
        self.totaux: list[TotalImprime] = []
        self.matrices: list[Matrice] = []
        self.details = Details()
        self._sous: list[tuple[QuotePart, str]] = []
        """Each share whose key is not known yet, and the title above it."""

    def read(self, tableau: Tableau) -> None:
        """Add the shares of a table."""
        if self._read_par_lot(tableau):
            return
        part, base = _find_montants(tableau.entete)
        debut = len(self.parts)
        bloc = _Bloc(tableau, part, base, self._find_matrice(tableau, part), *self._announced(tableau), debut, debut)
        for numero, rangee in tableau.rangees:
            self._read_rangee(bloc, numero, rangee)
        self._name_premier(bloc)
        self._apply_ensemble(bloc)
        if bloc.matrice:
            self.matrices.append(Matrice(tableau.titres, debut, len(self.parts), bloc.bases))

    def _read_rangee(self, bloc: _Bloc, numero: int, rangee: Rangee) -> None:
        """A row of totals, a heading, or a share."""
        textes = texts_of(rangee)
        premier = textes[0][1] if textes else ""
        if bloc.matrice and _ENSEMBLE.match(normalise(premier)) and self._note_ensemble(bloc, numero, rangee):
            return
        if bloc.matrice and _BASE.match(normalise(premier)):
            self._set_bases(bloc, rangee)
        elif is_total(premier) and self._close_details(bloc, numero, rangee, premier):
            return
        elif is_total(premier):
            bloc.bases = {
                cle: une for p, cle in bloc.matrice.items() if (une := read_tantiemes(cell(rangee, p))) is not None
            }
            self._judge(bloc, numero, rangee, premier)
            bloc.groupe = len(self.parts)
        elif bloc.matrice or (bloc.part is not None and holds_montant(cell(rangee, bloc.part))):
            self._read_part(bloc, numero, rangee)
        else:
            seul = len(textes) == 1 and bool({Role.LOT, Role.COMPTE} & set(bloc.tableau.entete.roles))
            self._read_section(bloc, title_of(rangee) or premier, seul=seul)

    def _read_part(self, bloc: _Bloc, numero: int, rangee: Rangee) -> None:
        """The row of a lot, whose key or keys are in columns, or the row of a key."""
        entete = bloc.tableau.entete
        nomme = cell(rangee, entete.first(Role.LOT))
        sien = read_lot(nomme) or bloc.lot
        if sien is None or is_phrase(nomme):
            return
        bloc.lot = sien
        if bloc.matrice:
            self._add_matrice(bloc, numero, rangee, sien)
            return
        nommee = cell(rangee, entete.first(Role.CLE))
        if is_detail(entete, rangee):
            self._add_detail(bloc, numero, rangee, sien, nommee)
            return
        if bloc.tableau.genre is Genre.DETAIL:
            return
        sienne = self._read_cle(entete, rangee, nommee) or bloc.cle
        if nommee != "" and Role.LOT in entete.roles:
            bloc.cle = sienne
        self._add(bloc.tableau, numero, rangee, sien, sienne, bloc.part, bloc.base)

    def _add_detail(self, bloc: _Bloc, numero: int, rangee: Rangee, lot: str, nommee: Valeur) -> None:
        """Our share of one expense, which goes to that of its key."""
        bloc.cle = self.index.resolve(write_cle(nommee)) if nommee != "" else bloc.cle
        self._add(bloc.tableau, numero, rangee, lot, bloc.cle, bloc.part, bloc.base)
        if len(self.parts) > bloc.debut:
            self.details.add(self.parts.pop())

    def _close_details(self, bloc: _Bloc, numero: int, rangee: Rangee, texte: str) -> bool:
        """Whether a total is that of the single expenses above, which it then judges."""
        trouve = None if bloc.part is None else read_part(cell(rangee, bloc.part))
        if trouve is None or bloc.part is None:
            return False
        total = self.details.close(trouve, (bloc.tableau.page.nom, adresse(numero, bloc.part + 1)), texte)
        if total is not None:
            self.totaux.append(total)
        return total is not None

    def settle(self) -> None:
        """Give each share its tantièmes where a table of their own prints them; sum those of single expenses."""
        self.parts += self.details.parts.values()
        for part, titre in self._sous:
            part.cle = self.index.find(titre)
        self.parts = join_tantiemes(self.parts, self.matrices)

    def _name_premier(self, bloc: _Bloc) -> None:
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

    def _read_par_lot(self, tableau: Tableau) -> bool:
        """One column by lot (``Lot 3``, ``Lot 7``), one row by key; says whether the table is so."""
        entete = tableau.entete
        parts, tantiemes = find_lots(tableau)
        if not parts:
            return False
        base = entete.first(Role.A_REPARTIR)
        for numero, rangee in tableau.rangees:
            textes = texts_of(rangee)
            nommee = cell(rangee, entete.first(Role.CLE)) or (textes[0][1] if textes else "")
            if nommee == "" or is_total(str(nommee)):
                continue
            cle = self._read_cle(entete, rangee, nommee)
            for lot, place in parts.items():
                siens = read_tantiemes(cell(rangee, tantiemes.get(lot)))
                avant = len(self.parts)
                self._add(tableau, numero, rangee, lot, cle, place, base, siens)
                if is_detail(entete, rangee) and len(self.parts) > avant:
                    self.details.add(self.parts.pop())
        return True

    def _announced(self, tableau: Tableau) -> tuple[str | None, str | None]:
        """(lot, key) that the titles of the table name."""
        lot: str | None = None
        cle: str | None = None
        for titre in tableau.titres:
            lu = LOT.match(titre)
            lot = lu[1].strip() if lu else lot
            cle = self.index.resolve(titre) if is_explicit(titre) else cle
        return lot, cle

    def _read_section(self, bloc: _Bloc, texte: str, *, seul: bool) -> None:
        """A row without amount: it names the lot or the key of the rows below. ``seul``: it may be an unknown key."""
        lu = LOT.match(texte)
        if lu:
            bloc.lot = lu[1].strip()
        elif texte and (self.index.find(texte) is not None or is_explicit(texte) or (seul and not is_bruit(texte))):
            bloc.cle = self.index.resolve(texte)

    def _read_cle(self, entete: EnTete, rangee: Rangee, nommee: Valeur) -> str | None:
        if nommee != "":
            texte = str(int(nommee)) if isinstance(nommee, float) and nommee == int(nommee) else str(nommee)
            return self.index.resolve(texte)
        for role in (Role.INTITULE, Role.LIBELLE):
            valeur = cell(rangee, entete.first(role))
            if isinstance(valeur, str) and valeur:
                return self.index.resolve(valeur)
        return None

    def _find_matrice(self, tableau: Tableau, part: int | None) -> dict[int, str]:
        """Columns of shares by key, when there is no column of keys."""
        entete = tableau.entete
        if Role.CLE in entete.roles or Role.LOT not in entete.roles:
            return {}
        parts = entete.roles.get(Role.PART, [])
        nommees = {place: entete.groupes[place] for place in parts if place in entete.groupes}
        if len(set(nommees.values())) >= 2:
            return {place: self.index.resolve(nom) for place, nom in nommees.items()}
        libres = [place for place in entete.inconnues if not is_total(entete.textes[place])]
        places = [place for place in libres if _is_chiffree(tableau, place)]
        connues = [place for place in places if self._find_cle(entete.textes[place]) is not None]
        if connues or (len(places) >= 2 and (part is None or Role.MONTANT in entete.roles)):
            retenues = connues or places
            textes = {place: entete.textes[place] for place in retenues}
            return {place: self._find_cle(texte) or self.index.resolve(texte) for place, texte in textes.items()}
        return {}

    def _find_cle(self, texte: str) -> str | None:
        """The known key of a header, alone or after what its column holds (``Tant. GEN``)."""
        return self.index.find(texte) or self.index.find(name_cle(texte))

    def _add_matrice(self, bloc: _Bloc, numero: int, rangee: Rangee, lot: str) -> None:
        tableau, debut = bloc.tableau, len(self.parts)
        for place, cle in bloc.matrice.items():
            centimes = read_part(cell(rangee, place))
            if centimes is None:
                continue
            tantiemes = read_tantiemes(cell(rangee, self._find_tantiemes(tableau.entete, place, cle)))
            lieu = adresse(numero, place + 1)
            self.parts.append(QuotePart(lot, cle, centimes, tantiemes, feuille=tableau.page.nom, cellule=lieu))
        self._judge_lot(bloc, numero, rangee, lot, self.parts[debut:])

    def _judge_lot(self, bloc: _Bloc, numero: int, rangee: Rangee, lot: str, siennes: list[QuotePart]) -> None:
        """The total that the row of a lot prints beside its shares; whole numbers may be tantièmes."""
        entete = bloc.tableau.entete
        libres = [*entete.inconnues, *entete.roles.get(Role.MONTANT, [])]
        total = next((place for place in libres if is_total(entete.textes[place])), None)
        trouve = None if total is None else read_part(cell(rangee, total))
        if total is None or trouve is None or total in bloc.matrice or not any(p.montant % 100 for p in siennes):
            return
        attendu = sum(part.montant for part in siennes)
        lieu = bloc.tableau.page.nom, adresse(numero, total + 1)
        quoi = f"Lot {lot} : total des quotes-parts"
        self.totaux.append(TotalImprime(*lieu, None, trouve, attendu, trouve == attendu, quoi, (siennes,)))

    def _find_tantiemes(self, entete: EnTete, place: int, cle: str) -> int | None:
        """The column of tantièmes that goes with a column of shares: under the same words, or of the same key."""
        groupes, dits = entete.groupes, entete.roles.get(Role.TANTIEMES, [])
        sous = [p for p in dits if groupes and groupes.get(p) == groupes.get(place, "")]
        sous = sous or [p for p in dits if self._find_cle(entete.textes[p]) == cle]
        return sous[0] if sous else None

    def _note_ensemble(self, bloc: _Bloc, numero: int, rangee: Rangee) -> bool:
        """Note what the row of the whole building prints; says whether it gives tantièmes, as such a row does."""
        for place, cle in bloc.matrice.items():
            total = read_tantiemes(cell(rangee, self._find_tantiemes(bloc.tableau.entete, place, cle)))
            if total:
                bloc.ensemble[cle] = total, read_part(cell(rangee, place)), adresse(numero, place + 1)
        return bool(bloc.ensemble)

    def _apply_ensemble(self, bloc: _Bloc) -> None:
        """Give each share of a table what its whole building prints."""
        for part in self.parts[bloc.debut :]:
            if part.cle in bloc.ensemble and part.total_tantiemes is None and part.a_repartir is None:
                part.total_tantiemes, part.a_repartir, part.cellule_base = bloc.ensemble[part.cle]

    def _set_bases(self, bloc: _Bloc, rangee: Rangee) -> None:
        """The row that gives the total of the tantièmes of each key, for the shares above it."""
        for place, cle in bloc.matrice.items():
            total = read_tantiemes(cell(rangee, self._find_tantiemes(bloc.tableau.entete, place, cle)))
            for part in self.parts[bloc.debut :]:
                if part.cle == cle and part.total_tantiemes is None:
                    part.total_tantiemes = total

    def _add(
        self,
        tableau: Tableau,
        numero: int,
        rangee: Rangee,
        lot: str,
        cle: str | None,
        part: int | None,
        base: int | None,
        tantiemes: int | None = None,
    ) -> None:
        if part is None or self.journal.note_cellule(tableau.page, numero, part):
            return
        centimes = read_part(cell(rangee, part))
        if centimes is None:
            return
        entete = tableau.entete
        ecrits = cell(rangee, entete.first(Role.TANTIEMES))
        total = read_tantiemes(cell(rangee, entete.first(Role.BASE))) or read_base_sur(ecrits)
        self.parts.append(
            QuotePart(
                lot, cle, centimes, tantiemes or read_tantiemes(ecrits), total,
                None if base is None else read_part(cell(rangee, base)), tableau.page.nom, adresse(numero, part + 1),
                "" if base is None else adresse(numero, base + 1),
            )
        )  # fmt: skip

    def _judge(self, bloc: _Bloc, numero: int, rangee: Rangee, texte: str) -> None:
        """The total of a lot, or of all, against the shares above; of our lots, key by key, where keys are columns."""
        if bloc.part in bloc.matrice:
            self._judge_colonnes(bloc, numero, rangee, texte)
            return
        part, debut, groupe = bloc.part, bloc.debut, bloc.groupe
        trouve = None if part is None else read_part(cell(rangee, part))
        if part is None or trouve is None or (groupe == len(self.parts) and groupe == debut):
            return
        lot = next((une.lot for une in reversed(self.parts)), None)
        groupes = (*(self.parts[d:] for d in (groupe, debut, 0)), [une for une in self.parts if une.lot == lot])
        sommes = [sum(une.montant for une in siennes) for siennes in groupes]
        if trouve not in sommes:
            attendu = sommes[1] if groupe == len(self.parts) or "general" in normalise(texte) else sommes[0]
            lieu = bloc.tableau.page.nom, adresse(numero, part + 1)
            quoi = f"{texte} : total des quotes-parts"
            self.totaux.append(TotalImprime(*lieu, None, trouve, attendu, False, quoi, groupes))

    def _judge_colonnes(self, bloc: _Bloc, numero: int, rangee: Rangee, texte: str) -> None:
        """A row of totals that says to be that of our lots: that of the building sums others too."""
        if re.search(r"\b(?:vos|votre|nos|notre)\b", normalise(texte)) is None:
            return
        for place, cle in bloc.matrice.items():
            trouve = read_part(cell(rangee, place))
            siennes = [part for part in self.parts[bloc.debut :] if part.cle == cle]
            attendu = sum(part.montant for part in siennes)
            if trouve is not None:
                lieu = bloc.tableau.page.nom, adresse(numero, place + 1)
                quoi = f"{texte} {cle} : total des quotes-parts"
                self.totaux.append(TotalImprime(*lieu, None, trouve, attendu, trouve == attendu, quoi, (siennes,)))


def _find_montants(entete: EnTete) -> tuple[int | None, int | None]:
    """(our share, amount to share out): when both are called « montant », the share is the last one."""
    montants = entete.roles.get(Role.MONTANT, [])
    part = entete.first(Role.PART)
    base = entete.first(Role.A_REPARTIR)
    if part is None:
        part = montants[-1] if montants else None
        if base is None and len(montants) > 1:
            base = montants[0]
    elif base is None and montants:
        base = montants[0]
    return part, base


def _is_chiffree(tableau: Tableau, place: int) -> bool:
    return any(holds_montant(cell(rangee, place)) for _, rangee in tableau.rangees[:200])
