# ruff: noqa: E501
"""The lines of a resolution as tokens: positions, figures with their unit and total, words that are not of counts.

A count is told with few words, in any order. Every word that is not one of them is a ``MOT``, and parts what stands on
its two sides: it may be a name, an amount or a law, whose figures are not those of the vote. Pure.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from services.votes.lecture.scrutin.lexique import (
    BARRE,
    COUPE,
    FIGURE,
    LISTE,
    MOT,
    NEANT,
    NEUTRE,
    PARTS,
    PRESENTS,
    SENS,
    SIGNE,
    SOMME,
    TETES,
    TETES_MAX,
    TITRE,
    UNITE,
    VOIX,
    Genre,
    Token,
    cut_tokens,
)

LETTRES = {"p": "pour", "c": "contre", "a": "abstention"}
_ANNONCES = ("savoir", "dont", "nommement")
"""What announces the names of those who are counted."""
_COMPTABLES = (SENS, LISTE, PRESENTS, SOMME)
"""What a count follows: « Défaillants : 4 copropriétaires pour 172 voix » is no vote for anything."""
_PROSE_MIN = 3
_TIRETS = ("-", "–", "—")
_POURCENT = re.compile(r"%|pour\s?cents?\b")
_ABREGES = re.compile(
    r"(?:tant|cops?|copr|copro|cp|mill|vx|abst|art|\b(?:m|mm|mmes?|mlles?|dr|me|ste|st|ep|vve|[a-z]))$"
)


def read_tokens(plain: str, ligne: int) -> list[Token]:
    """The tokens of one folded line, in order, figures with their unit and total; they are the caller's to change."""
    return [replace(token, ligne=ligne) for token in _read_ligne(plain)]


@lru_cache(maxsize=2_000)
def _read_ligne(plain: str) -> list[Token]:
    """The same, of any line: one is read from several of its neighbours, as the title or the value of each."""
    tokens = list(cut_tokens(plain, 0))
    _name_lettres(tokens)
    _name_parts(tokens)
    _name_tirets(tokens)
    for rang, token in enumerate(tokens):
        _settle_signe(rang, tokens, plain)
        _settle_tabulation(rang, tokens)
        if token.genre == NEANT and token.mot == "personne" and rang and tokens[rang - 1].genre == FIGURE:
            token.genre, token.unite = UNITE, TETES
    return _name_titres(
        _give_unites(_give_totaux(_join_totaux(_read_votants(join_sommes(_mute_noms(_join_manieres(tokens))), plain))))
    )


def _name_lettres(tokens: Sequence[Token]) -> None:
    """« P : 7 125 / C : 212 / A : 84 »: letters that a colon and a figure follow, when one is P and one is C."""
    lettres = {
        token.mot: token
        for token, signe, figure in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if token.mot in LETTRES and signe.mot in (":", "=") and figure.genre == FIGURE
    }
    if {"p", "c"} <= lettres.keys():
        for lettre, token in lettres.items():
            token.genre, token.mot = SENS, LETTRES[lettre]


def _name_parts(tokens: Sequence[Token]) -> None:
    """« 55,17 % de 10 240 voix », « % des 10 240 voix »: what a percentage is of is a total, not a figure more."""
    for rang, (part, token) in enumerate(pairwise(tokens), start=1):
        suit = next((j for j in tokens[rang:] if j.genre not in (NEUTRE, SOMME)), None)
        if _POURCENT.search(part.mot) and token.mot in ("de", "des", "du") and suit and suit.genre == FIGURE:
            token.genre = BARRE


def _name_tirets(tokens: Sequence[Token]) -> None:
    """« Contre : - copropriétaires - voix », and nothing after: the dashes, each before its unit, say none."""
    debut = next((n for n, j in enumerate(tokens) if j.mot in (":", "=") and tokens[n + 1 : n + 2]), len(tokens)) + 1
    suite = [j for j in tokens[debut:] if j.mot not in ("/", ",", "(", ")")]
    couples = list(zip(suite[::2], suite[1::2], strict=False))
    if couples and 2 * len(couples) == len(suite) and all(j.mot in _TIRETS and u.genre == UNITE for j, u in couples):
        for tiret, unite in couples:
            tiret.genre = unite.genre = NEUTRE
        suite[0].genre = NEANT


def _join_manieres(tokens: list[Token]) -> list[Token]:
    """« 38 copropriétaires présents, représentés ou ayant voté par correspondance »: all the ways of voting, no part."""
    avant: Token | None = None
    for token in tokens:
        if token.genre == MOT and token.mot in PARTS and avant is not None and avant.genre == PRESENTS:
            token.genre = NEUTRE
        elif token.genre not in (NEUTRE, SIGNE):
            avant = token
    return tokens


def _mute_noms(tokens: list[Token]) -> list[Token]:
    """« Ont voté contre : M. ROY pour 58 voix, Mme KACI pour 67 »: in a list of names, « pour » says whose voix."""
    sens = liste = nom = False
    for rang, token in enumerate(tokens):
        if token.genre == COUPE and token.mot != ";":
            sens = liste = False
        sens = sens or token.genre == LISTE or (token.genre == SENS and token.mot != "pour")
        liste = liste or token.mot in _ANNONCES or (sens and token.mot in (":", "("))
        if liste and nom and token.mot == "pour" and (fin := _find_sienne(tokens, rang)):
            for muet in tokens[rang:fin]:
                muet.genre = MOT
        nom = token.genre == MOT or (nom and (token.genre not in (SIGNE, COUPE, SENS) or token.mot in ".’'&"))
    return tokens


def _find_sienne(tokens: Sequence[Token], rang: int) -> int:
    """The rank after « pour 58 voix », when a sign that parts names, or the end, follows it; 0 when it does not."""
    if rang + 1 >= len(tokens) or tokens[rang + 1].genre != FIGURE:
        return 0
    fin = rang + 2 + (tokens[rang + 2 : rang + 3] != [] and tokens[rang + 2].unite == VOIX)
    return fin if fin >= len(tokens) or tokens[fin].genre in (SIGNE, COUPE) or tokens[fin].mot in ("et", "puis") else 0


def join_sommes(tokens: list[Token]) -> list[Token]:
    """« 6 882 + 1 314 = 8 196 » is one figure, its total; parts that no total adds up are no figure of the vote."""
    suite: list[Token] = []
    rang = 0
    while rang < len(tokens):
        parts, fin = _read_parts(tokens, rang)
        if len(parts) < 2:
            suite.append(tokens[rang])
            rang += 1
            continue
        total = _find_somme(tokens[fin:])
        if total is not None and tokens[fin + total].valeur == sum(part.valeur for part in parts):
            rang = fin + total
        else:
            suite.append(Token(MOT, parts[0].ligne, parts[0].debut, parts[-1].fin, "+"))
            rang = fin
    return suite


def _read_parts(tokens: Sequence[Token], debut: int) -> tuple[list[Token], int]:
    """The figures that « + » joins from this one, and the rank after the last of them and its unit."""
    parts: list[Token] = []
    rang, plus = debut, True
    while rang < len(tokens):
        token = tokens[rang]
        if token.genre == FIGURE and plus:
            parts.append(token)
            plus, fin = False, rang + 1
        elif token.genre == SIGNE and token.mot == "+" and parts:
            plus = True
        elif not parts or not _is_entre_parts(token):
            break
        elif token.genre == UNITE and not plus:
            fin = rang + 1
        rang += 1
    return parts, fin if parts else debut


def _is_entre_parts(token: Token) -> bool:
    return token.genre in (UNITE, NEUTRE) or token.mot in ("(", ")", *PARTS)


def _find_somme(suite: Sequence[Token]) -> int | None:
    """Where the total of parts stands: the first figure, after « = », « soit » or « total » alone."""
    for rang, token in enumerate(suite):
        if token.genre == FIGURE:
            return rang
        if token.genre not in (SOMME, NEUTRE) and token.mot not in ("=", ":", ",", "(", ")", *PARTS):
            return None
    return None


def _read_votants(tokens: list[Token], plain: str) -> list[Token]:
    """« 38 votants » has its unit; « 29 copropriétaires pour 6 334 voix », after a label, says no position again."""
    for avant, token in pairwise(tokens):
        if token.genre == PRESENTS and avant.genre == FIGURE and token.mot.startswith(("votant", "particip")):
            token.genre, token.unite = UNITE, TETES
    utiles = [j for j in tokens if j.genre != NEUTRE and (j.genre != SIGNE or j.mot not in ":=→()[]\t")]
    for label, figure, unite, token, suite in zip(utiles, utiles[1:], utiles[2:], utiles[3:], utiles[4:], strict=False):
        sens = label.genre in _COMPTABLES and token.genre == SENS and token.mot == "pour"
        colle = figure.genre == suite.genre == FIGURE and not plain[token.fin : suite.debut].strip()
        if sens and colle and unite.genre == UNITE and unite.unite == TETES:
            token.genre = NEUTRE
    return tokens


def _settle_signe(rang: int, tokens: list[Token], plain: str) -> None:
    """A full stop or a semicolon parts sentences, but for that of an abbreviation; a dash after a colon says none."""
    token = tokens[rang]
    if token.genre != SIGNE:
        return
    suite = plain[token.fin :]
    if token.mot in ";!?" or (token.mot == "." and (not suite or suite[0].isspace()) and not (rang and _ABREGES.search(tokens[rang - 1].mot))):  # fmt: skip
        token.genre = COUPE
    elif token.mot in "-/" and rang and tokens[rang - 1].mot in (":", "=") and re.match(r"\s*(?:$|[;.\t])", suite):
        token.genre = NEANT


def _settle_tabulation(rang: int, tokens: list[Token]) -> None:
    """A column of prose, then another that counts: « … les appels, de 9 886 € à 118 | Pour 7 198 tantièmes »."""
    if tokens[rang].mot != "\t":
        return
    cellule = next((tokens[n + 1 : rang] for n in range(rang - 1, -1, -1) if tokens[n].mot == "\t"), tokens[:rang])
    suite = next((j for j in tokens[rang + 1 :] if j.genre not in (NEUTRE, SIGNE)), None)
    if suite is not None and suite.genre == SENS and sum(j.genre == MOT for j in cellule) >= _PROSE_MIN:
        tokens[rang].genre = COUPE


def _join_totaux(bruts: list[Token]) -> list[Token]:
    """« 6 334 / 10 000 voix » is one figure with its total, « 29 copropriétaires / 6 334 » two; units go to figures."""
    suite: list[Token] = []
    for rang, token in enumerate(bruts):
        if token.mot == "\t" and suite and suite[-1].genre == BARRE:
            continue
        if token.genre == BARRE and token.mot != "/" and len(suite) > 1 and suite[-1].mot == "\t":
            suite.pop()
        barre = suite[-1] if suite and suite[-1].genre == BARRE else None
        avant = suite[-2] if barre and len(suite) > 1 and suite[-2].genre == FIGURE else None
        if token.genre == UNITE and suite and suite[-1].genre == FIGURE and not _is_annoncee(suite, bruts[rang:]):
            suite[-1].unite, suite[-1].fin = suite[-1].unite or token.unite, token.fin
        elif token.genre == FIGURE and barre and (avant is None or avant.total is not None):
            vierge = len(suite) > 1 and set(suite[-2].mot) in ({"."}, {"_"})  # « Pour : ......../10 000 », to fill in
            token.base = token.orpheline = barre.mot != "/" or vierge or _is_redite(suite, token, bruts[rang + 1 :])
            suite.append(token)
        elif token.genre == FIGURE and barre and avant and not _is_couple(avant, token, bruts[rang + 1 :], barre.mot):
            del suite[-2:]
            avant.total, avant.fin, avant.unite = token.valeur, token.fin, avant.unite or token.unite
            suite += _unstick(avant)
        else:
            suite.append(token)
    return suite


def _give_totaux(tokens: list[Token]) -> list[Token]:
    """« 5 649 voix (9 copropriétaires) soit 55,17 % de 10 240 voix »: the total, past what says the vote again.

    Voix that only those present or voting have are no total of the clé.
    """
    for rang, token in enumerate(tokens):
        suit = next((j for j in tokens[rang + 1 :] if j.genre != NEUTRE), None)
        if not token.orpheline or token.unite == TETES or (suit is not None and suit.genre == PRESENTS):
            continue
        for avant in reversed(tokens[:rang]):
            if avant.genre == FIGURE and avant.unite == VOIX and avant.total is None and avant.valeur <= token.valeur:
                avant.total = token.valeur
            if not (avant.genre in (NEUTRE, BARRE) or avant.mot in tuple("(),[]") or avant.unite == TETES):
                break
    return tokens


def _is_redite(suite: Sequence[Token], token: Token, apres: Sequence[Token]) -> bool:
    """« 5 649 voix (9 copropriétaires) / 10 240 voix »: past the bracket, the bar is that of the voix before it."""
    avant = next((j for j in reversed(suite[:-1]) if j.genre == FIGURE and j.unite != TETES), None)
    unite = token.unite or next((j.unite for j in apres[:1] if j.genre == UNITE), "")
    ferme = len(suite) > 1 and suite[-2].mot == ")"
    return ferme and unite == VOIX and avant is not None and avant.unite == VOIX and avant.valeur <= token.valeur


def _is_annoncee(suite: list[Token], apres: list[Token]) -> bool:
    """« Voix : 6 364 Copropriétaires : 29 »: the figure has its unit before it, and this one announces the next."""
    avant = next((j for j in reversed(suite[:-1]) if j.genre not in (NEUTRE, SIGNE)), None)
    suit = next((j for j in apres[1:] if j.genre not in (NEUTRE, SIGNE)), None)
    differe = avant is not None and avant.genre == UNITE and avant.unite != apres[0].unite and not suite[-1].unite
    return differe and suit is not None and suit.genre == FIGURE


def _is_couple(avant: Token, token: Token, apres: list[Token], barre: str) -> bool:
    """« 6 890 tantièmes / 29 copropriétaires », « 29 copropriétaires / 6 890 »: the bar parts heads and voix."""
    unite = token.unite or next((j.unite for j in apres[:1] if j.genre == UNITE), "")
    suit = next((j.genre for j in apres if j.genre in (FIGURE, SENS, COUPE)), None)
    if barre != "/" or (avant.unite == TETES and not unite and suit == FIGURE):
        return False
    if avant.unite:
        return avant.unite != unite and (bool(unite) or avant.unite == TETES)
    if token.valeur < avant.valeur and unite != VOIX and (unite == TETES or not _find_colles(avant, token.valeur)):
        avant.unite = VOIX if unite == TETES else ""
        return True
    return False


def _find_colles(figure: Token, total: int) -> tuple[int, int] | None:
    """« 15 501/1016 »: more than the total is not one figure, but fifteen heads and 501 voix."""
    tetes, _, reste = figure.imprime.replace(".", " ").partition(" ")
    voix = reste.replace(" ", "")
    sures = bool(voix) and str(int(voix)) == voix and figure.valeur > total >= int(voix)
    return (int(tetes), int(voix)) if sures and figure.unite != TETES else None


def _unstick(figure: Token) -> list[Token]:
    colles = _find_colles(figure, figure.total or 0)
    if colles is None:
        return [figure]
    figure.valeur, figure.unite = colles[1], VOIX
    return [Token(FIGURE, figure.ligne, figure.debut, figure.debut, "", colles[0], TETES), figure]


def _give_unites(tokens: list[Token]) -> list[Token]:
    """Units that announce the figure after them: « Voix pour : 6 364 », « (tantièmes / copropriétaires) : 6 229 / 29 »."""
    suite: list[Token] = []
    attente: list[str] = []
    for rang, token in enumerate(tokens):
        colle = bool(suite) and suite[-1].genre == FIGURE
        if token.genre == PRESENTS and token.mot.startswith("votant") and not colle and _suit(tokens, rang) == SENS:
            attente += [TETES] if token.mot.endswith("s") else []
            continue
        if token.genre == UNITE:
            attente += [token.unite] if token.unite not in attente[-1:] else []
            continue
        suite.append(token)
        if token.genre == FIGURE and not _is_effectif(tokens, rang):
            suite += _announce(token, attente)
        elif token.genre in (MOT, COUPE, LISTE, NEANT):
            attente.clear()
    return suite


def _is_effectif(tokens: list[Token], rang: int) -> bool:
    """« Voix pour (29) : 6 334 »: before the colon, the bracket counts those who vote."""
    autour = [j.mot for j in (*tokens[max(0, rang - 1) : rang], *tokens[rang + 1 : rang + 3])]
    return autour == ["(", ")", ":"] and rang + 3 < len(tokens) and tokens[rang + 3].genre in (FIGURE, NEANT)


def _suit(tokens: list[Token], rang: int) -> Genre | None:
    return next((j.genre for j in tokens[rang + 1 :] if j.genre not in (NEUTRE, SIGNE)), None)


def _announce(figure: Token, attente: list[str]) -> list[Token]:
    """Give a figure the unit announced; a legend of two units tells its figure and its total to be two figures."""
    if figure.unite or not attente:
        attente.clear()
        return []
    unite = attente.pop(0)
    if not attente:
        figure.unite = "" if unite == TETES and max(figure.valeur, figure.total or 0) > TETES_MAX else unite
        return []
    figure.unite = unite
    if figure.total is None:
        return []
    seconde = Token(FIGURE, figure.ligne, figure.fin, figure.fin, "", figure.total, attente.pop(0))
    figure.total = None
    attente.clear()
    return [seconde]


def _name_titres(tokens: list[Token]) -> list[Token]:
    """« 7 800 voix présentes » counts who is there; « Votants : 38 », « Total : 7 800 » are titles of their figures."""
    suite: list[Token] = []
    for rang, token in enumerate(tokens):
        avant = next(
            (j for j in reversed(suite) if j.genre != NEUTRE and not (j.genre == SIGNE and j.mot in ",()")), None
        )
        figure = avant if avant is not None and avant.genre == FIGURE else None
        suit = next((j for j in tokens[rang + 1 :] if j.genre != NEUTRE), None)
        titre = suit is not None and (suit.mot in (":", "=") or suit.genre == FIGURE)
        if token.genre == PRESENTS and figure and not (titre and suit and suit.mot == ":"):
            figure.unite = figure.unite or (
                TETES if token.mot.startswith(("votant", "partic")) and figure.total is None else ""
            )
            figure.presents, figure.total = figure.presents or figure.total, None
            figure.base, figure.fin = True, token.fin
            token.genre = NEUTRE
        elif token.genre == PRESENTS:
            token.genre = TITRE if titre or not suite else NEUTRE
        elif token.genre == SOMME:
            liee = figure is not None and figure.unite == TETES
            token.genre = NEUTRE if liee or (suit is not None and suit.genre in (SENS, LISTE)) else TITRE
        suite.append(token)
    return suite
