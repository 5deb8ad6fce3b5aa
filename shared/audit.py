"""The audit journal: one line per act, written in the act's transaction; sealed afterwards by a chain of hashes.

Lines are chained in the order the sealer meets them, not in the order of their ids, so that no transaction ever waits
for another. Changing, removing or slipping in a sealed line breaks the chain at that place.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from shared.acteurs import Acteur
from shared.database import lock_for_update
from shared.models import AuditLigne, AuditSceau, now

ORIGINE = "0" * 64
VERROU_SCEAU = 7_106_001


def record_acte(
    session: Session,
    acteur: Acteur,
    acte: str,
    objet: str,
    objet_id: int | str,
    *,
    copropriete_id: int | None = None,
    detail: dict[str, Any] | None = None,
) -> None:
    """Write who did what on what. ``acte`` is a French verb phrase (« importe un appel »), ``detail`` plain JSON."""
    session.add(
        AuditLigne(
            le=now(),
            agent=acteur.courriel,
            acte=acte,
            objet=objet,
            objet_id=str(objet_id),
            copropriete_id=copropriete_id,
            detail=detail or {},
        )
    )


def record_actes(
    session: Session, acteur: Acteur, acte: str, objet: str, faits: Iterable[tuple[int | str, int, dict[str, Any]]]
) -> None:
    """Write at once the same act done on many things, each by its id, its copropriété and its detail."""
    fixe = {"le": now(), "agent": acteur.courriel, "acte": acte, "objet": objet}
    rows = [
        {**fixe, "objet_id": str(objet_id), "copropriete_id": copropriete_id, "detail": detail}
        for objet_id, copropriete_id, detail in faits
    ]
    if rows:
        session.execute(insert(AuditLigne), rows)


def seal_once(session: Session, limit: int = 1000) -> int:
    """Seal the committed lines that have no seal yet; returns how many. One sealer at a time."""
    lock_for_update(session, VERROU_SCEAU)
    last = session.scalar(select(AuditSceau).order_by(AuditSceau.rang.desc()).limit(1))
    rang, empreinte = (last.rang, last.empreinte) if last else (0, ORIGINE)
    unsealed = (
        select(AuditLigne)
        .outerjoin(AuditSceau, AuditSceau.ligne_id == AuditLigne.id)
        .where(AuditSceau.rang.is_(None))
        .order_by(AuditLigne.id)
        .limit(limit)
    )
    lines = session.scalars(unsealed).all()
    for line in lines:
        rang, empreinte = rang + 1, _chain(empreinte, line)
        session.add(AuditSceau(rang=rang, ligne_id=line.id, empreinte=empreinte))
    return len(lines)


@dataclass(frozen=True)
class Verification:
    """What was found: ``rupture`` is the sentence that says where the chain breaks, or None."""

    lignes_scellees: int
    lignes_en_attente: int
    plus_ancienne_en_attente: datetime | None
    rupture: str | None


def verify_chain(session: Session) -> Verification:
    """Recompute the whole chain and say whether it holds, and what is not sealed yet."""
    empreinte, sealed, rupture = ORIGINE, 0, None
    rows = session.execute(
        select(AuditSceau, AuditLigne)
        .outerjoin(AuditLigne, AuditLigne.id == AuditSceau.ligne_id)
        .order_by(AuditSceau.rang)
        .execution_options(yield_per=1000)
    )
    for expected, (sceau, line) in enumerate(rows, start=1):
        if sceau.rang != expected:
            rupture = f"le sceau n° {expected} manque"
        elif line is None:
            rupture = f"la ligne {sceau.ligne_id} du journal, scellée au rang {sceau.rang}, a disparu"
        else:
            empreinte = _chain(empreinte, line)
            if empreinte != sceau.empreinte:
                rupture = f"la ligne {line.id} du journal ({line.acte}) ne correspond plus à son sceau n° {sceau.rang}"
        if rupture:
            break
        sealed += 1
    waiting, oldest = session.execute(
        select(func.count(AuditLigne.id), func.min(AuditLigne.le))
        .outerjoin(AuditSceau, AuditSceau.ligne_id == AuditLigne.id)
        .where(AuditSceau.rang.is_(None))
    ).one()
    return Verification(sealed, waiting, oldest, rupture)


def _chain(previous: str, line: AuditLigne) -> str:
    moment = line.le.isoformat()
    content = [line.id, moment, line.agent, line.acte, line.objet, line.objet_id, line.copropriete_id, line.detail]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()
