"""Who is in the demo: the landlord, its agencies and agents, the six syndics. Everybody here is invented."""

from typing import Any, NamedTuple

from services.demo.identifiants import build_iban, build_siren, build_siret, draw

AGENCES = [{"code": "LYO", "nom": "Lyon"}, {"code": "STE", "nom": "Saint-Étienne"}]


class Employe(NamedTuple):
    """An employee of the landlord."""

    nom: str
    courriel: str
    roles: tuple[str, ...]
    agences: tuple[str, ...]


EMPLOYES = (
    Employe("Claire Morel", "claire.morel@demo.example", ("RC",), ("LYO",)),
    Employe("Julien Roche", "julien.roche@demo.example", ("RC",), ("STE",)),
    Employe("Sophie Garnier", "sophie.garnier@demo.example", ("TE",), ("LYO",)),
    Employe("Mehdi Haddad", "mehdi.haddad@demo.example", ("TE",), ("STE",)),
    Employe("Nadia Lambert", "nadia.lambert@demo.example", ("CO",), ("LYO",)),
    Employe("Thomas Peyret", "thomas.peyret@demo.example", ("CO",), ("STE",)),
    Employe("Élodie Blanc", "elodie.blanc@demo.example", ("CO",), ("LYO", "STE")),
    Employe("Lucie Vernay", "lucie.vernay@demo.example", ("JU",), ("LYO", "STE")),
    Employe("Antoine Serre", "antoine.serre@demo.example", ("PX",), ("LYO",)),
    Employe("Maëlle Chovet", "maelle.chovet@demo.example", ("PX",), ("STE",)),
    Employe("Hugo Delorme", "hugo.delorme@demo.example", ("DI",), ("LYO", "STE")),
    Employe("Camille Rivoire", "camille.rivoire@demo.example", ("ADMIN",), ("LYO", "STE")),
)


class Cabinet(NamedTuple):
    """A syndic's firm."""

    code: str
    nom: str
    courriel: str


CABINETS = (
    Cabinet("S01", "Régie Valbonnat", "appels@valbonnat.example"),
    Cabinet("S02", "Cabinet Mornandier", "comptabilite@mornandier.example"),
    Cabinet("S03", "Confluence Syndics Associés", "copro@confluence-syndics.example"),
    Cabinet("S04", "Régie Furanaise de Gestion", "gestion@furanaise.example"),
    Cabinet("S05", "Gier & Pilat Immobilier", "syndic@gier-pilat.example"),
    Cabinet("S06", "Cabinet Ondaine Copropriété", "contact@ondaine-copro.example"),
)


def build_bailleur(graine: int) -> dict[str, Any]:
    """The landlord, in the contract's JSON."""
    hasard = draw(graine, "bailleur")
    return {
        "nom": "ESH Rhône et Forez Habitat",
        "siren": build_siren(hasard),
        "iban": build_iban(hasard),
        "bic": "DEMOFRPPXXX",
    }


def build_agents() -> list[dict[str, Any]]:
    """The twelve agents, in the contract's JSON."""
    return [
        {"courriel": agent.courriel, "nom": agent.nom, "roles": list(agent.roles), "agences": list(agent.agences)}
        for agent in EMPLOYES
    ]


def build_syndics(graine: int) -> list[dict[str, Any]]:
    """The six syndics, in the contract's JSON."""
    return [
        {"code": cabinet.code, "nom": cabinet.nom, "siret": build_siret(draw(graine, cabinet.code)),
         "courriel": cabinet.courriel}
        for cabinet in CABINETS
    ]  # fmt: skip
