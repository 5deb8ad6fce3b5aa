"""What the JSON door takes and says of the accounting frame. Amounts are integers of centimes."""

from marshmallow import Schema, fields, validate

from services.appels_fonds.comptabilite.schema_comptable import VARIANTES_TRAVAUX

ANNEE = validate.Range(1990, 2100)
TEXTE = validate.Length(1, 500)


class ExerciceSchema(Schema):
    """Which accounting year."""

    exercice = fields.Integer(required=True, validate=ANNEE)


class RegleSchema(Schema):
    """The accounts of one case: for every copropriété (null), or for one."""

    cas = fields.String(required=True, validate=validate.Length(1, 60))
    copropriete = fields.String(load_default=None, allow_none=True, validate=validate.Length(1, 50))
    compte = fields.String(required=True, validate=validate.Length(1, 20))
    compte_recuperable = fields.String(load_default=None, allow_none=True, validate=validate.Length(1, 20))
    compte_tiers = fields.String(required=True, validate=validate.Length(1, 20))
    raison = fields.String(load_default="", validate=validate.Length(max=500))


class ProjetSchema(ExerciceSchema):
    """The posting scheme of a year, as a project that replaces the one there was."""

    regles = fields.List(fields.Nested(RegleSchema), required=True, validate=validate.Length(1, 2_000))


class AdoptionSchema(ExerciceSchema):
    """Put the project in force, and why."""

    motif = fields.String(required=True, validate=TEXTE)


class EcartSchema(Schema):
    """What an account holds now, and would hold with the project."""

    compte = fields.String(required=True)
    libelle = fields.String(required=True)
    avant_centimes = fields.Integer(required=True)
    apres_centimes = fields.Integer(required=True)


class SimulationSchema(Schema):
    """What the project would change, nothing being written."""

    comptes = fields.List(fields.Nested(EcartSchema), required=True)
    brouillons = fields.Integer(required=True)
    validees = fields.Integer(required=True)


class CadreSchema(ExerciceSchema):
    """The posting scheme of a year: the version in force, the rows to edit, and what the project would change."""

    version = fields.Integer(required=True, metadata={"description": "0: the default scheme"})
    regles = fields.List(fields.Nested(RegleSchema), required=True)
    projet = fields.Nested(SimulationSchema, allow_none=True)


class ReimputesSchema(Schema):
    """How many drafts were posted again."""

    brouillons_reimputes = fields.Integer(required=True)


class CompteDuPlanSchema(Schema):
    """An account of the chart."""

    numero = fields.String(required=True, validate=validate.Length(1, 20))
    libelle = fields.String(required=True, validate=validate.Length(1, 200))


class PlanSchema(ExerciceSchema):
    """The whole chart of a year."""

    comptes = fields.List(fields.Nested(CompteDuPlanSchema), required=True, validate=validate.Length(1, 20_000))


class BilanPlanSchema(Schema):
    """What an import of the chart changed."""

    ajoutes = fields.Integer(required=True)
    renommes = fields.Integer(required=True)
    retires = fields.Integer(required=True)
    total = fields.Integer(required=True)


class PeriodeSchema(Schema):
    """A month of a year, or the whole year (0), and how many entries it holds."""

    annee = fields.Integer(required=True)
    mois = fields.Integer(required=True)
    close = fields.Boolean(required=True)
    par = fields.String(allow_none=True)
    brouillons = fields.Integer(required=True)
    validees = fields.Integer(required=True)


class EtatPeriodeSchema(Schema):
    """Close a period, or open it again with a reason."""

    close = fields.Boolean(required=True)
    motif = fields.String(load_default="", validate=validate.Length(max=500))


class PropositionSchema(Schema):
    """A year-end entry proposed, with how it was computed."""

    id = fields.Integer(required=True)
    exercice = fields.Integer(required=True)
    genre = fields.String(required=True)
    copropriete_id = fields.Integer(required=True)
    cle = fields.String(allow_none=True)
    montant_centimes = fields.Integer(required=True)
    source = fields.String(required=True)
    explication = fields.String(required=True)
    statut = fields.String(required=True)


class DecisionClotureSchema(Schema):
    """Confirm a proposal, or put it away."""

    decision = fields.String(required=True, validate=validate.OneOf(("confirmer", "ecarter")))


class ChoixAttenduSchema(Schema):
    """Works that wait for a person's choice."""

    numero = fields.String(required=True)
    copropriete_id = fields.Integer(required=True)
    cle = fields.String(required=True)
    montant_centimes = fields.Integer(required=True)


class ChoixTravauxSchema(Schema):
    """A choice on the works of a call: fixed asset or upkeep, and why."""

    cle = fields.String(required=True, validate=validate.Length(1, 50))
    variante = fields.String(required=True, validate=validate.OneOf(sorted(VARIANTES_TRAVAUX)))
    motif = fields.String(required=True, validate=TEXTE)


class LettrageDemandeSchema(Schema):
    """The legs to letter together, by their ids."""

    lignes = fields.List(fields.Integer(validate=validate.Range(1, 2**62)), required=True,
                         validate=validate.Length(2, 1_000))  # fmt: skip


class LettrageSchema(Schema):
    """A lettering."""

    id = fields.Integer(required=True)
    code = fields.String(required=True)
    compte = fields.String(required=True)
    auxiliaire = fields.String(required=True)


class JambeOuverteSchema(Schema):
    """A validated leg that nothing settles yet; positive in debit."""

    id = fields.Integer(required=True)
    compte = fields.String(required=True)
    auxiliaire = fields.String(required=True)
    piece_ref = fields.String(required=True)
    montant_centimes = fields.Integer(required=True, attribute="solde")
