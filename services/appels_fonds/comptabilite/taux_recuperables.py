"""The recoverable rate of each clé: asked to charges, which owns it; kept with its source, used until a newer answer.

In the order of trust: the rate of the clé, of the syndic's account, the ratio of the copropriété, else nothing is
recoverable and the entry says so. The question is asked before the transaction that posts; without an answer in time
the last one known stands, and its date is shown.
"""

import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import Any, Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.appels_fonds.comptabilite.imputation import Taux
from services.appels_fonds.models import TauxRepris
from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.errors import AppError
from shared.models import Copropriete, now

log = logging.getLogger(__name__)
SOURCES = {"cle": "dépenses de la clé", "compte_syndic": "compte du syndic", "copropriete": "moyenne de la copropriété"}
TOUTES = "*"
"""The clé under which the ratio of the whole copropriété is kept."""
DEMANDES_MAXIMALES = 40
"""How many copropriétés charges is asked about before an integration; the others post at the last rates known."""


class Client(Protocol):
    """Who asks the other services; see ``shared.client``."""

    def ask(self, service: str, path: str, acteur: Acteur, **params: Any) -> Any:
        """GET and return the JSON."""


@dataclass(frozen=True, slots=True)
class Reponse:
    """What charges says of one clé (or ``*``): percent, on what it rests, and the sentence that explains it."""

    cle: str
    taux: Decimal
    source: str
    explication: str


def ask_taux(client: Client, acteur: Acteur, copropriete: str) -> list[Reponse] | None:
    """Ask charges for the rates of a copropriété; None when it does not answer in time, or refuses."""
    try:
        return read_reponse(client.ask("charges", f"/coproprietes/{copropriete}/taux-recuperables", acteur))
    except (AppError, KeyError, TypeError, ArithmeticError) as error:
        log.warning("no recoverable rate for %s: %s", copropriete, error)
        return None


def ask_pour(client: Client, acteur: Acteur, codes: Iterable[str]) -> dict[str, list[Reponse]]:
    """Ask charges for the rates of several copropriétés; it stops at the first silence, and after a few dozen."""
    found: dict[str, list[Reponse]] = {}
    for code in sorted(set(codes))[:DEMANDES_MAXIMALES]:
        reponses = ask_taux(client, acteur, code)
        if reponses is None:
            break
        found[code] = reponses
    return found


def record_reponses(session: Session, acteur: Acteur, reponses: Mapping[str, Iterable[Reponse]]) -> int:
    """Keep what charges answered of several copropriétés; returns how many rates changed."""
    ids = find_copropriete_ids(session, reponses)
    return sum(record_taux(session, acteur, ids[code], answered) for code, answered in reponses.items() if code in ids)


def read_reponse(answer: Mapping[str, Any]) -> list[Reponse]:
    """The rate of each clé, and that of the copropriété as a whole: recoverable over total of its clés."""
    cles = [row for row in answer["cles"] if row["total_centimes"] > 0]
    reponses = [
        Reponse(row["cle"], Decimal(row["taux"]), "cle", f"exercice {answer['exercice']} : {row['fondement']}")
        for row in cles
    ]
    total, recuperable = (sum(row[name] for row in cles) for name in ("total_centimes", "recuperable_centimes"))
    if total > 0:
        taux = (Decimal(max(0, recuperable)) * 100 / total).quantize(Decimal("0.01"), ROUND_DOWN)
        phrase = f"exercice {answer['exercice']} : toutes les clés ensemble (estimation)"
        reponses.append(Reponse(TOUTES, min(taux, Decimal(100)), "copropriete", phrase))
    return reponses


def record_taux(session: Session, acteur: Acteur, copropriete_id: int, reponses: Iterable[Reponse]) -> int:
    """Keep what charges answered; a new version only where the answer differs. Returns how many changed."""
    known = load_taux(session, copropriete_id)
    changed = 0
    for reponse in reponses:
        before = known.get(reponse.cle)
        centiemes = int(reponse.taux * 100)
        if before and (before.taux_centiemes, before.source) == (centiemes, reponse.source):
            continue
        changed += 1
        session.add(
            TauxRepris(
                copropriete_id=copropriete_id, cle=reponse.cle, version=before.version + 1 if before else 1,
                taux_centiemes=centiemes, source=reponse.source, explication=reponse.explication, demande_le=now(),
            )
        )  # fmt: skip
    if changed:
        session.flush()
        record_acte(
            session, acteur, "reprend les taux récupérables de charges", "copropriete", copropriete_id,
            copropriete_id=copropriete_id, detail={"cles": changed},
        )  # fmt: skip
    return changed


def load_taux(session: Session, copropriete_id: int) -> dict[str, TauxRepris]:
    """The latest answer for each clé, ``*`` for the whole copropriété."""
    return load_taux_de(session, [copropriete_id])[copropriete_id]


def load_taux_de(session: Session, copropriete_ids: Collection[int]) -> Mapping[int, dict[str, TauxRepris]]:
    """The same for several copropriétés, by their id."""
    found: dict[int, dict[str, TauxRepris]] = {id_: {} for id_ in copropriete_ids}
    for row in session.scalars(
        select(TauxRepris)
        .where(TauxRepris.copropriete_id.in_(copropriete_ids))
        .order_by(TauxRepris.cle, TauxRepris.version)
    ):
        found[row.copropriete_id][row.cle] = row
    return found


@dataclass(frozen=True)
class TauxRetenus:
    """The rates to post at, and the sentence that says on what they rest."""

    taux: Mapping[str, Taux]
    note: str | None
    manquantes: Sequence[str]


def choose_taux(known: Mapping[str, TauxRepris], cles: Iterable[str]) -> TauxRetenus:
    """The rate of each clé: its own, else that of the copropriété, else none and it is said."""
    taux: dict[str, Taux] = {}
    phrases, missing = [], []
    for cle in sorted(set(cles)):
        row = known.get(cle) or known.get(TOUTES)
        if row is None:
            missing.append(cle)
            continue
        taux[cle] = Decimal(row.taux_centiemes) / 100
        source = SOURCES.get(row.source, row.source)
        phrases.append(f"{cle} {_percent(row.taux_centiemes)} récupérable ({source}, version {row.version})")
    if missing:
        phrases.append(
            f"part récupérable inconnue pour {', '.join(missing)} : 100 % non récupérable, à vérifier dans charges"
        )
    return TauxRetenus(taux, " ; ".join(phrases) or None, missing)


def _percent(centiemes: int) -> str:
    entier, reste = divmod(centiemes, 100)
    return f"{entier},{reste:02d} %" if reste else f"{entier} %"


def find_copropriete_ids(session: Session, codes: Iterable[str]) -> dict[str, int]:
    """Code → id, for the answers of several copropriétés."""
    rows = session.execute(select(Copropriete.code, Copropriete.id).where(Copropriete.code.in_(list(codes))))
    return {row.code: row.id for row in rows}
