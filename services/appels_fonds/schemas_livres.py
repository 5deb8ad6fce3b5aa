"""What the JSON door says of the books. Amounts are integers of centimes."""

from marshmallow import Schema, fields, validate


class FiltreLivreSchema(Schema):
    """How to narrow the books; ``compte`` is the beginning of a number."""

    debut = fields.Date(load_default=None, allow_none=True)
    fin = fields.Date(load_default=None, allow_none=True)
    journal = fields.String(load_default="", validate=validate.Length(max=10))
    compte = fields.String(load_default="", validate=validate.Length(max=12))
    copropriete = fields.String(load_default="", validate=validate.Length(max=50))
    statut = fields.String(load_default="", validate=validate.Length(max=20))
    page = fields.Integer(load_default=1, validate=validate.Range(1, 999_999))


class LigneLivreSchema(Schema):
    """One leg with its entry; ``cumul`` is the running balance, in the general ledger only."""

    journal = fields.String(required=True)
    numero = fields.Integer(allow_none=True)
    date_ecriture = fields.Date(required=True)
    statut = fields.String(required=True)
    piece_ref = fields.String(required=True)
    compte = fields.String(required=True)
    compte_libelle = fields.String(required=True)
    auxiliaire = fields.String(allow_none=True)
    libelle = fields.String(required=True)
    debit_centimes = fields.Integer(required=True)
    credit_centimes = fields.Integer(required=True)
    lettre = fields.String(allow_none=True)
    note = fields.String(allow_none=True)
    cumul = fields.Integer(allow_none=True)


class PageLivreSchema(Schema):
    """A page of legs, with the totals of the whole filtered list."""

    lignes = fields.List(fields.Nested(LigneLivreSchema), required=True)
    total = fields.Integer(required=True)
    pages = fields.Integer(required=True)
    debit_centimes = fields.Integer(required=True)
    credit_centimes = fields.Integer(required=True)


class LigneBalanceSchema(Schema):
    """One account, or one syndicat, over a period."""

    numero = fields.String(required=True)
    libelle = fields.String(required=True)
    ouverture_centimes = fields.Integer(required=True)
    debit_centimes = fields.Integer(required=True)
    credit_centimes = fields.Integer(required=True)
    solde_centimes = fields.Integer(required=True)


class ExportSchema(Schema):
    """One export, as it was made."""

    numero = fields.Integer(required=True)
    profil = fields.String(required=True)
    debut = fields.Date(required=True)
    fin = fields.Date(required=True)
    nom_fichier = fields.String(required=True)
    lignes = fields.Integer(required=True)
    debit_centimes = fields.Integer(required=True)
    sha256 = fields.String(required=True)


class DemandeExportSchema(Schema):
    """What to export: a layout (``FEC``, ``CSV``, ``SAGE``…) and a period."""

    profil = fields.String(required=True, validate=validate.Length(1, 40))
    debut = fields.Date(required=True)
    fin = fields.Date(required=True)
    nouvelles = fields.Boolean(load_default=False)
