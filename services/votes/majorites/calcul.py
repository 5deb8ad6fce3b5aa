"""The majorities of the general assembly, exact on integers.

Each rule carries its article of the law of 10 July 1965. Thirds and halves are compared by cross-multiplication, so
that 333/1000 is below one third and 3333/9999 is one third. Abstention is never « for »; at article 24 it is not
counted at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from services.votes.majorites.voix import Decompte, Proprietaire, Scrutin, count_voix
from shared.montants import ESPACE_FINE

ARTICLES_VOTABLES = ("24", "25", "25f", "26", "unanimite")
DEUX = "deux_coproprietaires"
_SYNDIC = "SYNDIC_DESIGNATION"


@dataclass(frozen=True, slots=True)
class Bulletin:
    """One resolution and its count: either a ``scrutin`` by column, or the ``proprietaires`` one by one.

    ``second_scrutin`` is the ballot held after a bridge (25-1 or 26-1), never deduced from the first: people may
    change their vote (décret 19).
    """

    id: str
    article: str
    total_voix: int
    total_tetes: int
    regime: str = "normal"
    type: str | None = None
    amendee: bool = False
    scrutin: Scrutin | None = None
    proprietaires: Sequence[Proprietaire] | None = None
    second_scrutin: Scrutin | None = None


@dataclass(frozen=True, slots=True)
class Resultat:
    """What a ballot decides. ``adoptee`` is the first ballot alone; None means unknown or not applicable."""

    id: str
    adoptee: bool
    passerelle: bool
    second_article: str | None
    second_adoptee: bool | None
    nouvelle_ag_trois_mois: bool
    total_voix_effectif: int
    voix_bailleur_effectives: int | None
    position_bailleur: str | None
    peut_contester: bool | None
    explication: str


def is_adoptee_24(scrutin: Scrutin) -> bool:
    """Loi 24 I: more votes for than against among the votes expressed. A tie, or no vote expressed, rejects."""
    return scrutin.pour.voix > scrutin.contre.voix


def is_adoptee_25(scrutin: Scrutin, total_voix: int) -> bool:
    """Loi 25: more than half of the votes of all the co-owners; exactly half fails."""
    return 2 * scrutin.pour.voix > total_voix


def is_adoptee_26(scrutin: Scrutin, total_voix: int, total_tetes: int) -> bool:
    """Loi 26: more than half of the members of the syndicat, holding at least two thirds of all the votes."""
    return 2 * scrutin.pour.tetes > total_tetes and 3 * scrutin.pour.voix >= 2 * total_voix > 0


def is_adoptee_unanimite(scrutin: Scrutin, total_voix: int) -> bool:
    """Loi 11, 26 last al.: every vote of every co-owner. « À l’unanimité des présents » is not enough."""
    return scrutin.pour.voix == total_voix > 0


def is_adoptee(
    article: str, scrutin: Scrutin, total_voix: int, total_tetes: int, regime: str = "normal", code: str | None = None
) -> bool:
    """Whether a ballot adopts, at an article and under a regime.

    With two co-owners (loi 41-16), article 24 matters and the choice of the syndic need more than half of all the
    votes, article 25 matters at least two thirds; the rest is as usual.

    :param code: the type of the resolution; only the designation of the syndic matters here.
    """
    if regime == DEUX and (article == "24" or code == _SYNDIC):
        return 2 * scrutin.pour.voix > total_voix
    if regime == DEUX and article in ("25", "25f"):
        return 3 * scrutin.pour.voix >= 2 * total_voix > 0
    if article == "24":
        return is_adoptee_24(scrutin)
    if article in ("25", "25f"):
        return is_adoptee_25(scrutin, total_voix)
    if article == "26":
        return is_adoptee_26(scrutin, total_voix, total_tetes)
    return is_adoptee_unanimite(scrutin, total_voix)


def find_passerelle(article: str, scrutin: Scrutin, total_voix: int) -> str | None:
    """The article of the immediate second ballot that a failed first ballot opens, or None.

    Loi 25-1: a project of article 25 that gathered at least one third of all the votes is voted again at once at
    article 24. Loi 26-1: a project of article 26 approved by at least half of the members present, represented or
    voting by post, holding at least one third of all the votes, is voted again at article 25; nothing follows it.
    """
    tiers = 3 * scrutin.pour.voix >= total_voix > 0
    if article in ("25", "25f") and tiers:
        return "24"
    if article == "26" and tiers and 2 * scrutin.pour.tetes >= scrutin.tetes_participantes:
        return "25"
    return None


def allows_nouvelle_ag(article: str, scrutin: Scrutin, total_voix: int) -> bool:
    """Loi 25-1 al. 2: energy works (25 f) under one third may return, unchanged, to an assembly within three months."""
    return article == "25f" and 3 * scrutin.pour.voix < total_voix


def can_contester(position: str | None, adoptee: bool, en_attente: bool) -> bool | None:
    """Loi 42 al. 2: only whoever opposed the decision, or was défaillant; unknown while a second ballot is awaited.

    :param adoptee: the final outcome.
    """
    if position is None or en_attente:
        return None
    if position == "defaillant":
        return True
    return position == ("opposant" if adoptee else "favorable")


def compute_majorite(bulletin: Bulletin) -> Resultat:
    """Decide one ballot: first vote, bridge, second vote, new assembly, and where it leaves the landlord."""
    decompte = _count(bulletin)
    scrutin, total = decompte.scrutin, decompte.total_voix
    article = "25f" if bulletin.article == "25" and bulletin.type == "TRAVAUX_ENERGIE" else bulletin.article
    adoptee = is_adoptee(article, scrutin, total, decompte.total_tetes, bulletin.regime, bulletin.type)
    second_article = None if adoptee else find_passerelle(article, scrutin, total)
    second = bulletin.second_scrutin if second_article else None
    second_adoptee = None
    if second is not None and second_article is not None:
        second_adoptee = is_adoptee(second_article, second, total, decompte.total_tetes, bulletin.regime, bulletin.type)
    en_attente = second_article is not None and second is None
    return Resultat(
        id=bulletin.id,
        adoptee=adoptee,
        passerelle=second_article is not None,
        second_article=second_article,
        second_adoptee=second_adoptee,
        nouvelle_ag_trois_mois=not adoptee and allows_nouvelle_ag(article, scrutin, total),
        total_voix_effectif=total,
        voix_bailleur_effectives=decompte.voix_bailleur,
        position_bailleur=decompte.position_bailleur,
        peut_contester=can_contester(decompte.position_bailleur, adoptee or bool(second_adoptee), en_attente),
        explication=_explain(bulletin, article, decompte, adoptee, second_article, second_adoptee),
    )


def _count(bulletin: Bulletin) -> Decompte:
    if bulletin.proprietaires is not None:
        return count_voix(bulletin.proprietaires, bulletin.regime, bulletin.amendee)
    if bulletin.scrutin is None:
        raise ValueError("a ballot needs its columns or its owners")
    decompte = count_voix((), bulletin.regime)
    return Decompte(bulletin.scrutin, bulletin.total_voix, bulletin.total_tetes, remarques=decompte.remarques)


_REGLES = {
    "24": "Art. 24 : plus de voix pour que contre parmi les suffrages exprimés",
    "25": "Art. 25 : plus de la moitié des voix de tous les copropriétaires",
    "25f": "Art. 25 f : plus de la moitié des voix de tous les copropriétaires",
    "26": "Art. 26 : plus de la moitié des membres et au moins deux tiers des voix",
    "unanimite": "Unanimité : toutes les voix de tous les copropriétaires",
}
_REGLES_DEUX = {
    "24": "Art. 41-16 (deux copropriétaires) : plus de la moitié des voix",
    "25": "Art. 41-16 (deux copropriétaires) : au moins deux tiers des voix",
    "25f": "Art. 41-16 (deux copropriétaires) : au moins deux tiers des voix",
}
_PASSERELLES = {
    "24": "Le tiers des voix est atteint : second vote immédiat à la majorité de l’article 24 (art. 25-1).",
    "25": "Moitié des membres participants et tiers des voix atteints : second vote à l’article 25 (art. 26-1).",
}


def _explain(
    bulletin: Bulletin, article: str, decompte: Decompte, adoptee: bool, second_article: str | None, second: bool | None
) -> str:
    scrutin = decompte.scrutin
    regle = _REGLES[article]
    if bulletin.regime == DEUX:
        regle = _REGLES_DEUX.get("24" if bulletin.type == _SYNDIC else article, regle)
    phrases = [
        (
            f"{regle}. Pour {scrutin.pour.voix:_}, contre {scrutin.contre.voix:_}, "
            f"abstention {scrutin.abstention.voix:_}, sur {decompte.total_voix:_} voix : "
            f"{'adoptée' if adoptee else 'rejetée'}."
        ).replace("_", ESPACE_FINE)
    ]
    if article == "26":
        phrases.append(f"Membres pour : {scrutin.pour.tetes} sur {decompte.total_tetes}.")
    if second_article:
        phrases.append(_PASSERELLES[second_article])
        if second is not None:
            phrases.append(f"Second vote : {'adoptée' if second else 'rejetée, sans autre recours en séance'}.")
    elif bulletin.second_scrutin is not None:
        phrases.append("Le second vote n’était pas ouvert : il est sans effet.")
    if not adoptee and allows_nouvelle_ag(article, scrutin, decompte.total_voix):
        phrases.append(
            "Moins du tiers : une nouvelle assemblée peut statuer sous trois mois à l’article 24 (art. 25-1 al. 2)."
        )
    return " ".join((*phrases, *decompte.remarques))
