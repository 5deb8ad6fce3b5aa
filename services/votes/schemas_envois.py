"""What the JSON door says and hears of sendings and of our requests. Amounts are integers of centimes."""

from typing import Any

from marshmallow import Schema, fields, validate

from services.votes.envois.lectures import EtatEnvoi
from services.votes.envois.mandats import QualiteMandataire
from services.votes.models import Canal, CanalEnvoi, Position, Signature
from shared.models import EtatTache

NUMERO = validate.Range(0, 2**63 - 1)
"""What an identifier may be."""
POSITIONS = [*(one.value for one in Position), "NE_PAS_VOTER"]


class MandataireSchema(Schema):
    """The named proxy, and what he already holds."""

    nom = fields.String(required=True, validate=validate.Length(min=1, max=200))
    adresse = fields.String(required=True, validate=validate.Length(max=300))
    qualite = fields.Enum(QualiteMandataire, required=True)
    autres_mandats = fields.Integer(load_default=0, validate=validate.Range(0, 1_000))
    autres_voix = fields.Integer(load_default=0, validate=validate.Range(0, 10**9))
    substitut = fields.String(allow_none=True, load_default=None)


class DecisionSchema(Schema):
    """The manager's decision on a resolution that has no final consigne."""

    resolution = fields.Integer(required=True, validate=NUMERO)
    position = fields.String(required=True, validate=validate.OneOf(POSITIONS))
    motif = fields.String(required=True)


class NouvelleFeuilleSchema(Schema):
    """What is chosen to lock a sheet. ``seconde_ligne``: false when the syndic imposes a form without it."""

    canal = fields.Enum(Canal, required=True)
    delegation = fields.Integer(required=True, validate=NUMERO)
    mandataire = fields.Nested(MandataireSchema, allow_none=True, load_default=None)
    subdelegation = fields.Boolean(load_default=False)
    seconde_ligne = fields.Boolean(load_default=True)
    decisions = fields.List(fields.Nested(DecisionSchema), load_default=list)


class EnvoiSchema(Schema):
    """The proof that a paper left. ``parti_le``: when the mail server took it."""

    id = fields.Integer(required=True)
    canal = fields.Enum(CanalEnvoi, required=True)
    destinataire = fields.String(required=True)
    reference = fields.String(allow_none=True)
    le = fields.DateTime(required=True)
    hors_delai = fields.Boolean(required=True)
    document = fields.Integer(required=True, attribute="document_id")
    preuve = fields.Integer(allow_none=True, attribute="preuve_id")
    parti_le = fields.DateTime(allow_none=True, attribute="courriel.envoye_le")
    par = fields.String(required=True)


class FeuilleInstructionSchema(Schema):
    """A locked sheet; documents are ids of ``/documents/<id>``."""

    id = fields.Integer(required=True)
    numero = fields.String(required=True)
    remplace = fields.String(allow_none=True)
    canal = fields.Enum(Canal, required=True)
    contenu = fields.Dict(required=True)
    empreinte = fields.String(required=True)
    expediteur = fields.String(required=True, attribute="expediteur.courriel")
    feuille = fields.Integer(required=True, attribute="feuille_id")
    acte = fields.Integer(allow_none=True, attribute="acte_id")
    dossier = fields.Integer(allow_none=True, attribute="dossier_id")
    signe = fields.Integer(allow_none=True, attribute="signe_id")
    signature = fields.Enum(Signature, allow_none=True)
    signee_le = fields.DateTime(allow_none=True)
    verrouillee_par = fields.String(required=True)
    verrouillee_le = fields.DateTime(required=True)
    annulee_le = fields.DateTime(allow_none=True)
    envois = fields.List(fields.Nested(EnvoiSchema), required=True)


class FeuilleAnnuleeSchema(FeuilleInstructionSchema):
    """A sheet that another one replaced; its content is read by its own address."""

    class Meta:
        """Without what it held."""

        exclude = ("contenu",)


class EtatEnvoiSchema(Schema):
    """Where the sending of an assembly stands."""

    canal = fields.Enum(Canal, required=True)
    canal_recommande = fields.Enum(Canal, required=True, attribute="recommandation.canal")
    raisons = fields.List(fields.String(), required=True, attribute="recommandation.raisons")
    limite_legale = fields.Date(required=True, attribute="limite.legale")
    limite_imprimee = fields.Date(allow_none=True, attribute="limite.imprimee")
    limite_interne = fields.Date(required=True, attribute="limite.interne")
    manques = fields.Method("dump_manques")
    changements = fields.List(fields.String(), required=True)
    avertissements = fields.Method("dump_avertissements")
    feuille = fields.Nested(FeuilleInstructionSchema, allow_none=True)
    anciennes = fields.List(fields.Nested(FeuilleAnnuleeSchema), required=True)

    def dump_manques(self, etat: EtatEnvoi) -> list[dict[str, Any]]:
        """The resolutions that cannot leave as they are."""
        return [
            {"resolution": one.resolution.id, "numero": one.resolution.numero, "code": one.code, "message": one.phrase}
            for one in etat.manques
        ]

    def dump_avertissements(self, etat: EtatEnvoi) -> dict[str, list[str]]:
        """What to beware of, by channel."""
        return {canal.value: phrases for canal, phrases in etat.avertissements.items()}


class MotifSchema(Schema):
    """Why."""

    motif = fields.String(required=True)


class NouvelEnvoiSchema(Schema):
    """How a paper leaves; a receipt is deposited through the page."""

    canal = fields.Enum(
        CanalEnvoi, required=True, validate=validate.OneOf([CanalEnvoi.COURRIEL, CanalEnvoi.RECOMMANDE])
    )
    destinataire = fields.String(required=True)
    reference = fields.String(allow_none=True, load_default=None)


class SignatureDeposeeSchema(Schema):
    """The scan of the paper signed by hand, in base64."""

    contenu = fields.String(required=True, validate=validate.Length(max=28_000_000))


class GroupeSchema(Schema):
    """The assemblies whose forms are asked for together."""

    assemblees = fields.List(fields.Integer(validate=NUMERO), required=True, validate=validate.Length(min=1, max=200))
    delegation = fields.Integer(required=True, validate=NUMERO)
    sceller = fields.Boolean(load_default=False)
    correspondance = fields.Boolean(load_default=False)


class TacheSchema(Schema):
    """A long task: how far it is, what came of each line."""

    id = fields.Integer(required=True)
    etat = fields.Enum(EtatTache, required=True)
    fait = fields.Integer(required=True)
    total = fields.Integer(required=True)
    message = fields.String(allow_none=True)
    resultat = fields.Dict(allow_none=True)


class DelegationSchema(Schema):
    """Who may sign for us. ``plafond_centimes`` null: no ceiling; ``au`` null: no end."""

    id = fields.Integer(dump_only=True)
    agent = fields.String(required=True, attribute="agent.courriel")
    qualite = fields.String(required=True)
    reference = fields.String(required=True)
    plafond_centimes = fields.Integer(allow_none=True, load_default=None, validate=validate.Range(0, 10**15))
    du = fields.Date(required=True)
    au = fields.Date(allow_none=True, load_default=None)


class NouvelleDelegationSchema(DelegationSchema):
    """A delegation to give: ``agent`` is an address."""

    agent = fields.String(required=True)


class RetourSchema(Schema):
    """Where and when the assembly sits, and where its form goes back. ``version``: of the assembly as it was read."""

    heure = fields.Time(allow_none=True, load_default=None)
    lieu = fields.String(allow_none=True, load_default=None)
    formulaire_adresse = fields.String(allow_none=True, load_default=None)
    formulaire_courriel = fields.String(allow_none=True, load_default=None)
    formulaire_limite_imprimee = fields.Date(allow_none=True, load_default=None)
    version = fields.Integer(required=True, validate=NUMERO)
