"""What an assembly made of a resolution: its outcome, the second ballot, our vote, and until when we may contest. Pure.

The outcome is the one announced, else the one the counts give; the day shown first is the prudent one (``echeances``).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from services.votes.assemblees.echeances import Echeances, compute_echeances
from services.votes.majorites.calcul import can_contester
from services.votes.majorites.passerelles import find_second_article
from services.votes.models import AssembleeGenerale, Resolution, Resultat, ResultatAnnonce, SourceResultat, VoteConstate
from shared.presentation import format_date, format_nombre

POSITIONS = {
    VoteConstate.POUR: "favorable",
    VoteConstate.CONTRE: "opposant",
    VoteConstate.ABSTENTION: "abstention",
    VoteConstate.DEFAILLANT: "defaillant",
}
"""Our vote as the rule of contest names it."""
VOTES = {
    VoteConstate.POUR: "vote pour",
    VoteConstate.CONTRE: "vote contre",
    VoteConstate.ABSTENTION: "abstention",
    VoteConstate.DEFAILLANT: "défaillants",
}
COLONNES = ("pour", "contre", "abstention")


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """The outcome of a resolution. ``adoptee``: None when nothing was decided; ``mot`` and ``ton``: as a badge.

    ``premier`` and ``second``: the counts of the ballots in a sentence, None when none was printed.
    ``peut_contester``: None when it is not known; ``dernier_jour``: the prudent one, None before the notification.
    ``provisoire``: noted in session, the minutes have not come.
    """

    resolution: Resolution
    adoptee: bool | None
    mot: str
    ton: str
    premier: str | None
    second: str | None
    notre_vote: VoteConstate | None
    peut_contester: bool | None
    dernier_jour: date | None
    contestation: str
    provisoire: bool


def list_issues(resolutions: Iterable[Resolution], ag: AssembleeGenerale, aujourdhui: date) -> list[Issue]:
    """The outcomes known of an assembly, in the order of its agenda."""
    return [issue for one in resolutions if (issue := describe_issue(one, ag, aujourdhui)) is not None]


def describe_issue(resolution: Resolution, ag: AssembleeGenerale, aujourdhui: date) -> Issue | None:
    """What became of a resolution; None as long as nothing was recorded."""
    resultat = resolution.resultat
    if resultat is None or resolution.information:
        return None
    adoptee = find_adoptee(resultat)
    vote = resultat.notre_vote
    possible = can_contester(POSITIONS[vote] if vote else None, adoptee, False) if adoptee is not None else None
    dates = compute_echeances(ag.date_ag, ag.pv_notifie_le)
    second = _say_second(resolution, resultat)
    mot, ton = _name(resultat, adoptee)
    return Issue(
        resolution=resolution,
        adoptee=adoptee,
        mot=f"{mot} au second vote" if second and adoptee is not None else mot,
        ton=ton,
        premier=_say_scrutin(resultat, ""),
        second=second,
        notre_vote=vote,
        peut_contester=possible,
        dernier_jour=dates.contestation_fin_prudente if possible else None,
        contestation=say_contestation(vote, adoptee, possible, dates, aujourdhui),
        provisoire=resultat.source is SourceResultat.SEANCE,
    )


def find_adoptee(resultat: Resultat) -> bool | None:
    """The decision as it stands: announced, else computed; None when nothing was decided or nothing tells."""
    if resultat.annonce is ResultatAnnonce.SANS_VOTE:
        return None
    return resultat.adoptee if resultat.annonce is None else resultat.annonce is ResultatAnnonce.ADOPTEE


def say_contestation(
    vote: VoteConstate | None, adoptee: bool | None, possible: bool | None, dates: Echeances, aujourdhui: date
) -> str:
    """Whether we may contest and until when, in a sentence (loi art. 42 al. 2: opponents and défaillants only)."""
    if adoptee is None:
        return "Rien n’est décidé : rien à contester."
    decision = "résolution adoptée" if adoptee else "résolution rejetée"
    if vote is None or possible is None:
        return "Notre vote n’apparaît pas : lisez le procès-verbal avant de renoncer à contester."
    if not possible:
        ours = VOTES[vote] if vote is VoteConstate.ABSTENTION else f"{VOTES[vote]}, {decision}"
        return f"Nous ne pouvons pas contester : {ours} (loi art. 42)."
    prudente, textuelle = dates.contestation_fin_prudente, dates.contestation_fin_textuelle
    quality = f"{VOTES[vote]}, {decision}"
    if prudente is None or textuelle is None:
        return f"Nous pouvons contester ({quality}) : les deux mois courront de la notification du procès-verbal."
    if aujourdhui <= prudente:
        return f"Nous pouvons contester ({quality}) jusqu’au {format_date(prudente)} ; seule une assignation compte."
    if aujourdhui <= textuelle:
        return (
            f"Nous pouvions contester ({quality}) jusqu’au {format_date(prudente)} par prudence ; le texte laisse "
            f"jusqu’au {format_date(textuelle)} : voyez le juriste aujourd’hui."
        )
    return f"Le délai pour contester est passé le {format_date(textuelle)} ({quality})."


def _name(resultat: Resultat, adoptee: bool | None) -> tuple[str, str]:
    if adoptee is None:
        return ("retirée, sans vote" if resultat.annonce else "résultat inconnu"), "neutre"
    return ("adoptée", "succes") if adoptee else ("rejetée", "danger")


def _say_second(resolution: Resolution, resultat: Resultat) -> str | None:
    counts = _say_scrutin(resultat, "second_")
    if counts is None:
        return None
    article = find_second_article(resolution)
    return f"à l’article {article}, {counts}" if article else counts


def _say_scrutin(resultat: Resultat, prefix: str) -> str | None:
    """« pour 400, contre 500 », only what was printed; None when nothing was."""
    found = []
    for nom in COLONNES:
        voix = getattr(resultat, f"{prefix}{nom}_voix")
        if voix is not None:
            found.append(f"{nom} {format_nombre(voix)}")
    return ", ".join(found) or None
