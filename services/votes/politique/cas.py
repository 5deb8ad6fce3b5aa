"""From a resolution and what is known of its copropriété to the plain values that rules look at."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import BindParameter, bindparam, func, literal, null, select, union_all
from sqlalchemy.orm import Session

from services.votes.assemblees.echeances import DELAI_CONVOCATION, compute_echeances
from services.votes.consignes.a_voter import LigneLue
from services.votes.majorites.quote_part import share_quote_part
from services.votes.models import AnomalieConnue, AssembleeGenerale, Resolution
from services.votes.politique.conditions import Cas
from shared.models import Exercice, MandatSyndic, Syndic
from shared.mois import add_mois

MOIS_POUR_PRESENTER_LES_COMPTES = 6
"""Décret art. 7, loi 14-1: the assembly that votes the budget is held within six months of the end of the exercice."""

MEMOIRE_DES_ANOMALIES = timedelta(days=400)
"""How long an anomaly of the charges is held against the accounts: until the assembly that follows."""


@dataclass(frozen=True, slots=True)
class Contexte:
    """What is the same for every resolution of an assembly."""

    agence: str
    copropriete: str
    origine: str
    syndic: str | None
    anomalies: int
    comptes_tardifs: bool
    convocation_tardive: bool


class AgLue(NamedTuple):
    """What is read of an assembly and its copropriété to know the rest. ``agence`` and ``copropriete`` are codes."""

    id: int
    date_ag: date
    copropriete_id: int
    copropriete: str
    agence: str
    origine: str
    convocation_presentee_le: date | None
    delai_convocation: int


def read_ag(ag: AssembleeGenerale) -> AgLue:
    """An assembly as plain values."""
    return AgLue(
        ag.id, ag.date_ag, ag.copropriete_id, ag.copropriete.code, ag.copropriete.agence.code,
        ag.copropriete.origine.value, ag.convocation_presentee_le, ag.delai_convocation or DELAI_CONVOCATION,
    )  # fmt: skip


def read_ligne(ligne: LigneLue) -> AgLue:
    """The assembly of a line of a list."""
    return AgLue(
        ligne.ag_id, ligne.date_ag, ligne.copropriete_id, ligne.copropriete, ligne.agence, ligne.origine.value,
        ligne.convocation_presentee_le, ligne.delai_convocation,
    )  # fmt: skip


def load_contexte(session: Session, ag: AssembleeGenerale) -> Contexte:
    """What is known of the copropriété on the day of its assembly."""
    return load_contextes(session, [read_ag(ag)])[ag.id]


def load_contextes(session: Session, ags: Collection[AgLue]) -> dict[int, Contexte]:
    """What is known of each copropriété on the day of its assembly, by assembly, in one query for all of them."""
    connus: defaultdict[int, list[Connu]] = defaultdict(list)
    for copropriete_id, *rest in session.execute(_CONNUS, {"ids": sorted({ag.copropriete_id for ag in ags})}):
        connus[copropriete_id].append(Connu._make(rest))
    return {ag.id: _build_contexte(ag, connus[ag.copropriete_id]) for ag in ags}


class Connu(NamedTuple):
    """Something known of a copropriété: a mandate (its syndic's code, its days), an anomaly heard of, an exercise."""

    quoi: str
    du: date | None
    au: date | None
    syndic: str | None


MANDAT, ANOMALIE, EXERCICE = "mandat", "anomalie", "exercice"
_OF_THESE: BindParameter[int] = bindparam("ids", expanding=True)
_CONNUS = union_all(
    select(MandatSyndic.copropriete_id, literal(MANDAT), MandatSyndic.du, MandatSyndic.au, Syndic.code)
    .join(Syndic, Syndic.id == MandatSyndic.syndic_id)
    .where(MandatSyndic.copropriete_id.in_(_OF_THESE)),
    select(AnomalieConnue.copropriete_id, literal(ANOMALIE), func.date(AnomalieConnue.le), null(), null()).where(
        AnomalieConnue.copropriete_id.in_(_OF_THESE)
    ),
    select(Exercice.copropriete_id, literal(EXERCICE), null(), Exercice.fin, null()).where(
        Exercice.copropriete_id.in_(_OF_THESE)
    ),
)


def _build_contexte(ag: AgLue, connus: list[Connu]) -> Contexte:
    jour, since = ag.date_ag, ag.date_ag - MEMOIRE_DES_ANOMALIES
    en_poste = (
        one.syndic
        for one in connus
        if one.quoi == MANDAT and (one.du is None or one.du <= jour) and (one.au is None or one.au >= jour)
    )
    finis = (one.au for one in connus if one.quoi == EXERCICE and one.au and one.au < jour)
    return Contexte(
        agence=ag.agence,
        copropriete=ag.copropriete,
        origine=ag.origine,
        syndic=next(en_poste, None),
        anomalies=sum(one.quoi == ANOMALIE and one.du is not None and since <= one.du <= jour for one in connus),
        comptes_tardifs=is_tardif(max(finis, default=None), jour),
        convocation_tardive=is_convocation_tardive(ag),
    )


def is_convocation_tardive(ag: AgLue) -> bool:
    """Whether the notice came after the last day, in its most lenient reading (décret art. 9)."""
    presentee = ag.convocation_presentee_le
    if presentee is None:
        return False
    return presentee > compute_echeances(ag.date_ag, delai_convocation=ag.delai_convocation).convocation_lecture_souple


def is_tardif(fin: date | None, date_ag: date) -> bool:
    """Whether an assembly comes more than six months after the end of the exercice it looks back on."""
    return fin is not None and date_ag > add_mois(fin, MOIS_POUR_PRESENTER_LES_COMPTES)


Point = Resolution | LigneLue
"""A resolution, or a line of a list that shows one: both have what rules look at."""


def build_cas(resolution: Point, contexte: Contexte) -> Cas:
    """A resolution as rules see it."""
    return Cas(
        type=resolution.type,
        article=resolution.article,
        intitule=resolution.intitule,
        montant=resolution.montant_centimes,
        quote_part=share_quote_part(
            resolution.type, resolution.montant_centimes, resolution.voix_bailleur, resolution.voix_total
        ),
        voix=resolution.voix_bailleur,
        voix_total=resolution.voix_total,
        agence=contexte.agence,
        copropriete=contexte.copropriete,
        syndic=contexte.syndic,
        origine=contexte.origine,
        notre_demande=bool(resolution.notre_demande),
        anomalies=contexte.anomalies,
        comptes_tardifs=contexte.comptes_tardifs,
        convocation_tardive=contexte.convocation_tardive,
    )


def build_all(session: Session, resolutions: Sequence[Resolution]) -> list[Cas]:
    """The cases of many resolutions: what belongs to an assembly is read once."""
    contextes = load_contextes(session, {read_ag(resolution.ag) for resolution in resolutions})
    return [build_cas(resolution, contextes[resolution.ag_id]) for resolution in resolutions]
