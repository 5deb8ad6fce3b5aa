"""What the JSON door of appels_fonds says. Amounts are integers of centimes."""

from marshmallow import Schema, fields, validate


class DernierAppelSchema(Schema):
    """One call of a copropriété that is already named."""

    numero = fields.String(required=True)
    exigible = fields.Date(required=True)
    periode = fields.String(required=True)
    total_centimes = fields.Integer(required=True)
    statut = fields.String(required=True)


class AppelSchema(DernierAppelSchema):
    """One call."""

    copropriete = fields.String(attribute="copropriete.code", required=True)


class ListeAppelsSchema(Schema):
    """A page of calls with the totals of the whole filtered list."""

    appels = fields.List(fields.Nested(AppelSchema), required=True)
    nombre = fields.Integer(required=True)
    pages = fields.Integer(required=True)
    total_centimes = fields.Integer(required=True)


class FiltreSchema(Schema):
    """How to narrow the list."""

    copropriete = fields.String(load_default="")
    statut = fields.String(load_default="")
    annee = fields.Integer(load_default=None, allow_none=True, validate=validate.Range(1900, 9998))
    page = fields.Integer(load_default=1, validate=validate.Range(1, 999_999))


class SituationSchema(Schema):
    """What we owe a syndicat: validated entries, drafts, latest calls."""

    copropriete = fields.String(attribute="copropriete.code", required=True)
    solde_valide_centimes = fields.Integer(required=True)
    solde_brouillon_centimes = fields.Integer(required=True)
    appels = fields.List(fields.Nested(DernierAppelSchema), required=True)


class AppelAttenduSchema(Schema):
    """A call to expect, for all owners."""

    exigible = fields.Date(required=True)
    montant_centimes = fields.Integer(required=True)


class VoteConnuSchema(Schema):
    """An amount an assembly voted on a clé, for all owners; ``rang``: the version of the minutes that says so."""

    reference = fields.String(required=True)
    libelle = fields.String(required=True)
    cle = fields.String(required=True)
    nature = fields.String(required=True)
    montant_centimes = fields.Integer(required=True)
    date_ag = fields.Date(required=True)
    rang = fields.Integer(required=True)
    recu_le = fields.DateTime(required=True)
    attendus = fields.List(fields.Nested(AppelAttenduSchema), required=True)


class ChangementSyndicSchema(Schema):
    """A change of syndic whose accounts nobody has confirmed yet: nothing is paid to them meanwhile."""

    syndic_id = fields.Integer(required=True)
    du = fields.Date(required=True)
    recu_le = fields.DateTime(required=True)


class VotesConnusSchema(Schema):
    """What assemblies voted for a copropriété, as votes told us."""

    copropriete = fields.String(required=True)
    votes = fields.List(fields.Nested(VoteConnuSchema), required=True)
    changements_syndic = fields.List(fields.Nested(ChangementSyndicSchema), required=True)


class LigneTravauxSchema(Schema):
    """What one call asked for works on one clé."""

    numero = fields.String(required=True)
    exigible = fields.Date(required=True)
    cle = fields.String(required=True)
    libelle = fields.String(required=True)
    montant_centimes = fields.Integer(required=True)


class TravauxAppelesSchema(Schema):
    """The calls of works of a copropriété, the latest first, and what they sum to."""

    copropriete = fields.String(required=True)
    lignes = fields.List(fields.Nested(LigneTravauxSchema), required=True)
    total_centimes = fields.Integer(required=True)
