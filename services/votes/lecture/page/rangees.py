"""The rows of tables said as lines: counts with their unit, items of an agenda with their number, forms set aside.

The header of a table gives each column its role; a table that goes on over the next page keeps the header it had.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from services.votes.lecture.page.annuaires import is_annuaire, is_releve, say_annuaire, say_releve
from services.votes.lecture.page.bulletins import find_bulletins, say_bulletins, say_travers
from services.votes.lecture.page.fiches import is_fiche, say_fiche
from services.votes.lecture.page.grilles import Feuille, build_feuilles, is_grille, say_rangee
from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.page.tables import Cellule, Rangee
from services.votes.lecture.pv_lu import COMPTES
from services.votes.lecture.textes import fold

TABLEAU = "TABLEAU"
FORMULAIRE = "FORMULAIRE"
MANIERE = r"\bseance\b|correspondance|distance|^presents?\b|^represent|^pouvoirs?\b"
"""The head of a column that counts those who vote in one way only."""
_ROLES = (
    ("opposants", r"opposant|^(?:ont |ayant )?vote contre|^noms? des? contre|^contre \(?noms?\b"),
    ("abstenus", r"abstentionniste|^se sont abstenus|^(?:s'etant )?abstenus\b"),
    ("defaillants", r"defaillant"),
    ("pour", r"^(?:voix |votes? )?pour\b"),
    ("contre", r"^(?:voix |votes? )?contre\b"),
    ("abstention", r"^(?:voix )?abst"),
    ("majorite", r"major|^maj\b|^art(?:icle)?s?\b|regle de vote"),
    ("resultat", r"result|decision|issue"),
    ("base", r"^sur$|^base|^/"),
    ("maniere", MANIERE),
    ("total", r"^total|^ensemble|^cumul"),
    ("vote", r"^votes?$|^sens$|^sens du vote|^position|^choix"),
    ("voix", r"voix|tantieme|millieme|^tant\b|^poids"),
    ("tetes", r"^nombre|^nb\b|votant|^tetes|personnes|^effectif"),
    ("noms", r"^noms?\b|identite|nominati"),
    ("coproprietaires", r"copropri"),
    (
        "numero",
        r"^n\s*[°o]?\.?$|^num|^ordre$|^points?$|^rang$|^#$|^(?:resolution|question)\s*n\s*[°o]?$|^re?s(?:ol)?\.?$",
    ),
    ("objet", r"objet|intitule|libelle|question|resolution|ordre du jour|projet|sujet|theme|^texte|^titre|points? a"),
    ("montant", r"montant|cout|budget ttc|^prix ttc"),
)
_LISTES = ("opposants", "abstenus", "defaillants")
_CONJOINTS = ("majorite", "resultat", "objet")
"""Roles that one column may join."""
_ENTETES_MAX = 4
_DEVIS = re.compile(
    r"designation|quantite|qte|p\.?\s?u\b|prix unitaire|unite|\bht\b|compte|poste|exercice|echeance|"
    r"^date|tva|^lots?\b|appel"
)
_VOTE = re.compile(
    r"^[-•\s]*(?:(?:ont\s+)?vot\w*\s+|voix\s+)?(pour|contre|(?:de)?favorables?|abst\w*|se sont abstenus)\b"
)
_NUMERO = re.compile(
    r"^(?:(?:resolution|question|point)\s*)?(?:n\s*[°o]\s*)?(\d{1,3}(?:\s?[.\-]\s?\d{1,2})*(?:\s?(?:bis|ter))?|[ivxl]{1,7})\s*[.°)\-:]*$"
)
_ARTICLE = re.compile(r"^(?:majorite\s+(?:de\s+l['’]\s*)?)?art(?:icle|\.)?\s*2[456](?:\s?-\s?1)?$")
"""The majority of a vote, printed in the corner of its table."""
_RANG = re.compile(r"\b[12](?:ere?|re|e|eme|nde?)\s+(?=vote|scrutin|tour|lecture)")
_CASE = re.compile(r"^[\s□☒._o-]*$")


@dataclass(slots=True)
class _Tableau:
    roles: list[str]
    bords: tuple[float, ...]
    devis: bool
    titres: tuple[str, ...] = ()
    """What the header prints for each role."""
    feuilles: tuple[Feuille, ...] = ()
    """The columns of a grid."""
    bruts: tuple[str, ...] = ()
    """The roles as the header says them."""
    annonce: str = ""
    """The line above the table."""


def expand_rangees(lignes: Sequence[Ligne]) -> list[Ligne]:
    """Each row replaced by what it says; a row without meaning for votes stays one line of kind ``TABLEAU``."""
    suite: list[Ligne] = []
    tableau: _Tableau | None = None
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
        if is_fiche(lignes[rang:fin], _role):
            suite += say_fiche(lignes[rang:fin], _role)
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


def _announce(
    tableau: _Tableau | None, avant: _Tableau | None, suite: Sequence[Ligne], dernier: int
) -> _Tableau | None:
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
            and (not (_count_roles(rangee) >= 2 and _is_entete(rangee)) or _is_sous_entete(rangee, groupes[-1]))
        ):
            groupes[-1].append(ligne)
        else:
            groupes.append([ligne])
    return groupes


def _is_sous_entete(rangee: Rangee, groupe: Sequence[Ligne]) -> bool:
    """Whether this header goes on with the one above: narrower, as « Voix | Nb » under « Pour | Contre »."""
    dessus = [ligne.rangee for ligne in groupe if ligne.rangee]
    large = dessus[0].cellules
    return all(map(_is_entete, dessus)) and (
        len(large) > 2 and (large[0].x1 <= rangee.cellules[0].x0 or large[-1].x0 >= rangee.cellules[-1].x1)
    )


def _read_feuilles(groupe: Sequence[Ligne]) -> tuple[Feuille, ...]:
    """The columns under the headers of a table, when they make a grid."""
    rangees = [ligne.rangee for ligne in groupe if ligne.rangee]
    entetes = list(takewhile(_is_entete, rangees))[:_ENTETES_MAX]
    feuilles = build_feuilles(entetes, [[_role(c) for c in r.cellules] for r in entetes])
    return feuilles if is_grille(feuilles) else ()


def _role(cellule: Cellule) -> str:
    """The first role that the words of a header tell; « Objet et décision » is what it begins with."""
    plain = fold(" ".join(cellule.lignes)).strip()
    dits = [(role, lu.start()) for role, motif in _ROLES if len(plain) < 60 and (lu := re.search(motif, plain))]
    if dits and dits[0][0] in _CONJOINTS:
        return min(((r, p) for r, p in dits if r in _CONJOINTS), key=lambda dit: dit[1])[0]
    return dits[0][0] if dits else ""


def _count_roles(rangee: Rangee) -> int:
    return sum(bool(_role(cellule)) for cellule in rangee.cellules)


def _is_entete(rangee: Rangee) -> bool:
    """A header says roles and holds no figure but those of its words."""
    textes = [_RANG.sub("", _ARTICLE.sub("", fold(_texte(c)))) for c in rangee.cellules]
    return not any(re.search(r"\d{2,}|^\d|:\s*\d", texte) for texte in textes) and not (
        len(rangee.cellules) > 1
        and _VOTE.match(fold(rangee.cellules[0].lignes[0]))
        and _role(rangee.cellules[1]) not in ("contre",)
    )


def _read_entete(ligne: Ligne, avant: _Tableau | None) -> _Tableau | None:
    rangee = ligne.rangee
    if rangee is None:
        return None
    if _is_entete(rangee) and (_count_roles(rangee) >= 2 or (_count_roles(rangee) == 1 and len(rangee.cellules) == 2)):
        textes = fold(" | ".join(" ".join(c.lignes) for c in rangee.cellules))
        roles = [_role(cellule) for cellule in rangee.cellules]
        return _Tableau(
            _settle(roles),
            tuple(c.x0 for c in rangee.cellules),
            bool(re.search(_DEVIS, textes)) and "majorite" not in roles and "pour" not in roles,
            tuple(" ".join(c.lignes).strip(" :") for c in rangee.cellules),
            bruts=tuple(roles),
        )
    if _is_entete(rangee) and _DEVIS.search(fold(ligne.texte)) and not _VOTE.match(fold(rangee.cellules[0].lignes[0])):
        return _Tableau([], (), True)
    if avant and avant.bords and any(abs(c.x0 - bord) < 4 for c in rangee.cellules for bord in avant.bords[1:]):
        return avant
    return None


def _settle(roles: list[str]) -> list[str]:
    """« Copropriétaires » counts heads when nothing else does, else it lists names, as « Noms » does beside a count."""
    comptes = next((nom for nom in ("tetes", "coproprietaires", "noms") if nom in roles), "")
    return ["tetes" if role == comptes else "noms" if role == "coproprietaires" else role for role in roles]


def _expand_groupe(groupe: Sequence[Ligne], tableau: _Tableau | None) -> list[Ligne]:
    rangees = [ligne.rangee for ligne in groupe if ligne.rangee]
    if tableau and tableau.feuilles:
        return _say_grille(groupe, tableau.feuilles)
    if tableau and is_releve(tableau.bruts):
        dites = [
            ligne if _is_entete(r) else say_releve(ligne, tableau.bruts, tableau.bords)
            for ligne, r in zip(groupe, rangees, strict=True)
        ]
        return [replace(ligne, genre=TABLEAU) for ligne in dites]
    if all(_VOTE.match(fold(c.lignes[0])) for c in rangees[0].cellules) and not _is_entete(rangees[0]):
        return _say_cases(groupe)
    if tableau and tableau.roles[:1] == ["tetes"] and "vote" in tableau.roles:
        return _say_noms(groupe, tableau)
    if bulletins := find_bulletins(rangees[0]):
        return [replace(groupe[0], texte=dit, saut=True, rangee=None) for dit in say_bulletins(rangees[1:], bulletins)]
    if any(_VOTE.match(fold(r.cellules[0].lignes[0])) and not (_is_entete(r) and _count_roles(r) > 1) for r in rangees):
        return [_say_scrutin(ligne, tableau) for ligne in groupe]
    if tableau and is_annuaire(tableau.bruts, tableau.annonce):
        corps = [ligne for ligne, r in zip(groupe, rangees, strict=True) if not _is_entete(r)]
        return say_annuaire(corps, tableau.bruts, tableau.bords) if corps else []
    if tableau is None or tableau.devis:
        return [replace(ligne, genre=TABLEAU) if tableau else _say_nue(ligne) for ligne in groupe]
    roles = set(tableau.roles)
    if {"pour", "contre"} <= roles and "objet" not in roles:
        return _say_travers(groupe, tableau)
    if "objet" not in roles and "numero" not in roles:
        return [replace(ligne, genre=TABLEAU) for ligne in groupe]
    if {"pour", "contre"} <= roles and all(_is_vierge(r, tableau) for r in rangees if not _is_entete(r)):
        return [replace(ligne, genre=FORMULAIRE) for ligne in groupe]
    return [dite for ligne in groupe for dite in _say_point(ligne, tableau)]


def _say_grille(groupe: Sequence[Ligne], feuilles: Sequence[Feuille]) -> list[Ligne]:
    return [
        dite
        for ligne in groupe
        for dite in ([] if ligne.rangee and _is_entete(ligne.rangee) else say_rangee(ligne, feuilles))
        or [replace(ligne, genre=TABLEAU)]
    ]


def _by_role(rangee: Rangee, tableau: _Tableau | None) -> dict[str, Cellule]:
    """The cells of a row by the role of the column they stand in."""
    trouves: dict[str, Cellule] = {}
    for cellule in rangee.cellules:
        for role, bord in zip(tableau.roles if tableau else (), tableau.bords if tableau else (), strict=False):
            if abs(bord - cellule.x0) < 4 and role:
                trouves.setdefault(role, cellule)
    return trouves


def _texte(cellule: Cellule | None) -> str:
    return " ".join(cellule.lignes).strip() if cellule else ""


def _write_noms(cellule: Cellule) -> str:
    """The names of a cell: on one line when signs part them, else one for each line that the width did not cut."""
    if any(re.search(r"[,;]", ligne) for ligne in cellule.lignes):
        return _texte(cellule)
    dit = cellule.lignes[0]
    for ligne, pleine in zip(cellule.lignes[1:], cellule.pleines, strict=False):
        dit += (" " if pleine else " ; ") + ligne
    return dit


def _is_vierge(rangee: Rangee, tableau: _Tableau) -> bool:
    """Whether nothing is told of its vote: « Retirée », « Sans vote » are no form to fill in."""
    par_role = _by_role(rangee, tableau)
    return all(_CASE.match(fold(_texte(par_role.get(role)))) for role in (*COMPTES, "resultat"))


def _say_scrutin(ligne: Ligne, tableau: _Tableau | None) -> Ligne:
    """« Pour | 56 | 48 222 / 100 000 » → « Pour : 56 copropriétaires 48 222 / 100 000 voix ».

    Votes in session and by correspondence, counted apart, are those of their total; without one, of nothing.
    """
    rangee = ligne.rangee
    if (
        rangee is None
        or not _VOTE.match(fold(rangee.cellules[0].lignes[0]))
        or (_is_entete(rangee) and _count_roles(rangee) > 1)
    ):
        return replace(ligne, genre=TABLEAU if rangee and _is_entete(rangee) else ligne.genre)
    par_role = _by_role(rangee, tableau)
    morceaux = []
    if tableau and "maniere" in tableau.roles:
        if "total" not in par_role:
            return replace(ligne, genre=TABLEAU)
        morceaux = [_texte(par_role["total"])]
    base = _texte(par_role.get("base"))
    for role, unite in (("tetes", " copropriétaires"), ("voix", f" voix sur {base}" if base else " voix")):
        texte = _texte(par_role.get(role))
        if texte:
            morceaux.append(texte + (unite if re.fullmatch(r"[\d\s\u00a0\u202f/]+", texte) else ""))
    if not morceaux:
        morceaux = [_texte(c) for c in rangee.cellules[1:]]
    noms = _write_noms(par_role["noms"]) if "noms" in par_role else ""
    dit = f"{_texte(rangee.cellules[0]).rstrip(' :')} : {' '.join(morceaux)}" + (f" ({noms})" if noms else "")
    return replace(ligne, texte=dit, rangee=None)


def _say_cases(groupe: Sequence[Ligne]) -> list[Ligne]:
    """« Pour : 11 | Contre : 1 | Abstention : 0 » above « 4 221 voix | 369 voix | 0 »: a line for each column."""
    colonnes: dict[float, list[str]] = {}
    for rangee in (ligne.rangee for ligne in groupe if ligne.rangee):
        for cellule in rangee.cellules:
            colonnes.setdefault(round(cellule.x0), []).append(" – ".join(cellule.lignes))
    return [replace(groupe[0], texte=" – ".join(textes), rangee=None) for textes in colonnes.values()]


def _say_noms(groupe: Sequence[Ligne], tableau: _Tableau) -> list[Ligne]:
    """« M. PETIT | Contre | 451 », a row for each owner: one list for each position."""
    listes: dict[str, list[str]] = {}
    for rangee in (ligne.rangee for ligne in groupe if ligne.rangee):
        par_role = _by_role(rangee, tableau)
        sens = _VOTE.match(fold(_texte(par_role.get("vote"))))
        if sens and _texte(par_role.get("tetes")):
            voix = _texte(par_role.get("voix"))
            listes.setdefault(sens[1][:4], []).append(_texte(par_role.get("tetes")) + (f" ({voix})" if voix else ""))
    mots = {"cont": "Ont voté contre", "abst": "Se sont abstenus"}
    return [
        replace(groupe[0], texte=f"{mot} : {' ; '.join(listes[cle])}", rangee=None)
        for cle, mot in mots.items()
        if cle in listes
    ]


def _say_travers(groupe: Sequence[Ligne], tableau: _Tableau) -> list[Ligne]:
    """Counts under « Pour | Contre | Abstention »."""
    rangees = [(ligne.rangee, _by_role(ligne.rangee, tableau)) for ligne in groupe if ligne.rangee]
    titres = dict(zip(tableau.bords, tableau.titres, strict=False))
    return [replace(groupe[0], texte=dit, saut=saut, rangee=None) for dit, saut in say_travers(rangees, titres)]


def _say_nue(ligne: Ligne) -> Ligne:
    """A row of a table without header: « 7 | Ravalement » reads as a numbered line."""
    rangee = ligne.rangee
    if rangee and _NUMERO.match(fold(rangee.cellules[0].lignes[0])) and len(rangee.cellules) > 1:
        return replace(
            ligne,
            texte=f"{rangee.cellules[0].lignes[0].rstrip(' .)-°')} - "
            + "\t".join(" ".join(c.lignes) for c in rangee.cellules[1:]),
        )
    return ligne


def _say_point(ligne: Ligne, tableau: _Tableau) -> list[Ligne]:
    """An item of an agenda: its heading, the rest of its cell, then what the other columns say, each named."""
    rangee = ligne.rangee
    if rangee is None or (_is_entete(rangee) and _count_roles(rangee) >= 2):
        return [replace(ligne, genre=TABLEAU)]
    par_role = _by_role(rangee, tableau)
    objet, numero = par_role.get("objet"), _texte(par_role.get("numero"))
    if objet is None:
        return [replace(ligne, genre=TABLEAU)]
    textes = list(objet.lignes)
    lu = _NUMERO.match(fold(numero))
    if lu:
        textes[0] = f"Résolution n° {numero[lu.start(1) : lu.end(1)]} : {textes[0]}"
    dites = [
        replace(ligne, texte=texte, pleine=pleine, saut=False, corps=objet.corps, gras=gras)
        for texte, pleine, gras in zip(textes, objet.pleines, objet.gras, strict=True)
    ]
    for role, mot in (
        ("majorite", "Majorité"),
        ("montant", "Montant"),
        ("pour", "Pour"),
        ("contre", "Contre"),
        ("abstention", "Abstention"),
        ("opposants", "Opposants"),
        ("abstenus", "Se sont abstenus"),
        ("defaillants", "Défaillants"),
        ("resultat", "Résultat"),
    ):
        cellule = par_role.get(role)
        texte = _write_noms(cellule) if cellule and role in _LISTES else _texte(cellule)
        if texte and not _CASE.match(fold(texte)):
            titre = tableau.titres[tableau.roles.index(role)] if role in COMPTES else mot
            dites.append(replace(ligne, texte=f"{titre} : {texte}", saut=True, gras=False))
    return dites
