"""Who acts, and what each role may do. Pure: the rights of a person are decided here and nowhere else.

Roles: RC co-ownership manager, TE technical, CO accountant, JU lawyer, PX rental and proximity, DI management,
ADMIN. An agent sees the copropriétés of the agencies he belongs to; DI and ADMIN see them all.
"""

from dataclasses import dataclass
from enum import StrEnum

ROLES = {
    "RC": "Responsable copropriété",
    "TE": "Technique et patrimoine",
    "CO": "Comptabilité et contrôle",
    "JU": "Juridique",
    "PX": "Gestion locative et proximité",
    "DI": "Direction",
    "ADMIN": "Administration",
}
TOUS = frozenset(ROLES)


class Permission(StrEnum):
    """What a door can require."""

    CONSULTER = "consulter"
    GERER_AG = "gerer_ag"
    DONNER_CONSIGNE = "donner_consigne"
    IMPORTER_APPEL = "importer_appel"
    VALIDER_ECRITURE = "valider_ecriture"
    TENIR_CHARGES = "tenir_charges"
    REGLER_TAUX = "regler_taux"
    GERER_COMPTABILITE = "gerer_comptabilite"
    PREPARER_VIREMENT = "preparer_virement"
    APPROUVER_VIREMENT = "approuver_virement"
    MODIFIER_PATRIMOINE = "modifier_patrimoine"
    GERER_AGENTS = "gerer_agents"
    LIRE_AUDIT = "lire_audit"
    REGLER_VOTES = "regler_votes"


ROLES_PAR_PERMISSION: dict[Permission, frozenset[str]] = {
    Permission.CONSULTER: TOUS,
    Permission.GERER_AG: frozenset({"RC", "DI"}),
    Permission.DONNER_CONSIGNE: TOUS - {"ADMIN"},
    Permission.IMPORTER_APPEL: frozenset({"CO"}),
    Permission.VALIDER_ECRITURE: frozenset({"CO"}),
    Permission.TENIR_CHARGES: frozenset({"CO"}),
    Permission.REGLER_TAUX: frozenset({"CO", "ADMIN"}),
    Permission.GERER_COMPTABILITE: frozenset({"CO"}),
    Permission.PREPARER_VIREMENT: frozenset({"CO"}),
    Permission.APPROUVER_VIREMENT: frozenset({"CO", "DI"}),
    Permission.MODIFIER_PATRIMOINE: frozenset({"RC", "ADMIN"}),
    Permission.GERER_AGENTS: frozenset({"ADMIN"}),
    Permission.REGLER_VOTES: frozenset({"ADMIN"}),
    Permission.LIRE_AUDIT: frozenset({"ADMIN", "DI"}),
}
ROLES_SANS_LIMITE_D_AGENCE = frozenset({"DI", "ADMIN"})


@dataclass(frozen=True)
class Acteur:
    """The person, or the program, in whose name something is done. ``agences``: ids of their agencies."""

    id: int | None
    courriel: str
    nom: str
    roles: frozenset[str]
    agences: frozenset[int]

    def can(self, permission: Permission) -> bool:
        """Whether one of the roles held gives this permission."""
        return bool(self.roles & ROLES_PAR_PERMISSION[permission])

    @property
    def sees_all(self) -> bool:
        """Whether every agency is visible."""
        return bool(self.roles & ROLES_SANS_LIMITE_D_AGENCE)


SYSTEME = Acteur(id=None, courriel="systeme", nom="Tantième", roles=TOUS, agences=frozenset())
"""The suite itself: commands without ``--agent``, actors, scheduler."""
