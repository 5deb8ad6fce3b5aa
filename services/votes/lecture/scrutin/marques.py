"""What a label of a ballot is: its kind, where it stands, and the figures that were read for it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from services.votes.lecture.listes import are_items_menes, are_items_seuls, is_autre, is_item, is_rangee_de_noms
from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.page.paragraphes import ARRET
from services.votes.lecture.pv_lu import Decompte
from services.votes.lecture.scrutin.colonnes import find_colonnes
from services.votes.lecture.scrutin.comptes import Compte, read_comptes
from services.votes.lecture.scrutin.decomptes import Lu, read_figures
from services.votes.lecture.scrutin.lexique import COUPE, FIGURE, LISTE, TETES, VOIX, Token
from services.votes.lecture.scrutin.recits import ends_recit, say_recit
from services.votes.lecture.scrutin.tokens import read_tokens
from services.votes.lecture.textes import CIVILITES, fold, read_nombre
from services.votes.lecture.votants.noms import split_noms

PASSERELLE = (
    r"(?<!\bsci\s)(?<!\bsci\sla\s)(?<!\bassociation\s)(?<!\bassociation\sla\s)(?<!\bsarl\s)(?<!\bsarl\sla\s)"
    r"\bpasserelle\b(?!\s*[(\[]?\s*\d)"
)
"""The word of the second vote; « Association La Passerelle 156 » is an owner."""
SECOND = re.compile(
    rf"{PASSERELLE}|\b(?:scrutin|tour|vote)\s+(?:n\s?°\s*)?2(?=\s*(?:[:,(-]|$))|"
    r"(?<!\bpas\sde\s)(?<!\bsans\s)(?<!\baucun\s)(?<!\bni\s)\b(?:second|seconde|2nd|2e|2eme|deuxieme|nouveau|nouvelle)\s+(?:vote|scrutin|tour|lecture|votation|deliberation|delibere)|art(?:icle|\.)?\s*2[56]\s?[-.]\s?1\b|\b25-1\b|\b26-1\b|majorite\s+(?:simple\s+)?de\s+l'art(?:icle|\.)?\s*24\s*[:).]?\s*$|revot|\b[ad]e?\s+nouveau\b|\btiers\s+(?:des?|au)\b|majorite\s+(?:simple|relative)\b|\bvot\w*\b[^.;]{0,60}\bart(?:icle|\.)?\s*24\b|passage\s+a\s+la\s+majorite"
)
"""What announces a second ballot (loi 65-557 art. 25-1, 26-1)."""
_DEUX_POINTS = re.compile(
    r"\s*(?:a\s+)?(?:(?:la|cette|le|l')\s*(?:presente\s+)?(?:resolution|proposition|decision|projet|question)\s*)?"
    r"(?P<tour>(?:lors\s+d[eu]|a)\s+(?:ce\s+|la\s+|le\s+)?(?:premiere?|1ere?|second|seconde|2nde?|2e|2eme|deuxieme|nouveau)\s+(?:vote|tour|scrutin|lecture)\s*)?"
    r"(?:\((?P<note>[a-z]{1,3}|\d{1,3}|[^()]{0,12}\b(?:vote|tour|scrutin|lecture)\b[^()]{0,12})\)\s*)?(?:\.{3,}\s*)?[:=]"
)
_NUE = re.compile(
    r"\s*(?:a\s+)?(?:(?:la|cette|le|l')\s*(?:presente\s+)?(?:resolution|proposition|decision|projet|question)\s*)?$"
)
"""Nothing after a label but what it is about."""
_VERBE = re.compile(
    r"(?:(?:les?\s+|des?\s+)?(?:coproprietaires?|votants?|liste\s+des\s+coproprietaires|noms?)?\s*(?:(?:ayant|ont|a|se\s+sont|s'est|s'etant|qui\s+ont|sont|votent|se|s')\s*)*(?:vot\w+(?:\(nt\))?\s+)?)"
)
_TITRE_DE_LISTE = re.compile(
    r"\W*(?:(?:ont|a|se\s+sont|s'est)\s+)?(?:vot\w+\s+)?(?P<sens>contre|abst\w+|oppos\w+)"
    r"(?:\s+a\s+(?:la|cette)\s+(?:decision|resolution|proposition))?(?:\s*\([^)]*\))?\s*[:=]\s*"
)
_LEURS = re.compile(r"\bpour\s+(?:\d{1,3}(?:[ .]\d{3})+|\d+)\s*(?:voix|tantiemes?|milliemes?)(?=\s*(?:$|[;,.)]|et\b))")
"""« M. PETIT, pour 448 voix » in a list: hers, not those of the vote."""
_COMPTES = ("pour", "contre", "abstention", "opposants")
_TIRETS = " -•*·"
_QUALIFIE = re.compile(
    r"\s*(?:sp[ée]cia\w+|particuli\w+|g[ée]n[ée]ra\w+)\s[^,;:(\n]*$|[^\S\n]*(?=[a-zà-ÿB])(?:(?:[a-zà-ÿ][\w’'\-]*\.?|B[âa]t\w*\.?|n\s?°|\d{1,3}|[A-LN-Z](?![\w.’']))(?:\s+|$|(?=[:(,;])))+"
)
"""What says of which tantièmes a count is: « généraux », « du bâtiment 3 », « d’ascenseur », before names."""
_NOM = re.compile(
    r"\s*[(\[]?\s*(?:(?:de|par)\s+|d')?(?:m\.|mme|mlle|m\s|mm|sci|sarl|indivision|monsieur|madame|[a-z]{3,}\s)"
)
_MENE = re.compile(r"\s+[-–—]\s+(?=[^\W\d])")
_CIVILITE = re.compile(rf"\b(?:{CIVILITES})(?:\s|$)")
_SUSPENDUE = re.compile(
    r"(?:\d|\b(?:voix|tantiemes|milliemes|coproprietaires|et|de|par|soit|sur|totalisant|representant))\s*$"
)
_SUITE = re.compile(
    r"\s*(?:d'|de\s|voix\b|tantiemes?\b|milliemes?\b|coproprietaires?\b|et\s|soit\s|s'abst|sur\s|en\s|/\s?\d)"
)
"""A count that a line leaves in the middle, and what goes on with it below."""
_SOMME = re.compile(
    r"\b(?:soit(?:\s+un\s+total\s+de|\s+au\s+total|\s+ensemble)?|au\s+total|total\s*:?|totalisant|representant)\s+(?=\d)"
)
_TETES_DITES = r"\d[\d ]*coproprietaires?"
_VOIX_DITES = r"\d[\d ]*(?:voix|tantiemes?|milliemes?)"
_COMPTE_FINAL = re.compile(
    rf"(?:,\s+soit\s+|\s*\()(?P<compte>{_TETES_DITES}\s*(?:et|,|pour|/|representant|detenant|totalisant)?\s+{_VOIX_DITES}|"
    rf"{_VOIX_DITES}\s*(?:et|,|/)?\s+{_TETES_DITES})\)?\s*(?:[.;]\s*(?:(?:et\s+)?(?:ont\s+|a\s+)?vot\w+|se\s+sont)?)?\s*$"
)
_SIENNE = re.compile(
    r"(\d{1,3}(?:[ .]\d{3})+|\d+)\s*(?:/\s*\d[\d ]*)?(?:voix|tantiemes?|milliemes?|tant\.?|mill\.?)?\s*[)\]]?\s*"
    r"(?=[,;.]|\bet\b|-\s|$|\n)"
)
"""The voix of one name in a list: the figure before its separator."""
_BASE = re.compile(
    r"\b(?:sur\s+(?:la|une)|(?:la|une)\s+)\s*base\s+(?:de\s+(?:calcul|vote|repartition)\s+)?(?:de\s+|des\s+)"
    r"\d[\d .]*(?:voix|tantiemes?|milliemes?)\b[^,;:.()]{0,60}(?=,)|"
    r"\bseule?s\s+(?:les\s+coproprietaires\b[^.;]{0,80}\s)?(?:votent|peuvent\s+voter|participent|prennent\s+part)\b[^.;]*"
)
"""« sur la base des 265 millièmes de l’entrée 12, cette résolution recueille… », « seuls votent les copropriétaires de
la cage A, pour 1 200 millièmes »: the clé, of no position."""
_FIN_DE_PHRASE = re.compile(r"[.;]\s+")
_SIEN = re.compile(
    r"(?:^|[.;]\s|(?<!\)),\s|(?<!\)\s)\bet\s)[^.;,()]*(?:\b(?:m|mme|mlle)\.\s[^.;,()]*)?"
    r"\(\s*(?P<voix>\d{1,3}(?:[ .]\d{3})+|\d+)\s*(?:voix|tantiemes?|milliemes?)\s*\)\s*"
    r"(?:s'abstient|s'abstenant|s'est\s+abstenue?)\.?$"
)
"""« M. PETIT (47 voix) s’abstient »: the singular of the verb tells one owner."""
_OUVERTE = re.compile(r"(?:[^\d],|\b(?:MM?\.|Mmes?|Mlles?|et|ou))$")
"""A list that its line leaves open."""
_RESTE = re.compile(r"[a-z][a-z .'-]{2,30}")
_FIN_DE_PARENTHESE = 40
_JEU = 20


@dataclass(slots=True)
class Marque:
    """One label: its kind, the line it stands on, and the text that belongs to it, as printed."""

    genre: str
    ligne: int
    texte: str
    lu: Lu | None = None
    avant: str = ""
    """What stands before it on its line, since the label before it."""
    ouvre: bool = False
    """Whether it opens its line, alone or after « ont voté »."""
    nette: bool = False
    """Whether it counts by itself: a label that opens its line, and figures with their unit or the sum of a list."""
    note: str = ""
    """What stands in brackets between it and its colon: « Opposants (2e vote) : »."""

    @property
    def reste(self) -> str:
        """What its line still says after it, folded."""
        return fold(self.texte.split("\n")[0])


def find_marques(corps: Sequence[Ligne], plains: Sequence[str]) -> list[Marque]:
    """The labels of a resolution, in order: those that count, and those that only head a list of names."""
    tokens, reperes = [], []
    plains = [say_recit(_mute_items(corps, plains, rang)) for rang in range(len(plains))]
    plains = [_BASE.sub(lambda base: re.sub(r"\d", "x", base[0]), plain) for plain in plains]
    colonnes, prises = find_colonnes(plains)
    marques = [
        Marque(sens.mot, rang := max(f.ligne for f in figures), "", read_figures(figures), plains[rang])
        for sens, figures in colonnes
    ]
    for rang, plain in enumerate(plains):
        if rang not in prises:
            tokens += read_tokens(plain, rang)
        if not _goes_on(corps, plains, rang):
            tokens.append(Token(COUPE, rang, len(plain), len(plain), "\n"))
    comptes = read_comptes(tokens)
    seuls = [compte for compte in comptes if _read_sien(compte.sens, plains)]
    comptee = any(compte.figures for compte in comptes if compte.sens.mot == "abstention")
    recit = len(seuls) == 1 and ends_recit(plains[seuls[0].sens.ligne], corps[seuls[0].sens.ligne].texte) is not None
    if len(seuls) == 1 and (recit or not comptee):
        seuls[0].figures = _read_sien(seuls[0].sens, plains)
    for compte in comptes:
        if compte.figures or _heads_liste(compte.sens, compte.fort, corps, plains):
            reperes.append(compte)
    reperes += [
        Compte(j, j, j, fort=True) for j in tokens if j.genre == LISTE and _heads_liste(j, False, corps, plains)
    ]
    reperes.sort(key=lambda c: (c.sens.ligne, c.sens.debut))
    marques += [_build(reperes, rang, corps, plains) for rang in range(len(reperes))]
    return sorted(marques, key=lambda m: m.ligne)


def _read_sien(sens: Token, plains: Sequence[str]) -> list[Token]:
    """The voix printed in brackets between the name of the only owner who abstains and the verb that says so."""
    lu = _SIEN.search(plains[sens.ligne][: sens.fin]) if sens.mot == "abstention" else None
    return [replace(sens, genre=FIGURE, valeur=read_nombre(lu["voix"]), unite=VOIX)] if lu else []


def _mute_items(corps: Sequence[Ligne], plains: Sequence[str], rang: int) -> str:
    """The plain line, without the voix that come before the names of a list: they are no count.

    A lone item could be one, unless the line above counts the same position.
    """
    titre = _TITRE_DE_LISTE.match(plains[rang])
    if titre and (siennes := _list_siennes(corps[rang].texte, plains[rang], titre.end())):
        plain = plains[rang]
        for lu in reversed(siennes):
            plain = plain[: lu.start()] + "x" * len(lu[0]) + plain[lu.end() :]
        return plain
    suite = corps[rang].texte[titre.end() :] if titre else ""
    if titre is None or not are_items_menes(suite):
        return plains[rang]
    avant = plains[rang - 1] if rang else ""
    seul = not re.search(r"[;,/]\s*\d", suite)
    if seul and not (titre["sens"][:5] in avant and any(c.isdigit() for c in avant)):
        return plains[rang]
    return plains[rang][: titre.end()] + re.sub(r"\d", "x", plains[rang][titre.end() :])


def _list_siennes(texte: str, plain: str, debut: int) -> list[re.Match[str]]:
    """The voix that a list says after each of its names, when each has a name before it and no other figure."""
    siennes = list(_LEURS.finditer(plain, debut))
    bords = [debut, *(lu.end() for lu in siennes)]
    noms = [texte[fin : lu.start()] for fin, lu in zip(bords, siennes, strict=False)]
    return siennes if all(re.search(r"[A-ZÀ-Ý]", nom) and not re.search(r"[\d:]", nom) for nom in noms) else []


def _goes_on(corps: Sequence[Ligne], plains: Sequence[str], rang: int) -> bool:
    """Whether the margin cut a sentence there: a full line, no stop, and small letters below."""
    if rang + 1 >= len(plains) or not plains[rang + 1].strip():
        return False
    suite = corps[rang + 1].texte.strip()
    minuscule = suite[:1].islower() or suite[:1] == "/"
    ouverte = plains[rang].count("(") > plains[rang].count(")") and len(suite) < _FIN_DE_PARENTHESE
    pleine = bool(corps[rang].corps) and corps[rang].pleine
    suspendue = _SUSPENDUE.search(plains[rang]) and _SUITE.match(plains[rang + 1])
    coupee = minuscule and (pleine or suspendue)
    return bool(ouverte or coupee) and plains[rang].rstrip()[-1:] not in ".;:!?"


def _heads_liste(sens: Token, fort: bool, corps: Sequence[Ligne], plains: Sequence[str]) -> bool:
    """Whether a position without figures heads a list: a colon after it, or a verb that opens the line before names.

    Alone on its line, or in its cell, it does when an owner with voix stands below.
    """
    plain = plains[sens.ligne]
    avant, apres = plain[: sens.debut].rpartition("\t")[2].strip(_TIRETS), plain[sens.fin :]
    if fort or _DEUX_POINTS.match(apres):
        return True
    if _NUE.match(apres) and _VERBE.fullmatch(f"{avant} ".lstrip()) and sens.ligne + 1 < len(corps):
        return is_item(corps[sens.ligne + 1].texte)
    if not _VERBE.fullmatch(f"{avant} ".lstrip()) and (sens.genre != LISTE or avant):
        return False
    suite = corps[sens.ligne].texte[sens.fin :]
    return bool(_NOM.match(apres)) or _opens_item(suite) or (not avant and sens.mot != "pour" and _opens_noms(suite))


def _opens_item(apres: str) -> bool:
    """Whether a dash, then a name with its voix, follow a label: « Contre — M. PETIT 31 ; Mme ROY 20 »."""
    mene = _MENE.match(apres)
    return mene is not None and any(is_item(apres[mene.end() :].split(signe)[0]) for signe in ";,")


def _opens_noms(apres: str) -> bool:
    """Whether a dash, then names alone, follow a label that opens its line: « Opposants – PETIT Anne | ROY Paul »."""
    mene = _MENE.match(apres)
    return mene is not None and apres[mene.end()].isupper() and not re.search(r"[:\d]", apres) and not is_autre(apres)


def _build(reperes: Sequence[Compte], rang: int, corps: Sequence[Ligne], plains: Sequence[str]) -> Marque:
    compte = reperes[rang]
    suivant = reperes[rang + 1] if rang + 1 < len(reperes) else None
    ligne, debut = compte.fin.ligne, compte.fin.fin
    qualite = compte.figures and _is_qualite(corps[ligne].texte[debut:])
    note = ""
    if titre := _DEUX_POINTS.match(plains[ligne], debut):
        debut, note = titre.end(), titre["note"] or titre["tour"] or ""
    elif nue := _NUE.match(plains[ligne], debut):
        debut = nue.end()
    elif qualifiee := _QUALIFIE.match(corps[ligne].texte, debut) if compte.figures else None:
        debut = qualifiee.end()
    debut = max(debut, _find_fin_de_rangee(reperes, compte, plains))
    meme = suivant is not None and suivant.sens.ligne == ligne
    texte = corps[ligne].texte[debut : suivant.debut.debut if suivant and meme else None]
    coupe = ends_recit(plains[ligne], corps[ligne].texte)
    if coupe is not None and debut <= coupe:
        texte = texte[: coupe - debut]
    elif not meme:
        suite = _read_suite(corps, plains, {c.sens.ligne: c.sens.debut for c in reversed(reperes)}, ligne, texte)
        texte = suite if qualite and suite[:1] == "\n" else texte + suite
    avant = reperes[rang - 1].fin if rang else None
    place = avant.fin if avant and avant.ligne == compte.sens.ligne else 0
    seul = compte.sens.mot in _COMPTES and not compte.figures
    somme = (_sum_noms(texte, ligne) or _count_noms(texte, ligne)) if seul else []
    figures = compte.figures or somme
    devant = plains[compte.sens.ligne][place : compte.sens.debut]
    phrase = _FIN_DE_PHRASE.split(f"{'. ' if place and devant[:1] in '.;' else ''}{devant}")
    ouvre = (not place or len(phrase) > 1) and bool(_VERBE.fullmatch(f"{phrase[-1].strip(_TIRETS + '.;')} ".lstrip()))
    nette = ouvre and (bool(somme) or (compte.fort and bool(figures) and all(f.unite for f in figures)))
    lu = read_figures(figures) if figures else None
    return Marque(compte.sens.mot, ligne, texte, lu, devant, ouvre, nette, note)


def _find_fin_de_rangee(reperes: Sequence[Compte], compte: Compte, plains: Sequence[str]) -> int:
    """Where the row of a count ends, when the same words end that of another position: « 52 / 200 PARKING »."""
    autres = [plains[c.fin.ligne][c.fin.fin :] for c in reperes if c.figures and c.sens.mot != compte.sens.mot]
    reste = plains[compte.fin.ligne][compte.fin.fin :]
    restes = [len(r) for r in autres if _RESTE.fullmatch(r.strip()) and re.match(rf"{re.escape(r)}(?!\w)", reste)]
    return compte.fin.fin + max(restes) if compte.figures and restes else 0


def _is_qualite(texte: str) -> bool:
    """« , soit 6,03 % », « – charges générales », « [ascenseur] »: the end of a count, above the names it lists."""
    premiere = next((c for c in texte if c.isalpha()), "")
    return not premiere.isupper() and not re.search(r"[:;]|\(\s*\d", texte) and not _CIVILITE.search(fold(texte))


def _count_noms(texte: str, ligne: int) -> list[Token]:
    """« M. PETIT et Mme ROY, soit 2 copropriétaires et 434 voix »: the count that ends a list of as many names."""
    fin = _COMPTE_FINAL.search(fold(texte))
    if fin is None:
        return []
    figures = [j for j in read_tokens(fin["compte"], ligne) if j.genre == FIGURE]
    tetes = [f.valeur for f in figures if f.unite == TETES]
    justes = len(figures) == 2 and {f.unite for f in figures} == {TETES, VOIX}
    noms = split_noms(texte[: fin.start()], Decompte(None, tetes[0])) if justes else ()
    return figures if noms and len(noms) == tetes[0] else []


def _sum_noms(texte: str, ligne: int) -> list[Token]:
    """« M. PETIT (123), SCI DU LAC (223), soit 346 voix »: the sum that ends a list, when the names add up to it."""
    plain = fold(texte)
    somme = _SOMME.search(plain)
    if somme is None:
        return []
    dits = _FIN_DE_PHRASE.split(plain[somme.end() :])[0]
    figures = [j for j in read_tokens(dits, ligne) if j.genre == FIGURE]
    for figure in figures:
        figure.unite = figure.unite or (VOIX if figure.total is not None else "")
    siennes = [read_nombre(un[1]) for un in _SIENNE.finditer(plain[: somme.start()])]
    voix = [f.valeur for f in figures if f.unite == VOIX]
    return figures if len(voix) == 1 and len(figures) <= 2 and sum(siennes) == voix[0] else []


def _is_autre_colonne(corps: Sequence[Ligne], rang: int, autre: int) -> bool:
    """Whether a line stands wholly to the left of a list that goes down from its label, at ``rang``, in a column."""
    tete, ligne = corps[rang], corps[autre]
    colonne = corps[rang + 1].x0
    droit = abs(tete.x0 - colonne) < _JEU or "\t" in tete.texte
    return bool(tete.corps) and droit and ligne.page == tete.page and 0 < ligne.x1 < colonne - _JEU


def _read_suite(corps: Sequence[Ligne], plains: Sequence[str], debuts: Mapping[int, int], rang: int, texte: str) -> str:
    """The lines that go on with a label: a list of names, one per line, or wrapped when the line before is full.

    ``debuts``: where the first label of a line stands; what a list left open has before it is of the list.
    """
    suite = ""
    for autre in range(rang + 1, min(len(plains), rang + 60)):
        plain = plains[autre].strip()
        if _is_autre_colonne(corps, rang, autre):
            continue
        if autre in debuts and _OUVERTE.search((texte + suite).rstrip()):
            fin = re.match(r".*(?=[;.](?!\w))", corps[autre].texte[: debuts[autre]])
            return suite + (f" {fin[0]}" if fin else "")
        titree = corps[autre].gras and corps[autre].saut and not corps[rang].gras and bool((texte + suite).strip())
        if not plain or autre in debuts or ARRET.match(plain) or SECOND.search(plain) or titree:
            break
        if len(plain) > 160 and len(re.findall(r"[,;•▪●■]|\s[-+/]\s", plain)) < 3:
            break
        dit = texte + suite
        ouverte = dit.count("(") > dit.count(")") or dit.count("[") > dit.count("]")
        pleine = bool(corps[autre - 1].corps) and corps[autre - 1].pleine
        rangee = "\t" in corps[autre].texte and corps[autre].texte.count("\t") == corps[autre - 1].texte.count("\t")
        rangee = rangee or is_rangee_de_noms(corps[autre].texte) or is_rangee_de_noms(corps[autre - 1].texte)
        rangee = rangee or are_items_seuls(corps[autre - 1].texte, corps[autre].texte)
        suite += (" " if (pleine and not rangee) or ouverte else "\n") + corps[autre].texte
    return suite
