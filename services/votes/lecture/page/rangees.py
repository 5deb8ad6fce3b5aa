"""The rows of tables said as lines: counts with their unit, items of an agenda with their number, forms set aside.

The header of a table gives each column its role; a table that goes on over the next page keeps the header it had.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from services.votes.lecture.page.annuaires import (
    is_annuaire,
    is_par_point,
    is_releve,
    say_annuaire,
    say_par_point,
    say_releve,
)
from services.votes.lecture.page.bulletins import (
    holds_noms,
    join_coupees,
    say_travers,
    turn_noms,
    write_noms,
)
from services.votes.lecture.page.croises import TITRE, read_croise, read_legende, say_votes
from services.votes.lecture.page.devis import say_devis
from services.votes.lecture.page.fiches import is_fiche, say_fiche
from services.votes.lecture.page.grilles import (
    Feuille,
    build_feuilles,
    is_grille,
    keep_second,
    read_numero,
    say_rangee,
)
from services.votes.lecture.page.lignes import FORMULAIRE, NOMINATIF, TABLEAU, Ligne
from services.votes.lecture.page.pointages import read_colonnes, read_pointage
from services.votes.lecture.page.points_en_tableau import CASE, is_comptee, say_cellules, say_points
from services.votes.lecture.page.points_seuls import is_point_seul, say_nue, say_point_seul
from services.votes.lecture.page.roles import VOTE, count_roles, is_entete, read_role
from services.votes.lecture.page.scrutins_en_tableau import say_scrutins
from services.votes.lecture.page.tableaux import (
    Tableau,
    by_role,
    read_texte,
    settle_total,
    settle_voix,
)
from services.votes.lecture.page.tables import Cellule, Rangee
from services.votes.lecture.pv_lu import COMPTES
from services.votes.lecture.textes import fold

_ENTETES_MAX = 4
_AUTOUR = 6
"""How far from a grid its legend may stand, in lines."""
_DEVIS = re.compile(
    r"designation|quantite|qte|p\.?\s?u\b|prix unitaire|unite|\bht\b|compte|poste|exercice|echeance|"
    r"^date|tva|^lots?\b|appel"
)
_TOUR = re.compile(
    r"\b(?:1(?:er|re|ere)|premiere?|2(?:n?de?|e|eme)|seconde?|deuxieme)\s+(?:vote|tour|scrutin|lecture)\b"
)
_SANS_VOTE = re.compile(r"\b(?:sans|pas\s+de)\s+vote\b|\bpour\s+information\b")


def expand_rangees(lignes: Sequence[Ligne]) -> list[Ligne]:
    """Each row replaced by what it says; a row without meaning for votes stays one line of kind ``TABLEAU``."""
    lignes = join_coupees(lignes)
    suite: list[Ligne] = []
    tableau: Tableau | None = None
    rang = dernier = 0
    while rang < len(lignes):
        ligne = lignes[rang]
        if ligne.rangee is None:
            suite.append(ligne)
            rang += 1
            continue
        fin = rang
        while (
            fin < len(lignes)
            and lignes[fin].rangee is not None
            and (fin == rang or lignes[fin].page == lignes[rang].page)
        ):
            fin += 1
        if (nominatif := _say_nominatif(lignes, rang)) is not None:
            suite += nominatif[0]
            rang, dernier = nominatif[1], len(suite)
            continue
        fin = next((n for n in range(rang + 1, fin) if _is_pointee(lignes[n])), fin)
        if (scrutins := _say_scrutins(lignes, rang, fin)) is not None:
            suite += scrutins[0]
            rang, dernier, tableau = scrutins[1], len(suite), _read_entete(ligne, None)
            continue
        if is_fiche(lignes[rang:fin]):
            suite += say_fiche(lignes[rang:fin])
            rang = fin
            continue
        for groupe in _split_tableaux(lignes[rang:fin]):
            tableau = _announce(_read_entete(groupe[0], tableau), tableau, suite, dernier)
            if tableau and not tableau.feuilles:
                tableau.feuilles = _read_feuilles(groupe)
            suite += _expand_groupe(groupe, tableau)
            dernier = len(suite)
        rang = fin
    return suite


def _is_pointee(ligne: Ligne) -> bool:
    """Whether a row heads a table of how each owner voted, right under another table."""
    return ligne.rangee is not None and bool(read_colonnes(ligne.rangee))


def _say_scrutins(lignes: Sequence[Ligne], rang: int, fin: int) -> tuple[list[Ligne], int] | None:
    """The votes that a table counts, and the line after it: with the rows of the next page that go on with it, or
    those of this page (to ``fin``) alone."""
    suite = rang + len(list(takewhile(lambda ligne: ligne.rangee is not None, lignes[rang:])))
    coupee = fin < suite and lignes[fin].page != lignes[rang].page
    for borne in (suite, fin) if coupee else (fin,):
        if (dits := say_scrutins(lignes[rang:borne])) is not None:
            return dits, borne
    return None


def _say_nominatif(lignes: Sequence[Ligne], rang: int) -> tuple[list[Ligne], int] | None:
    """What a table says that tells the vote of each owner, whatever pages cut it, and the line after it."""
    rangees = list(takewhile(lambda ligne: ligne.rangee is not None, lignes[rang:]))
    fin = rang + len(rangees)
    legende = read_legende(lignes[max(0, rang - _AUTOUR) : fin + _AUTOUR])
    if pointage := read_pointage(rangees, legende):
        totaux = [
            replace(rangees[0], texte=dit, saut=saut, rangee=None)
            for dit, saut in (say_travers(pointage.totaux, {}) if pointage.totaux else ())
        ]
        return totaux + pointage.say(rangees[0]), rang + pointage.lues
    if votes := read_croise([ligne.rangee for ligne in rangees if ligne.rangee], legende):
        return say_votes(votes, rangees[0]), fin
    return None


def _announce(tableau: Tableau | None, avant: Tableau | None, suite: Sequence[Ligne], dernier: int) -> Tableau | None:
    """Tell a table the line above it; one that a page cuts keeps that of its first part, which ended at ``dernier``."""
    if tableau and tableau is not avant and suite:
        coupe = avant is not None and avant.bruts == tableau.bruts and dernier == len(suite)
        tableau.annonce = avant.annonce if avant and coupe else suite[-1].texte
    return tableau


def _split_tableaux(lignes: Sequence[Ligne]) -> list[list[Ligne]]:
    """Rows that touch one another with the same columns are one table; a new header starts another."""
    groupes: list[list[Ligne]] = []
    for ligne in lignes:
        rangee = ligne.rangee
        dernier = groupes[-1][-1].rangee if groupes else None
        if (
            rangee
            and dernier
            and abs(dernier.bas - rangee.y) < 40
            and not is_point_seul(rangee)
            and not is_point_seul(dernier)
            and (not (count_roles(rangee) >= 2 and is_entete(rangee)) or _is_sous_entete(rangee, groupes[-1]))
        ):
            groupes[-1].append(ligne)
        else:
            groupes.append([ligne])
    return groupes


def _is_sous_entete(rangee: Rangee, groupe: Sequence[Ligne]) -> bool:
    """Whether this header goes on with the one above: narrower, as « Voix | Nb » under « Pour | Contre »."""
    dessus = [ligne.rangee for ligne in groupe if ligne.rangee]
    large = dessus[0].cellules
    return all(map(is_entete, dessus)) and (
        len(large) > 2 and (large[0].x1 <= rangee.cellules[0].x0 or large[-1].x0 >= rangee.cellules[-1].x1)
    )


def _read_feuilles(groupe: Sequence[Ligne]) -> tuple[Feuille, ...]:
    """The columns under the headers of a table, when they make a grid."""
    rangees = [ligne.rangee for ligne in groupe if ligne.rangee]
    entetes = list(takewhile(is_entete, rangees))[:_ENTETES_MAX]
    feuilles = build_feuilles(entetes, [[read_role(c) for c in r.cellules] for r in entetes])
    return feuilles if is_grille(feuilles) else ()


def _read_entete(ligne: Ligne, avant: Tableau | None) -> Tableau | None:
    rangee = ligne.rangee
    if rangee is None:
        return None
    if is_entete(rangee) and (count_roles(rangee) >= 2 or (count_roles(rangee) == 1 and len(rangee.cellules) == 2)):
        textes = fold(" | ".join(" ".join(c.lignes) for c in rangee.cellules))
        roles = [read_role(cellule) for cellule in rangee.cellules]
        return Tableau(
            _settle(roles),
            tuple(c.x0 for c in rangee.cellules),
            bool(re.search(_DEVIS, textes)) and "majorite" not in roles and "pour" not in roles,
            tuple(" ".join(c.lignes).strip(" :") for c in rangee.cellules),
            bruts=tuple(roles),
        )
    if is_entete(rangee) and _DEVIS.search(fold(ligne.texte)) and not VOTE.match(fold(rangee.cellules[0].lignes[0])):
        titres = tuple(c.texte for c in rangee.cellules)
        return Tableau([""] * len(titres), tuple(c.x0 for c in rangee.cellules), True, titres)
    if is_point_seul(rangee):
        return None
    if avant and avant.bords and any(abs(c.x0 - bord) < 4 for c in rangee.cellules for bord in avant.bords[1:]):
        return avant
    return None


def _settle(roles: list[str]) -> list[str]:
    """« Copropriétaires » counts heads when nothing else does, else it lists names, as « Noms » does beside a count."""
    comptes = next((nom for nom in ("tetes", "coproprietaires", "noms") if nom in roles), "")
    return ["tetes" if role == comptes else "noms" if role == "coproprietaires" else role for role in roles]


def _expand_groupe(groupe: Sequence[Ligne], tableau: Tableau | None) -> list[Ligne]:
    groupe = [turn_noms(ligne) for ligne in groupe]
    rangees = [ligne.rangee for ligne in groupe if ligne.rangee]
    if is_point_seul(rangees[0]):
        return say_point_seul(groupe[0])
    if tableau and tableau.feuilles:
        return _say_grille(groupe, tableau.feuilles)
    if tableau and is_releve(tableau.bruts):
        dites = [
            replace(ligne, genre=TABLEAU) if is_entete(r) else say_releve(ligne, tableau.bruts, tableau.bords)
            for ligne, r in zip(groupe, rangees, strict=True)
        ]
        return [replace(ligne, genre=ligne.genre or NOMINATIF) for ligne in dites]
    if tableau and is_par_point(tableau.bruts):
        dites = [
            dite
            for ligne, r in zip(groupe, rangees, strict=True)
            for dite in (
                [] if is_entete(r) and count_roles(r) > 1 else say_par_point(ligne, tableau.bruts, tableau.bords)
            )
        ]
        titre = replace(groupe[0], texte=TITRE, rangee=None)
        return [replace(ligne, genre=NOMINATIF) for ligne in (titre, *dites)]
    if not (tableau and "objet" in tableau.roles) and any(is_comptee(c) for r in rangees for c in r.cellules):
        return [dite for ligne, r in zip(groupe, rangees, strict=True) for dite in say_cellules(ligne, r)]
    if any(VOTE.match(fold(r.cellules[0].lignes[0])) and not (is_entete(r) and count_roles(r) > 1) for r in rangees):
        tableau = settle_total(settle_voix(tableau, rangees), rangees) if tableau else None
        return [_say_scrutin(ligne, tableau) for ligne in groupe]
    if tableau and is_annuaire(tableau.bruts, tableau.annonce):
        corps = [ligne for ligne, r in zip(groupe, rangees, strict=True) if not is_entete(r)]
        return say_annuaire(corps, tableau.bruts, tableau.bords, _read_tour(tableau)) if corps else []
    if tableau is None or tableau.devis:
        return [say_devis(ligne, tableau) if tableau else say_nue(ligne) for ligne in groupe]
    roles = set(tableau.roles)
    if {"pour", "contre"} <= roles and "objet" not in roles:
        return _say_travers(groupe, tableau)
    if "objet" not in roles and "numero" not in roles:
        return [replace(ligne, genre=TABLEAU) for ligne in groupe]
    if {"pour", "contre"} <= roles and _is_formulaire([r for r in rangees if not is_entete(r)], tableau):
        return [replace(ligne, genre=FORMULAIRE) for ligne in groupe]
    return say_points(groupe, tableau)


def _read_tour(tableau: Tableau) -> str:
    """Which ballot a table of names is of, when its header or the line above it says: « Opposants (2nd vote) »."""
    tours = {lu[0] for dit in (tableau.annonce, *tableau.titres) for lu in _TOUR.finditer(fold(dit))}
    return tours.pop() if len(tours) == 1 else ""


def _say_grille(groupe: Sequence[Ligne], feuilles: Sequence[Feuille]) -> list[Ligne]:
    dites: list[Ligne] = []
    numero = ""
    for ligne in groupe:
        lues = [] if ligne.rangee and is_entete(ligne.rangee) else say_rangee(ligne, feuilles)
        avant, numero = numero, read_numero(ligne, feuilles) or numero
        if lues and numero == avant != "" and (second := keep_second(lues)):
            lues = second
        dites += lues or [replace(ligne, genre=TABLEAU)]
    return dites


def _is_formulaire(rangees: Sequence[Rangee], tableau: Tableau) -> bool:
    """Whether every point is to be filled in; those that are told to be without a vote say nothing of the others."""
    votes = [r for r in rangees if not _SANS_VOTE.search(fold(" ".join(c.texte for c in r.cellules[1:])))]
    return (bool(votes) or not rangees) and all(_is_vierge(r, tableau) for r in votes)


def _is_vierge(rangee: Rangee, tableau: Tableau) -> bool:
    """Whether nothing is told of its vote: « Retirée », « Sans vote » are no form to fill in."""
    par_role = by_role(rangee, tableau)
    return all(CASE.match(fold(read_texte(par_role.get(role)))) for role in (*COMPTES, "resultat"))


def _say_scrutin(ligne: Ligne, tableau: Tableau | None) -> Ligne:
    """« Pour | 56 | 48 222 / 100 000 » → « Pour : 56 copropriétaires 48 222 / 100 000 voix ».

    Votes in session and by correspondence, counted apart, are those of their total; without one, of nothing.
    """
    rangee = ligne.rangee
    if (
        rangee is None
        or not VOTE.match(fold(rangee.cellules[0].lignes[0]))
        or (is_entete(rangee) and count_roles(rangee) > 1)
    ):
        return replace(ligne, genre=TABLEAU if rangee and is_entete(rangee) else ligne.genre)
    par_role = by_role(rangee, tableau)
    morceaux = []
    if tableau and "maniere" in tableau.roles:
        if "total" not in par_role:
            return replace(ligne, genre=TABLEAU)
        morceaux = [read_texte(par_role["total"])]
    base = read_texte(par_role.get("base"))
    for role, unite in (("tetes", " copropriétaires"), ("voix", f" voix sur {base}" if base else " voix")):
        texte = read_texte(par_role.get(role))
        if texte:
            morceaux.append(texte + (unite if re.fullmatch(r"[\d\s\u00a0\u202f/]+", texte) else ""))
    if not morceaux:  # figures without a head stay in cells of their own: « 40 442 » and « 100 000 » are two
        comptees = rangee.cellules[1:-1] if _is_tournee(rangee) else rangee.cellules[1:]
        morceaux = ["\t".join(read_texte(c) for c in comptees)]
    noms = " ; ".join(write_noms(cellule) for cellule in _list_noms(rangee, par_role))
    dit = f"{read_texte(rangee.cellules[0]).rstrip(' :')} : {' '.join(morceaux)}" + (f" ({noms})" if noms else "")
    return replace(ligne, texte=dit, rangee=None)


def _is_tournee(rangee: Rangee) -> bool:
    """Whether the names of a row stand left of their position (``turn_noms``)."""
    return rangee.cellules[-1].x0 < rangee.cellules[0].x0


def _list_noms(rangee: Rangee, par_role: dict[str, Cellule]) -> list[Cellule]:
    """The cells that name owners: those of that column, and those whose head tells nothing (« Détail »)."""
    if _is_tournee(rangee):
        return [rangee.cellules[-1]]
    dites = [cellule for role, cellule in par_role.items() if role != "noms"]
    sans_tete = [c for c in rangee.cellules[1:] if c not in dites and holds_noms(c)] if len(dites) else []
    return [par_role["noms"]] if "noms" in par_role else sans_tete


def _say_travers(groupe: Sequence[Ligne], tableau: Tableau) -> list[Ligne]:
    """Counts under « Pour | Contre | Abstention »."""
    rangees = [(ligne.rangee, by_role(ligne.rangee, tableau)) for ligne in groupe if ligne.rangee]
    titres = dict(zip(tableau.bords, tableau.titres, strict=False))
    return [replace(groupe[0], texte=dit, saut=saut, rangee=None) for dit, saut in say_travers(rangees, titres)]
