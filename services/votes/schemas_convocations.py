"""What the JSON door of convocations says and hears. Amounts are integers of centimes."""

from marshmallow import Schema, fields, validate

from services.votes.assemblees.saisie_convocation import ARTICLES, POINTS_MAX
from services.votes.schemas import NouvelleAssembleeSchema


class FichierSchema(Schema):
    """The file of a convocation: PDF, e-mail, workbook or text."""

    fichier = fields.Raw(required=True, metadata={"type": "string", "format": "binary"})


class PointSchema(Schema):
    """One resolution as printed."""

    numero = fields.String(allow_none=True, load_default=None, validate=validate.Length(max=20))
    intitule = fields.String(required=True, validate=validate.Length(min=1, max=2000))
    texte = fields.String(load_default="", validate=validate.Length(max=100_000))
    article_imprime = fields.String(allow_none=True, load_default=None, validate=validate.OneOf(ARTICLES[1:]))
    montant = fields.Integer(allow_none=True, load_default=None)
    information = fields.Boolean(load_default=False)


class CandidateSchema(Schema):
    """One of our copropriétés that the convocation may be for, and why."""

    code = fields.String(required=True)
    nom = fields.String(required=True)
    raison = fields.String(required=True)
    sure = fields.Boolean(required=True)


class ConvocationLueSchema(Schema):
    """What a convocation says. ``depot`` names the kept file, to be sent back when the assembly is created."""

    depot = fields.String(required=True)
    copropriete = fields.String(allow_none=True)
    immatriculation = fields.String(allow_none=True)
    candidates = fields.List(fields.Nested(CandidateSchema), required=True)
    date_ag = fields.Date(allow_none=True)
    heure = fields.Time(allow_none=True)
    lieu = fields.String(allow_none=True)
    transmise_le = fields.Date(allow_none=True)
    formulaire_limite = fields.Date(allow_none=True)
    formulaire_courriel = fields.String(allow_none=True)
    formulaire_adresse = fields.String(allow_none=True)
    resolutions = fields.List(fields.Nested(PointSchema), required=True)
    non_compris = fields.List(fields.String(), required=True)


class NouvelleConvocationSchema(NouvelleAssembleeSchema):
    """An assembly with the file it came from and its resolutions; without resolutions, those read in the file."""

    depot = fields.String(required=True, validate=validate.Length(equal=64))
    resolutions = fields.List(
        fields.Nested(PointSchema), allow_none=True, load_default=None, validate=validate.Length(min=1, max=POINTS_MAX)
    )
