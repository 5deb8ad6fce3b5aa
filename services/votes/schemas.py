"""What the JSON door of votes says and hears. Amounts are integers of centimes; confidence is a decimal from 0 to 1."""

from typing import Any

from marshmallow import Schema, fields, validate

from services.votes.assemblees.echeances import DELAI_CONVOCATION
from services.votes.consignes.visas import is_final
from services.votes.majorites.quote_part import compute_quote_part
from services.votes.models import NatureAg, Position, Resolution, VoieConvocation


class ConsigneSchema(Schema):
    """A voting instruction, and who gave it."""

    rang = fields.Integer(required=True)
    position = fields.Enum(Position, required=True)
    position_second = fields.Enum(Position, allow_none=True)
    position_si_amendee = fields.Enum(Position, allow_none=True)
    motif = fields.String(required=True)
    position_proposee = fields.Enum(Position, allow_none=True)
    doctrine = fields.String(allow_none=True)
    motif_ecart = fields.String(allow_none=True)
    finale = fields.Function(
        lambda consigne: consigne is consigne.resolution.consigne and is_final(consigne.resolution)
    )
    agent = fields.String(required=True, attribute="agent.courriel")
    le = fields.DateTime(required=True)


class ResolutionSchema(Schema):
    """One item of an agenda as we understand it. ``version`` comes back with each write."""

    id = fields.Integer(required=True)
    version = fields.Integer(required=True)
    ordre = fields.Integer(required=True)
    numero = fields.String(required=True)
    intitule = fields.String(required=True)
    texte = fields.String(allow_none=True)
    type = fields.String(required=True)
    article = fields.String(required=True)
    article_imprime = fields.String(allow_none=True)
    confiance = fields.Function(lambda resolution: resolution.confiance / 100)
    mots = fields.String(required=True)
    question = fields.String(allow_none=True)
    information = fields.Boolean(required=True)
    montant_centimes = fields.Integer(allow_none=True)
    quote_part_centimes = fields.Function(compute_quote_part)
    cle = fields.String(allow_none=True, attribute="cle.code")
    voix_bailleur = fields.Integer(allow_none=True)
    voix_total = fields.Integer(allow_none=True)
    affectation = fields.Method("dump_affectation")
    consigne = fields.Nested(ConsigneSchema, allow_none=True)

    def dump_affectation(self, resolution: Resolution) -> dict[str, Any] | None:
        """Who must answer, and why; None when nobody must."""
        found = resolution.affectation
        if found is None or not found.active:
            return None
        return {"agent": found.agent.courriel, "role": found.role, "motif": found.motif}


class AssembleeSchema(Schema):
    """An assembly."""

    id = fields.Integer(required=True)
    copropriete = fields.String(required=True, attribute="copropriete.code")
    date_ag = fields.Date(required=True)
    heure = fields.Time(allow_none=True)
    lieu = fields.String(allow_none=True)
    nature = fields.Enum(NatureAg, required=True)
    convocation_presentee_le = fields.Date(allow_none=True)
    convocation_voie = fields.Enum(VoieConvocation, allow_none=True)
    delai_convocation = fields.Integer(required=True)
    formulaire_limite_imprimee = fields.Date(allow_none=True)
    formulaire_courriel = fields.String(allow_none=True)
    formulaire_adresse = fields.String(allow_none=True)
    version = fields.Integer(required=True)


class AssembleeDetailSchema(AssembleeSchema):
    """An assembly with its resolutions."""

    resolutions = fields.List(fields.Nested(ResolutionSchema), required=True)


class NouvelleAssembleeSchema(Schema):
    """What is sent to record an assembly. ``deja_tenue`` must be true for a date that is past."""

    copropriete = fields.String(required=True)
    date_ag = fields.Date(required=True)
    heure = fields.Time(allow_none=True, load_default=None)
    lieu = fields.String(allow_none=True, load_default=None)
    nature = fields.Enum(NatureAg, load_default=NatureAg.ORDINAIRE)
    convocation_presentee_le = fields.Date(allow_none=True, load_default=None)
    convocation_voie = fields.Enum(VoieConvocation, allow_none=True, load_default=None)
    delai_convocation = fields.Integer(load_default=DELAI_CONVOCATION, validate=validate.Range(0, 365))
    formulaire_limite_imprimee = fields.Date(allow_none=True, load_default=None)
    formulaire_courriel = fields.String(allow_none=True, load_default=None)
    formulaire_adresse = fields.String(allow_none=True, load_default=None)
    deja_tenue = fields.Boolean(load_default=False)


class AssembleeCorrigeeSchema(NouvelleAssembleeSchema):
    """An assembly corrected whole, at the version that was read; its copropriété never changes."""

    class Meta:
        """What a correction cannot change."""

        exclude = ("copropriete",)

    version = fields.Integer(required=True, validate=validate.Range(0, 2**31))


class AgendaSchema(Schema):
    """The text of an agenda, as it would be pasted."""

    texte = fields.String(required=True, validate=validate.Length(min=1, max=1_000_000))


class AgendaAjouteSchema(Schema):
    """What an agenda gave, and the lines that could not be placed."""

    resolutions = fields.List(fields.Nested(ResolutionSchema), required=True)
    non_compris = fields.List(fields.String(), required=True)


class NouvelleConsigneSchema(Schema):
    """An answer: ``version`` is that of the resolution as it was read; ``motif_ecart`` why it is not the doctrine's."""

    position = fields.Enum(Position, required=True)
    position_second = fields.Enum(Position, load_default=None, allow_none=True)
    position_si_amendee = fields.Enum(Position, load_default=None, allow_none=True)
    motif = fields.String(required=True)
    motif_ecart = fields.String(load_default=None, allow_none=True)
    version = fields.Integer(required=True)
