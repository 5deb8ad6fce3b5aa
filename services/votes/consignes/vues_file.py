"""What the page of the queue shows of each line: everything said here, once, so that the page only places it."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from services.votes.assemblees.echeances import DatesAg
from services.votes.attribution.delais import compute_date_interne
from services.votes.consignes.a_voter import LigneLue
from services.votes.majorites.articles import differs, name_article
from services.votes.qualification.types_resolution import find_type
from shared.montants import format_montant
from shared.presentation import format_date, format_delai, format_part


class DatesDites(NamedTuple):
    """The dates of an assembly: when its consignes are wanted (ISO, in French, how far it is), and its own day."""

    iso: str
    interne: str
    loin: str
    ag: str


class Lieu(NamedTuple):
    """A copropriété: its code and its name."""

    code: str
    nom: str


class Majorite(NamedTuple):
    """Our article, and the printed one when it contradicts ours."""

    article: str
    imprime: str | None


class Poids(NamedTuple):
    """Our share of the votes and the clé it is counted on."""

    part: str
    cle: str


class VueLigne(NamedTuple):
    """A line of the queue in words. ``choix``: what its box sends; ``poids``: None without a clé.

    ``quote_part``: None without an amount, a cost or a weight. ``dates``, ``lieu``, ``majorite`` and ``poids`` come
    again down the list: the page draws each once.
    """

    id: int
    choix: str
    centimes: int
    cocher: str
    cochee: bool
    dates: DatesDites
    lieu: Lieu
    numero: str
    intitule: str
    type: str | None
    """The name of its type, unless the title already says it."""
    majorite: Majorite
    poids: Poids | None
    quote_part: str | None
    montant: str
    agent: str | None
    raison: str
    relancee: bool


def say_lignes(
    lignes: Sequence[LigneLue], marge: int, aujourdhui: date, cochees: Collection[str] = ()
) -> list[VueLigne]:
    """The lines of a page. ``marge``: working days between our date and the assembly; ``cochees``: ids as text."""
    said = {dates: say_dates(dates, marge, aujourdhui) for dates in {ligne.dates for ligne in lignes}}
    return [_say_ligne(ligne, said[ligne.dates], str(ligne.id) in cochees) for ligne in lignes]


def say_dates(dates: DatesAg, marge: int, aujourdhui: date) -> DatesDites:
    """The dates of an assembly in words."""
    interne = compute_date_interne(dates, marge)
    return DatesDites(
        interne.isoformat(), format_date(interne), format_delai(interne, aujourdhui), format_date(dates.date_ag)
    )


def _say_ligne(ligne: LigneLue, dates: DatesDites, cochee: bool) -> VueLigne:
    type_, quote_part = find_type(ligne.type).libelle, ligne.quote_part_centimes
    poids = (
        Poids(format_part(ligne.voix_bailleur or 0, ligne.voix_total), ligne.cle)
        if ligne.cle is not None and ligne.voix_total
        else None
    )
    return VueLigne(
        id=ligne.id,
        choix=f"{ligne.id}:{ligne.version}",
        centimes=quote_part or 0,
        cocher=f"Cocher {ligne.numero}. {ligne.intitule}, {ligne.copropriete}",
        cochee=cochee,
        dates=dates,
        lieu=Lieu(ligne.copropriete, ligne.copropriete_nom),
        numero=ligne.numero,
        intitule=ligne.intitule,
        type=None if type_.casefold() == ligne.intitule.casefold().rstrip(" .") else type_,
        majorite=Majorite(
            name_article(ligne.article),
            ligne.article_imprime if differs(ligne.article, ligne.article_imprime) else None,
        ),
        poids=poids,
        quote_part=None if quote_part is None else format_montant(quote_part),
        montant=format_montant(ligne.montant_centimes or 0),
        agent=ligne.agent,
        raison=(ligne.raison or "").removeprefix(f"{type_} : "),
        relancee=ligne.relancee,
    )
