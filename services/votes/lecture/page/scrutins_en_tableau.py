"""A vote counted in a table, however it is laid out: what a cell counts is told by its row and by its column together.

Positions may be the rows and units the columns, or the reverse; both may stand in one label (« Pour (voix) »), on two
rows of headers, or beside the figure itself (« 16 votants »); a box may say its own position above its figures. Nothing
is said of a table where one figure stays unsure.
Pure: rows in, texts out.
"""

import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass, field, replace

from services.votes.lecture.page.bulletins import write_noms
from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.page.tables import Cellule, Rangee
from services.votes.lecture.pv_lu import COMPTES, MOTS
from services.votes.lecture.textes import fold, read_nombre

_POSITIONS = (
    ("resultat", re.compile(r"^resultats?(?:\s+du\s+(?:vote|scrutin))?$|^decision$|^issue$")),
    ("defaillants", re.compile(r"\bdefaill\w+")),
    ("autre", re.compile(r"\babsents?\b|\bnon[\s-]+(?:votants?|exprimes?)|\bpart\s+au\s+vote|\bexprim\w+|\btotal\b")),
    ("contre", re.compile(r"\bcontre\b|^non$|\bdefavorables?\b|\bopposants?\b|\bopposes?\b")),
    ("abstention", re.compile(r"\babst\w*|\bs'abst\w+|\bblancs?\b")),
    ("pour", re.compile(r"\bpour\b|^oui$|\bfavorables?\b")),
)
_VOIX, _TETES, _PART, _BASE, _NOMS = "voix", "tetes", "part", "base", "noms"
_UNITES = (
    (_PART, re.compile(r"%|\bpourcent")),
    (_BASE, re.compile(r"^(?:base|sur|total\s+(?:des\s+voix|de\s+la\s+cle))\b")),
    (_VOIX, re.compile(r"\bvoix\b|\btanti\w+|\b(?:dix[\s-]*)?milli\w+|\btant\b|\bmill\b")),
    (
        _TETES,
        re.compile(r"\bcop(?:r\w*|\b)|\bproprietaires?\b|\bvotants?\b|\btetes?\b|\bnombre\b|\bnb\b|\bpersonnes?\b"),
    ),
    (_NOMS, re.compile(r"\bnoms?\b|\bdetails?\b|\bnominati\w+|\bidentite\b")),
)
_NOMBRE = r"\d{1,3}(?:[ .]\d{3})+(?!\d)|\d+"
_ENTIER = re.compile(_NOMBRE)
_A_LA_BASE = re.compile(
    rf"(?:\bbase\b(?:\s+de)?|\bsur(?:\s+un\s+total\s+de)?|/)\s*:?\s*({_NOMBRE})|\(\s*({_NOMBRE})\s*\)$"
)
"""« Tantièmes sur 20 000 », « Voix (/1008) », « Tantièmes (10 240) »: the total of the clé, beside a unit."""
_ARTICLE = re.compile(
    r"\bart(?:icle|\.)?\s*2[456](?:\s?[-.]\s?1)?\b|\b2[56]\s?[-.]\s?1\b|\b[12](?:er|ere|re|e|eme|n?de?)\b|\bn\s?°\s*\d+"
)
_MESURE = re.compile(
    rf"(?P<base>(?:/|\bde|\bsur)\s*)?(?P<nombre>\d+,\d+|{_NOMBRE})\s*(?P<unite>%|(?!(?:sur|de)\b)[a-z]+\.?)?"
)
_UNITE_SEULE = re.compile(r"(?:en\s+)?(?:voix|tanti\w+|milli\w+|co-?propri\w+|copr\w*|votants?|tetes?)\W*")
_NEANT = re.compile(r"neant|aucune?|[-–—]")
_SIGNES = re.compile(r"[\s().,:;/·•|–—-]|\b(?:de|des|du|et|soit|en|represent\w+|totalis\w+|detenant|pour)\b")
_CASE = re.compile(
    r"\W*(?:(?:ont\s+)?vot\w*\s+|voix\s+)?(?P<sens>pour|contre|abst\w*)\b\.?(?:\s*\(s\))?\s*[:=]?\s*(?=\d|neant|aucun|[-–—]\s*$)"
)
"""What opens a box that says its own position: « Pour : 15 copropriétaires représentant 10 131 / 12 480 voix »."""
_LABEL_MAX = 60
_JEU = 4.0
_BULLETIN = re.compile(
    r"\b(?:1(?:er|ere|re)?|premiere?|2(?:e|eme|n?de?)?|seconde?|deuxieme|nouveau|nouvelle)\s+(?:vote|scrutin|tour|lecture)|"
    r"\b(?:vote|scrutin|tour|lecture)\W+(?:a\s+|de\s+)?(?:l'\s?)?(?:[12]\b|unique|art)|\bart(?:icle|\.)?\s*2[456]|\bpasserelle"
)
"""What names a ballot, in the corner of its table or before its row: « Second scrutin », « 1er vote (art. 25) »."""
_SECOND = re.compile(
    r"\b(?:2(?:e|eme|n?de?)?|seconde?|deuxieme|nouveau|nouvelle)\s+(?:vote|scrutin|tour|lecture)|\b2[56]\s?-\s?1\b|passerelle|(?:vote|scrutin|tour)\s+2\b"
)
_LISTES = ("contre", "abstention", "defaillants")
"""Positions whose owners are named."""


@dataclass(frozen=True, slots=True)
class _Label:
    """What words say of the cells beside or below them: with the total of the clé, and which of two ballots."""

    position: str = ""
    unite: str = ""
    base: int | None = None
    tour: int = 0

    def completes(self, autre: "_Label") -> "_Label | None":
        """Both together; None where they say two things."""
        paires = tuple(zip(astuple(self), astuple(autre), strict=True))
        if any(un and deux and un != deux for un, deux in paires):
            return None
        return _Label(*(un or deux for un, deux in paires))


@dataclass(slots=True)
class _Compte:
    """The figures of one position, by unit."""

    figures: dict[str, str] = field(default_factory=dict)
    base: int | None = None


@dataclass(slots=True)
class _Bulletin:
    """One ballot: the words that open it, its counts and its names by position."""

    titre: str
    comptes: dict[str, _Compte] = field(default_factory=dict)
    noms: dict[str, Cellule] = field(default_factory=dict)
    base: int | None = None
    """The total of the clé, in a column of its own beside all the positions."""
    resultat: str = ""

    def add(self, label: _Label, unite: str, figure: str) -> bool:
        """Whether a figure finds its place, free or already holding the same."""
        compte = self.comptes.setdefault(label.position, _Compte())
        compte.base = compte.base or label.base
        return compte.figures.setdefault(unite, figure) == figure

    def add_base(self, position: str, figure: str) -> bool:
        """Whether a total of the clé, beside a position or beside all, is the first or the same again."""
        base = read_nombre(figure)
        if position:
            compte = self.comptes.setdefault(position, _Compte())
            compte.base = compte.base or base
            return compte.base == base
        self.base = self.base or base
        return self.base == base

    def is_compte(self) -> bool:
        """Whether it counts: dashes alone are those of a second ballot that was not held."""
        return any(any(c.isalnum() for c in dit) for compte in self.comptes.values() for dit in compte.figures.values())

    def say(self) -> list[str]:
        dits = [self.titre] if self.titre else []
        for position in COMPTES:
            if (compte := self.comptes.get(position)) is None:
                continue
            tetes, voix, nu = (compte.figures.get(unite, "") for unite in (_TETES, _VOIX, ""))
            if voix or tetes:  # a bare figure beside one that has its unit is of the other
                voix, tetes = voix or nu, tetes or nu
            morceaux = [f"{tetes} copropriétaires" if tetes else "" if voix else nu]
            base = compte.base or self.base
            morceaux += [f"{voix} voix" + (f" sur {base}" if base else "") if voix else ""]
            morceaux += [f"({self._write_noms(position)})" if position in self.noms else ""]
            dits.append(f"{MOTS[position]} : {' '.join(filter(None, morceaux))}")
        dits += [f"Défaillants : {self._write_noms('defaillants')}"] if "defaillants" in self.noms else []
        return dits + ([f"Résultat : {self.resultat}"] if self.resultat else [])

    def _write_noms(self, position: str) -> str:
        """The names of a cell: one for each of its lines when they are as many as the heads counted."""
        cellule, compte = self.noms[position], self.comptes.get(position)
        signees = any(re.search(r"[,;·]", dit) for dit in cellule.lignes)
        par_ligne = not signees and compte is not None and compte.figures.get(_TETES) == str(len(cellule.lignes))
        return " ; ".join(cellule.lignes) if par_ligne else write_noms(cellule)


def say_scrutins(lignes: Sequence[Ligne]) -> list[Ligne] | None:
    """The rows of one or several tables of votes as lines: counts with their units, each with the names of its position
    in brackets; None for any other table."""
    rangees = [ligne.rangee for ligne in lignes if ligne.rangee]
    bulletins: list[_Bulletin] = []
    rang = 0
    while rang < len(rangees):
        if cases := _read_cases(rangees[rang:]):
            bulletins.append(cases[0])
            rang += cases[1]
            continue
        fin = rang
        while fin < len(rangees) and _is_tete(rangees[fin]):
            fin += 1
        if fin == len(rangees) or (fin == rang and not names_position(rangees[rang].cellules[0].texte)):
            return None
        suite = next(
            (n for n in range(fin, len(rangees)) if _is_tete(rangees[n]) or are_cases(rangees[n])), len(rangees)
        )
        lus = _read_tableau(rangees[rang:fin], rangees[fin:suite])
        if lus is None:
            return None
        bulletins += lus
        rang = suite
    if not bulletins or not all({"pour", "contre"} <= b.comptes.keys() for b in bulletins):
        return None
    return [
        replace(lignes[0], texte=dit, saut=not rang, pleine=False, rangee=None)
        for bulletin in bulletins
        for rang, dit in enumerate(bulletin.say())
    ]


def names_sens(texte: str) -> bool:
    """Whether a text is a label that tells a position, a unit or a ballot."""
    label = _read_label(texte)
    return label is not None and bool(label.position or label.unite or _BULLETIN.search(fold(texte)))


def goes_on(texte: str) -> bool:
    """Whether a line goes on with the count of a box: it has figures, or is their unit alone."""
    return bool(re.search(r"\d", texte) or _UNITE_SEULE.fullmatch(fold(texte).strip()))


def names_position(texte: str) -> bool:
    """Whether a text is a label that tells a position."""
    label = _read_label(texte)
    return label is not None and bool(label.position)


def names_noms(texte: str) -> bool:
    """Whether a head is that of a column of names."""
    label = _read_label(texte)
    return label is not None and label.unite == _NOMS


def reads_mesures(texte: str) -> bool:
    """Whether a text holds figures, with their units or none, and no other words."""
    return _read_mesures(fold(texte).strip()) is not None


def are_cases(rangee: Rangee) -> bool:
    """Whether a row is made of boxes that say each its own position, with those for and against."""
    sens = {lu["sens"][:4] for cellule in rangee.cellules if (lu := _CASE.match(fold(cellule.texte)))}
    return {"pour", "cont"} <= sens


def _read_cases(rangees: Sequence[Rangee]) -> tuple[_Bulletin, int] | None:
    """The ballot of a row of boxes, figures in the row below included, and how many rows were read."""
    if not are_cases(rangees[0]):
        return None
    tete, *dessous = rangees
    suite = dessous[0] if dessous and all(reads_mesures(c.texte) for c in dessous[0].cellules) else None
    bulletin = _Bulletin("")
    for boite in tete.cellules:
        cellule, noms = _part_noms(boite)
        plain = fold(cellule.texte).strip()
        lu = _CASE.match(plain)
        if lu is None and names_position(cellule.texte):
            return None
        if lu is None:
            bulletin.titre = " – ".join(filter(None, (bulletin.titre, cellule.texte)))
            continue
        sous = next((c for c in suite.cellules if abs(c.x0 - cellule.x0) < _JEU), None) if suite else None
        dit = " ; ".join(filter(None, (plain[lu.end() :].strip(), fold(sous.texte).strip() if sous else "")))
        position = "abstention" if lu["sens"].startswith("abst") else lu["sens"]
        if not _place(replace(cellule, lignes=(dit,)), _Label(position), bulletin):
            return None
        if noms and position in _LISTES:
            bulletin.noms[position] = noms
    return bulletin, 2 if suite else 1


def _part_noms(cellule: Cellule) -> tuple[Cellule, Cellule | None]:
    """The lines of a box that count, and those of the owners listed below them."""
    comptees = [n for n, dit in enumerate(cellule.lignes, start=1) if goes_on(dit)]
    fin = max(comptees, default=len(cellule.lignes))
    if fin == len(cellule.lignes) or not cellule.lignes[fin][:1].isupper():
        return cellule, None
    haut, bas = ((cellule.lignes[a:b], cellule.gras[a:b], cellule.pleines[a:b]) for a, b in ((0, fin), (fin, None)))
    return (
        replace(cellule, lignes=haut[0], gras=haut[1], pleines=haut[2]),
        replace(cellule, lignes=bas[0], gras=bas[1], pleines=bas[2]),
    )


def _is_tete(rangee: Rangee) -> bool:
    """Whether a row holds labels alone, two of them plain: positions, or units."""
    premiere, *autres = rangee.cellules
    nommee = _Label() if _BULLETIN.search(fold(premiere.texte)) else None
    labels = [_read_label(premiere.texte) or nommee, *(_read_label(cellule.texte) for cellule in autres)]
    connus = [label for label in labels if label and (label.position or label.unite or label.tour)]
    return None not in labels and len(connus) > 1


def _read_tableau(tetes: Sequence[Rangee], corps: Sequence[Rangee]) -> list[_Bulletin] | None:
    """The ballots of one table, under its rows of headers; None where a cell says what no rule of votes explains."""
    coin = tetes[0].cellules[0].texte if tetes else ""
    titre = coin if _BULLETIN.search(fold(coin)) else ""
    bulletins = [_Bulletin(titre)]
    cotes = _read_cotes(tetes)
    du_coin = _read_label(coin) if coin else None
    for bulletin in (*bulletins, *cotes.values()):
        bulletin.base = du_coin.base if du_coin and not du_coin.position else None
    for rangee in corps:
        premiere, *autres = rangee.cellules
        ligne = _read_label(premiere.texte)
        nommee = _BULLETIN.search(fold(premiere.texte))
        if ligne is None and not nommee:
            autres, ligne = [premiere, *autres], _Label()
        elif ligne is None or not (ligne.position or ligne.unite or ligne.base):
            ligne = _Label()
            bulletins += [_Bulletin("")] if bulletins[-1].comptes else []
            bulletins[-1].titre = premiere.texte if nommee else titre
        for cellule in autres:
            dessus = _list_dessus(cellule, tetes)
            if ligne.unite == _NOMS:
                dessus = [_Label(label.position) for label in dessus]
            label = _join([ligne, *dessus])
            if label is None or not _place(cellule, label, cotes.get(label.tour, bulletins[-1])):
                return None
    return _keep_comptes([*cotes.values(), *bulletins]) or None


def _keep_comptes(bulletins: Sequence[_Bulletin]) -> list[_Bulletin]:
    """The ballots that count; a result printed across all columns is of the last of them."""
    comptes = [bulletin for bulletin in bulletins if bulletin.is_compte()]
    perdus = [b.resultat for b in bulletins if b.resultat and not b.is_compte()]
    if comptes and perdus:
        comptes[-1].resultat = comptes[-1].resultat or perdus[-1]
    return comptes


def _read_cotes(tetes: Sequence[Rangee]) -> dict[int, _Bulletin]:
    """« 1er vote (art. 25) | 2e vote (art. 25-1) », above the columns of each: two ballots side by side, by number."""
    nommees = {
        label.tour: _Bulletin(cellule.texte)
        for tete in tetes
        for cellule in tete.cellules
        if (label := _read_label(cellule.texte)) and label.tour
    }
    return nommees if nommees.keys() == {1, 2} else {}


def _list_dessus(cellule: Cellule, tetes: Sequence[Rangee]) -> list[_Label]:
    """What the headers over a cell say: those that cover its middle."""
    milieu = (cellule.x0 + cellule.x1) / 2
    hautes = [haute for tete in tetes for haute in tete.cellules if haute.x0 <= milieu <= haute.x1]
    return [label for haute in hautes if (label := _read_label(haute.texte))]


def _join(labels: Sequence[_Label]) -> _Label | None:
    joint: _Label | None = _Label()
    for label in labels:
        joint = joint.completes(label) if joint else None
    return joint


def _place(cellule: Cellule, label: _Label, bulletin: _Bulletin) -> bool:
    """Whether what a cell says is understood: its figures given to the ballot, its names to their list."""
    plain = fold(cellule.texte).strip()
    mesures = _read_mesures(plain)
    if label.position == "autre":
        return True
    if label.position == "resultat":
        bulletin.resultat = cellule.texte
        return True
    if label.unite == _PART:
        return mesures is not None
    if label.unite == _BASE:
        seule = mesures[0][1] if mesures and len(mesures) == 1 else ""
        return bool(_ENTIER.fullmatch(seule)) and bulletin.add_base(label.position, seule)
    if label.unite == _NOMS or (mesures is None and label.position in _LISTES):
        if label.position in _LISTES and cellule.texte[:1].isupper():
            bulletin.noms[label.position] = cellule
        return label.position != "" and (label.unite == _NOMS or cellule.texte[:1].isupper())
    if mesures is None or label.position not in COMPTES:
        return label.position == "defaillants"
    bases = {read_nombre(figure) for unite, figure in mesures if unite == _BASE and _ENTIER.fullmatch(figure)}
    label = replace(label, base=label.base or (min(bases) if len(bases) == 1 else None))
    for unite, figure in mesures:
        dite = unite or label.unite
        if unite not in (_PART, _BASE) and not bulletin.add(label, dite, figure):
            return False
    return True


def _read_mesures(plain: str) -> list[tuple[str, str]] | None:
    """The figures of a cell with the unit beside each (``base`` after « sur »); None for other words than those."""
    if _NEANT.fullmatch(plain):
        return [("", plain)]
    lues: list[tuple[str, str]] = []
    reste, fin = "", 0
    for lu in _MESURE.finditer(plain):
        reste, fin = reste + plain[fin : lu.start()], lu.end()
        unite = next((nom for nom, motif in _UNITES if motif.search(lu["unite"] or "")), "")
        if lu["unite"] and not unite:
            return None
        decimal = "," in lu["nombre"] and unite in ("", _PART)
        base = lu["base"] and unite != _TETES and (not lues or (lues[-1][0], unite) != (_TETES, _VOIX))
        if base and lues and lues[-1][0] == "":  # only voix are told over a total
            lues[-1] = (_VOIX, lues[-1][1])
        lues.append((_BASE if base else _PART if decimal else unite, lu["nombre"]))
    return lues if lues and not _SIGNES.sub("", reste + plain[fin:]) else None


def _read_label(texte: str) -> _Label | None:
    """What a cell without figures of its own says; None for a value, a sentence or a list of names."""
    plain = fold(texte).strip()
    base = _A_LA_BASE.search(plain)
    nu = _A_LA_BASE.sub(" ", plain) if base else plain
    if len(plain) > _LABEL_MAX or re.search(r"\d", _ARTICLE.sub(" ", nu)):
        return None
    unites = [nom for nom, motif in _UNITES if motif.search(nu)]
    position = next((nom for nom, motif in _POSITIONS if motif.search(nu)), "")
    unite = next((nom for nom in (_PART, _BASE, _VOIX, _TETES, _NOMS) if nom in unites), "")
    tour = (2 if _SECOND.search(nu) else 1) if _BULLETIN.search(nu) else 0
    if base and not unite and not position and not tour and re.sub(r"\W|\bbase\b|\bsur\b", "", nu):
        return None
    total = read_nombre(base[1] or base[2]) if base else None
    return _Label(position, unite, total, tour)
