"""What the JSON door says of indicators and comparisons. Amounts in centimes, percentages as decimal texts."""

from marshmallow import Schema, fields


class DemandeIndicateursSchema(Schema):
    """A scope (everything the agent sees unless narrowed) and a year (the last full one)."""

    annee = fields.Integer(load_default=None)
    agence = fields.String(load_default="")
    syndic = fields.String(load_default="")
    code = fields.String(load_default="")


class DemandeAnneeSchema(Schema):
    """The year in which the exercises end."""

    annee = fields.Integer(load_default=None)


class MesureFamilleSchema(Schema):
    """One family of postes; N-1 on the constant scope."""

    famille = fields.String(required=True)
    libelle = fields.String(required=True)
    realise_centimes = fields.Integer(required=True, attribute="realise")
    avant_centimes = fields.Integer(allow_none=True, attribute="avant")
    budget_centimes = fields.Integer(allow_none=True, attribute="budget")
    centimes_m2 = fields.Integer(allow_none=True, attribute="par_m2")


class MesuresSchema(Schema):
    """The indicators of a scope; ``coproprietes``, ``mesurees``, ``constantes`` say what they rest on."""

    annee = fields.Integer(required=True)
    coproprietes = fields.Integer(required=True)
    mesurees = fields.Integer(required=True)
    constantes = fields.Integer(required=True)
    surface_m2 = fields.Integer(required=True)
    lots_principaux = fields.Integer(required=True)
    courantes_centimes = fields.Integer(required=True, attribute="courantes")
    courantes_avant_centimes = fields.Integer(allow_none=True, attribute="courantes_avant")
    budget_centimes = fields.Integer(allow_none=True, attribute="budget")
    centimes_m2 = fields.Integer(allow_none=True, attribute="par_m2")
    centimes_lot = fields.Integer(allow_none=True, attribute="par_lot")
    recuperable_centimes = fields.Integer(required=True, attribute="recuperable")
    part_recuperable = fields.Decimal(as_string=True, allow_none=True)
    poids_syndic = fields.Decimal(as_string=True, allow_none=True)
    syndic_par_lot_centimes = fields.Integer(allow_none=True, attribute="syndic_par_lot")
    non_classe_centimes = fields.Integer(required=True, attribute="non_classe")
    fiabilite_budget = fields.Decimal(as_string=True, allow_none=True, attribute="fiabilite")
    familles = fields.List(fields.Nested(MesureFamilleSchema), required=True)


class IntervalleSchema(Schema):
    """Low, median and high of the peers, centimes per m², and how many they are."""

    bas = fields.Integer(required=True)
    median = fields.Integer(required=True)
    haut = fields.Integer(required=True)
    nombre = fields.Integer(required=True)


class LigneCompareeSchema(Schema):
    """A family beside its peers; no interval under eight peers."""

    famille = fields.String(required=True)
    centimes_m2 = fields.Integer(required=True, attribute="par_m2")
    intervalle = fields.Nested(IntervalleSchema, allow_none=True)
    position = fields.String(allow_none=True)
    points = fields.List(fields.Integer(), required=True)


class ComparaisonSchema(Schema):
    """A copropriété beside its peers: who they are, and each family."""

    annee = fields.Integer(required=True)
    pairs = fields.Integer(required=True)
    criteres = fields.List(fields.String(), required=True, attribute="groupe.criteres")
    lignes = fields.List(fields.Nested(LigneCompareeSchema), required=True)


class FicheSyndicSchema(Schema):
    """A syndic's scorecard and its method; a positive gap costs more than peers."""

    code = fields.String(required=True)
    nom = fields.String(required=True)
    annee = fields.Integer(allow_none=True)
    coproprietes = fields.Integer(required=True)
    ecart_cout = fields.Decimal(as_string=True, allow_none=True)
    ecart_cout_nombre = fields.Integer(required=True)
    honoraires_par_lot_centimes = fields.Integer(allow_none=True, attribute="honoraires_par_lot")
    honoraires_par_lot_parc_centimes = fields.Integer(allow_none=True, attribute="honoraires_par_lot_parc")
    derive_honoraires = fields.Decimal(as_string=True, allow_none=True)
    derive_honoraires_parc = fields.Decimal(as_string=True, allow_none=True)
    fiabilite_budget = fields.Decimal(as_string=True, allow_none=True, attribute="mesures.fiabilite")
    fichiers = fields.Integer(required=True)
    fichiers_en_ecart = fields.Integer(required=True)
    ecarts = fields.Integer(required=True)
    methode = fields.List(fields.String(), required=True)
