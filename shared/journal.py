"""Reading the audit journal: who did what, in the words of the trade, with the names people have today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from shared.acteurs import SYSTEME
from shared.auteurs import find_noms
from shared.models import AuditLigne, Copropriete
from shared.montants import format_montant
from shared.presentation import PARIS, format_date, format_nombre

LIBELLES = {
    "du": "du", "au": "au", "avant": "avant", "apres": "après", "cle": "clé", "tantiemes": "tantièmes",
    "roles": "rôles", "agences": "agences", "crees": "créés", "modifies": "modifiés", "montant_centimes": "montant",
    "total_centimes": "total", "resolution": "résolution", "motif": "motif", "ecritures": "écritures",
    "reference_bailleur": "notre référence", "coproprietes": "copropriétés", "cles": "clés", "detentions": "détentions",
    "surface_m2": "surface en m²", "travaux_votes": "travaux votés", "appels_anterieurs": "appels antérieurs",
}  # fmt: skip
"""How the keys of a detail are said; the others are said as they are."""
OBJETS = {"copropriete": "copropriété", "resolution": "résolution", "ecriture": "écriture", "ag": "AG"}
NOMBRE_MAXIMAL = 12


@dataclass(frozen=True)
class Acte:
    """One line of the journal, for people. ``detail``: what and its value, both as they are read."""

    id: int
    le: datetime
    agent: str
    courriel: str
    acte: str
    objet: str
    objet_id: str
    copropriete: str | None
    detail: list[tuple[str, str]]


def select_journal(
    *,
    courriel: str = "",
    texte: str = "",
    copropriete_id: int | None = None,
    du: date | None = None,
    au: date | None = None,
) -> Select[AuditLigne]:
    """The lines that match every filter given, latest first; days are those of Paris, both included."""
    query = select(AuditLigne).order_by(AuditLigne.id.desc())
    if courriel:
        query = query.where(AuditLigne.agent == courriel)
    if texte:
        query = query.where(
            or_(
                AuditLigne.acte.contains(texte, autoescape=True),
                AuditLigne.objet.contains(texte, autoescape=True),
                AuditLigne.objet_id.contains(texte, autoescape=True),
            )
        )
    if copropriete_id is not None:
        query = query.where(AuditLigne.copropriete_id == copropriete_id)
    if du:
        query = query.where(AuditLigne.le >= datetime.combine(du, time(), PARIS))
    if au:
        query = query.where(AuditLigne.le < datetime.combine(au + timedelta(days=1), time(), PARIS))
    return query


def tell_lignes(session: Session, lignes: Sequence[AuditLigne]) -> list[Acte]:
    """These lines with the names of the agents and the codes of the copropriétés."""
    noms = {**find_noms(session, {ligne.agent for ligne in lignes}), SYSTEME.courriel: SYSTEME.nom}
    ids = {ligne.copropriete_id for ligne in lignes if ligne.copropriete_id}
    codes = dict(session.execute(select(Copropriete.id, Copropriete.code).where(Copropriete.id.in_(ids))).all())
    return [
        Acte(
            id=ligne.id,
            le=ligne.le,
            agent=noms.get(ligne.agent, ligne.agent),
            courriel=ligne.agent,
            acte=ligne.acte,
            objet=OBJETS.get(ligne.objet, ligne.objet),
            objet_id=ligne.objet_id,
            copropriete=codes.get(ligne.copropriete_id or 0),
            detail=tell_detail(ligne.detail),
        )
        for ligne in lignes
    ]


def tell_detail(detail: dict[str, Any]) -> list[tuple[str, str]]:
    """The detail of a line as pairs that can be read: amounts in euros, dates in French, lists in one sentence."""
    return [(LIBELLES.get(key, key.replace("_", " ")), _say(key, value)) for key, value in detail.items() if value]


def _say(key: str, value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{LIBELLES.get(name, name)} {_say(name, inner)}" for name, inner in value.items())
    if isinstance(value, list):
        more = f" … et {len(value) - NOMBRE_MAXIMAL} autres" if len(value) > NOMBRE_MAXIMAL else ""
        return ", ".join(_say(key, inner) for inner in value[:NOMBRE_MAXIMAL]) + more
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, int):
        return format_montant(value) if key.endswith("_centimes") else format_nombre(value)
    if isinstance(value, str) and len(value) == 10 and value[4:5] == value[7:8] == "-":
        return _say_date(value)
    return "rien" if value is None else str(value)


def _say_date(value: str) -> str:
    try:
        return format_date(date.fromisoformat(value))
    except ValueError:
        return value
