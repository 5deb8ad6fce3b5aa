"""What the JSON door says of leases and régularisations. Amounts in centimes; a balance above zero: the tenant owes."""

from marshmallow import Schema, fields, validate


class RegularisationSchema(Schema):
    """One version of the régularisation of an exercise."""

    id = fields.Integer(required=True)
    numero = fields.String(required=True)
    copropriete = fields.String(required=True, attribute="copropriete.code")
    exercice = fields.String(required=True)
    debut = fields.Date(required=True)
    fin = fields.Date(required=True)
    statut = fields.String(required=True)
    estimee = fields.Boolean(required=True)
    quote_part_centimes = fields.Integer(required=True)
    recuperable_centimes = fields.Integer(required=True)
    non_recuperable_centimes = fields.Integer(required=True)
    propres_centimes = fields.Integer(required=True)
    vacance_centimes = fields.Integer(required=True)
    reel_centimes = fields.Integer(required=True)
    provisions_centimes = fields.Integer(required=True)
    solde_centimes = fields.Integer(required=True)
    envoyee_le = fields.Date(allow_none=True)
    exigible_le = fields.Date(allow_none=True)
    version = fields.Integer(required=True)


class DecompteSchema(Schema):
    """The statement of one lease, for the tenants' portal; ``lignes`` by nature and clé."""

    id = fields.Integer(required=True)
    numero = fields.String(required=True)
    bail = fields.String(required=True)
    lots = fields.String(required=True)
    du = fields.Date(required=True)
    au = fields.Date(required=True)
    jours = fields.Integer(required=True)
    reel_centimes = fields.Integer(required=True)
    provisions_centimes = fields.Integer(required=True)
    solde_centimes = fields.Integer(required=True)
    provision_proposee_centimes = fields.Integer(allow_none=True)
    lignes = fields.List(fields.Dict(), required=True)


class RegularisationDetailSchema(RegularisationSchema):
    """The same with its statements, its vacancy by lot and month, and what to know of it."""

    decomptes = fields.List(fields.Nested(DecompteSchema), required=True)
    vacances = fields.List(fields.Dict(), required=True, attribute="detail.vacances")
    avertissements = fields.List(fields.String(), required=True, attribute="detail.avertissements")


class EnvoiSchema(Schema):
    """The statements left on a day."""

    version = fields.Integer(required=True)
    le = fields.Date(required=True)


class TacheDecomptesSchema(Schema):
    """How far the edition of the statements is."""

    id = fields.Integer(required=True)
    etat = fields.String(required=True)
    fait = fields.Integer(required=True)
    total = fields.Integer(required=True)


class ExerciceCampagneSchema(Schema):
    """Where one closed exercise stands."""

    copropriete = fields.String(required=True, attribute="copropriete.code")
    exercice = fields.String(required=True)
    debut = fields.Date(required=True)
    fin = fields.Date(required=True)
    etape = fields.String(
        required=True,
        validate=validate.OneOf(
            ["COMPTES_ATTENDUS", "COMPTES_RECUS", "COMPTES_APPROUVES", "PROVISOIRE", "DEFINITIVE", "ENVOYEE"]
        ),
    )
    baux = fields.Integer(required=True)
    provisions_centimes = fields.Integer(required=True)
    douziemes = fields.Date(required=True)
    prescription = fields.Date(required=True)


class DepotBauxSchema(Schema):
    """The exercise whose provisions are brought, and the copropriété when the file does not name it."""

    debut = fields.Date(required=True)
    fin = fields.Date(required=True)
    copropriete = fields.String(load_default="")


class BilanBauxSchema(Schema):
    """What an import of leases did."""

    crees = fields.Integer(required=True)
    modifies = fields.Integer(required=True)
    inchanges = fields.Integer(required=True)
    provisions_centimes = fields.Integer(required=True)


class DemandeArreteSchema(Schema):
    """The number of the lease that ended."""

    bail = fields.String(required=True, validate=validate.Length(1, 200))


class ArreteSchema(Schema):
    """A provisional closing: an estimate, with what it rests on, until the statement replaces it."""

    id = fields.Integer(required=True)
    numero = fields.String(required=True)
    bail = fields.String(required=True, attribute="bail.numero")
    exercice = fields.String(required=True)
    du = fields.Date(required=True)
    au = fields.Date(required=True)
    jours = fields.Integer(required=True)
    base = fields.String(required=True)
    reel_centimes = fields.Integer(required=True)
    provisions_centimes = fields.Integer(required=True)
    solde_centimes = fields.Integer(required=True)
    lignes = fields.List(fields.Dict(), required=True)
    avertissements = fields.List(fields.String(), required=True)


class DepartSchema(Schema):
    """A tenant who left: the deposit, the most that may be kept of it, the last statement, and until when to settle."""

    bail = fields.String(required=True)
    locataire = fields.String(allow_none=True)
    au = fields.Date(required=True)
    depot_centimes = fields.Integer(allow_none=True)
    retenue_centimes = fields.Integer(allow_none=True)
    solde_centimes = fields.Integer(allow_none=True)
    approuves_le = fields.Date(allow_none=True)
    solder_avant = fields.Date(allow_none=True)
    estime_centimes = fields.Integer(attribute="arrete.solde_centimes", dump_default=None)
    base_estimation = fields.String(attribute="arrete.base", dump_default=None)
    justifiee_centimes = fields.Integer(allow_none=True)
    ecart_centimes = fields.Integer(allow_none=True)


class ReleveCompteurSchema(Schema):
    """One reading at the end of a day; ``index`` is a decimal written as text, three decimals at most."""

    lot = fields.String(required=True, validate=validate.Length(1, 40))
    poste = fields.String(required=True, validate=validate.Length(1, 10))
    le = fields.Date(required=True)
    index = fields.String(required=True, validate=validate.Length(1, 20))


class BilanRelevesSchema(Schema):
    """How many readings were kept."""

    releves = fields.Integer(required=True)


class DemandeCalculsSchema(Schema):
    """The year in which exercises end; all of them without it."""

    annee = fields.Integer(load_default=None, allow_none=True, validate=validate.Range(1990, 2200))
