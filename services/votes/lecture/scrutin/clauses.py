"""A piece of text cut into clauses, and what brackets hold taken away: names and their voix count no position. Pure."""

from collections.abc import Sequence

from services.votes.lecture.scrutin.lexique import (
    ARRETS,
    COUPE,
    FIGURE,
    LISTE,
    MOT,
    NEANT,
    NEUTRE,
    SENS,
    SIGNE,
    TITRE,
    Token,
)


def cut_clauses(tokens: Sequence[Token]) -> list[list[Token]]:
    clauses: list[list[Token]] = [[]]
    fin = 0
    for rang, token in enumerate(tokens):
        if token.mot in ("(", "[") and rang >= fin:
            fin = _find_fermante(tokens, rang)
        if token.genre == COUPE and not (token.mot == ";" and rang < fin):
            clauses.append([])
        else:
            clauses[-1].append(token)
    return [clause for clause in clauses if clause]


def _find_fermante(tokens: Sequence[Token], debut: int) -> int:
    """The rank of the bracket that closes the one that opens there, in its paragraph: what it holds is one list."""
    profondeur = 0
    for rang in range(debut, len(tokens)):
        if tokens[rang].mot == "\n":
            break
        profondeur += (tokens[rang].mot in ("(", "[")) - (tokens[rang].mot in (")", "]"))
        if profondeur == 0:
            return rang
    return debut


def drop_parentheses(clause: list[Token]) -> list[Token]:
    """Without what counts no position: the base of all, and in brackets what comes after names, or with them."""
    suite: list[Token] = []
    profondeur, etranger = 0, 0
    for rang, token in enumerate(clause):
        if token.genre == SIGNE and token.mot in "([":
            profondeur += 1
            if not etranger and rang and clause[rang - 1].genre == MOT and not _holds_sens(clause[rang + 1 :]):
                etranger = profondeur
        elif token.genre == SIGNE and token.mot in ")]" and not profondeur and _is_fin_de_liste(suite):
            suite.clear()
            continue
        elif token.genre == SIGNE and token.mot in ")]":
            profondeur -= 1
        elif token.genre == MOT and profondeur > 0 and not etranger:
            etranger = profondeur
            suite.append(token)
        etranger = 0 if profondeur < etranger else etranger
        if not etranger and not token.orpheline:
            suite.append(token)
    return suite


def drop_contre(clause: Sequence[Token]) -> list[Token]:
    """« … 3 273 voix favorables, contre 245 voix défavorables »: the first word sets the two against each other.

    So does that of « 524 voix s’y opposent, contre 277 qui y sont favorables », with the « qui » of its clause.
    """
    suite: list[Token] = []
    qui: Token | None = None
    for rang, token in enumerate(clause):
        reste = [j for j in clause[rang + 1 :] if j.genre != NEUTRE]
        borne = next((j for j in reste if j.genre not in (FIGURE, NEANT)), None)
        double = borne is not None and borne.genre == SENS == token.genre and borne.mot == token.mot == "contre"
        if (
            token.genre == SENS
            and token.mot == "contre"
            and _is_relative(reste)
            and any(j.genre == SENS for j in suite)
        ):
            double, qui = True, reste[1]
        if not double and token is not qui:
            suite.append(token)
    return suite


def _is_relative(reste: Sequence[Token]) -> bool:
    """« 277 qui y sont favorables », « 12 voix qui s’abstiennent »: a figure, and the position of those it counts."""
    return len(reste) > 2 and reste[0].genre == FIGURE and reste[1].mot == "qui" and reste[2].genre == SENS


def _is_fin_de_liste(avant: Sequence[Token]) -> bool:
    """« HADDADI : 145] – Abstentions : 365 »: what closes a bracket opened above holds voix, no position."""
    return any(j.genre == FIGURE for j in avant) and not any(j.genre in (SENS, LISTE, TITRE) for j in avant)


def drop_zeros(clause: Sequence[Token]) -> list[Token]:
    """« aucun copropriétaire n’a voté contre (0 tantième) »: the bracket only says again that there is none."""
    suite: list[Token] = []
    rang = 0
    while rang < len(clause):
        suite.append(clause[rang])
        fin = _find_zeros(clause, rang + 1) if clause[rang].genre == SENS and _is_nulle(suite[:-1]) else None
        rang = rang + 1 if fin is None else fin
    return suite


def _is_nulle(avant: Sequence[Token]) -> bool:
    """Whether the figure just before a position is a zero, or an « aucun »."""
    token = next((j for j in reversed(avant) if j.genre in (FIGURE, NEANT, SENS, *ARRETS)), None)
    return token is not None and (token.genre == NEANT or (token.genre == FIGURE and token.valeur == 0))


def _find_zeros(clause: Sequence[Token], debut: int) -> int | None:
    """The rank after a bracket of zeros that opens there."""
    if debut >= len(clause) or clause[debut].mot not in ("(", "["):
        return None
    for rang in range(debut + 1, len(clause)):
        token = clause[rang]
        if token.genre == SIGNE and token.mot in ")]":
            return rang + 1
        if token.genre not in (NEUTRE, NEANT, SIGNE) and not (token.genre == FIGURE and token.valeur == 0):
            return None
    return None


def _holds_sens(suite: Sequence[Token]) -> bool:
    """Whether a bracket, just opened, names a position before it closes: « P (pour) »."""
    for token in suite:
        if token.genre == SENS or (token.genre == SIGNE and token.mot in ")]"):
            return token.genre == SENS
    return False
