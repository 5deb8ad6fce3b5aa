"""The JSON of what happens in and after an assembly: results, minutes, follow-ups. Counts in voix and heads."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from services.votes.assemblees.seances import ResultatSeance
from services.votes.models import EtatPv, GenreSuite, ResultatAnnonce, SourceResultat, Suite, VoteConstate
from services.votes.proces_verbaux.contenu import Colonne, EffetPv, LignePv, ScrutinLu

VOIX: dict[str, Any] = {"allow_none": True, "load_default": None, "validate": validate.Range(0, 999_999_999)}
MONTANT = validate.Range(1, 10**13)


class ResultatSchema(Schema):
    """The outcome of a resolution. ``version`` comes back with the next write; ``ecart``: what does not agree."""

    resolution_id = fields.Integer(required=True)
    numero = fields.String(attribute="resolution.numero")
    source = fields.Enum(SourceResultat, required=True)
    annonce = fields.Enum(ResultatAnnonce, allow_none=True)
    adoptee = fields.Boolean(allow_none=True)
    notre_vote = fields.Enum(VoteConstate, allow_none=True)
    amendee = fields.Boolean(required=True)
    ecart = fields.String(allow_none=True)
    observation = fields.String(allow_none=True)
    total_voix = fields.Integer(allow_none=True)
    pour_voix = fields.Integer(allow_none=True)
    pour_tetes = fields.Integer(allow_none=True)
    contre_voix = fields.Integer(allow_none=True)
    contre_tetes = fields.Integer(allow_none=True)
    abstention_voix = fields.Integer(allow_none=True)
    abstention_tetes = fields.Integer(allow_none=True)
    second_pour_voix = fields.Integer(allow_none=True)
    second_contre_voix = fields.Integer(allow_none=True)
    second_abstention_voix = fields.Integer(allow_none=True)
    par = fields.String(required=True)
    le = fields.DateTime(required=True)
    version = fields.Integer(required=True)


class ResultatsSchema(Schema):
    """Every result of an assembly known so far."""

    resultats = fields.List(fields.Nested(ResultatSchema), required=True)


class NouveauResultatSchema(Schema):
    """A result noted in session. ``version``: of the result as it was seen, 0 when there was none."""

    version = fields.Integer(required=True, validate=validate.Range(0, 2**31))
    annonce = fields.Enum(ResultatAnnonce, required=True)
    notre_vote = fields.Enum(VoteConstate, allow_none=True, load_default=None)
    amendee = fields.Boolean(load_default=False)
    observation = fields.String(allow_none=True, load_default=None, validate=validate.Length(max=2000))
    total_voix = fields.Integer(**VOIX)
    pour_voix = fields.Integer(**VOIX)
    contre_voix = fields.Integer(**VOIX)
    abstention_voix = fields.Integer(**VOIX)
    pour_tetes = fields.Integer(**VOIX)
    contre_tetes = fields.Integer(**VOIX)
    abstention_tetes = fields.Integer(**VOIX)
    second_pour_voix = fields.Integer(**VOIX)
    second_contre_voix = fields.Integer(**VOIX)
    second_abstention_voix = fields.Integer(**VOIX)

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> tuple[int, ResultatSeance]:
        """The version that was seen, and what was noted."""
        return data.pop("version"), ResultatSeance(**data)


class ColonneSchema(Schema):
    """One column of a ballot; null: not printed."""

    voix = fields.Integer(**VOIX)
    tetes = fields.Integer(**VOIX)

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> Colonne:
        """The dataclass."""
        return Colonne(**data)


class ScrutinSchema(Schema):
    """One ballot of minutes."""

    pour = fields.Nested(ColonneSchema, load_default=Colonne)
    contre = fields.Nested(ColonneSchema, load_default=Colonne)
    abstention = fields.Nested(ColonneSchema, load_default=Colonne)

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> ScrutinLu:
        """The dataclass."""
        return ScrutinLu(**data)


class EffetSchema(Schema):
    """What an adopted resolution changes: a budget or works (``montants``: centimes by clé), or a mandate."""

    genre = fields.String(required=True, validate=validate.OneOf(["BUDGET", "TRAVAUX", "MANDAT"]))
    plus_tard = fields.Boolean(load_default=False)
    exercice = fields.String(allow_none=True, load_default=None, validate=validate.Length(max=40))
    debut = fields.Date(allow_none=True, load_default=None)
    fin = fields.Date(allow_none=True, load_default=None)
    nature = fields.String(allow_none=True, load_default=None, validate=validate.OneOf(["COURANT", "FONDS_TRAVAUX"]))
    montants = fields.Dict(keys=fields.String(), values=fields.Integer(validate=MONTANT), load_default=dict)
    libelle = fields.String(allow_none=True, load_default=None, validate=validate.Length(max=500))
    echeances = fields.List(fields.Date(), load_default=list, validate=validate.Length(max=120))
    urgents = fields.Boolean(load_default=False)
    syndic = fields.String(allow_none=True, load_default=None)

    @validates_schema
    def check_nature(self, data: dict[str, Any], **_: object) -> None:
        """A budget says its nature."""
        if data.get("genre") == "BUDGET" and not data.get("nature"):
            raise ValidationError("Un budget dit sa nature : COURANT ou FONDS_TRAVAUX.", "nature")

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> EffetPv:
        """The dataclass."""
        return EffetPv(**{**data, "echeances": tuple(data["echeances"])})


class LignePvSchema(Schema):
    """What minutes say of one of our resolutions."""

    resolution_id = fields.Integer(required=True)
    total_voix = fields.Integer(**VOIX)
    premier = fields.Nested(ScrutinSchema, load_default=ScrutinLu)
    second = fields.Nested(ScrutinSchema, load_default=ScrutinLu)
    annonce = fields.Enum(ResultatAnnonce, allow_none=True, load_default=None)
    notre_vote = fields.Enum(VoteConstate, allow_none=True, load_default=None)
    amendee = fields.Boolean(load_default=False)
    observation = fields.String(allow_none=True, load_default=None, validate=validate.Length(max=2000))
    effet = fields.Nested(EffetSchema, allow_none=True, load_default=None)

    @post_load
    def build(self, data: dict[str, Any], **_: object) -> LignePv:
        """The dataclass."""
        return LignePv(**data)


class NouveauPvSchema(Schema):
    """Minutes to confirm. ``motif``: needed when they correct minutes already confirmed."""

    notifie_le = fields.Date(allow_none=True, load_default=None)
    total_tetes = fields.Integer(**VOIX)
    motif = fields.String(allow_none=True, load_default=None, validate=validate.Length(max=2000))
    lignes = fields.List(fields.Nested(LignePvSchema), required=True)


class BilanPvSchema(Schema):
    """What a confirmation came to: ``rang`` is the version of the minutes."""

    rang = fields.Integer(required=True)
    resolutions = fields.Integer(required=True)
    ecarts = fields.Integer(required=True)
    suites = fields.Integer(required=True)


class VersionPvSchema(Schema):
    """One version of the minutes."""

    rang = fields.Integer(required=True)
    etat = fields.Enum(EtatPv, required=True)
    source = fields.Enum(SourceResultat, required=True)
    notifie_le = fields.Date(allow_none=True)
    motif = fields.String(allow_none=True)
    document_id = fields.Integer(allow_none=True)
    cree_par = fields.String(required=True)
    cree_le = fields.DateTime(required=True)
    confirme_par = fields.String(allow_none=True)
    confirme_le = fields.DateTime(allow_none=True)
    version = fields.Integer(required=True)


class SuiteSchema(Schema):
    """Something to do after an assembly, with its last day."""

    id = fields.Integer(required=True)
    ag_id = fields.Integer(required=True)
    resolution_id = fields.Integer(allow_none=True)
    copropriete = fields.String(attribute="ag.copropriete.code", required=True)
    genre = fields.Enum(GenreSuite, required=True)
    echeance = fields.Date(allow_none=True)
    role = fields.String(required=True)
    agent = fields.Function(lambda suite: _courriel(suite), allow_none=True)
    motif = fields.String(required=True)
    creee_le = fields.DateTime(required=True)
    faite_le = fields.DateTime(allow_none=True)
    faite_par = fields.String(allow_none=True)
    commentaire = fields.String(allow_none=True)


class FiltreSuitesSchema(Schema):
    """How to narrow the follow-ups."""

    etat = fields.String(load_default="a-faire", validate=validate.OneOf(["a-faire", "faites", "toutes"]))
    genre = fields.Enum(GenreSuite, load_default=None)
    texte = fields.String(load_default="", validate=validate.Length(max=200))
    miennes = fields.Boolean(load_default=False)
    ag_id = fields.Integer(load_default=None, validate=validate.Range(1, 2**62))


class SuiteFaiteSchema(Schema):
    """What was done or decided."""

    commentaire = fields.String(required=True, validate=validate.Length(max=2000))


def _courriel(suite: Suite) -> str | None:
    return suite.agent.courriel if suite.agent else None
