"""Who is there when an assembly opens: in a sentence, on a line for each unit, or in the table of the attendance."""

import re
from collections.abc import Sequence

from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.page.paragraphes import join_paragraphes
from services.votes.lecture.pv_lu import Decompte
from services.votes.lecture.scrutin.decomptes import read_figures, read_ordre
from services.votes.lecture.scrutin.lexique import FIGURE, TETES, TETES_MAX, VOIX, Token
from services.votes.lecture.scrutin.tokens import read_tokens
from services.votes.lecture.textes import fold, read_nombre

_PRESENCE = re.compile(
    r"\bpre?sent|\brepre?sent|feuille\s+de\s+presence|participa|correspondance|\bvotants?\b|\betaient\s+la\b|\bemargement|\bquorum\b|\bassist(?:ai|e)nt\b"
)
_ENSEMBLE = re.compile(r"(?<!\bsur un )\btotal\b|\bensemble\b|\bsoit\b(?=\s+\d+\s+copro)")
_SOMME = re.compile(
    r"\W*(?:soit\s+)?(?:au\s+)?total\b(?!\s+(?:des\s+)?(?:copropriete|absents))|\W*soit\s+(?=\d+\s+copro)|\W*ensemble\s*\t(?=\d[^/]*/)"
)
_MANIERES = (re.compile("represent"), re.compile("correspondance"), re.compile(r"\bpresent"))
_ABSENCE = re.compile(
    r"(?:[;,]\s*\d+\s+(?:coproprietaires\s+)?|\bcoproprietaires\s+)?\babsents?\b|non\s+represent|defaillant"
)
_LEURS = re.compile(r"\d[\d .]*(?:voix|tantiemes|milliemes)\s+(?:d\W?\s?)?(?:absents?\b|non\s+represent|defaillant)")
"""« 110 tantièmes non représentés »: of those who are not there."""
_LABEL_APRES_TIRET = re.compile(r"(?<=\d)\s+[-/|]\s+(?=(?:voix|tantiemes|milliemes|coproprietaires)\s*:)")
"""« présents : 22 - Tantièmes : 73 521 »: the dash ends a count, the label is that of the next."""
_SIENNE = re.compile(r"(?<=[a-z])\s*[(\[]\s*(\d{1,3}(?:[ .]\d{3})+|\d+)\s*[)\]]")
_NOMBRE = r"(\d{1,3}(?:[ .]\d{3})+|\d{3,})"
_TOTAL = re.compile(
    r"(?:total\s+(?:general\s+)?(?:des?\s+)?(?:voix|tantiemes|milliemes)|\btotal(?=\s*:\s*\d[\d\s.]*$)|sur\s+un\s+total\s+de|"
    r"total\s+(?:de\s+la\s+|du\s+)?(?:copropriete|syndicat)[\s.]*:\s*\d+\s+copro\w*\.?\s*[,;/–-]?\s*(?:et\s+|soit\s+)?(?=\d)|"
    r"ensemble\s+des\s+(?:voix|tantiemes)|^(?:nombre\s+de\s+)?(?:voix|tantiemes|milliemes)(?=\s+(?:de\s+la\s+copropriete|de\s+l'immeuble|du\s+syndicat)\b))"
    rf"\s*(?:de\s+la\s+copropriete|de\s+l'immeuble|du\s+syndicat)?\s*[:=]?\s*{_NOMBRE}"
)
_SUSPENDUE = re.compile(
    r"\d\s+(?:voix\s+|tantiemes\s+|milliemes\s+|coproprietaires\s+)?(?:des|sur(?:\s+les|\s+un\s+total\s+de)?)$"
)
_TETES_EN_CELLULE = re.compile(r"\t\d{1,3}\s+copro\w*(?:\s+sur\s+\d{1,3})?$")
_VOIX_DESSOUS = re.compile(
    r"\d[\d .]*(?:voix|tantiemes|milliemes)(?:\s+sur\s+\d[\d .]*(?:voix|tantiemes|milliemes)?)?"
    r"(?:\s*\([\d ,.]+%\s*\))?\.?"
)
"""« … | 11 copropriétaires sur 13 » over « 890 tantièmes sur 1 000 »: the two lines of the last cell of a row."""
_TOTAL_GENERAL = re.compile(rf"^total\s+general\b[\s:.…]*\d+\s+copro\w*\.?\s*[,;/–-]?\s*(?:et\s+|soit\s+)?{_NOMBRE}")
"""Below the absent, « TOTAL GENERAL … 27 COPROPRIETAIRES 1000 TANTIEMES » is of all."""
_SUR_TOUS = re.compile(
    rf"\bsur\s+(?:les\s+|un\s+total\s+de\s+)?\d+\s+coproprietaires\s*(?:\(|et|pour|totalisant)\s*{_NOMBRE}\s*(?:voix|tantiemes|milliemes)(?:\s*\))?"
)
"""« Sur 13 copropriétaires (1000 tantièmes), 11 étaient présents »: all, before those who are there."""
_TOTAL_DONT = re.compile(rf"\d\s+des\s+{_NOMBRE}\s+(?:voix|tantiemes|milliemes)")
"""« possédant ensemble 8 343 des 10 000 tantièmes »."""
_TETES_SEULES = re.compile(
    r"\bpresents\W[^.;\d]*?\b(\d{1,3})\s+co-?proprietaires\b(?![^.;]*\b(?:voix|tantiemes|milliemes)\b)"
)
_TOTAL_DE_TABLE = re.compile(
    r"^(?:total|ensemble)(?:\s+(?:general|(?:de\s+la\s+)?copropriete|(?:du\s+)?syndicat))?\t(?:.*\t)?"
    rf"(?:\d{{1,3}}\s+(?=\d{{1,2}}[ .]\d{{3}}\b))?{_NOMBRE}(?:,0{{1,2}})?(?:\s+(?:voix|tantiemes|milliemes))?$"
)
"""« Ensemble | 8 640 tantièmes », or « Ensemble | 26 8 640 tantièmes », with the heads before them in one cell."""


def read_presents(lignes: Sequence[Ligne]) -> tuple[Decompte | None, int | None]:
    """Who was there at the opening, all ways together, and the total of voix; the fullest line wins."""
    plains = _turn_tables(_join_suspendues([fold(ligne.texte).strip() for ligne in join_paragraphes(lignes)]))
    totaux = _list_totaux(plains)
    plains = [_SUR_TOUS.sub("", plain) for plain in plains]
    meilleur: tuple[int, Decompte, int | None] | None = None
    for rang in range(len(plains)):
        utile, note = _find_utile(plains, rang)
        lu = _read_presence(utile, plains[max(0, rang - 6) : rang]) if utile else None
        if lu and (meilleur is None or note > meilleur[0]):
            meilleur = (note, *lu)
    if meilleur is None:
        return _read_tetes(plains), max(totaux, default=None)
    total = meilleur[2] or max(totaux, default=None)
    return meilleur[1], total if total is None or total >= (meilleur[1].voix or 0) else None


def _read_tetes(plains: Sequence[str]) -> Decompte | None:
    """« Présents, représentés et votes par correspondance : 11 copropriétaires sur 14 », and no voix of theirs."""
    lus = [lu for plain in plains if _PRESENCE.search(plain) and (lu := _TETES_SEULES.search(plain))]
    return Decompte(None, int(lus[0][1])) if len(lus) == 1 else None


def _join_suspendues(plains: Sequence[str]) -> list[str]:
    """« … détenant 7 824 des » over « 9 985 voix »: a margin cut the count, whatever its width."""
    suite: list[str] = []
    for plain in plains:
        if suite and _SUSPENDUE.search(suite[-1]) and plain[:1].isdigit():
            suite[-1] = f"{suite[-1]} {plain}"
        elif suite and _TETES_EN_CELLULE.search(suite[-1]) and _VOIX_DESSOUS.fullmatch(plain):
            suite[-1] = f"{suite[-1]}, {plain}"
        else:
            suite.append(plain)
    return suite


def _list_totaux(plains: Sequence[str]) -> list[int]:
    """The totals of all the voix that the lines print."""
    motifs = (_TOTAL, _TOTAL_DONT, _TOTAL_DE_TABLE, _SUR_TOUS)
    lus = [lu for plain in plains for motif in motifs if (lu := motif.search(plain))]
    absents = next((rang for rang, plain in enumerate(plains) if _ABSENCE.match(plain)), len(plains))
    lus += [lu for plain in plains[absents:] if (lu := _TOTAL_GENERAL.match(plain))]
    return [read_nombre(lu[1]) for lu in lus]


def _turn_tables(plains: Sequence[str]) -> list[str]:
    """« Présents | Absents | Ensemble » above « 13 cop. / 7 700 voix | … »: a line for each column."""
    suite: list[str] = []
    for plain in plains:
        titres, valeurs = (suite[-1] if suite else "").split("\t"), plain.split("\t")
        ranges = len(titres) == len(valeurs) > 1 and (
            (_PRESENCE.search(titres[0]) and valeurs[0][:1].isdigit())
            or any(map(_counts_presents, titres[1:], valeurs[1:]))
        )
        if ranges and not any(c.isdigit() for titre in titres for c in titre):
            suite[-1:] = [f"{titre}\t{valeur}" for titre, valeur in zip(titres, valeurs, strict=True)]
        else:
            suite.append(plain)
    return suite


def _counts_presents(titre: str, valeur: str) -> bool:
    """Whether a column headed by those who are there counts them as owners, not as a mark of one of them."""
    return bool(_PRESENCE.search(titre) and re.match(r"\d{1,3}\s+copro", valeur))


def _find_utile(plains: Sequence[str], rang: int) -> tuple[str, int]:
    """What a line says of those present, with the line that goes on with it, and how much it adds up."""
    plain = plains[rang]
    utile = _ABSENCE.split(plain)[0]
    avant = plains[max(0, rang - 5) : rang]
    tous = any(_ABSENCE.match(autre) for autre in avant)  # the total of those who are there and of the absent
    somme = _SOMME.match(plain) and not tous and any(map(_PRESENCE.search, avant))
    if not (_PRESENCE.search(utile) or somme):
        return "", 0
    suite = plains[rang + 1] if rang + 1 < len(plains) and utile == plain and plain.count("\t") < 2 else ""
    suite = "" if _LEURS.match(suite) else suite
    if len(utile) > 50 or (_PRESENCE.search(suite) and not somme):
        utile = f"{utile} ; {_ABSENCE.split(suite)[0]}"
    return utile, sum(bool(mot.search(utile)) for mot in _MANIERES) + 3 * bool(_ENSEMBLE.search(utile))


def _read_presence(utile: str, avant: Sequence[str]) -> tuple[Decompte, int | None] | None:
    """The first count in both heads and voix, after « ensemble » or « total » when the line adds up."""
    if somme := _sum_siennes(utile):
        return Decompte(somme.valeur, None), somme.total or somme.presents
    ensemble = _ENSEMBLE.search(utile)
    utile = _LABEL_APRES_TIRET.sub(" ; ", utile)
    for debut in (ensemble.end(), 0) if ensemble else (0,):
        lues = [j for j in read_tokens(utile[debut:], 0) if j.genre == FIGURE]
        figures = [f for f in lues if not f.orpheline]
        paires = [figures[rang : rang + 2] for rang in range(len(figures) - 1)]
        for paire in sorted(paires, key=lambda deux: sum(not f.unite for f in deux)):
            lu = _read_paire(paire, avant)
            if lu is not None:
                total = max((f.valeur for f in lues if f.orpheline), default=0)
                return lu[0], lu[1] or (total if total >= (lu[0].voix or 0) > 0 else None)
    return None


def _sum_siennes(utile: str) -> Token | None:
    """« M. PETIT (205), Mme ROY (53). Total : 258 millièmes »: the voix of a list of names, that its total adds up.

    None when another figure may be of heads: the names are not counted here.
    """
    siennes = [read_nombre(lu[1]) for lu in _SIENNE.finditer(utile)]
    reste = [j for j in read_tokens(_SIENNE.sub(" ", utile), 0) if j.genre == FIGURE and not j.orpheline]
    juste = len(siennes) > 1 and len(reste) == 1 and reste[0].unite == VOIX
    return reste[0] if juste and reste[0].valeur == sum(siennes) else None


def _read_paire(figures: Sequence[Token], avant: Sequence[str]) -> tuple[Decompte, int | None] | None:
    """Two figures in a row as heads and voix, by their units, or by the header of their table."""
    lu, compte = read_figures(figures), read_figures(figures).compte
    if len(lu.nus) == 2:
        ordre = next((o for plain in reversed(avant) if (o := read_ordre(plain))), None)
        valeurs = dict(zip(ordre or (), lu.nus, strict=False))
        compte = Decompte(valeurs.get(VOIX), valeurs.get(TETES))
    if compte.voix is None or compte.tetes is None or compte.tetes > min(compte.voix, TETES_MAX):
        return None
    voix = next(f for f in figures if f.valeur == compte.voix)
    return compte, voix.total or voix.presents
