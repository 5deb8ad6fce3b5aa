"""Use cases of « Mes vues »: a list kept under a name is an address with its filters, for one agent."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.errors import InvalidError, NotFoundError
from shared.models import Vue

NOM_MAXIMAL, ADRESSE_MAXIMALE, VUES_MAXIMALES = 60, 1500, 50


def list_vues(session: Session, acteur: Acteur) -> Sequence[Vue]:
    """The views of an agent, by name."""
    return session.scalars(select(Vue).where(Vue.agent_id == acteur.id).order_by(Vue.nom)).all()


def keep_vue(session: Session, acteur: Acteur, nom: str, adresse: str) -> Vue:
    """Keep an address under a name; the same name again takes the new address.

    :raises InvalidError: no name, a name too long, an address that is not one of ours, or too many views.
    """
    nom = " ".join(nom.split())
    fautes = []
    if not nom or len(nom) > NOM_MAXIMAL:
        fautes.append({"ou": "Nom de la vue", "message": f"à remplir, en {NOM_MAXIMAL} caractères au plus"})
    if not is_ours(adresse):
        fautes.append({"ou": "Adresse", "message": "ce n’est pas une page de Tantième"})
    vue = session.scalar(select(Vue).where(Vue.agent_id == acteur.id, Vue.nom == nom))
    kept = session.scalar(select(func.count(Vue.id)).where(Vue.agent_id == acteur.id)) or 0
    if vue is None and kept >= VUES_MAXIMALES:
        fautes.append({"ou": "Mes vues", "message": f"{VUES_MAXIMALES} au plus : supprimez-en une"})
    if fautes or acteur.id is None:
        raise InvalidError("La vue n’est pas gardée.", code="VUE_INVALIDE", fautes=fautes)
    if vue is None:
        vue = Vue(agent_id=acteur.id, nom=nom, adresse=adresse)
        session.add(vue)
    former, vue.adresse = vue.adresse, adresse
    session.flush()
    detail = {"nom": nom, "avant": former, "apres": adresse}
    record_acte(session, acteur, "garde une vue", "vue", vue.id, detail=detail)
    return vue


def drop_vue(session: Session, acteur: Acteur, vue_id: int) -> None:
    """Forget a view of one's own.

    :raises NotFoundError: not there, or somebody else's.
    """
    vue = session.scalar(select(Vue).where(Vue.id == vue_id, Vue.agent_id == acteur.id))
    if vue is None:
        raise NotFoundError("Cette vue n’existe plus.", code="VUE_INCONNUE")
    record_acte(session, acteur, "supprime une vue", "vue", vue.id, detail={"nom": vue.nom, "avant": vue.adresse})
    session.delete(vue)


def is_ours(adresse: str) -> bool:
    """Whether an address is a path of this site, never another site's."""
    return (
        adresse.startswith("/")
        and not adresse.startswith(("//", "/\\"))
        and len(adresse) <= ADRESSE_MAXIMALE
        and adresse.isprintable()
    )
