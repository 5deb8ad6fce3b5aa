"""What the JSON door says of yearly accounts, their lines, and how labels are classified. Amounts in centimes."""

from marshmallow import Schema, fields


class ComptesSchema(Schema):
    """Yearly accounts: where they stand, and what was read of them."""

    id = fields.Integer(required=True)
    copropriete = fields.String(allow_none=True)
    exercice = fields.String(allow_none=True)
    debut = fields.Date(allow_none=True)
    fin = fields.Date(allow_none=True)
    statut = fields.String(required=True)
    recus_le = fields.Date(allow_none=True)
    approuves_le = fields.Date(allow_none=True)
    nombre_lignes = fields.Integer(required=True)
    nombre_ecarts = fields.Integer(required=True)
    total_centimes = fields.Integer(required=True)
    lecture = fields.Dict(required=True)
    version = fields.Integer(required=True)


class LigneChargeSchema(Schema):
    """One kept line: its origin, its poste, the rate of the end of the exercise and its ground."""

    id = fields.Integer(required=True)
    feuille = fields.String(required=True)
    cellule = fields.String(required=True)
    compte = fields.String(required=True)
    libelle = fields.String(required=True)
    cle = fields.String(required=True)
    date = fields.Date(attribute="piece_le", allow_none=True)
    montant_centimes = fields.Integer(required=True)
    recuperable_declare_centimes = fields.Integer(allow_none=True)
    quote_part_centimes = fields.Integer(allow_none=True)
    poste = fields.String(required=True)
    taux_centiemes = fields.Integer(required=True)
    fondement = fields.String(required=True)
    confiance_centiemes = fields.Integer(required=True)
    mots = fields.String(required=True)
    origine = fields.String(required=True)
    a_qualifier = fields.Boolean(required=True)


class DemandeComptesSchema(Schema):
    """Which accounts: those of one copropriété, or all."""

    copropriete = fields.String(load_default="")


class ReceptionSchema(Schema):
    """Receiving previewed accounts."""

    version = fields.Integer(required=True)
    copropriete = fields.String(required=True)
    debut = fields.Date(required=True)
    fin = fields.Date(required=True)
    recus_le = fields.Date(required=True)
    motif = fields.String(load_default="")


class ApprobationSchema(Schema):
    """The AG approved the accounts on a day."""

    version = fields.Integer(required=True)
    le = fields.Date(required=True)


class DepenseSchema(Schema):
    """One row of the yearly aggregate: copropriété, exercise, poste, clé; all owners together."""

    exercice = fields.String(required=True)
    debut = fields.Date(required=True)
    fin = fields.Date(required=True)
    poste = fields.String(required=True)
    cle = fields.String(required=True)
    budget_centimes = fields.Integer(allow_none=True)
    realise_centimes = fields.Integer(required=True)
    recuperable_centimes = fields.Integer(allow_none=True)
    lignes = fields.Integer(required=True)


class GroupeSchema(Schema):
    """A label of a syndic that waits: how many lines, how many euros, and what the rules guess."""

    cle = fields.String(required=True)
    syndic = fields.String(required=True)
    compte = fields.String(required=True)
    exemple = fields.String(required=True)
    nombre = fields.Integer(required=True)
    total_centimes = fields.Integer(required=True)
    poste = fields.String(required=True)
    confiance_centiemes = fields.Integer(required=True)
    mots = fields.String(required=True)


class DemandeClassementSchema(Schema):
    """Labels of the queue to put under a poste; ``apprendre`` replays it on the syndic's next accounts."""

    cles = fields.List(fields.String(), required=True)
    poste = fields.String(required=True)
    apprendre = fields.Boolean(load_default=True)


class BilanClassementSchema(Schema):
    """What was changed."""

    lignes = fields.Integer(required=True)
    total_centimes = fields.Integer(required=True)
    libelles = fields.Integer(required=True)
