# ruff: noqa: E501
"""The result that minutes announce, kept apart from what the counts give: a grammar, not a list of sentences.

A result is a badge (« Décision : POINT ADOPTÉ »: a verdict, its labels, its majority, nothing else), a sentence whose
subject is what was voted (« elle n’est, en conséquence, pas adoptée »), or a majority that is reached or missed. A
negation in the same clause turns it over; what is only supposed (« si la majorité… ») tells nothing. The last one wins.
"""

import re
from collections.abc import Iterator, Sequence

from services.votes.lecture.pv_lu import ResultatLu

_OBJET = (
    r"(?:re?solution|proposition|point|question|projet|texte|decision|deliberation|motion|demande|candidature|mesure)s?"
)
_OUI = r"(?:adopte|accepte|approuve|valide|enterine|ratifie|agree|homologue)(?:e?s?|ee)|votee|votees"
_ACQUIS = r"retenue?s?|acquise?s?|admise?s?"
"""Said of an offer as well as of a vote: they need a verb, and a subject."""
_NON = r"(?:rejete|refuse|repousse|ecarte|decline|desapprouve|invalide|ajourne(?=\s+faute))e?s?|battue?s?"
_VERDICT = rf"(?:(?P<oui>\b(?:{_OUI})\b)|(?P<non>\b(?:{_NON})\b))"
_FATE = _VERDICT.replace(_OUI, f"{_OUI}|{_ACQUIS}")
_ACTES = r"accordee?s?|donnee?s?|votee?s?|renouvelee?s?|reconduit(?:e?s?)|autorisee?s?|decidee?s?|prise?s?|elue?s?|designee?s?|nommee?s?"
_D_UN_AUTRE = re.compile(
    r"\s*par\s+(?!l'assemblee|l'ensemble|les\s+copropr|la\s+majorite|l'unanimite|le\s+vote|tous|toutes|vote|correspondance|\d|\w+\s+(?:voix|copropr))"
)
"""« … est acceptée par la mairie »: not by the assembly."""
_COPULE = (
    r"(?:n'?\s?|ne\s+)?\b(?:est|sont|(?:a|ont|ayant)\s+(?:\w+\s+){0,2}ete|etant|se\s+trouve|demeure|reste|ressort)"
)
_SUITE = r"(?:a|par|dans|selon|en|sous|au|aux|avec|faute|sur|suivant|conformement|pour|sans|contre|a\s+defaut)\b.*"
_LABEL = rf"(?:(?:le\s+|la\s+|l'|cette\s+|ce\s+)?(?:resultats?|decision|votes?|scrutin|issue|statut|sort|conclusion|sens|bilan|{_OBJET})\b(?:\s+(?:du|de\s+la|de\s+l'|des)\s*(?:vote|scrutin|assemblee|resolution|tour))?|(?:est|sont|etat)\b|n\s?°|\d[\d.\-]*|(?:en\s+consequence|par\s+consequent|de\s+ce\s+fait|ainsi|donc|des\s+lors|elle|il|c'|au\s+(?:final|total)|finalement)\b|(?:1er|2e|2nd|premier|second|deuxieme)\s+(?:vote|tour|scrutin))"
_BADGE = re.compile(
    rf"[^\w(]*(?:{_LABEL}[\s:,>/=→-]*)*(?P<nie>(?:n'|ne\s)[^.;:]{{0,30}}?\bpas\s+(?:ete\s+)?|non\s*-?\s*)?(?:(?:est|sont|a\s+ete)\s+)?(?:donc\s+)?{_VERDICT}(?:\s*[,(]?\s*{_SUITE}|\s*[,(].*)?\W*"
)
_NOM = re.compile(
    r"\W*(?:resultats?|decision|issue|statut|sort|conclusion)\b[^:=→]{0,30}[:=→-]\s*(?:(?P<oui>adoption|acceptation|approbation)|(?P<non>rejet|refus))\b(?:\s+(?:de\s+la|du|a|par|de\s+l')\b.*)?\W*"
)
_PHRASE = re.compile(
    rf"\b(?:{_OBJET}|vote|scrutin|elle|il|celle-ci|celui-ci|ce(?:la|ci)|ce\s+(?=n'est)|c'(?=est)|le\s+tout)(?:(?<=c')|\b)[^;]{{0,110}}?(?:{_COPULE}|(?<=,))\b(?:[^;]{{0,70}}?[\s,])??{_FATE}"
)
_NUE = re.compile(
    rf"\b(?:re?solution|proposition|motion|vote|decision)s?\s+(?:n\W?\s?\d[\d.\-]*\s+)?(?:non\s*-?\s*)?(?:{_FATE}|(?P<prise>prise)\b)"
)
"""« Résolution n° 3 adoptée à la majorité… », without a verb."""
_APRES = re.compile(
    rf"{_COPULE}\b(?:\s*,[^,;]{{0,60}},)?\s*(?:(?:pas|donc|ainsi|par\s+consequent|en\s+consequence|ete|alors)\s+)*(?:{_VERDICT}|(?P<elu>\b(?:{_ACTES})\b))"
)
"""Said after counts, whatever its subject is, this is a result; in a body, it may be what is proposed."""
_ACTIVE = re.compile(
    rf"\b(?:assemblee|coproprietaires|syndicat|on)\b[^.;]{{0,110}}?\b(?:(?P<oui>(?:adopte|approuve|accepte|valide|ratifie|enterine|vote|retient)(?:nt)?)|(?P<non>(?:rejette|refuse|repousse|ecarte|decline)(?:nt)?))\s+(?:pas\s+|donc\s+)*(?:la|cette|le|les|ce|cet|ladite|ledit|l')\s*(?:presente?\s+)?{_OBJET}\b"
)
_SEULE = re.compile(
    r"\W*l'assemblee(?:\s+generale)?\s+(?:n')?(?:(?P<oui>adopte|approuve|accepte|valide)|(?P<non>rejette|refuse|repousse))(?:\s+pas)?\W*$"
)
_ISSUE = re.compile(
    rf"\b(?:{_OBJET}|vote)\s+(?:n\W?\s?\d[\d.\-]*\s+)?(?:ne\s+)?(?:(?P<oui>passe|l'emporte)|(?P<non>echoue|tombe))\b(?!\s+(?:au|a\s+l'ordre|sous|dans))(?:\s+pas)?"
    r"|\b(?:proclame|constate|declare|prononce)\s+(?:donc\s+)?(?:le\s+|l')(?:(?P<adoption>adoption)|(?P<rejet>rejet))\b"
    r"|^\W*(?:(?P<accord>adoption|accord)|(?P<refus>rejet|refus))(?:\s+(?:de\s+l[a']|du|des)\s*\w+)?\W*$"
    r"|^\W*(?:sens\s+du\s+vote|votes?|avis|resultats?|decision)(?:\s+(?:du|de)\s+\w+)?\s*(?:est\s+|[:=-]\s*)(?:(?P<pour>favorable|positif)|(?P<contre>defavorable|negatif))\b"
    r"|^\W*(?:non\s*-?\s*)?(?P<elu>elue?s?)\W*$|^[^:;]{0,70}?\b(?:est|sont|a\s+ete|ont\s+ete)\s+(?:pas\s+)?(?:donc\s+)?(?P<elus>elue?s?)\b"
    rf"|^\W*(?:l[ea]s?\s+)?\w[\w' ]{{1,40}}?\s{_VERDICT.replace('<oui>', '<vu>').replace('<non>', '<nul>')}\s+a\s+(?:la\s+majorite|l'unanimite)"
)
"""Other ways to tell how a vote ended; after counts only."""
_NEGATIFS = ("non", "rejet", "refus", "contre", "nul")
_MAJORITE = re.compile(
    r"\b(?:(?:a|ont|ayant)\s+(?:pas\s+|donc\s+|bien\s+)*(?:recueilli|obtenu|reuni|atteint|remporte)|recueille(?:nt)?|obtien(?:t|nent)|obtenant|recueillant|reuni(?:t|ssent)|attei(?:nt|gnent)|emporte|faute|(?:a\s+)?defaut)\b[^.;]{0,40}?\b(?:(?:la\s+|de\s+|cette\s+)(?:double\s+)?majorite|le\s+nombre)\b"
    r"|\bmajorite\b[^.;]{0,90}?\b(?:atteinte?|reunie|obtenue|acquise?|recueillie|remplie?s?|insuffisante|fait\s+defaut|manque)\b"
)
_NEGATION = re.compile(
    r"\bne\s+p(?:ouv|eu)\w+|\b(?:n'|n\s|ne\s)[^;]{0,45}?\b(?:pas|point|plus|aucun\w*|guere)\b|\bnon\b|\bpas\s+(?:ete\s+)?(?:adopt|accept|approuv|atteint|reuni|obten|recueil|acquis|valid|votee)|\bsans\s+(?:avoir|obtenir|recueillir|atteindre|reunir)|\bfaute\s+d|\bdefaut\b|\binsuffisant|\bmanque\b"
)
_SUPPOSE = re.compile(
    r"\b(?:si|s'il|s'ils|s'elle|lorsqu\w*|quand|hypothese|au\s+cas|en\s+cas|le\s+cas\s+echeant|sera|seront|serait|seraient|soit\s+(?:adopt|approuv)|devra|doit|pourra|peut|peuvent|pour\s+etre|afin|avait|avaient|etait|dernieres?|precedente?s?|sous\s+reserve\s+qu\w+)\b"
)
"""What is supposed, to come, or past, and no result of this vote."""
_GABARIT = re.compile(
    r"(?:adopt|accept|approuv)\w*\s*(?:/|\bou\b|-|\||[□_.]{1,})\s*[□\s]*(?:non[\s-]adopt|rejet|refus)|[□]\s*(?:adopt|accept|approuv|rejet|refus)|\b(?:adopt|accept|approuv)\w*\s*[□]"
)
_COCHE_OUI = re.compile(r"(?:☒|\[x\]|\bx\b|✓|✔)\s*(?:re?solution\s+)?(?:adopt|accept|approuv)")
_COCHE_NON = re.compile(r"(?:☒|\[x\]|\bx\b|✓|✔)\s*(?:re?solution\s+)?(?:non[\s-]|rejet|refus)")
_CASES = re.compile(
    r"(?P<cochee>☒|\[x\]|✓|✔|■)|(?P<vide>□|\[\s*\])|\b(?P<non>non\W{0,3}(?:adopt|accept|approuv)\w*|rejet\w*|refus\w*)|\b(?P<oui>adopt\w*|accept\w*|approuv\w*)"
)
"""Boxes and the verdicts that they tick: « ☒ Adoptée □ Rejetée », « Adoptée □ Rejetée ☒ »."""
_RENVOI = re.compile(
    r"revot\w*\s+(?:a|au|selon|en|sur|ci)|(?:soumise?|remise?|mise?)\s+(?:a\s+nouveau\s+)?aux?\s+(?:voix|vote)\s+.{0,60}ci-?\s?apres|(?:voir|cf\.?)\s+(?:le\s+)?(?:ci-apres|resolution\s+suivante|second\s+vote|vote\s+suivant)|second\s+vote\s+(?:a\s+suivre|ci-?\s?(?:apres|dessous))"
)
_ELUS = re.compile(
    r"^(?!unanimite\s+des\s+(?:tous\s+les\s+)?coproprietaires\W*$)(?:(?:vote|resultat)\s*:?\s*)?(?:a\s+)?(?:l'\s?)?unanimite\s+(?:des?|par)\b|"
    r"(?:en\s+consequence|par\s+consequent|ainsi),?\s+l'assemblee(?:\s+generale)?\s+(?:adopte|approuve|accepte|decide|autorise|donne)|\bvote\s+(?:favorable|positif)\b|"
    r"\bmise?\s+aux?\s+voix\b.{0,80}?\b(?:est|a\s+ete)\s+(?:donc\s+)?elu|"
    r"\b(?:est|sont|a\s+ete|ont\s+ete)\s+(?:elue?s?|designee?s?|nommee?s?)\b[^.]{0,80}\bunanimite|"
    r"^(?!.*\b(?:si|avai\w+|etait|conseil|commission|dernieres?|precedente?s?)\b)l[ea]s?\s[^.;:]{3,80}?\b(?:est|sont)\s+(?:adopte|approuve|accepte|vote)e?s?\s+a\s+l'unanimite\s+des\s+(?:copropri\w+|voix|present\w+|votants)\b"
)
_SANS = re.compile(
    rf"retire\w*\s+(?:de\s+l'ordre|du\s+vote|par)|(?:point|question|{_OBJET})\s+(?:est\s+|a\s+ete\s+)?(?:retire|reporte|ajourne|annule|supprime)|(?:est|sont|a\s+ete)\s+(?:retire|reporte|ajourne)|(?:^|[:.\-]\s*)(?:retiree?|reportee?|ajournee?)\b|\bsans\s+objet\b|"
    r"pas\s+(?:de|ete\s+soumis\w*\s+au|soumis\w*\s+au|mise?\s+au|procede\s+au)\s+vote|sans\s+vote|(?:ne\s+donne\w*|n'appelle|ne\s+fait|n'a)\s+(?:pas\s+|aucun\s+)?(?:lieu\s+a\s+|fait\s+l'objet\s+d'?\s?)?(?:un\s+|aucun\s+|de\s+)?vote\b|aucun\s+vote|point\s+d\W?\s?information|pour\s+information|ne\s+pas\s+voter\b|\bde\s+reporter\b|\breporte\s+(?:la|cette|le|ce)\b|\bsans\s+suite\b|aucune?\s+candidat|n'est\s+pas\s+(?:mise?|soumise?)\s+aux?\s+v|aucune\s+decision|"
    r"(?:point|question)\s+n'(?:est|a)\s+pas\s+(?:ete\s+)?votee?\b|\bremise?s?\s+a\s+(?:l'ordre\s+du\s+jour|une\s+(?:prochaine|autre)\s+assemblee)"
)
_FIN = re.compile(
    r"(?<!\bart)(?<!\bm)(?<!\bmm)(?<!\bmme)(?<!\btant)(?<!\bcop)(?<!\bcopro)(?<!\bal)(?<!\bn)(?<!\bme)(?<!\bste)[.!?](?=\s|$)|;|\n"
)
_DEUX = re.compile(r"\s*(?:[:→⇒|·•]|=>|->|\s-\s|\t)\s*")
_LIGNE = 45
"""A line as long as this may be cut by the margin."""
_OUVRE = re.compile(
    rf"\W*(?:{_LABEL}|{_VERDICT.replace('?P<oui>', '?:').replace('?P<non>', '?:')}|l'assemblee|pour|contre|abst\w*|ont\s+vote|se\s+sont)\b"
)


def read_resultat(lignes: list[str], apres_compte: int | None, autour: tuple[str, str] = ("", "")) -> ResultatLu | None:
    """The last result announced in folded lines. After counts, only what follows the last of them speaks.

    :param apres_compte: rank of the last line of counts; None when nothing was counted.
    :param autour: what the lines of counts say before their first one, and after their last; what stands between may be
        the fate of a first ballot.
    """
    avant, reste = autour
    if apres_compte is not None and reste and (suit := _read([reste, *lignes[apres_compte + 1 :]], compte=True)):
        return suit
    utiles = lignes[apres_compte:] if apres_compte is not None else lignes
    trouve = _read(utiles, compte=apres_compte is not None)
    if (
        trouve is None
        and apres_compte is not None
        and not any(_RENVOI.search(ligne) or _GABARIT.search(ligne) for ligne in utiles)
    ):
        dessus = [*(ligne for ligne in lignes[:apres_compte] if len(ligne) < 120), avant]
        trouve = _read(dessus, compte=False)
        trouve = None if trouve == ResultatLu.SANS_VOTE else trouve
    return trouve


def announces(plain: str) -> bool:
    """Whether a folded text, printed before counts, tells how they end: « ▸ Non adoptée à la majorité de… »."""
    return _read([plain], compte=False) is not None


def is_badge(plain: str) -> bool:
    """Whether a folded cell holds a verdict, its labels, and nothing else: « ADOPTÉE », « Décision : rejetée »."""
    return bool(_BADGE.fullmatch(plain))


def _read(lignes: Sequence[str], *, compte: bool) -> ResultatLu | None:
    dernier: ResultatLu | None = None
    for phrase in _list_phrases(lignes):
        if (cochees := _read_cases(phrase)) is not None:
            dernier = cochees[0] if len(cochees) == 1 else dernier
        elif _RENVOI.search(phrase):
            dernier = None
        elif not _GABARIT.search(phrase):
            dernier = _judge(phrase, compte=compte) or dernier
    return dernier


def _read_cases(phrase: str) -> list[ResultatLu] | None:
    """The verdicts that are ticked, where each has a box, all before their word or all after it; None elsewhere."""
    lus = list(_CASES.finditer(phrase))
    boites, mots = ([bool(lu["cochee"] or lu["vide"]) for lu in lus[debut::2]] for debut in (0, 1))
    devant = all(boites) and not any(mots)
    derriere = all(mots) and not any(boites)
    if len(lus) < 4 or len(lus) % 2 or not (devant or derriere):
        return None
    paires = zip(lus[::2], lus[1::2], strict=True)
    retenus = [mot for un, deux in paires for boite, mot in [(un, deux) if devant else (deux, un)] if boite["cochee"]]
    return [ResultatLu.ADOPTEE if mot["oui"] else ResultatLu.REJETEE for mot in retenus]


def _list_phrases(lignes: Sequence[str]) -> Iterator[str]:
    """The sentences of the lines, put together where a margin cut them."""
    texte = ""
    for ligne in lignes:
        coupee = len(texte) - texte.rfind("\n") > _LIGNE and texte[-1:] not in ".;:!?"
        texte += (" " if coupee and not _OUVRE.match(ligne) else "\n") + ligne
    return (phrase.strip() for phrase in _FIN.split(texte) if phrase.strip())


def _judge(phrase: str, *, compte: bool) -> ResultatLu | None:
    """What one sentence announces: a tick, a badge, the fate of what was voted, a majority, or that nothing was."""
    if _COCHE_OUI.search(phrase) or _COCHE_NON.search(phrase):
        return ResultatLu.ADOPTEE if _COCHE_OUI.search(phrase) else ResultatLu.REJETEE
    if nom := _NOM.fullmatch(phrase):
        return ResultatLu.ADOPTEE if nom["oui"] else ResultatLu.REJETEE
    for morceau in (phrase, *reversed(_DEUX.split(phrase))):
        badge = _BADGE.fullmatch(morceau)
        if badge and not _D_UN_AUTRE.match(morceau, max(badge.end("oui"), badge.end("non"))):
            return _turn(bool(badge["oui"]), nie=bool(badge["nie"]))
    for motif in (_PHRASE, _NUE, _ACTIVE, _SEULE, *((_APRES, _ISSUE) if compte else ())):
        for trouve in reversed(list(motif.finditer(phrase))):
            if not _SUPPOSE.search(phrase[: trouve.end()]) and not _D_UN_AUTRE.match(phrase, trouve.end()):
                dits = trouve.groupdict()
                return _turn(not any(dits.get(nom) for nom in _NEGATIFS), nie=_is_nie(trouve[0]))
    return _judge_majorite(phrase, compte=compte)


def _is_nie(dit: str) -> bool:
    """Whether the verb of the verdict is denied; what is denied before it (« n’ayant pas obtenu…, ») is its reason."""
    verbes = [lu.start() for lu in re.finditer(_COPULE, dit)]
    debut = verbes[-1] if verbes else dit.rfind(",") + 1
    return bool(_NEGATION.search(dit, debut))


def _judge_majorite(phrase: str, *, compte: bool) -> ResultatLu | None:
    if _ELUS.search(phrase) and not _NEGATION.search(phrase):
        return ResultatLu.ADOPTEE
    majorite = _MAJORITE.search(phrase) if compte or re.match(rf"\W*(?:la|cette)\s+{_OBJET}", phrase) else None
    if majorite and not _SUPPOSE.search(phrase[: majorite.end()]):
        debut = phrase.rfind(",", 0, majorite.start()) + 1
        return _turn(True, nie=bool(_NEGATION.search(phrase[debut : majorite.end()])))
    return ResultatLu.SANS_VOTE if not compte and _SANS.search(phrase) else None


def _turn(oui: bool, *, nie: bool) -> ResultatLu:
    return ResultatLu.ADOPTEE if oui != nie else ResultatLu.REJETEE
