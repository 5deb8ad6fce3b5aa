"""What the JSON door says and hears of the queue, of answers and visas, of reservations and of our dates."""

from typing import Any

from marshmallow import Schema, fields, validate

from services.votes.consignes.filtres_file import ECHEANCES, VOLETS
from services.votes.models import EtatEngagement, Position
from services.votes.parametres import DEFINITIONS


class FiltreFileSchema(Schema):
    """How to narrow the queue; the same names as in the address of the page. ``montant``: euros at least."""

    volet = fields.String(load_default="a-donner", validate=validate.OneOf(list(VOLETS)))
    q = fields.String(load_default="")
    type = fields.String(load_default="")
    agence = fields.String(load_default="")
    echeance = fields.String(load_default="", validate=validate.OneOf(["", *ECHEANCES]))
    montant = fields.String(load_default="")
    agent = fields.String(load_default="")
    tri = fields.String(load_default="")
    page = fields.Integer(load_default=1, validate=validate.Range(1, 999_999))


class LigneFileSchema(Schema):
    """One resolution of the queue. ``echeance``: our internal date."""

    id = fields.Integer(required=True)
    version = fields.Integer(required=True)
    copropriete = fields.String(required=True)
    assemblee = fields.Integer(attribute="ag_id", required=True)
    date_ag = fields.Date(required=True)
    echeance = fields.Date(required=True)
    numero = fields.String(required=True)
    intitule = fields.String(required=True)
    type = fields.String(required=True)
    article = fields.String(required=True)
    montant_centimes = fields.Integer(allow_none=True)
    quote_part_centimes = fields.Integer(allow_none=True)
    voix_bailleur = fields.Integer(allow_none=True)
    voix_total = fields.Integer(allow_none=True)
    agent = fields.String(allow_none=True)


class FileSchema(Schema):
    """A page of the queue with the totals of the whole filtered list."""

    lignes = fields.List(fields.Nested(LigneFileSchema), required=True)
    page = fields.Integer(required=True)
    nombre = fields.Integer(required=True)
    quote_part_centimes = fields.Integer(required=True)
    sans_montant = fields.Integer(required=True)


class ChoixSchema(Schema):
    """A resolution at the version that was read."""

    resolution = fields.Integer(required=True, validate=validate.Range(1, 2**62))
    version = fields.Integer(required=True, validate=validate.Range(0, 2**31))


class ChoixSelectionSchema(Schema):
    """A selection of resolutions."""

    choix = fields.List(fields.Nested(ChoixSchema), required=True, validate=validate.Length(1, 1000))


class SelectionSchema(ChoixSelectionSchema):
    """One answer for a selection; its second ballot is kept where one can open."""

    position = fields.Enum(Position, required=True)
    position_second = fields.Enum(Position, load_default=None, allow_none=True)
    position_si_amendee = fields.Enum(Position, load_default=None, allow_none=True)
    motif = fields.String(required=True)
    motif_ecart = fields.String(load_default=None, allow_none=True)


class LaisseeSchema(Schema):
    """A resolution that was left as it is, and why."""

    resolution = fields.Integer(attribute="resolution_id", required=True)
    code = fields.String(required=True)
    motif = fields.String(required=True)


class BilanSelectionSchema(Schema):
    """What became of a selection."""

    repondues = fields.List(fields.Integer(), required=True)
    laissees = fields.List(fields.Nested(LaisseeSchema), required=True)


class NouveauVisaSchema(Schema):
    """An agreement, or a refusal with its reason; ``version`` is that of the resolution as it was read."""

    accorde = fields.Boolean(required=True)
    motif = fields.String(load_default="")
    version = fields.Integer(required=True)


class VisaSchema(Schema):
    """A second agreement, and who gave it."""

    accorde = fields.Boolean(required=True)
    motif = fields.String(required=True)
    agent = fields.String(required=True, attribute="agent.courriel")
    le = fields.DateTime(required=True)


class ChangementSchema(Schema):
    """What an answer changed."""

    quoi = fields.String(required=True)
    avant = fields.String(allow_none=True)
    apres = fields.String(allow_none=True)


class EvenementSchema(Schema):
    """One line of the history of a decision."""

    le = fields.DateTime(required=True)
    phrase = fields.String(required=True)
    position = fields.Enum(Position, allow_none=True)
    changements = fields.List(fields.Nested(ChangementSchema), required=True)
    notes = fields.List(fields.String(), required=True)


class FiltreBudgetSchema(Schema):
    """How to narrow the reservations; without a state, those that hold."""

    annee = fields.String(load_default="")
    etat = fields.String(load_default="", validate=validate.OneOf(["", "TOUS", *EtatEngagement.__members__]))
    q = fields.String(load_default="")
    tri = fields.String(load_default="")
    page = fields.Integer(load_default=1, validate=validate.Range(1, 999_999))


class LigneBudgetSchema(Schema):
    """Our quote-part of a resolution for one year."""

    annee = fields.Integer(required=True)
    montant_centimes = fields.Integer(required=True)
    etat = fields.Enum(EtatEngagement, required=True)
    motif = fields.String(required=True)
    resolution = fields.Integer(attribute="resolution_id", required=True)
    intitule = fields.String(required=True)
    type = fields.String(required=True)
    copropriete = fields.String(required=True)
    date_ag = fields.Date(required=True)


class SommeAnneeSchema(Schema):
    """What a year holds."""

    annee = fields.Integer(required=True)
    reserve_centimes = fields.Integer(required=True)
    engage_centimes = fields.Integer(required=True)


class BudgetSchema(Schema):
    """A page of reservations, what the filtered list sums to, and the totals of every year."""

    lignes = fields.List(fields.Nested(LigneBudgetSchema), required=True)
    page = fields.Integer(required=True)
    nombre = fields.Integer(required=True)
    total_centimes = fields.Integer(required=True)
    annees = fields.List(fields.Nested(SommeAnneeSchema), required=True)


def _name_parametres(*, requis: bool) -> dict[str, fields.Field[Any]]:
    named: dict[str, fields.Field[Any]] = {one.code: fields.Integer(required=requis) for one in DEFINITIONS}
    return named | {"version": fields.Integer(required=True)}


NouveauxParametresSchema = Schema.from_dict(_name_parametres(requis=False), name="NouveauxParametres")
ParametresSchema = Schema.from_dict(_name_parametres(requis=True), name="Parametres")
