"""Which kind of decision a resolution is, how sure we are, and which words decided.

The title is read first, then the body when there is one: what the assembly decides in the body prevails over a title
that says something else, but the laws a body quotes decide nothing. When nothing decides, the type is
``A_QUALIFIER`` and the question to ask is given: never a guess.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from services.votes.qualification.intitules import (
    FIN_DE_PHRASE,
    Mot,
    extract_citation,
    read_mots,
    stem,
    strip_accents,
    strip_numero,
    tidy,
)
from services.votes.qualification.regles import Preuve, load_orthographe, load_regles
from services.votes.qualification.types_resolution import A_QUALIFIER, find_type

SEUIL = Decimal("0.50")
"""Under this confidence we do not name a type."""

_ECART_NET = 12
"""Points between the best type and the next from which the next no longer casts doubt."""

_LONGUEUR_INTITULE = 2_000
_LONGUEUR_TEXTE = 20_000
"""Characters read of a title and of a body: a decision is always within."""

_SEUL = 86
"""What a rule must weigh to name a type on a single word."""

_RETARD = 12
"""What evidence loses at most for coming late, half a point a word: the main act weighs more than its details."""

_PREVAUT = 85
"""Points from which a body prevails over a title that says something else."""

_ALTERNATIVE = 70
_MOTS_D_UNE_ALTERNATIVE = 5
"""What a title that offers a choice can weigh at most, and how short it is."""

_MOT_COURT = 3
"""Letters of an article or a preposition, which tell no subject."""

_RENVOI = 3
"""Words of a decision that only refers to what was asked before it: « l’assemblée autorise ces travaux »."""

_CERTAIN = 80
"""Points from which a wrapping says something by itself."""

_VERBES = frozenset(
    [
        "approuve",
        "decide",
        "autorise",
        "donne",
        "designe",
        "elit",
        "nomme",
        "fixe",
        "adopte",
        "mandate",
        "confie",
        "ratifie",
        "vote",
        "renouvelle",
        "habilite",
        "delegue",
        "retient",
        "accepte",
        "refuse",
        "dispense",
        "renonce",
        "oppose",
        "revoque",
        "resilie",
        "annule",
        "affecte",
        "suspend",
        "constitue",
        "souscrit",
        "choisit",
        "choisi",
        "valide",
        "arrete",
        "procede",
        "charge",
        "opte",
        "elu",
        "mandat",
        "adhere",
        "acquiert",
        "vend",
        "cede",
        "supprime",
        "interdit",
        "modifie",
        "engage",
        "demande",
        "reconduit",
        "rejette",
        "institue",
        "reporte",
        "prend",
        "prendre",
        "designer",
        "elire",
        "procure",
        "alloue",
        "consent",
    ]
)
_ENVELOPPE = frozenset(
    ["question", "demande", "inscrit", "inscrire", "inscription", "projet", "prononcer", "courrier", "lettre", "point",
     "motion", "voeu", "libelle", "intitule", "suivant", "souhaite", "requete", "texte", "resolution"]
)  # fmt: skip
"""Words around a quotation that say it is the question, and nothing of what it is about."""
_SANS_VOTE = frozenset(["lieu", "sans", "pas"])
"""« ne donne pas lieu à vote », « sans vote »: no decision follows."""
_ASSEMBLEE = stem("assemblee")
_SUJETS = frozenset(
    stem(mot)
    for mot in ("assemblee", "elle", "coproprietaires", "syndicat", "delibere", "deliberation", "vu", "connaissance")
)
"""Who decides, or what comes before they do: the verb that follows is theirs, and what is decided comes after it."""
_CONNAISSANCE = frozenset(["connaissance", "acte", "pas"])

_QUESTIONS = {
    "ppt": "S’agit-il de faire élaborer le plan pluriannuel de travaux, ou de l’adopter ?",
    "pppt": "S’agit-il de faire élaborer le projet de plan pluriannuel de travaux, ou d’adopter le plan ?",
    "loge": "S’agit-il de vendre la loge, de la louer, ou de supprimer le poste de gardien ?",
    "gardien": "S’agit-il de supprimer le poste de gardien, ou d’organiser son travail ?",
    "sinistre": "S’agit-il d’agir en justice, d’accepter une indemnité, ou de voter des travaux ?",
    "fond": "Quel est le taux proposé : le minimum légal, davantage, ou l’emploi du fonds de travaux ?",
    "alur": "S’agit-il de fixer la cotisation au fonds de travaux, de l’employer, ou de la suspendre ?",
    "syndic": "S’agit-il de désigner le syndic, de mettre fin à son contrat, ou d’une autre décision ?",
    "emprunt": "L’emprunt est-il réservé à des volontaires, à adhésion automatique, ou au nom de tout le syndicat ?",
    "borne": "S’agit-il d’une étude, de travaux, ou d’une convention sans frais ?",
    "charge": "Que change-t-on : le budget, les appels, ou la répartition entre lots ?",
}
_QUESTION = "Que décide-t-on exactement, et pour quel montant ? Demandez au syndic le projet de résolution."


@dataclass(frozen=True, slots=True)
class Qualification:
    """What we understood of a resolution.

    ``confiance`` is between 0 and 1; 0.80 and more is a claim to be sure. ``mots`` are the words that decided, as
    written. ``question`` is what to ask the syndic when ``type`` is ``A_QUALIFIER``, else None.
    """

    type: str
    article: str
    role: str
    second_role: str | None
    confiance: Decimal
    mots: tuple[str, ...]
    question: str | None


@dataclass(frozen=True, slots=True)
class _Avis:
    """What one text (a title, or the decision of a body) says by itself; ``points`` from 0 to 100."""

    type: str
    points: int
    mots: tuple[str, ...]

    @property
    def decide(self) -> bool:
        return self.type != A_QUALIFIER


def qualify_resolution(intitule: str, texte: str | None = None) -> Qualification:
    """Give a resolution its type, our majority article, the competent roles and a confidence.

    :param intitule: the title as printed, with or without its number.
    :param texte: the body (draft resolution), when known.
    """
    orthographe = load_orthographe()
    intitule = tidy(intitule, _LONGUEUR_INTITULE)
    titre = read_mots(strip_numero(intitule), orthographe)
    tete, dispositif = _split_dispositif(titre)
    avis = _judge_intitule(intitule, tete)
    if dispositif:
        avis = _reconcile(avis, _judge(dispositif), dispositif)
    if texte and texte.strip():
        corps = read_mots(tidy(texte, _LONGUEUR_TEXTE), orthographe)
        avis = _reconcile(avis, _judge_corps(corps), corps)
    return _conclude(avis, titre)


def _judge_intitule(intitule: str, mots: list[Mot]) -> _Avis:
    """A title that only wraps a quotation is judged on the quotation, decided or not."""
    entier = _judge(mots)
    if _is_alternative(intitule):
        entier = _Avis(entier.type, min(entier.points, _ALTERNATIVE), entier.mots)
    citation = extract_citation(intitule)
    if citation is None:
        return entier
    orthographe = load_orthographe()
    autour = read_mots(strip_numero(citation[1]), orthographe)
    enveloppe, cite = _judge(autour), _judge(read_mots(strip_numero(citation[0]), orthographe))
    wraps = any(mot.forme in _ENVELOPPE for mot in autour)
    if enveloppe.decide:
        return cite if wraps and cite.decide and enveloppe.points < _CERTAIN else entier
    return cite if cite.decide or wraps else entier


def _is_alternative(intitule: str) -> bool:
    """« Location ou vente ? », « Peinture ou carrelage »: two things are named and nothing says which is decided."""
    mots = intitule.casefold().split()
    return "ou" in mots and ("?" in intitule or len(mots) <= _MOTS_D_UNE_ALTERNATIVE)


def _judge(mots: list[Mot]) -> _Avis:
    """The best-supported type of these words; evidence that comes first weighs a little more, a rival casts doubt."""
    seul = sum(1 for mot in mots if mot.forme[0].isalpha()) <= 1
    meilleures: dict[str, tuple[int, Preuve]] = {}
    for preuve in load_regles().find_preuves(mots):
        points = preuve.poids - min(preuve.debut // 2, _RETARD)
        if seul and points < _SEUL:
            continue
        if preuve.type not in meilleures or points > meilleures[preuve.type][0]:
            meilleures[preuve.type] = (points, preuve)
    if not meilleures:
        return _Avis(A_QUALIFIER, 0, ())
    classes = sorted(meilleures.values(), key=lambda item: -item[0])
    points, preuve = classes[0]
    rival = classes[1][0] if len(classes) > 1 else 0
    doute = max(0, _ECART_NET - (points - rival)) if rival else 0
    corriges = {mot.ecrit for mot in mots if mot.corrige}
    doute += 4 * len(corriges & set(preuve.mots))
    points = max(points - doute, 50)
    return _Avis(preuve.type, min(points, _cap_points(mots, preuve)), preuve.mots)


def _cap_points(mots: list[Mot], preuve: Preuve) -> int:
    """How sure a title lets anyone be.

    One word never makes us sure, but for the few that suffice (« quitus »); nor does a title without an act, or with a
    vague turn (« suites », « devenir »), or one that a single word decides.
    """
    regles = load_regles()
    if regles.has_concept(mots, "suffisant"):
        return 100
    if sum(1 for mot in mots if mot.forme[0].isalpha()) <= 1:
        return 70
    douteux = len(preuve.mots) < 2 or regles.has_concept(mots, "vague") or not regles.has_concept(mots, "acte")
    return 78 if douteux else 100


def _split_dispositif(mots: list[Mot]) -> tuple[list[Mot], list[Mot]]:
    """A title that goes on into its body (« … L’assemblée générale décide… ») is cut where the decision starts."""
    for rang, mot in enumerate(mots):
        if (
            mot.forme == _ASSEMBLEE
            and any(suite.forme in _VERBES for suite in mots[rang + 1 : rang + 40])
            and len(mots) > 12
        ):
            dispositif = _extract_dispositif(mots[rang:])
            return (mots[:rang], dispositif) if rang >= 1 else ([], dispositif)
    return mots, []


def _judge_corps(mots: list[Mot]) -> _Avis:
    """What a body says; one that decides nothing is read whole, and never prevails over a title that speaks."""
    if _find_decision(_split_phrases(mots)) is not None:
        dispositif = _extract_dispositif(mots)
        avis = _judge(dispositif)
        if avis.decide or sum(mot.forme[0].isalpha() for mot in dispositif) > _RENVOI:
            return avis
        entier = _judge(mots)
        return _Avis(entier.type, min(entier.points, _ALTERNATIVE), entier.mots)
    avis = _judge(mots)
    return _Avis(avis.type, min(avis.points, _PREVAUT - 1), avis.mots)


def _find_decision(phrases: list[list[Mot]]) -> tuple[int, int] | None:
    """Where the verb of decision is: which sentence, which word; None when a text decides nothing."""
    for numero, phrase in enumerate(phrases):
        for rang, mot in enumerate(phrase):
            suivants = {suite.forme for suite in phrase[rang + 1 : rang + 2]}
            precedents = {avant.forme for avant in phrase[max(rang - 1, 0) : rang]}
            if mot.forme in _VERBES and not suivants & _CONNAISSANCE and not precedents & _SANS_VOTE:
                return numero, rang
    return None


def _extract_dispositif(mots: list[Mot]) -> list[Mot]:
    """What the assembly decides: from the verb of decision to the end of its sentence.

    Quoted laws, readings and recitals come before the verb and are left out, as are the sentences that follow
    (financing, fees of the syndic), which are decisions of their own. « La cotisation au fonds de travaux est fixée
    à… » names what is decided before its verb: that sentence is kept whole.
    """
    indices = [mot for mot in mots if mot.forme.startswith("@")]
    phrases = _split_phrases([mot for mot in mots if not mot.forme.startswith("@")])
    found = _find_decision(phrases)
    if found is not None:
        phrase, rang = phrases[found[0]], found[1]
        active = rang == 0 or any(mot.forme in _SUJETS for mot in phrase[:rang])
        return (phrase[rang:] if active else phrase) + indices
    return (phrases[0] if phrases else []) + indices


def _split_phrases(mots: list[Mot]) -> list[list[Mot]]:
    phrases: list[list[Mot]] = [[]]
    for mot in mots:
        if mot.forme == FIN_DE_PHRASE:
            phrases.append([])
        else:
            phrases[-1].append(mot)
    return [phrase for phrase in phrases if phrase]


def _reconcile(titre: _Avis, corps: _Avis, mots: Sequence[Mot]) -> _Avis:
    """Title and body together: agreeing they are surer; in conflict the body prevails when it speaks clearly.

    A body (``mots``) that takes up the words of its title is about what the title says: it must then be the clearer.
    """
    if not corps.decide:
        return titre
    if not titre.decide:
        return corps
    if titre.type == corps.type:
        return _Avis(titre.type, min(max(titre.points, corps.points) + 3, 98), titre.mots + corps.mots)
    seuil = titre.points + 1
    suffisant = load_regles().has_concept(read_mots(" ".join(titre.mots), load_orthographe()), "suffisant")
    if not suffisant and corps.points >= (seuil if _takes_up(titre, mots) else min(_PREVAUT, seuil)):
        return _Avis(corps.type, min(corps.points, 72), corps.mots)
    return _Avis(titre.type, min(titre.points, 66), titre.mots)


def _takes_up(titre: _Avis, mots: Sequence[Mot]) -> bool:
    """Whether at least half of the words that decided the title, articles apart, are in the body."""
    formes = {mot.forme for mot in mots}
    siens = [stem(strip_accents(ecrit.casefold())) for ecrit in titre.mots if len(ecrit) > _MOT_COURT]
    return 2 * sum(forme in formes for forme in siens) >= max(1, len(siens))


def _conclude(avis: _Avis, titre: list[Mot]) -> Qualification:
    confiance = Decimal(avis.points).scaleb(-2)
    if not avis.decide or confiance < SEUIL:
        avis = _Avis(A_QUALIFIER, avis.points, avis.mots)
        confiance = min(Decimal(avis.points).scaleb(-2) / 4, Decimal("0.20"))
    row = find_type(avis.type)
    question = None if avis.decide else _find_question(titre)
    return Qualification(
        row.code, row.article, row.role, row.second_role, confiance.quantize(Decimal("0.01")), avis.mots, question
    )


def _find_question(titre: list[Mot]) -> str:
    return next((_QUESTIONS[mot.forme] for mot in titre if mot.forme in _QUESTIONS), _QUESTION)
