"""What the JSON door of the settings says and hears. Amounts are integers of centimes, shares are in thousandths."""

from typing import Any

from marshmallow import Schema, fields, post_load

from services.votes.models import GenreRegle, Position, Regle
from services.votes.politique.conditions import Conditions, describe_conditions, load_conditions
from services.votes.politique.regles import name_regle


class ConditionsSchema(Schema):
    """When a rule applies; what is absent asks nothing. Minima are included, maxima are not."""

    types = fields.List(fields.String())
    articles = fields.List(fields.String())
    mots = fields.List(fields.String())
    montant_min = fields.Integer(allow_none=True)
    montant_max = fields.Integer(allow_none=True)
    montant_connu = fields.Boolean(allow_none=True)
    quote_part_min = fields.Integer(allow_none=True)
    quote_part_max = fields.Integer(allow_none=True)
    part_min = fields.Integer(allow_none=True)
    part_max = fields.Integer(allow_none=True)
    agences = fields.List(fields.String())
    coproprietes = fields.List(fields.String())
    syndics = fields.List(fields.String())
    origine = fields.String(allow_none=True)
    notre_demande = fields.Boolean(allow_none=True)
    anomalies = fields.Boolean(allow_none=True)
    comptes_tardifs = fields.Boolean(allow_none=True)
    convocation_tardive = fields.Boolean(allow_none=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> Conditions:
        """The conditions as rules hold them."""
        return load_conditions(data)


class RegleSchema(Schema):
    """One version of a rule, as it is kept."""

    genre = fields.Enum(GenreRegle, required=True)
    numero = fields.Integer(required=True)
    version = fields.Integer(required=True)
    nom = fields.Function(lambda regle: name_regle(regle.genre, regle.numero, regle.version))
    ordre = fields.Integer(required=True)
    libelle = fields.String(required=True)
    conditions = fields.Raw(required=True)
    quand = fields.Function(lambda regle: describe_conditions(load_conditions(regle.conditions)))
    role = fields.String(allow_none=True)
    agent = fields.Method("dump_agent")
    position = fields.Enum(Position, allow_none=True)
    position_second = fields.Enum(Position, allow_none=True)
    position_si_amendee = fields.Enum(Position, allow_none=True)
    motif = fields.String(required=True)
    du = fields.Date(required=True)
    au = fields.Date(allow_none=True)
    par = fields.String(required=True)

    def dump_agent(self, regle: Regle) -> str | None:
        """The address of the employee the rule names."""
        return regle.agent.courriel if regle.agent else None


class NouvelleRegleSchema(Schema):
    """A rule to add, or the next version of one: ``version`` is then the one that was read."""

    genre = fields.Enum(GenreRegle, required=True)
    libelle = fields.String(required=True)
    motif = fields.String(required=True)
    conditions = fields.Nested(ConditionsSchema, load_default=Conditions)
    ordre = fields.Integer(allow_none=True, load_default=None)
    role = fields.String(allow_none=True, load_default=None)
    agent_id = fields.Integer(allow_none=True, load_default=None)
    position = fields.Enum(Position, allow_none=True, load_default=None)
    position_second = fields.Enum(Position, allow_none=True, load_default=None)
    position_si_amendee = fields.Enum(Position, allow_none=True, load_default=None)
    numero = fields.Integer(allow_none=True, load_default=None)
    version = fields.Integer(allow_none=True, load_default=None)
    du = fields.Date(allow_none=True, load_default=None)


class FiltreReglesSchema(Schema):
    """Which rules."""

    genre = fields.Enum(GenreRegle, required=True)


class RetraitSchema(Schema):
    """Why a rule ends, and the version that was read."""

    motif = fields.String(required=True)
    version = fields.Integer(required=True)


class PropositionSchema(Schema):
    """What the doctrine proposes on a resolution."""

    position = fields.Enum(Position, required=True)
    position_second = fields.Enum(Position, allow_none=True)
    position_si_amendee = fields.Enum(Position, allow_none=True)
    motif = fields.String(required=True)
    regle = fields.String(required=True)


class LigneSimulationSchema(Schema):
    """Our power at one attendance of the others. ``manquantes``: null when nothing can carry the resolution."""

    part_autres = fields.Integer(required=True)
    presentes = fields.Integer(required=True)
    total_present = fields.Integer(required=True)
    etat = fields.String(required=True)
    libelle = fields.String(required=True)
    premier_seul = fields.String(required=True)
    manquantes = fields.Integer(allow_none=True)


class SimulationSchema(Schema):
    """What our votes can do on a resolution, at each attendance."""

    article = fields.String(required=True)
    passerelle = fields.String(allow_none=True)
    voix = fields.Integer(required=True)
    total = fields.Integer(required=True)
    membres = fields.Integer(allow_none=True)
    verdict = fields.String(required=True)
    lignes = fields.List(fields.Nested(LigneSimulationSchema), required=True)


class ReouvertureSchema(Schema):
    """Late information on a resolution; ``version`` is that of the resolution as it was read."""

    motif = fields.String(required=True)
    version = fields.Integer(required=True)


class AbsenceSchema(Schema):
    """An absence, as it is kept."""

    id = fields.Integer(required=True)
    agent = fields.String(required=True, attribute="agent.courriel")
    du = fields.Date(required=True)
    au = fields.Date(required=True)
    remplacant = fields.String(allow_none=True, attribute="remplacant.courriel")
    motif = fields.String(required=True)
    annulee_le = fields.DateTime(allow_none=True)


class NouvelleAbsenceSchema(Schema):
    """An absence to record."""

    agent_id = fields.Integer(required=True)
    du = fields.Date(required=True)
    au = fields.Date(required=True)
    remplacant_id = fields.Integer(allow_none=True, load_default=None)
    motif = fields.String(load_default="")


class FormulationSchema(Schema):
    """A wording remembered for a syndic."""

    id = fields.Integer(required=True)
    syndic = fields.String(required=True, attribute="syndic.code")
    patron = fields.String(required=True)
    exemple = fields.String(required=True)
    type = fields.String(required=True)
    version = fields.Integer(required=True)
    par = fields.String(required=True)
    le = fields.DateTime(required=True)
    retiree_le = fields.DateTime(allow_none=True)
