"""Which column of a list of expenses holds what: amount, debit and credit, or one column of amounts by key."""

import re
from dataclasses import dataclass

from services.charges.lecture_comptes.colonnes.annees import assign_annees
from services.charges.lecture_comptes.colonnes.devinees import is_addition
from services.charges.lecture_comptes.colonnes.genres import EnTete
from services.charges.lecture_comptes.colonnes.roles import Role
from services.charges.lecture_comptes.colonnes.tableaux import Tableau
from services.charges.lecture_comptes.depenses.quotes_parts import ColonnesParts, find_parts
from services.charges.lecture_comptes.valeurs.bases import is_base
from services.charges.lecture_comptes.valeurs.cles import IndexCles
from services.charges.lecture_comptes.valeurs.comptes import clean_compte, is_bilan, split_compte
from services.charges.lecture_comptes.valeurs.montants import holds_montant, read_nombre
from services.charges.lecture_comptes.valeurs.pages import cell, texts_of
from shared.excel.cellules import Rangee
from shared.excel.contenus import is_jour, is_tiret, list_corps, observe_colonne
from shared.excel.mots import normalise
from shared.excel.totaux import is_marque, is_total

_PERIODE = re.compile(
    r"^(?:[1-4] ?(?:er|ere|e|eme|nd|nde)? )?(?:trim\w*|sem|semestres?)\b|^[ts] ?[1-4]$"
    r"|^(?:janv|fev|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec)\w*\b"
)
"""``2e trimestre``, ``S1``, ``mars``: a part of the year."""
_POURCENT = re.compile(r"^[-+]?[\d.,\s]+%$")
_PREFERES = ("ttc", "montant", "depense", "repartir", "total")


@dataclass(frozen=True, slots=True)
class ColonnesReleve:
    """Places from 0. ``montants``: (place, sign, key of the column or None). ``tetes``, ``fins``: those
    of the totals of headings, and beside the last line of a group."""

    entete: EnTete
    montants: tuple[tuple[int, int, str | None], ...]
    par_cle: bool
    cle: int | None
    compte: int | None
    libelle: int | None
    date: int | None
    recuperable: int | None
    recuperable_role: Role | None
    parts: ColonnesParts
    taux_entiers: bool
    textes: tuple[int, ...]
    tetes: tuple[int, ...] = ()
    fins: tuple[int, ...] = ()
    libelle_cle: int | None = None
    datee: bool = False
    grand_livre: bool = False
    total_ligne: int | None = None
    """Where each row of a table with one column by key prints its own total."""
    comparees: tuple[int, ...] = ()
    """The amounts of other years, or budgets, that most lines print beside what was spent."""
    cles_en_tete: bool = False
    """Whether the column of keys is filled on headings alone."""
    tetes_codees: bool = False
    """Whether codes that are no accounts, in the column of accounts, open keys with their total, as sums prove."""
    totaux_dates: bool = False
    """Whether rows of totals have a date too, as sums prove."""

    def read_texte(self, rangee: Rangee, role: Role) -> str:
        """The words of the columns of a role, the first that is filled."""
        places = self.entete.roles.get(role, [])
        if role is Role.LIBELLE and not places:
            places = [place for place in self.entete.inconnues if place in self.textes]
        for place in places:
            valeur = cell(rangee, place)
            if valeur != "":
                return str(int(valeur)) if isinstance(valeur, float) and valeur == int(valeur) else str(valeur)
        return ""


def find_colonnes(tableau: Tableau, index: IndexCles) -> ColonnesReleve:
    """The columns of a list of expenses."""
    entete = tableau.entete
    montants, par_cle = _find_montants(tableau, index)
    role = next((r for r in (Role.RECUPERABLE, Role.TAUX, Role.OUI_NON) if r in entete.roles), None)
    recuperable = _choose_recuperable(entete) if role else None
    if role is Role.RECUPERABLE and recuperable is not None and not _is_chiffree(tableau, recuperable):
        role = Role.OUI_NON
    pris = {place for place, _, _ in montants}
    libelle = entete.first(Role.LIBELLE)
    textes = [
        place
        for nature in (Role.CLE, Role.COMPTE, Role.INTITULE, Role.LIBELLE, Role.FOURNISSEUR, Role.PIECE)
        for place in entete.roles.get(nature, [])
    ] + [place for place in entete.inconnues if place not in pris and _is_textual(tableau, place)]
    cle = entete.first(Role.CLE)
    if cle is None and not par_cle:
        possibles = [*entete.roles.get(Role.INTITULE, []), *(p for p in entete.inconnues if p in textes)]
        cle = next((place for place in possibles if _names_cles(tableau, index, place)), None)
    return ColonnesReleve(
        entete, montants, par_cle, cle, entete.first(Role.COMPTE),
        libelle if libelle is not None else next((p for p in entete.inconnues if p in textes and p != cle), None),
        entete.first(Role.DATE), recuperable, role, find_parts(tableau, pris),
        _taux_entiers(tableau, recuperable) if role is Role.TAUX else False, tuple(textes),
        *_find_totaux(tableau, montants), next(iter(entete.roles.get(Role.CLE, [])[1:2]), None),
        _is_table_datee(tableau, montants), _holds_bilan(tableau),
        find_matrice(tableau, find_chiffrees(tableau))[1] if par_cle else None, _find_comparees(tableau, pris),
        _stands_over(tableau, cle, pris), _opens_cles(tableau, pris), _dates_totaux(tableau, pris),
    )  # fmt: skip


def _find_montants(tableau: Tableau, index: IndexCles) -> tuple[tuple[tuple[int, int, str | None], ...], bool]:
    entete = tableau.entete
    matrice = find_chiffrees(tableau)
    cles = [place for place in matrice if index.find(entete.textes[place]) is not None]
    simples = _find_simples(tableau)
    cles = find_matrice(tableau, matrice)[0] or (_add_seules(tableau, matrice, cles, simples) if len(cles) >= 2 else [])
    if Role.DEBIT in entete.roles:
        avoirs = entete.roles.get(Role.CREDIT, [])
        return (*((p, 1, None) for p in entete.roles[Role.DEBIT][:1]), *((p, -1, None) for p in avoirs[:1])), False
    if len(cles) >= 2 or (len(matrice) >= 2 and not simples):
        retenues = cles if len(cles) >= 2 else matrice
        return tuple((place, 1, index.resolve(entete.textes[place])) for place in retenues), True
    rang = {mot: rang for rang, mot in enumerate(_PREFERES)}

    def preference(place: int) -> tuple[int, int]:
        mots = normalise(entete.textes[place]).split()
        return min((rang[mot] for mot in rang if any(m.startswith(mot) for m in mots)), default=9), -place

    pleines = [place for place in simples if _is_chiffree(tableau, place)] or simples
    details = [place for place in pleines if _is_datee(tableau, place)] if len(pleines) > 1 else []
    pleines = details or pleines
    avoirs = entete.roles.get(Role.CREDIT, [])[:1]
    return (
        *((place, 1, None) for place in sorted(pleines, key=preference)[:1]),
        *((p, -1, None) for p in avoirs),
    ), False


def _add_seules(tableau: Tableau, matrice: list[int], cles: list[int], simples: list[int]) -> list[int]:
    """The columns of known keys, and those that alone hold the amount of some dated row: each is that of a key too."""
    date = tableau.entete.first(Role.DATE)
    seules = {
        remplies[0]
        for _, rangee in tableau.rangees[:300]
        if (date is None or cell(rangee, date) != "")
        and len(remplies := [place for place in [*matrice, *simples] if read_nombre(cell(rangee, place))]) == 1
    }
    return [place for place in matrice if place in cles or place in seules]


def find_chiffrees(tableau: Tableau) -> list[int]:
    """The columns of amounts whose header is no word of accounts, nor a part of the year: each may be that of a key."""
    entete = tableau.entete
    libres = [place for place in entete.inconnues if not _PERIODE.match(normalise(entete.textes[place]))]
    return [place for place in libres if _is_chiffree(tableau, place)]


def _list_annee(entete: EnTete) -> list[int]:
    """The columns of what was spent in the exercise being approved, among those of several years: the one that its
    header says last, then those that the same year tops."""
    place = assign_annees(entete.annees).get("n_realise") if len(entete.annees) > 1 else None
    retenue = next((colonne for colonne in entete.annees if colonne.place == place), None)
    if retenue is None:
        return []
    meme = [c.place for c in entete.annees if (c.absolue, c.relative) == (retenue.absolue, retenue.relative)]
    budgets = [colonne.place for colonne in entete.annees if colonne.genre == "budget"]
    return [retenue.place, *(autre for autre in meme if autre not in (retenue.place, *budgets))]


def _find_simples(tableau: Tableau) -> list[int]:
    """The columns that may be the amount: of several years, what was spent in the exercise being approved; or the one
    beside the dates of lines, where that one has none beside it."""
    entete = tableau.entete
    realises = _list_annee(entete)
    if realises:
        autres = [c.place for c in entete.annees if c.genre != "budget"] if Role.DATE in entete.roles else []
        datees = [place for place in dict.fromkeys([*realises, *autres]) if _is_datee(tableau, place)]
        return datees[:1] or realises[:1]
    dits = entete.roles.get(Role.MONTANT, []) + entete.roles.get(Role.A_REPARTIR, [])
    return dits + [colonne.place for colonne in entete.annees if colonne.genre != "budget"]


def find_matrice(tableau: Tableau, places: list[int]) -> tuple[list[int], int | None]:
    """The columns, one by key, and the column that adds them up on nearly every row; nothing without it."""
    roles = tableau.entete.roles
    dites = [*roles.get(Role.MONTANT, [])[-1:], *roles.get(Role.A_REPARTIR, [])[-1:]]
    corps = list_corps([rangee for _, rangee in tableau.rangees[:300]])
    vues = {place: observe_colonne(place, corps) for place in (*dites, *places)}
    for total in [*dites, *reversed(places)]:
        autres = [place for place in places if place != total]
        if len(autres) >= 2 and is_addition(vues[total], [vues[place] for place in autres]):
            return autres, total
    return [], None


def _find_comparees(tableau: Tableau, pris: set[int]) -> tuple[int, ...]:
    """The columns of other years that are filled beside most amounts."""
    lignes = [r for _, r in tableau.rangees[:300] if any(holds_montant(cell(r, place)) for place in pris)]
    places = [colonne.place for colonne in tableau.entete.annees if colonne.place not in pris]
    return tuple(p for p in places if 2 * sum(holds_montant(cell(r, p)) for r in lignes) > len(lignes))


def _stands_over(tableau: Tableau, cle: int | None, pris: set[int]) -> bool:
    """Whether keys stand on rows without amount, over lines that leave their column empty."""
    dites = [r for _, r in tableau.rangees[:300] if cell(r, cle) != "" and not is_total(str(cell(r, cle)))]
    return bool(dites) and not any(holds_montant(cell(r, place)) for r in dites for place in pris)


def _opens_cles(tableau: Tableau, pris: set[int]) -> bool:
    """Whether rows with words where lines have their account print, most of them, the sum of the lines below."""
    compte = tableau.entete.first(Role.COMPTE)
    groupes: list[tuple[int, int]] = []
    for _, rangee in tableau.rangees if compte is not None and Role.DATE not in tableau.entete.roles else ():
        montant, dite = sum(read_nombre(cell(rangee, place)) for place in pris), cell(rangee, compte)
        if any(is_total(texte) for _, texte in texts_of(rangee)):
            continue
        if dite != "" and not clean_compte(dite):
            groupes.append((montant, 0))
        elif groupes:
            groupes[-1] = groupes[-1][0], groupes[-1][1] + montant
    chiffres = [(dit, somme) for dit, somme in groupes if dit]
    return 2 * sum(dit == somme for dit, somme in chiffres) >= max(1, len(chiffres))


def _dates_totaux(tableau: Tableau, pris: set[int]) -> bool:
    """Whether most dated rows that open with the word of a total sum those above: since the last of them, of one
    account or of one key, or all."""
    date, compte, cle = (tableau.entete.first(role) for role in (Role.DATE, Role.COMPTE, Role.CLE))
    justes, lues = [], [0]
    sommes: dict[tuple[int | None, str], int] = {}
    for _, rangee in tableau.rangees if date is not None else ():
        montant = sum(read_nombre(cell(rangee, place)) for place in pris)
        if not montant or not is_jour(cell(rangee, date)):
            continue
        if any(is_total(texte) and not is_marque(texte) for _, texte in texts_of(rangee)):
            possibles = {sum(lues[debut:]) for debut in range(len(lues))} | set(sommes.values())
            justes.append(montant in possibles)
        else:
            lues.append(montant)
            for place in (compte, cle):
                nom = place, str(cell(rangee, place))
                sommes[nom] = sommes.get(nom, 0) + montant
    return len(justes) > 1 and 2 * sum(justes) > len(justes)


def _find_totaux(
    tableau: Tableau, montants: tuple[tuple[int, int, str | None], ...]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The other columns of amounts: those that no row fills beside the one of lines hold the totals of headings, those
    that few do hold the totals of what ends there."""
    if len(montants) != 1 or montants[0][2] is not None:
        return (), ()
    retenue, entete = montants[0][0], tableau.entete
    annee = _list_annee(entete)
    dites = [*entete.roles.get(Role.MONTANT, []), *entete.roles.get(Role.A_REPARTIR, [])]
    dites += annee if retenue in annee else []
    lignes = [r for _, r in tableau.rangees[:300] if holds_montant(cell(r, retenue))]
    pleines = {p: sum(holds_montant(cell(r, p)) for r in lignes) for p in dict.fromkeys(dites) if p != retenue}
    tetes = tuple(place for place, nombre in pleines.items() if not nombre)
    return tetes, tuple(place for place, nombre in pleines.items() if 0 < nombre < len(lignes))


def _is_table_datee(tableau: Tableau, montants: tuple[tuple[int, int, str | None], ...]) -> bool:
    """Whether lines have a date on their row, even when each has the totals of its key and its account above it."""
    date = tableau.entete.first(Role.DATE)
    dites = [
        cell(rangee, date) != ""
        for _, rangee in tableau.rangees[:300]
        if any(holds_montant(cell(rangee, place)) for place, _, _ in montants)
    ]
    return date is not None and sum(dites) >= 0.3 * len(dites) > 0


def _holds_bilan(tableau: Tableau) -> bool:
    """Whether accounts of third parties or of treasury stand here: a whole ledger, of which expenses are a part."""
    place = tableau.entete.first(Role.COMPTE)
    for _, rangee in tableau.rangees:
        textes = texts_of(rangee)
        seul = textes[0][1] if textes and len([v for v in rangee if v != ""]) <= 2 else ""
        if is_bilan(split_compte(seul)[0]) or (place is not None and is_bilan(clean_compte(cell(rangee, place)))):
            return True
    return False


def _is_datee(tableau: Tableau, place: int) -> bool:
    """Lines have their date beside this amount; totals have none."""
    date = tableau.entete.first(Role.DATE)
    return any(holds_montant(cell(r, place)) and cell(r, date) != "" for _, r in tableau.rangees[:300])


def _is_chiffree(tableau: Tableau, place: int) -> bool:
    """Amounts stand in this column, and hardly any word beside others; a dash and a weight are none."""
    chiffrees = [rangee for _, rangee in tableau.rangees[:300] if any(map(holds_montant, rangee))]
    dites = [valeur for rangee in chiffrees if (valeur := cell(rangee, place)) != ""]
    nombres = sum(map(holds_montant, dites))
    mots = sum(isinstance(dite, str) and not (holds_montant(dite) or is_tiret(dite) or is_base(dite)) for dite in dites)
    return nombres > 0 and nombres >= 3 * mots


def _names_cles(tableau: Tableau, index: IndexCles, place: int) -> bool:
    """A column of « natures », or of an unknown name, whose words are all keys that another table names."""
    dites = {v for _, r in tableau.rangees[:300] if isinstance(v := cell(r, place), str) and v and not is_total(v)}
    return len(dites) > 1 and all(index.find(dite) is not None for dite in dites)


def _is_textual(tableau: Tableau, place: int) -> bool:
    dites = (valeur for _, r in tableau.rangees[:300] if isinstance(valeur := cell(r, place), str) and valeur)
    return any(not holds_montant(dite) and not _POURCENT.match(dite) for dite in dites)


def _choose_recuperable(entete: EnTete) -> int | None:
    return entete.first(Role.RECUPERABLE, Role.TAUX, Role.OUI_NON)


def _taux_entiers(tableau: Tableau, place: int | None) -> bool:
    """Whether rates are written 73 rather than 0,73."""
    for _, rangee in tableau.rangees:
        valeur = cell(rangee, place)
        try:
            if float(str(valeur).replace("%", "").replace(",", ".")) > 1:
                return True
        except ValueError:
            continue
    return False
