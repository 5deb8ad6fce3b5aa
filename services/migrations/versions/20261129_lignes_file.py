"""The lines of the queues, written once for the resolutions already there."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "lignes_file"
down_revision = "sommes_copropriete"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SANS_DEPENSE = (
    "ACCESSIBILITE_OPPOSITION", "ACCES_OUVERTURE", "AUTORISATION_PRIVATIVE", "BUREAU_SEANCE", "COMPTE_BANCAIRE_CHOIX",
    "CS_ELECTION", "CS_FONCTIONNEMENT", "CS_NON_INSTITUTION", "DESTINATION_IMMEUBLE", "DESTINATION_LOT_HABITATION",
    "EXTRANET_DISPENSE", "INFO_SANS_VOTE", "IRVE_CONVENTION", "ISOLATION_25_2_1", "POLICE_ACCES", "QUITUS",
    "RC_MEUBLES_TOURISME", "RC_MODIFICATION", "REPRESENTATION_SECONDAIRE", "SEUIL_CONSULTATION_CS",
    "SEUIL_MISE_CONCURRENCE", "SYNDICAT_SECONDAIRE", "SYNDIC_DISPENSE_CONCURRENCE", "SYNDIC_REVOCATION",
    "TELECOM_FIBRE", "VELOS_PRIVATIF", "VIDEO_TRANSMISSION",
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "ligne_file",
        sa.Column("volet", sa.String(40), nullable=False),
        sa.Column("agent_id", BIG, nullable=False),
        sa.Column("date_ag", sa.Date(), nullable=False),
        sa.Column("ag_id", BIG, nullable=False),
        sa.Column("ordre", BIG, nullable=False),
        sa.Column("resolution_id", BIG, nullable=False),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("copropriete_id", BIG, nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("quote_part_centimes", BIG, nullable=True),
        sa.Column("recherche", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["resolution_id"], ["votes.resolution.id"], name="fk_ligne_file_resolution_id"),
        sa.ForeignKeyConstraint(["agent_id"], ["shared.agent.id"], name="fk_ligne_file_agent_id"),
        sa.PrimaryKeyConstraint("volet", "agent_id", "date_ag", "ag_id", "ordre", name="pk_ligne_file"),
        schema="votes",
        sqlite_with_rowid=False,
    )
    op.create_index("ix_ligne_file_resolution_id", "ligne_file", ["resolution_id"], schema="votes")
    fill()


def fill() -> None:
    schema = "votes." if op.get_bind().dialect.name == "postgresql" else ""
    columns = ("resolution_id", "volet", "agent_id", "role", "ag_id", "date_ag", "ordre", "copropriete_id", "type",
               "quote_part_centimes", "recherche")  # fmt: skip
    ligne_file = sa.table(
        "ligne_file",
        *(sa.column(name, sa.Date() if name == "date_ag" else None) for name in columns),
        schema=schema.rstrip(".") or None,
    )
    points = sa.text(
        "SELECT r.id AS resolution_id, r.ag_id, r.ordre, r.type, r.intitule, r.montant_centimes, r.voix_bailleur,"
        " r.voix_total, r.visa_role, r.notre_demande, a.date_ag, a.copropriete_id,"
        f" (SELECT max(f.agent_id) FROM {schema}affectation f WHERE f.resolution_id = r.id AND f.active) AS agent_id"
        f" FROM {schema}resolution r JOIN {schema}assemblee_generale a ON a.id = r.ag_id WHERE NOT r.information"
    ).columns(date_ag=sa.Date())
    reponses: dict[int, list[tuple[int, int, bool, bool]]] = {}
    for key, *reponse in op.get_bind().execute(sa.text(
        "SELECT c.resolution_id, c.rang, c.agent_id, c.perimee_le IS NOT NULL,"
        f" EXISTS (SELECT 1 FROM {schema}visa v WHERE v.consigne_id = c.id) FROM {schema}consigne c"
    )):  # fmt: skip
        reponses.setdefault(key, []).append(tuple(reponse))
    lignes = []
    for point in op.get_bind().execute(points).mappings().all():
        copied = {name: point[name] for name in columns if name in point and name != "agent_id"}
        copied |= {"recherche": normalise(point["intitule"]), "quote_part_centimes": share(point)}
        lignes += [
            {**copied, "volet": volet, "agent_id": agent_id, "role": role}
            for volet, agent_id, role in place(point, reponses.get(point["resolution_id"], []))
        ]
    if lignes:
        op.bulk_insert(ligne_file, lignes)


def place(point: Any, reponses: list[tuple[int, int, bool, bool]]) -> Iterator[tuple[str, int, str | None]]:
    last = max(reponses, default=None)
    if last is None or last[2]:
        if point["agent_id"] is not None:
            yield "A_DONNER", point["agent_id"], None
        return
    role = point["visa_role"] or ("DI" if point["notre_demande"] else None)
    if role is not None and not last[3]:
        yield "A_VISER", last[1], role
    for agent_id in {agent_id for _, agent_id, perimee, _ in reponses if not perimee}:
        yield "DONNEE", agent_id, None


def share(point: Any) -> int | None:
    montant, voix, total = point["montant_centimes"], point["voix_bailleur"], point["voix_total"]
    if point["type"] in SANS_DEPENSE or montant is None or voix is None or not total or voix > total:
        return None
    part = (2 * abs(montant) * voix + total) // (2 * total)
    return -part if montant < 0 else part


def normalise(texte: str) -> str:
    joined = texte.casefold().replace("œ", "oe").replace("æ", "ae")
    plain = "".join(char for char in unicodedata.normalize("NFKD", joined) if not unicodedata.combining(char))
    return " ".join(re.findall(r"[^\W_]+", plain))
