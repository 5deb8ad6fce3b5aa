"""The ballots of one resolution: where « pour », « contre » and « abstention » are counted, and who opposed.

A label alone is not a count (« pour 12 000 € », « garantie contre… »): it needs a colon or a unit, or two neighbours.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.pv_lu import Decompte
from services.votes.lecture.scrutin.ailleurs import mute_ailleurs
from services.votes.lecture.scrutin.bases import find_total, is_possible, is_seul_sur
from services.votes.lecture.scrutin.decomptes import Lu, read_figures
from services.votes.lecture.scrutin.lexique import FIGURE, VOIX
from services.votes.lecture.scrutin.marques import PASSERELLE, SECOND, Marque, find_marques
from services.votes.lecture.scrutin.tokens import read_tokens
from services.votes.lecture.scrutin.tours import Ballot
from services.votes.lecture.textes import fold, read_nombre
from services.votes.lecture.votants.noms import split_noms

_UNANIMITE = re.compile(
    r"\b(?:adopte|approuve|accepte|vote)\w*\s+a\s+l'\s?unanimite\b(?!\s+moins)|^\W*(?:vote\s*:\s*)?(?:a\s+l'\s?)?unanimite\b"
)
_SOIT = re.compile(r"\bsoit\s+(?:[\d ]+(?:coproprietaires?|votants?)[^\d]{0,25})?$")
_VOTANT_CONTRE = re.compile(
    r"(?:^|[,.;:]\s|\b(?:et|sauf|hormis)\s)(?P<noms>(?:m\.|mme|monsieur|madame|sci|sarl|esh|s\.|sa\s|indivision)[^.;:]*?)\s*,?\s"
    r"(?:votant|votent|vote|ont\s+vote|a\s+vote|s'opposant|s'etant\s+opposes?)\s+(?:contre\b)?"
)
"""« …, Madame PETIT (76 voix) votant contre »: the names come first."""
_VOTANTS = re.compile(
    r"\b(?:votants|presents\s+et\s+representes|participants)\s*:\s*(\d{1,3})\b(?!\s*(?:voix|tant|mill|\d|/))"
)
_SEUL = re.compile(
    r"^(?!.*\bresolution\b)[^()]*\(\s*(?P<voix>\d{1,3}(?:[ .]\d{3})+|\d+)\s*"
    r"(?:/\s*\d[\d ]*)?(?:voix|tantiemes?|milliemes?|tant\.?|mill\.?)?\s*\)\s*(?:\.(?:\s.*)?|,(?!\s*soit\b).*)?$"
)
_SEUL_NU = re.compile(
    r"\s*(?P<nom>(?!.*\bet\s+(?!mme\b|madame\b))(?:(?:m|mm)\.\s)?[^.,;:()\d]+),\s*"
    r"(?P<voix>\d{1,3}(?:[ .]\d{3})+|\d+)\s*(?:voix|tantiemes?|milliemes?)\s*(?:\.(?:\s|$)|$)"
)
"""« Abstention : M. PETIT, 71 voix. »: one name, then its voix."""
_SOMME_DITE = re.compile(
    r"\s*[^\d:;]+,\s+soit\s+(?P<voix>\d{1,3}(?:[ .]\d{3})+|\d+)\s*(?:voix|tantiemes?|milliemes?)\s*(?:\.(?:\s|$)|;|$)"
)
_FIN_DE_NOM = re.compile(r"(?<=\))\s*\.\s")
_RELANCE = re.compile(
    rf"\b(?:second|seconde|2nd|2e|2eme|deuxieme|nouveau|nouvelle)\s+(?:vote|scrutin|tour|lecture)|{PASSERELLE}|revot"
)
_A_CE_SECOND = re.compile(
    r"\W*(?:a|au|lors\s+d[eu]|apres|par)\s+(?:ce\s+|cette\s+|le\s+|la\s+)?"
    r"(?:second|seconde|2nd|2e|2eme|deuxieme|nouveau|nouvelle)\s+(?:vote|scrutin|tour|lecture)\b"
)
"""« À ce second scrutin, la candidature recueille… »."""
_FIN_DE_PHRASE = re.compile(r"[.;]\s+")
_EVENTUEL = re.compile(
    r"\bsi\b|cas\s+echeant|eventuel|a\s+defaut|\bsera\b|\bpourra|(?:^|[(\s])majorite\W+(?:requise\W+)?art"
)
_LIGNE = re.compile(r"\W*(?:(?:votes?|voix)\s+)?(pour|contre|abst)\w*\s*(?:\([^)]*\)\s*)?[:=\t]\s*\d")
_TOUR = re.compile(r"\b(?:vote|scrutin|tour|lecture)\b")


def _read_votants(entete: str) -> int | None:
    """« Nombre de votants : 38 », above the count or before it on its line."""
    trouve = _VOTANTS.search(entete)
    return int(trouve[1]) if trouve else None


def find_ballots(corps: Sequence[Ligne], presents: Decompte | None = None) -> list[Ballot]:
    """The ballots of a resolution, in order, from the lines of its body; ``presents``: who was there."""
    plains = mute_ailleurs([fold(ligne.texte) for ligne in corps])
    ballots: list[Ballot] = []
    marques = find_marques(corps, plains)
    for rang, marque in enumerate(marques):
        _place(marque, ballots, plains, devant=_is_devant(marques, rang, plains))
    for ballot in ballots:
        ballot.add_nommes()
    votes = [b for b in ballots if _is_vote(b) or is_seul_sur(b) or _is_seul(b, plains)] or [
        b for b in ballots if _is_entier(b, plains, presents)
    ]
    comptes = _fold_parts(_join_unites(votes, plains))
    unanimes = [] if comptes else _find_unanimite(plains, ballots)
    comptes = comptes or unanimes
    if ballots and not unanimes and not any(marque.genre == "pour" for marque in marques):
        relance = not ballots[0].second and any(map(_is_relance, plains[: ballots[0].debut]))
        comptes = [] if relance else _find_nommes(ballots) or comptes
    if comptes and not comptes[0].second:
        comptes[0].second = _is_dit_second(comptes[0]) or _is_apres_illisible(plains[: comptes[0].debut])
    if len(comptes) == 1 and not unanimes:
        comptes = _add_unanimite(comptes[0], plains)
    comptes = [ballot for ballot in comptes if is_possible(ballot, plains) and not ballot.is_vierge()]
    for ballot in comptes:
        ballot.total = ballot.total or find_total(ballot, plains)
        ballot.votants = _read_votants(" ".join(plains[max(0, ballot.debut - 3) : ballot.debut + 1]))
    return comptes


def find_opposants(corps: Sequence[Ligne]) -> tuple[str, ...]:
    """The opponents that a resolution names, where none of its counts could be read: the last list, or sentence."""
    plains = mute_ailleurs([fold(ligne.texte) for ligne in corps])
    marques = find_marques(corps, plains)
    listes = [
        split_noms(m.texte)
        for m in marques
        if m.genre in ("contre", "opposants") and (m.lu is None or m.nette or m.texte.lstrip()[:1] == "(")
    ]
    for ligne, plain in zip(corps, plains, strict=True):
        listes += [split_noms(ligne.texte[m.start("noms") : m.end("noms")]) for m in _VOTANT_CONTRE.finditer(plain)]
    return next((noms for noms in reversed(listes) if noms), ())


def find_defaillants(corps: Sequence[Ligne]) -> tuple[str, ...]:
    """Those that a resolution says are taken for absent, before it counts."""
    marques = find_marques(corps, [fold(ligne.texte) for ligne in corps])
    return tuple(nom for m in marques if m.genre == "defaillants" for nom in split_noms(m.texte))


def _is_vote(ballot: Ballot) -> bool:
    """Two positions counted; or one with its total; or « pour » alone, above the names of those who did not vote so."""
    if len(ballot.lus) >= 2 or (ballot.noms and set(ballot.lus) == {"pour"} <= set(ballot.nommes)):
        return True
    return any(lu.compte.voix is not None and lu.total is not None for lu in ballot.lus.values())


def _is_seul(ballot: Ballot, plains: Sequence[str]) -> bool:
    """« Votent pour : 784 tantièmes », alone on its line; « tous les présents (19) » only says who is there.

    « Pour : 15 sur 15 copropriétaires, totalisant 7 675 tantièmes présents » counts them in both units.
    """
    if set(ballot.lus) != {"pour"} or "pour" not in ballot.nommes:
        return False
    plain, pour = plains[ballot.debut], ballot.nommes["pour"].compte
    deux = None not in (pour.voix, pour.tetes)
    return not re.search(r"\btous\b" if deux else r"\b(?:re)?present|\btous\b", plain)


def _is_entier(ballot: Ballot, plains: Sequence[str], presents: Decompte | None) -> bool:
    """« 823 voix pour » and nothing else, when those who are there have 823 voix; not what only says who is there."""
    if ballot.lus.keys() != {"pour"} or presents is None or re.search(r"\b(?:re)?present", plains[ballot.debut]):
        return False
    pour = ballot.lus["pour"].compte
    return pour.voix is not None and pour.voix == presents.voix and pour.tetes in (None, presents.tetes)


def _join_unites(ballots: Sequence[Ballot], plains: Sequence[str]) -> list[Ballot]:
    """A vote told twice, in voix then in heads or in the same figures, with nothing between that opens another: one."""
    suite: list[Ballot] = []
    for ballot in ballots:
        avant = suite[-1] if suite else None
        entre = plains[avant.fin + 1 : ballot.debut] if avant else ()
        redite = avant is not None and len(ballot.lus) > 1 and avant.lus == ballot.lus
        if avant is None or ballot.second or any(map(SECOND.search, entre)) or not (redite or avant.completes(ballot)):
            suite.append(ballot)
            continue
        for nom, lu in ballot.lus.items():
            autre = avant.lus[nom].compte
            compte = Decompte(_prefer(autre.voix, lu.compte.voix), _prefer(autre.tetes, lu.compte.tetes))
            avant.lus[nom] = replace(avant.lus[nom], compte=compte, total=avant.lus[nom].total or lu.total)
        avant.fin = ballot.fin
        for genre, noms in ballot.noms.items():
            avant.add_noms(genre, noms)
    return suite


def _fold_parts(ballots: Sequence[Ballot]) -> list[Ballot]:
    """A vote counted clé by clé, or by way of voting, then « Total : … »: the total, when it adds up."""
    suite: list[Ballot] = []
    for ballot in ballots:
        debut = next((rang for rang in range(len(suite) - 1) if _is_somme(ballot, suite[rang:])), None)
        if debut is not None:
            ballot.second, ballot.debut = suite[debut].second, suite[debut].debut
            del suite[debut:]
        suite.append(ballot)
    return suite


def _is_somme(total: Ballot, parts: Sequence[Ballot]) -> bool:
    """Whether the voix of every position of a ballot are the sum of those of the others."""
    voix = [{nom: lu.compte.voix for nom, lu in b.lus.items() if lu.compte.voix} for b in (total, *parts)]
    sommes: dict[str, int] = {}
    for part in voix[1:]:
        for nom, combien in part.items():
            sommes[nom] = sommes.get(nom, 0) + combien
    return bool(sommes) and sommes == voix[0]


def _is_relance(plain: str) -> bool:
    """Whether a second vote was held: below it, a list alone may be of the first one. « Le cas échéant » holds none."""
    return bool(_RELANCE.search(plain)) and not _EVENTUEL.search(plain)


def _is_apres_illisible(dessus: Sequence[str]) -> bool:
    """Whether counts that gave nothing, as those of parts that no total adds up, then a second vote stand above."""
    relances = [rang for rang, plain in enumerate(dessus) if SECOND.search(plain) and not _EVENTUEL.search(plain)]
    return bool(relances) and len({lu[1] for plain in dessus[: relances[-1]] if (lu := _LIGNE.match(plain))}) > 1


def _is_dit_second(ballot: Ballot) -> bool:
    """Whether the sentence of a count says itself which ballot it is of, the first one being told in no count."""
    return bool(_A_CE_SECOND.match(_FIN_DE_PHRASE.split(ballot.avant)[-1]))


def _find_nommes(ballots: list[Ballot]) -> list[Ballot]:
    """« Ont voté contre : M. PETIT (53), Mme ROY (60), soit 113 voix », and nothing else is counted."""
    if not any(b.nommes for b in ballots) or any(b.lus.keys() - b.nommes.keys() for b in ballots):
        return []
    for ballot in ballots:
        ballot.lus = ballot.nommes
    return ballots if all(b.second for b in ballots[1:]) else []


def _prefer(premier: int | None, second: int | None) -> int | None:
    return second if premier is None else premier


def _find_unanimite(plains: Sequence[str], ballots: Sequence[Ballot]) -> list[Ballot]:
    """« Adoptée à l’unanimité, soit 7 345 voix »: the favourable voix, with the abstentions counted below, if any.

    « soit 7 264 sur 8 189 tantièmes présents » counts the vote; other figures of those present do not.
    """
    for rang, plain in enumerate(plains):
        trouve = _UNANIMITE.search(plain)
        phrase = plain[trouve.end() :].split(". ")[0] if trouve else ""
        lus = [j for j in read_tokens(phrase, rang) if j.genre == FIGURE]
        figures = [j for j in lus if not j.base or (j.presents and _SOIT.search(phrase[: j.debut]))]
        if 0 < len(figures) <= 2 and any(f.unite == VOIX for f in figures):
            pour = read_figures(figures)
            seules = [b for b in ballots if b.lus.keys() == {"abstention"}]
            fin, lues = (seules[0].fin, seules[0].lus) if len(seules) == 1 else (rang, {})
            return [Ballot(rang, max(rang, fin), {"pour": pour} | lues, total=pour.total)]
    return []


def _add_unanimite(premier: Ballot, plains: Sequence[str]) -> list[Ballot]:
    """A ballot, then « lors de ce second vote, approuvée à l’unanimité, soit 7 345 voix »: its second one."""
    debut = premier.fin + 1
    seconds = [] if premier.second else _find_unanimite([""] * debut + list(plains[debut:]), ())
    for second in seconds:
        entre = (premier.reste, *plains[debut : second.debut], _UNANIMITE.split(plains[second.debut])[0])
        second.second = any(_is_relance(dit) for dit in entre)
    return [premier, *(second for second in seconds if second.second)]


def _list_entre(ballot: Ballot, marque: Marque, plains: Sequence[str]) -> Sequence[str]:
    """What is printed between the last label of a ballot and the one that comes after it."""
    if marque.ligne <= ballot.fin:
        return (marque.avant,)
    return (ballot.reste, *plains[ballot.fin + 1 : marque.ligne], marque.avant)


def _is_devant(marques: Sequence[Marque], rang: int, plains: Sequence[str]) -> bool:
    """Whether a label heads names printed above their own counts: « pour » is the next to count."""
    suit = next((m for m in marques[rang + 1 :] if m.lu is not None), None)
    if suit is None or suit.genre != "pour" or marques[rang].lu is not None:
        return False
    return not any(map(SECOND.search, plains[marques[rang].ligne + 1 : suit.ligne]))


def _place(marque: Marque, ballots: list[Ballot], plains: Sequence[str], *, devant: bool) -> None:
    """Put a label in the current ballot, or open another when its kind is already counted there.

    ``devant``: it heads names that counts follow.
    """
    courant = ballots[-1] if ballots else None
    second = courant is not None and any(map(SECOND.search, _list_entre(courant, marque, plains)))
    if marque.genre == "opposants" and (
        courant is None or (marque.lu and (second or "contre" not in courant.lus)) or (second and not courant.lus)
    ):
        marque.genre = "contre"
    perdu = courant is not None and not courant.lus and marque.lu and _is_apres_illisible(plains[: marque.ligne])
    tour = marque.lu is None and bool(ballots) and bool(_TOUR.search(marque.note))
    second = second and not (tour and len(ballots) > 1)  # a list that says which of the two it is of opens none
    if courant is not None and second and (perdu or (devant and courant.lus) or courant.is_plein(marque)):
        courant = Ballot(marque.ligne, marque.ligne, second=True, avant=marque.avant)
        ballots.append(courant)
    if tour:
        courant = ballots[-1 if SECOND.search(marque.note) else 0]
    if marque.genre in ("opposants", "defaillants", "ecartes") or (
        courant and marque.lu is None and (marque.genre in courant.lus or tour)
    ):
        if courant is not None:
            _add_liste(marque, courant, derniere=tour and len(ballots) == 1)
        return
    if courant is not None and not second and _is_liste_vide(marque, courant):
        return
    if courant is None and marque.lu is None:
        courant = Ballot(marque.ligne, marque.ligne, avant=marque.avant)
        ballots.append(courant)
    if courant is not None and marque.lu is not None and courant.add_unite(marque.genre, marque.lu, marque.ligne):
        return
    if courant is not None and marque.lu is not None and courant.is_part(marque):
        courant.lus[marque.genre] = Lu(Decompte(), None, neant=False)
        courant.fin, courant.reste = marque.ligne, marque.reste
        return
    if courant is None or (marque.lu is not None and marque.genre in courant.lus):
        courant = Ballot(marque.ligne, marque.ligne, second=second, avant=marque.avant)
        ballots.append(courant)
    courant.fin, courant.reste = marque.ligne + marque.texte.strip("\n").count("\n"), marque.reste
    if marque.lu is not None:
        courant.lus[marque.genre] = marque.lu
    _name(marque, courant)


def _is_liste_vide(marque: Marque, ballot: Ballot) -> bool:
    """« Ont voté contre : néant », below a ballot that counts its positions: a list without names."""
    vide = marque.lu is not None and marque.lu.neant
    return vide and {"pour", marque.genre} <= ballot.lus.keys() and marque.genre != "pour"


def _add_liste(marque: Marque, ballot: Ballot, *, derniere: bool) -> None:
    """Give a ballot a list that stands apart from its counts.

    ``derniere``: it is of one of two ballots, the second without counts of its own: its names are the last.
    """
    genre = "contre" if marque.genre == "opposants" else marque.genre
    compte = ballot.lus.get(genre)
    if noms := split_noms(marque.texte, compte.compte if compte else None):
        if derniere:
            ballot.noms.pop(genre, None)
        ballot.add_noms(genre, noms)
        ballot.fin, ballot.reste = max(ballot.fin, marque.ligne), marque.reste


def _name(marque: Marque, ballot: Ballot) -> None:
    """Give a ballot the names that follow a label, and what they count where nothing else does."""
    compte = marque.lu.compte if marque.lu else None
    seul = _SEUL_NU.match(fold(marque.texte)) if marque.ouvre and marque.lu is None else None
    texte = marque.texte[: seul.end("voix")] if seul else marque.texte
    noms = split_noms(texte, compte) if texte.strip() else ()
    if noms and marque.genre != "pour":
        ballot.noms[marque.genre] = (*ballot.noms.get(marque.genre, ()), *noms)
    if nette := marque.lu if marque.nette else _read_seul(marque, noms):
        deja = marque.genre in ballot.nommes
        ballot.nommes[marque.genre] = Lu(Decompte(), None, neant=False) if deja else nette


def _read_seul(marque: Marque, noms: Sequence[str]) -> Lu | None:
    """« A voté contre : M. PETIT (58) », « : M. PETIT, 58 voix »: one name, and its voix; « : M. PETIT et Mme ROY, soit
    163 voix »: names that have none of their own, and their sum."""
    if not marque.ouvre or marque.lu is not None or marque.genre == "pour":
        return None
    plain = fold(marque.texte)
    lu = _SEUL.search(_FIN_DE_NOM.split(plain)[0]) if len(noms) == 1 else None
    if lu is None and (nu := _SEUL_NU.match(plain)) and len(split_noms(marque.texte[: nu.end("nom")])) == 1:
        lu = nu
    lu = lu or (_SOMME_DITE.match(plain) if noms else None)
    return Lu(Decompte(read_nombre(lu["voix"])), None, neant=False) if lu else None
