"""How our vote should leave: the channel we recommend, its reason, and what to beware of. Pure.

The form leaves a certain trace but is rigid: no amendment, no doubt on the second ballot. A proxy or a presence follows
an amendment and votes twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.votes.models import Canal
from shared.montants import format_montant

ELECTIONS = frozenset({"SYNDIC_DESIGNATION", "SYNDIC_REVOCATION"})
PROCHE = 3
"""Days before a limit from which it is near."""


@dataclass(frozen=True, slots=True)
class Enjeu:
    """What a resolution weighs in the choice: our votes and the total on its clé, our quote-part in centimes."""

    numero: str
    type: str
    article: str
    voix: int | None
    total: int | None
    quote_part_centimes: int | None


@dataclass(frozen=True, slots=True)
class Recommandation:
    """The channel to prefer, and why, a sentence each."""

    canal: Canal
    raisons: tuple[str, ...]


def recommend_canal(enjeux: Sequence[Enjeu], seuil_centimes: int) -> Recommandation:
    """Somebody in the room for large works, a pivotal vote at article 25 or 26, or an election of the syndic.

    Pivotal: we hold at least a third of the votes, enough to open or close a second ballot (loi 25-1, 26-1) or to
    block two thirds. Otherwise, the correspondence form.

    :param seuil_centimes: our quote-part of one resolution from which somebody should be in the room, a setting.
    """
    raisons = []
    for enjeu in enjeux:
        quote_part = enjeu.quote_part_centimes
        if quote_part is not None and quote_part >= seuil_centimes:
            raisons.append(
                f"Résolution {enjeu.numero} : notre quote-part, {format_montant(quote_part)}, atteint notre seuil de "
                f"{format_montant(seuil_centimes)}."
            )
        if enjeu.article in ("25", "26") and enjeu.voix and enjeu.total and 3 * enjeu.voix >= enjeu.total:
            raisons.append(
                f"Résolution {enjeu.numero} : avec un tiers des voix, notre vote décide à l’art. {enjeu.article}."
            )
        if enjeu.type in ELECTIONS:
            raisons.append(f"Résolution {enjeu.numero} : l’élection du syndic peut se jouer au second vote.")
    if raisons:
        return Recommandation(Canal.PRESENCE, tuple(raisons))
    trace = "Aucun enjeu ne demande d’être là : le formulaire laisse une trace certaine."
    return Recommandation(Canal.CORRESPONDANCE, (trace,))


@dataclass(frozen=True, slots=True)
class Limite:
    """The last day for our form. ``legale``: AG − 4 days; ``imprimee``: the syndic's; ``interne``: ours."""

    legale: date
    imprimee: date | None
    interne: date

    @property
    def opposable(self) -> date:
        """The earlier of the legal and the printed limit."""
        return min(self.legale, self.imprimee) if self.imprimee else self.legale


def list_avertissements(
    canal: Canal,
    limite: Limite,
    aujourdhui: date,
    *,
    seconde_ligne: bool,
    seconds_votes: Sequence[str],
    formulaire_envoye: str | None,
) -> list[str]:
    """What whoever sends must know, in sentences.

    :param seconds_votes: numbers of the resolutions that may be voted twice.
    :param formulaire_envoye: number of the former sheet whose form already left, if one did.
    """
    found = []
    if canal is Canal.CORRESPONDANCE:
        found.append(
            "Si quelqu’un se présente ou nous représente à l’assemblée, le formulaire ne compte plus, quelle que soit "
            "sa date (décret art. 14-1)."
        )
        found += _warn_limite(limite, aujourdhui)
        if not seconde_ligne and seconds_votes:
            found.append(
                f"Sans seconde ligne, notre second vote n’est pas écrit (résolutions {', '.join(seconds_votes)}) : les "
                "tribunaux sont partagés, préférez une présence ou un pouvoir."
            )
    elif formulaire_envoye:
        found.append(
            f"Le formulaire de la feuille n° {formulaire_envoye} est déjà parti : cette présence l’annule "
            "(décret art. 14-1). Dites-le au syndic."
        )
    return found


def _warn_limite(limite: Limite, aujourdhui: date) -> list[str]:
    if aujourdhui > limite.opposable:
        return [
            f"La limite du {limite.opposable:%d/%m/%Y} est passée : un formulaire reçu maintenant n’est pas compté "
            "(décret art. 9 bis). Il reste la présence ou un pouvoir."
        ]
    if (limite.opposable - aujourdhui).days <= PROCHE:
        return [f"La limite du {limite.opposable:%d/%m/%Y} est proche : envoyez par courriel, avec preuve."]
    if aujourdhui > limite.interne:
        return [f"Notre date interne du {limite.interne:%d/%m/%Y} est passée."]
    return []
