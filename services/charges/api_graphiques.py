"""The JSON door of the pictures and the forecasts. Amounts are integers of centimes; shares, tenths of a percent."""

from typing import Any

from marshmallow import Schema, fields, validate

from services.charges.api import api
from services.charges.comites.carte_chaleur import MESURES, PAIRS
from services.charges.comites.fiche_charges import load_fiche
from services.charges.comites.portefeuille_charges import load_portefeuille
from services.charges.previsions.estimations_cloture import estimate_cloture
from services.charges.previsions.previsions_copropriete import load_previsions
from shared.acteurs import Permission
from shared.database import Lecture
from shared.presentation import today
from shared.web.gardes import current_acteur, requires


class EtapeSchema(Schema):
    """One step of a waterfall."""

    libelle = fields.String()
    avant = fields.Integer()
    apres = fields.Integer()
    ecart = fields.Integer()


class CascadeSchema(Schema):
    """From one exercise to the next."""

    titre_avant = fields.String()
    titre_apres = fields.String()
    avant = fields.Integer()
    apres = fields.Integer()
    etapes = fields.List(fields.Nested(EtapeSchema))


class RangParetoSchema(Schema):
    """One bar and the part of the total reached with it, in per mille."""

    code = fields.String()
    libelle = fields.String()
    montant = fields.Integer()
    cumul_pour_mille = fields.Integer()


class BandeSchema(Schema):
    """One family in centimes by m², ours and the peers' P20, P50, P80 (null below eight peers)."""

    code = fields.String()
    libelle = fields.String()
    sien = fields.Integer()
    pairs = fields.Function(lambda one: len(one.pairs))
    bas = fields.Integer(allow_none=True)
    mediane = fields.Integer(allow_none=True)
    haut = fields.Integer(allow_none=True)
    place = fields.String()


class LigneFicheSchema(Schema):
    """One family over the exercises; the last three figures are of the last exercise."""

    code = fields.String()
    libelle = fields.String()
    montants = fields.List(fields.Integer(allow_none=True))
    part = fields.Integer()
    recuperable = fields.Integer()
    budget = fields.Integer()
    pourcent = fields.Integer(allow_none=True)


class RangCompletudeSchema(Schema):
    """What we have of an exercise, in the order of the page's columns."""

    exercice = fields.String()
    debut = fields.Date()
    fin = fields.Date()
    presents = fields.List(fields.Boolean())


class FicheSchema(Schema):
    """The fiche of a copropriété."""

    code = fields.String()
    nom = fields.String()
    surface_m2 = fields.Integer(allow_none=True)
    lots = fields.Integer(allow_none=True)
    exercices = fields.Function(lambda one: [annee.exercice for annee in one.annees])
    lignes = fields.List(fields.Nested(LigneFicheSchema))
    cascade = fields.Nested(CascadeSchema, allow_none=True)
    bandes = fields.List(fields.Nested(BandeSchema))
    pareto = fields.List(fields.Nested(RangParetoSchema))
    completude = fields.List(fields.Nested(RangCompletudeSchema))


class CaseSchema(Schema):
    """One cell of the heatmap; ``valeur`` in tenths."""

    valeur = fields.Integer(allow_none=True)
    pas = fields.Integer()
    montant = fields.Integer()
    reference = fields.Integer()
    enjeu = fields.Integer()


class RangChaleurSchema(Schema):
    """One copropriété of the heatmap; null: it has not this family."""

    code = fields.String()
    nom = fields.String()
    syndic = fields.String()
    exercice = fields.String()
    part = fields.Integer()
    enjeu = fields.Integer()
    cases = fields.List(fields.Nested(CaseSchema, allow_none=True))


class EtapeCampagneSchema(Schema):
    """One stage of the campaign; null: not followed."""

    libelle = fields.String()
    nombre = fields.Integer(allow_none=True)
    total = fields.Integer()


class VuePortefeuilleSchema(Schema):
    """The portfolio."""

    annee = fields.Integer()
    coproprietes = fields.Integer()
    constantes = fields.Integer()
    surface_m2 = fields.Integer()
    lots = fields.Integer()
    mesure = fields.String()
    familles = fields.List(fields.String())
    rangs = fields.List(fields.Nested(RangChaleurSchema))
    cascade = fields.Nested(CascadeSchema)
    pareto = fields.List(fields.Nested(RangParetoSchema))
    campagne = fields.List(fields.Nested(EtapeCampagneSchema))


class DemandePortefeuilleSchema(Schema):
    """What the heatmap measures, and one syndic's copropriétés only."""

    mesure = fields.String(load_default=PAIRS, validate=validate.OneOf(list(MESURES)))
    syndic = fields.String(load_default="", validate=validate.Length(max=100))


class LignePrevisionSchema(Schema):
    """One poste: last exercise, the one under way with its band, the budget to come with its own, and the reasons.

    ``vote`` and ``propose``: the syndic's budgets for the same two exercises, from annex 2; null when it prints none.
    """

    poste = fields.String()
    libelle = fields.String()
    dernier = fields.Integer()
    montant = fields.Integer(attribute="prevision.montant")
    bas = fields.Integer(attribute="prevision.bas")
    haut = fields.Integer(attribute="prevision.haut")
    suivant = fields.Integer(attribute="prevision.suivant")
    suivant_bas = fields.Integer(attribute="prevision.suivant_bas")
    suivant_haut = fields.Integer(attribute="prevision.suivant_haut")
    part_suivant = fields.Integer()
    recuperable_suivant = fields.Integer()
    vote = fields.Integer(allow_none=True)
    propose = fields.Integer(allow_none=True)
    raison = fields.String()


class EffetSchema(Schema):
    """What a vote changes in a year."""

    genre = fields.String()
    libelle = fields.String()
    annee = fields.Integer()
    montant = fields.Integer()
    part = fields.Integer()
    explication = fields.String()


class PrevisionsSchema(Schema):
    """The forecasts of a copropriété; ``annee`` is the exercise under way, the budget to come the one after."""

    code = fields.String()
    annee = fields.Integer()
    dernier_exercice = fields.String()
    lignes = fields.List(fields.Nested(LignePrevisionSchema))
    montant = fields.Integer()
    suivant = fields.Integer()
    part_suivant = fields.Integer()
    recuperable_suivant = fields.Integer()
    logements = fields.Integer()
    provision_mensuelle = fields.Integer()
    provision_par_logement = fields.Integer(allow_none=True)
    plancher_fonds = fields.Integer()
    vote = fields.Integer(allow_none=True)
    propose = fields.Integer(allow_none=True)
    effets = fields.List(fields.Nested(EffetSchema))


class DemandeEstimationsSchema(Schema):
    """The civil year being closed."""

    exercice = fields.Integer(required=True, validate=validate.Range(1990, 2200))


class EstimationSchema(Schema):
    """One charge not invoiced yet, as appels_fonds proposes it at closing; the amount is positive."""

    genre = fields.String()
    copropriete = fields.String()
    reference = fields.String()
    cle = fields.String()
    montant_centimes = fields.Integer()
    source = fields.String()
    explication = fields.String()


@api.get("/coproprietes/<code>/fiche")
@requires(Permission.CONSULTER)
@api.response(200, FicheSchema)
def fiche(code: str) -> Any:
    """The figures behind every picture of a copropriété."""
    with Lecture() as session:
        return load_fiche(session, current_acteur(), code, today())


@api.get("/portefeuille")
@requires(Permission.CONSULTER)
@api.arguments(DemandePortefeuilleSchema, location="query")
@api.response(200, VuePortefeuilleSchema)
def portefeuille(demande: dict[str, str]) -> Any:
    """The figures behind every picture of the portfolio."""
    with Lecture() as session:
        return load_portefeuille(session, current_acteur(), today(), demande["mesure"], demande["syndic"])


@api.get("/coproprietes/<code>/previsions")
@requires(Permission.CONSULTER)
@api.response(200, PrevisionsSchema)
def previsions(code: str) -> Any:
    """What a copropriété should cost, poste by poste, with the reasons."""
    with Lecture() as session:
        return load_previsions(session, current_acteur(), code, today())


@api.get("/estimations-cloture")
@requires(Permission.CONSULTER)
@api.arguments(DemandeEstimationsSchema, location="query")
@api.response(200, EstimationSchema(many=True))
def estimations_cloture(demande: dict[str, int]) -> Any:
    """Charges of a civil year not called yet, by copropriété and clé: what closing accrues (4081)."""
    with Lecture() as session:
        return EstimationSchema(many=True).dump(estimate_cloture(session, current_acteur(), demande["exercice"]))
