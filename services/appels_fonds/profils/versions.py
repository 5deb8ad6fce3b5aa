"""The profile of a syndic: what was recognised and corrected in his workbooks, versioned, written as a file.

What a person corrected decides: columns, names of copropriétés, clés, lots, kinds, sign. What was recognised in his
integrated workbooks is kept beside it, as witnesses (``dispositions``).
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, post_load, validate, validates_schema
from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from services.appels_fonds.lecture.colonnes.roles import Role
from services.appels_fonds.lecture.patrimoine.referentiel import Profil
from services.appels_fonds.lecture.valeurs.mots import normalise
from services.appels_fonds.models import ProfilSyndic
from services.appels_fonds.natures import Nature
from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.database import lock_for_update
from shared.errors import InvalidError, NotFoundError, StaleError
from shared.models import Copropriete, MandatSyndic, Syndic, now
from shared.patrimoine.lectures import in_force
from shared.presentation import today

VERROU_PROFIL = 7_106_900


class AliasSchema(Schema):
    """Words of the file for one clé or lot of a copropriété."""

    copropriete = fields.String(required=True)
    mots = fields.String(required=True)
    vaut = fields.String(required=True)


class DispositionSchema(Schema):
    """A layout recognised in an integrated workbook: headers in their order, the role of each (empty: not used)."""

    entetes = fields.List(fields.String(), required=True)
    roles = fields.List(fields.String(validate=validate.OneOf(["", *Role])), required=True)
    fichier = fields.String(required=True)

    @validates_schema
    def pair(self, data: dict[str, Any], **_: Any) -> None:
        """One role a header."""
        if len(data.get("entetes", ())) != len(data.get("roles", ())):
            raise ValidationError("Chaque en-tête a un rôle, vide s’il n’est pas utilisé.", "roles")


class ProfilSchema(Schema):
    """A profile as a file. Unknown keys are refused by name."""

    class Meta:
        unknown = RAISE

    roles = fields.Dict(fields.String(), fields.String(validate=validate.OneOf(list(Role))), load_default=dict)
    coproprietes = fields.Dict(fields.String(), fields.String(), load_default=dict)
    cles = fields.List(fields.Nested(AliasSchema), load_default=list)
    lots = fields.List(fields.Nested(AliasSchema), load_default=list)
    natures = fields.Dict(fields.String(), fields.String(validate=validate.OneOf(list(Nature))), load_default=dict)
    sens = fields.Integer(load_default=1, validate=validate.OneOf([1, -1]))
    dispositions = fields.List(fields.Nested(DispositionSchema), load_default=list)

    @post_load
    def bring_to_one_form(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """A profile may be written by hand, its words as the syndic writes them."""
        for nom in ("roles", "coproprietes", "natures"):
            vus: dict[str, str] = {}
            for mots, vaut in data[nom].items():
                if vus.setdefault(normalise(mots), vaut) != vaut:
                    raise ValidationError(f"« {mots} » est écrit deux fois, avec deux sens : gardez le bon.", nom)
        return normalise_contenu(data)


VIDE: dict[str, Any] = {"roles": {}, "coproprietes": {}, "cles": [], "lots": [], "natures": {}, "sens": 1,
                        "dispositions": []}  # fmt: skip


@dataclass(frozen=True)
class ProfilEnVigueur:
    """The profile a file was read by."""

    syndic_id: int
    syndic: str
    version: int
    contenu: Mapping[str, Any]

    @property
    def has_corrections(self) -> bool:
        """Whether a person taught anything: layouts alone do not change how a file is read."""
        return {**VIDE, **self.contenu, "dispositions": []} != VIDE

    @property
    def regles(self) -> Profil:
        """The same, as the reading wants it."""
        return build_regles(self.contenu)


def normalise_contenu(contenu: Mapping[str, Any]) -> dict[str, Any]:
    """A profile whose words are in the form they are compared in: without case, accents, nor doubled spaces."""
    return {
        **contenu,
        **{
            nom: {normalise(mots): vaut for mots, vaut in contenu.get(nom, {}).items()}
            for nom in ("roles", "coproprietes", "natures")
        },
        **{
            nom: [{**alias, "mots": normalise(alias["mots"])} for alias in contenu.get(nom, ())]
            for nom in ("cles", "lots")
        },
        "dispositions": [
            {**une, "entetes": [normalise(entete) for entete in une["entetes"]]}
            for une in contenu.get("dispositions", ())
        ],
    }


def build_regles(contenu: Mapping[str, Any]) -> Profil:
    """The plain values of the reading."""
    return Profil(
        roles=contenu["roles"],
        coproprietes=contenu["coproprietes"],
        cles={(alias["copropriete"], alias["mots"]): alias["vaut"] for alias in contenu["cles"]},
        lots={(alias["copropriete"], alias["mots"]): alias["vaut"] for alias in contenu["lots"]},
        natures=contenu["natures"],
        sens=contenu["sens"],
    )


def load_contenu(texte: str | bytes) -> dict[str, Any]:
    """A profile from its file.

    :raises InvalidError: not a profile; every fault in one pass.
    """
    try:
        brut = json.loads(texte)
        charge: dict[str, Any] = ProfilSchema().load(brut)
    except ValidationError as error:
        fautes = [{"ou": nom, "message": str(message)} for nom, message in error.normalized_messages().items()]
        raise InvalidError(
            "Ce fichier n’est pas un profil de syndic.", code="PROFIL_INVALIDE", fautes=fautes
        ) from error
    except (ValueError, RecursionError) as error:
        raise InvalidError("Ce fichier n’est pas du JSON.", code="PROFIL_INVALIDE") from error
    return charge


def find_syndic_id(session: Session, codes: Iterable[str]) -> int | None:
    """The syndic in charge today of these copropriétés, when most of them have the same."""
    codes = list(codes)
    if not codes:
        return None
    rows = session.scalars(
        select(MandatSyndic.syndic_id)
        .join(Copropriete, Copropriete.id == MandatSyndic.copropriete_id)
        .where(Copropriete.code.in_(codes), in_force(MandatSyndic.du, MandatSyndic.au, today()))
    ).all()
    for syndic_id, nombre in Counter(rows).most_common(1):
        if nombre * 2 > len(rows):
            return syndic_id
    return None


def find_profil(session: Session, syndic_id: int | None) -> ProfilEnVigueur | None:
    """The profile in force of a syndic; None when he has none, or is not known."""
    found = _latest(session, syndic_id) if syndic_id is not None else None
    if found is None:
        return None
    return ProfilEnVigueur(found.syndic_id, found.syndic.nom, found.version, normalise_contenu(found.contenu))


def list_alias_coproprietes(session: Session) -> dict[str, str]:
    """Every name of a copropriété that some syndic's profile in force gives: the syndic is not known yet."""
    alias: dict[str, str] = {}
    for profil in list_profils(session):
        alias |= profil.contenu["coproprietes"]
    return alias


def list_profils(session: Session) -> Sequence[ProfilSyndic]:
    """The profile in force of each syndic that has one."""
    last = select(ProfilSyndic.syndic_id, func.max(ProfilSyndic.version).label("v")).group_by(ProfilSyndic.syndic_id)
    latest = last.subquery()
    return session.scalars(
        select(ProfilSyndic)
        .join(latest, (latest.c.syndic_id == ProfilSyndic.syndic_id) & (latest.c.v == ProfilSyndic.version))
        .options(joinedload(ProfilSyndic.syndic))
        .order_by(ProfilSyndic.syndic_id)
    ).all()


def list_versions(session: Session, syndic_id: int) -> Sequence[ProfilSyndic]:
    """The versions of a profile, latest first."""
    return session.scalars(
        select(ProfilSyndic).where(ProfilSyndic.syndic_id == syndic_id).order_by(ProfilSyndic.version.desc())
    ).all()


def get_syndic(session: Session, code: str) -> Syndic:
    """A syndic by his code.

    :raises NotFoundError: no such syndic.
    """
    found = session.scalar(select(Syndic).where(Syndic.code == code))
    if found is None:
        raise NotFoundError("Ce syndic n’existe pas.", code="SYNDIC_INCONNU")
    return found


def current_contenu(session: Session, syndic_id: int) -> tuple[int, dict[str, Any]]:
    """(version, content) of the profile in force; version 0 and nothing when there is none."""
    found = _latest(session, syndic_id)
    vide: dict[str, Any] = json.loads(json.dumps(VIDE))
    return (found.version, vide | normalise_contenu(found.contenu)) if found else (0, vide)


def adopt_profil(
    session: Session, acteur: Acteur, syndic: Syndic, contenu: Mapping[str, Any], *, motif: str, version: int
) -> ProfilSyndic:
    """Make a new version of a profile, the one in force from now on.

    :param version: the one the person saw.
    :raises StaleError: somebody adopted another meanwhile.
    """
    lock_for_update(session, VERROU_PROFIL)
    known, _ = current_contenu(session, syndic.id)
    if known != version:
        raise StaleError(f"Le profil de {syndic.nom} est passé à la version {known} depuis que vous l’avez ouvert.")
    profil = ProfilSyndic(
        syndic_id=syndic.id, version=known + 1, contenu=dict(contenu), motif=motif.strip() or "corrigé",
        agent=acteur.courriel, cree_le=now(),
    )  # fmt: skip
    session.add(profil)
    session.flush()
    record_acte(
        session, acteur, "change le profil d’un syndic", "profil", syndic.code,
        detail={"version": profil.version, "motif": profil.motif},
    )  # fmt: skip
    return profil


def _latest(session: Session, syndic_id: int) -> ProfilSyndic | None:
    return session.scalar(
        select(ProfilSyndic)
        .where(ProfilSyndic.syndic_id == syndic_id)
        .options(joinedload(ProfilSyndic.syndic))
        .order_by(ProfilSyndic.version.desc())
        .limit(1)
    )
