"""What a page says of a resolution: everything computed here, so that templates only show."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from services.votes.attribution.delais import compute_date_interne
from services.votes.consignes.reponses import may_answer
from services.votes.majorites.articles import EXPLICATIONS, differs, name_article
from services.votes.majorites.choix_cle import GENERALE
from services.votes.majorites.poids import Part, compute_poids
from services.votes.majorites.quote_part import compute_quote_part
from services.votes.models import Affectation, AssembleeGenerale, Consigne, Position, Resolution
from services.votes.qualification.formulations import tell_retenue
from services.votes.qualification.types_resolution import A_QUALIFIER, TypeResolution, find_type, load_types
from shared.acteurs import Acteur
from shared.models import Origine
from shared.presentation import format_nombre

SUR, DOUTEUX = 80, 50
"""Confidence in hundredths: from the first we claim to be sure, under the second we do not name a type."""

PERTES = {
    Position.POUR: "Voter pour interdit de contester l’adoption (loi art. 42). Reste possible : contester un rejet.",
    Position.CONTRE: "Voter contre garde le droit de contester l’adoption, pendant deux mois. "
    "Il interdit de contester un rejet.",
    Position.ABSTENTION: "S’abstenir interdit de contester, adoption comme rejet (loi art. 42) ; "
    "aux art. 25 et 26, cela compte comme ne pas voter pour.",
}


@dataclass(frozen=True, slots=True)
class VueResolution:
    """A resolution with what is computed from it. ``quote_part_centimes``: our share of its amount on its clé."""

    resolution: Resolution
    type: TypeResolution
    article: str
    article_explication: str
    article_differe: bool
    certitude: tuple[str, str]
    quote_part_centimes: int | None
    note_poids: str | None
    affectation: Affectation | None
    consigne: Consigne | None
    date_interne: date
    peut_repondre: bool

    @property
    def raison(self) -> str:
        """Why this employee, without the name of the type, which is shown beside."""
        return self.affectation.motif.removeprefix(f"{self.type.libelle} : ") if self.affectation else ""

    @property
    def attend(self) -> bool:
        """Whether an answer is still wanted."""
        return not self.resolution.information and self.consigne is None


def describe_resolution(
    resolution: Resolution, ag: AssembleeGenerale, acteur: Acteur, aujourdhui: date, marge: int
) -> VueResolution:
    """Everything a page shows of a resolution of ``ag``, for this agent on this day; ``marge``: our own."""
    affectation = resolution.affectation
    voted = not resolution.information
    return VueResolution(
        resolution=resolution,
        type=find_type(resolution.type),
        article=name_article(resolution.article),
        article_explication=EXPLICATIONS.get(resolution.article, ""),
        article_differe=differs(resolution.article, resolution.article_imprime),
        certitude=describe_certitude(resolution),
        quote_part_centimes=compute_quote_part(resolution),
        note_poids=describe_article_22(resolution, ag.copropriete.origine),
        affectation=affectation if affectation and affectation.active else None,
        consigne=resolution.consigne,
        date_interne=compute_date_interne(ag.dates, marge),
        peut_repondre=voted and aujourdhui <= ag.date_ag and may_answer(resolution, acteur),
    )


def describe_certitude(resolution: Resolution) -> tuple[str, str]:
    """How sure the type is, in a word, and on what it rests."""
    if resolution.retenue_le:
        return "corrigé", tell_retenue(resolution.retenue_le, resolution.corrige_par)
    if resolution.corrige_par:
        return "corrigé", f"par {resolution.corrige_par}"
    if resolution.type == A_QUALIFIER:
        return "à qualifier", resolution.question or "lisez le projet de résolution"
    rests_on = f"d’après «\u00a0{resolution.mots}\u00a0»" if resolution.mots else "d’après l’intitulé"
    return ("sûr" if resolution.confiance >= SUR else "à vérifier"), rests_on


def describe_article_22(resolution: Resolution, origine: Origine) -> str | None:
    """What article 22 does to our votes when we hold more than half of them; None when it does not matter."""
    voix, total, cle = resolution.voix_bailleur, resolution.voix_total, resolution.cle
    if cle is None or not voix or not total or 2 * voix <= total or voix >= total:
        return None
    generale = cle.code == GENERALE
    poids = compute_poids(
        [Part("", cle.code, voix)], cle.code, total, resolution.ag.date_ag, origine.value.lower(), generale=generale
    )
    if poids.voix_effectives < voix:
        return (
            f"Art. 22 : nos voix sont ramenées à {format_nombre(poids.voix_effectives)}, la somme de celles des autres."
        )
    if not generale:
        return "Art. 22 : plus de la moitié ; réduction non appliquée sur une clé spéciale, à confirmer par un juriste."
    return "Art. 22 : pas de réduction pour l’organisme HLM vendeur (CCH art. L. 443-15)."


@cache
def list_types() -> list[tuple[str, str]]:
    """The types a person may choose, by their names."""
    types = [(code, type_.libelle) for code, type_ in load_types().items()]
    return sorted(types, key=lambda pair: pair[1].casefold())
