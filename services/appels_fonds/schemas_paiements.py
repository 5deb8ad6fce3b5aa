"""What the JSON door says of payments. Amounts are integers of centimes; an IBAN is shown by its ends only."""

from marshmallow import Schema, fields, validate

from services.appels_fonds.paiements.regles_iban import mask_iban
from services.appels_fonds.paiements.rejets import REJETS


class EcarteSchema(Schema):
    """A call that is due and not paid in a batch, and why."""

    copropriete = fields.String(required=True)
    appel = fields.String(required=True)
    montant_centimes = fields.Integer(required=True)
    code = fields.String(required=True)
    message = fields.String(required=True)


class PartSchema(Schema):
    """What a transfer settles of a call; negative for a credit."""

    appel = fields.String(attribute="appel.numero", required=True)
    montant_centimes = fields.Integer(required=True)


class VirementSchema(Schema):
    """One transfer of a batch."""

    copropriete = fields.String(attribute="copropriete.code", required=True)
    appel = fields.String(attribute="appel.numero", required=True)
    genre = fields.String(required=True)
    compte = fields.Function(lambda virement: mask_iban(virement.iban), metadata={"type": "string"})
    titulaire = fields.String(required=True)
    montant_centimes = fields.Integer(required=True)
    reference = fields.String(required=True)
    libelle = fields.String(required=True)
    parts = fields.List(fields.Nested(PartSchema), required=True)
    rejete_le = fields.Date(allow_none=True)
    code_rejet = fields.String(allow_none=True)


class RemiseResumeeSchema(Schema):
    """A batch of transfers, without its transfers."""

    numero = fields.Integer(required=True)
    statut = fields.String(required=True)
    echeance = fields.Date(required=True)
    execution_le = fields.Date(required=True)
    nombre = fields.Integer(required=True)
    total_centimes = fields.Integer(required=True)
    schema = fields.String(attribute="schema_xml", required=True)
    prepare_par = fields.String(required=True)
    approuve_par = fields.String(allow_none=True)
    sha256 = fields.String(allow_none=True)
    version = fields.Integer(required=True)


class RemiseSchema(RemiseResumeeSchema):
    """A batch of transfers, whole."""

    virements = fields.List(fields.Nested(VirementSchema), required=True)
    ecartes = fields.List(fields.Nested(EcarteSchema), required=True)


class PreparationSchema(Schema):
    """What to prepare: every call due up to a day."""

    echeance = fields.Date(required=True)


class ApprobationSchema(Schema):
    """The version of the batch that was read."""

    version = fields.Integer(required=True, validate=validate.Range(1, 2**31))


class MotifSchema(Schema):
    """Why."""

    motif = fields.String(required=True, validate=validate.Length(1, 500))


class RejetSchema(Schema):
    """A transfer that the bank gave back: its reference, the ISO 20022 reason, the day."""

    reference = fields.String(required=True, validate=validate.Length(1, 35))
    code = fields.String(required=True, validate=validate.OneOf(sorted(REJETS)))
    note = fields.String(load_default="", validate=validate.Length(max=500))
    le = fields.Date(required=True)


class CompteSchema(Schema):
    """One version of the bank account of a syndicat."""

    id = fields.Integer(required=True)
    copropriete = fields.String(attribute="copropriete.code", required=True)
    genre = fields.String(required=True)
    version = fields.Integer(required=True)
    compte = fields.Function(lambda compte: mask_iban(compte.iban), metadata={"type": "string"})
    statut = fields.String(required=True)
    source = fields.String(required=True)
    propose_par = fields.String(required=True)
    confirme_par = fields.String(allow_none=True)
    payable_le = fields.Date(allow_none=True)


class PropositionCompteSchema(Schema):
    """Another account for a syndicat."""

    copropriete = fields.String(required=True, validate=validate.Length(1, 50))
    genre = fields.String(required=True, validate=validate.OneOf(("COURANT", "FONDS_TRAVAUX")))
    iban = fields.String(required=True, validate=validate.Length(5, 60))
    motif = fields.String(required=True, validate=validate.Length(1, 500))


class ConfirmationCompteSchema(Schema):
    """The note of the call-back."""

    note_rappel = fields.String(required=True, validate=validate.Length(1, 1000))


class ComparaisonSchema(Schema):
    """The IBAN printed on a call."""

    iban = fields.String(required=True, validate=validate.Length(5, 60))
    genre = fields.String(load_default="COURANT", validate=validate.OneOf(("COURANT", "FONDS_TRAVAUX")))


class ResultatComparaisonSchema(Schema):
    """Whether it is the account we know; if not, payments to this syndicat are stopped."""

    identique = fields.Boolean(required=True)


class SuspensionSchema(Schema):
    """A stop of the payments to a syndicat."""

    id = fields.Integer(required=True)
    copropriete = fields.String(attribute="copropriete.code", required=True)
    motif = fields.String(required=True)
    detail = fields.String(required=True)
    ouverte_par = fields.String(required=True)
    ouverte_le = fields.DateTime(required=True)
