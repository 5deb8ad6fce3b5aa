"""What the header of a column says that it holds, and which rows are headers."""

import re

from services.votes.lecture.page.tables import Cellule, Rangee
from services.votes.lecture.textes import fold

MANIERE = r"\bseance\b|correspondance|distance|^presents?\b|^represent|^pouvoirs?\b"
"""The head of a column that counts those who vote in one way only."""
_ROLES = (
    (
        "opposants",
        r"opposant|^(?:coproprietaires? )?(?:qui )?(?:ont |ayant )?vote contre|^noms? des? contre|^contre \(?noms?\b",
    ),
    ("abstenus", r"abstentionniste|^se sont abstenus|^(?:coproprietaires? )?(?:s'etant )?abstenus\b"),
    ("defaillants", r"defaillant"),
    ("pour", r"^(?:voix |votes? )?pour\b|^oui$"),
    ("contre", r"^(?:voix |votes? )?contre\b|^non$"),
    ("abstention", r"^(?:voix )?abst|^abs\.?$"),
    ("majorite", r"major|^maj\b|^art(?:icle)?s?\b|regle de vote"),
    ("resultat", r"result|decision|issue"),
    ("base", r"^sur$|^base|^/"),
    ("maniere", MANIERE),
    ("total", r"^total|^ensemble|^cumul"),
    ("vote", r"^votes?$|^sens$|^sens du vote|^position|^choix"),
    ("voix", r"voix|tantieme|millieme|^tant\b|^poids"),
    ("tetes", r"^nombre|^nb\b|votant|^tetes|personnes|^effectif"),
    ("noms", r"^noms?\b|identite|nominati"),
    ("coproprietaires", r"copropri|^cop(?:r|ro)?s?\b\.?$"),
    (
        "numero",
        r"^n\s*[°o]?\.?$|^num|^ordre$|^points?$|^rang$|^#$|^(?:resolution|question)\s*n\s*[°o]?$|^re?s(?:ol)?\.?$|^[qr]\.?$",
    ),
    (
        "objet",
        r"objet|intitule|libelle|question|resolution|^deliberations?$|ordre du jour|projet|sujet|theme|^texte|"
        r"^titre|points? a",
    ),
    ("montant", r"montant|cout|budget ttc|^prix ttc"),
)
LISTES = ("opposants", "abstenus", "defaillants")
"""Roles of columns that name owners."""
_CONJOINTS = ("majorite", "resultat", "objet")
"""Roles that one column may join."""
VOTE = re.compile(
    r"^[-•\s]*(?:(?:ont\s+)?vot\w*\s+|voix\s+)?(pour|contre|(?:de)?favorables?|abst\w*|se sont abstenus)\b"
)
"""What opens a row or a cell that tells a position."""
_NOMME = re.compile(r"\W*(?:resolution|question|point|decision)\s+(?:n\s?°\s*)?(?:\d|[ivxl]{1,6}\b)")
"""The first cell of a row of its own: « Résolution IV (second scrutin) »."""
_ARTICLE = re.compile(r"^(?:majorite\s+(?:de\s+l['’]\s*)?)?art(?:icle|\.)?\s*2[456](?:\s?-\s?1)?$")
"""The majority of a vote, printed in the corner of its table."""
_LABEL = re.compile(
    r"(?:[a-z]{1,12}\.?\s*)?(?:n\s*[°o]\s*)?\d{1,3}(?:\s?[.\-]\s?\d{1,2})*(?:\s?(?:bis|ter|quater)|[.\-]?[a-h])?\W*"
)
_LETTRES = re.compile(r"(?:[a-mopst-z]|[ivxl]{1,6})\s*[.)-]?")
"""A point that letters or Roman numerals number; « N », « Q » and « R » head the column of numbers."""
_VOTE_D_ARTICLE = re.compile(
    r"(?P<vote>\b(?:vote|scrutin|tour|lecture)\b[\s:,()–—-]{0,4})(?:(?:a\s+la\s+)?majorite\s+(?:de\s+)?)?(?:l'\s?)?"
    r"(?:art(?:icle|\.)?\s*)?2[456](?:\s?[.-]\s?1)?\b"
)
"""« Premier vote – article 25 », the corner of a table: which ballot it tells, and by which majority."""
_RANG = re.compile(r"\b[12](?:ere?|re|e|eme|n?de?)\s+(?=vote|scrutin|tour|lecture)")


def read_role(cellule: Cellule) -> str:
    """The first role that the words of a header tell; « Objet et décision » is what it begins with."""
    plain = fold(" ".join(cellule.lignes)).strip()
    dits = [(role, lu.start()) for role, motif in _ROLES if len(plain) < 60 and (lu := re.search(motif, plain))]
    if dits and dits[0][0] in _CONJOINTS:
        return min(((r, p) for r, p in dits if r in _CONJOINTS), key=lambda dit: dit[1])[0]
    return dits[0][0] if dits else ""


def count_roles(rangee: Rangee) -> int:
    return sum(bool(read_role(cellule)) for cellule in rangee.cellules)


def is_point(rangee: Rangee) -> bool:
    """Whether a row is one point, with its label, its title and its majority: « R1 | Nouveau syndic | Art. 25 »."""
    premiere, *autres = (fold(" ".join(c.lignes).strip()) for c in rangee.cellules)
    return (
        len(autres) > 1 and bool(_LABEL.fullmatch(premiere)) and any(_ARTICLE.match(texte) for texte in autres[1:])
    ) and not VOTE.match(autres[0])


def is_entete(rangee: Rangee) -> bool:
    """A header says roles and holds no figure but those of its words; « E | Questions diverses » is a point."""
    if (
        is_point(rangee)
        or _LETTRES.fullmatch(fold(rangee.cellules[0].texte).strip())
        or _NOMME.match(fold(rangee.cellules[0].texte))
    ):
        return False
    dits = [_ARTICLE.sub("", fold(" ".join(c.lignes).strip())) for c in rangee.cellules]
    textes = [_RANG.sub("", _VOTE_D_ARTICLE.sub(r"\g<vote>", dit)) for dit in dits]
    return not any(re.search(r"\d{2,}|^\d|:\s*\d", texte) for texte in textes) and not (
        len(rangee.cellules) > 1
        and VOTE.match(fold(rangee.cellules[0].lignes[0]))
        and read_role(rangee.cellules[1]) not in ("contre",)
        and not (read_role(rangee.cellules[0]) in LISTES and read_role(rangee.cellules[1]) == "voix")
    )
