"""What is at stake in an assembly, as the choice of its channel looks at it."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.votes.envois.canaux import Enjeu, Recommandation, recommend_canal
from services.votes.majorites.quote_part import compute_quote_part
from services.votes.models import AssembleeGenerale, Canal, Resolution
from services.votes.parametres import load_parametres


def recommend_for(session: Session, ag: AssembleeGenerale) -> Recommandation:
    """The channel we recommend for an assembly whose resolutions are loaded."""
    seuil = load_parametres(session).seuil_presence_centimes
    return recommend_canal([_weigh(one) for one in ag.resolutions if not one.information], seuil)


def recommend_for_all(session: Session, ag_ids: Collection[int]) -> dict[int, Recommandation]:
    """The same for many assemblies, by id, in two queries."""
    seuil = load_parametres(session).seuil_presence_centimes
    enjeux: dict[int, list[Enjeu]] = {ag_id: [] for ag_id in ag_ids}
    query = select(Resolution).where(Resolution.ag_id.in_(ag_ids), Resolution.information.is_(False))
    for one in session.scalars(query.order_by(Resolution.ordre)):
        enjeux[one.ag_id].append(_weigh(one))
    return {ag_id: recommend_canal(found, seuil) for ag_id, found in enjeux.items()}


def _weigh(one: Resolution) -> Enjeu:
    return Enjeu(one.numero, one.type, one.article, one.voix_bailleur, one.voix_total, compute_quote_part(one))


def explain_canal(session: Session, ag: AssembleeGenerale, canal: Canal) -> list[str]:
    """Why this channel: the reasons of our recommendation, and that the manager departed from it when he did."""
    recommandation = recommend_for(session, ag)
    follows = canal is recommandation.canal or {canal, recommandation.canal} == {Canal.POUVOIR, Canal.PRESENCE}
    return list(recommandation.raisons) if follows else ["Choisi par le responsable.", *recommandation.raisons]
