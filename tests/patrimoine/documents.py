"""Documents of the patrimoine for tests: a small real one, and a strategy that draws any canonical one."""

import copy
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

Objet = dict[str, Any]

_BIZILLON: Objet = {
    "bailleur": {"nom": "ESH Deux Rives", "siren": "123456782", "iban": None, "bic": None},
    "agences": [{"code": "LYO", "nom": "Lyon"}, {"code": "STE", "nom": "Saint-Étienne"}],
    "agents": [{"courriel": "compta@deuxrives.example", "nom": "Inès Faure", "roles": ["CO"], "agences": ["STE"]}],
    "syndics": [
        {"code": "S01", "nom": "Régie du Furan", "siret": None, "courriel": "copro@furan.example"},
        {"code": "S02", "nom": "Cabinet Forez", "siret": None, "courriel": None},
    ],
    "coproprietes": [
        {
            "code": "X001",
            "nom": "SDC Le Bizillon",
            "adresse": "4 rue de l’Étoile, 42000 Saint-Étienne",
            "immatriculation": "AC4200017",
            "agence": "STE",
            "origine": "autre",
            "surface_m2": 1830,
            "lots_principaux": 28,
            "reference_bailleur": None,
            "iban": "FR7630006000011234567890189",
            "iban_fonds_travaux": None,
            "syndic": "S01",
            "exercices": [
                {
                    "libelle": "2026",
                    "debut": "2026-01-01",
                    "fin": "2026-12-31",
                    "vote_le": None,
                    "budget": {"ASC": 600000, "GEN": 4000000},
                    "fonds_travaux": {"GEN": 230000},
                }
            ],
            "cles": [
                {"code": "GEN", "libelle": "Charges générales", "total": 1000},
                {"code": "ASC", "libelle": "Ascenseur", "total": 800},
            ],
            "travaux_votes": [
                {
                    "date_ag": "2025-06-12",
                    "resolution": "14",
                    "libelle": "Ravalement",
                    "montant": 9600000,
                    "echeances": ["2025-10-01", "2026-01-01"],
                    "cle": "GEN",
                }
            ],
            "appels_anterieurs": [
                {
                    "nature": "provision",
                    "periode": "2025-T4",
                    "exigible": "2025-10-01",
                    "cle": "GEN",
                    "lot": "3",
                    "montant": 44460,
                }
            ],
            "lots": [
                {"numero": "3", "nature": "logement", "surface_m2": 61, "du": "2012-04-01", "au": None,
                 "tantiemes": {"ASC": 38, "GEN": 41}},
                {"numero": "7", "nature": "logement", "surface_m2": 74, "du": "2012-04-01", "au": None,
                 "tantiemes": {"ASC": 52, "GEN": 50}},
                {"numero": "31", "nature": "stationnement", "surface_m2": 12, "du": "2012-04-01", "au": None,
                 "tantiemes": {"GEN": 6}},
            ],
        }
    ],
}  # fmt: skip


def bizillon() -> Objet:
    """One copropriété of three lots, in canonical form; a copy that the test may change."""
    return copy.deepcopy(_BIZILLON)


def copropriete(document: Objet) -> Objet:
    """The first copropriété of a document."""
    first: Objet = document["coproprietes"][0]
    return first


TEXTES = st.text("aàéœ Z’'\"=+-@#/;<>&0123", min_size=1, max_size=12).map(str.strip).filter(bool)
CODES = st.text("ABC012", min_size=1, max_size=4)
JOURS = st.dates(date(1890, 1, 1), date(2060, 12, 31))
MONTANTS = st.integers(0, 10**11)
IBANS = st.sampled_from([None, "FR7630006000011234567890189", "DE89370400440532013000"])


@st.composite
def periodes(draw: st.DrawFn, au_moins: int = 1) -> list[Objet]:
    """Periods without a common day, earliest first; the first may have no beginning, the last no end."""
    bornes = sorted(draw(st.lists(JOURS, min_size=2 * au_moins, max_size=6, unique=True)))
    bornes = bornes[: len(bornes) // 2 * 2]
    tirees = [{"du": du.isoformat(), "au": au.isoformat()} for du, au in zip(bornes[::2], bornes[1::2], strict=True)]
    if tirees and draw(st.booleans()):
        tirees[0]["du"] = None
    if tirees and draw(st.booleans()):
        tirees[-1]["au"] = None
    return tirees


def _is_undated(valeurs: list[Objet]) -> bool:
    return all(not valeur["du"] and not valeur["au"] for valeur in valeurs)


@st.composite
def lots(draw: st.DrawFn, numero: str, cles: list[str]) -> Objet:
    detentions = draw(periodes())
    tantiemes: Any = {cle: draw(st.integers(0, 1000)) for cle in sorted(draw(st.sets(st.sampled_from(cles))))}
    if tantiemes and draw(st.booleans()):
        tables = [{**periode, "cles": dict(tantiemes)} for periode in draw(periodes())]
        tantiemes = tantiemes if _is_undated(tables) else tables
    return {
        "numero": numero,
        "nature": draw(st.none() | TEXTES),
        "surface_m2": draw(st.none() | st.integers(0, 9999)),
        **(detentions[0] if len(detentions) == 1 else {"detentions": detentions}),
        "tantiemes": tantiemes,
    }


@st.composite
def exercices(draw: st.DrawFn, cles: list[str]) -> list[Objet]:
    debut = draw(st.integers(1990, 2040))
    tables = st.dictionaries(st.sampled_from(cles), MONTANTS)
    return [
        {
            "libelle": str(annee),
            "debut": f"{annee}-01-01",
            "fin": f"{annee}-12-31",
            "vote_le": draw(st.none() | JOURS.map(date.isoformat)),
            "budget": draw(tables),
            "fonds_travaux": draw(tables),
        }
        for annee in range(debut, debut + draw(st.integers(0, 3)))
    ]


@st.composite
def coproprietes(draw: st.DrawFn, code: str, agences: list[str], syndics: list[str]) -> Objet:
    cles = draw(st.lists(CODES, min_size=1, max_size=3, unique=True))
    numeros = draw(st.lists(CODES, max_size=4, unique=True))
    mandats = [{"syndic": draw(st.sampled_from(syndics)), **periode} for periode in draw(periodes(au_moins=0))]
    travaux = draw(st.lists(st.tuples(JOURS, CODES, st.sampled_from(cles)), max_size=2, unique=True))
    appels = draw(
        st.lists(
            st.tuples(JOURS, TEXTES, st.sampled_from(cles), st.sampled_from([None, *numeros])), max_size=3, unique=True
        )
    )
    return {
        "code": code,
        "nom": draw(TEXTES),
        "adresse": draw(st.none() | TEXTES),
        "immatriculation": draw(st.none() | st.just("AA1234567")),
        "agence": draw(st.sampled_from(agences)),
        "origine": draw(st.sampled_from(["autre", "vente_hlm_vendeur"])),
        "surface_m2": draw(st.none() | st.integers(0, 99999)),
        "lots_principaux": draw(st.none() | st.integers(0, 999)),
        "reference_bailleur": draw(st.none() | TEXTES),
        "iban": draw(IBANS),
        "iban_fonds_travaux": draw(IBANS),
        **({"syndic": mandats[0]["syndic"]} if len(mandats) == 1 and _is_undated(mandats) else {"mandats": mandats}),
        "exercices": draw(exercices(cles)),
        "cles": [{"code": cle, "libelle": draw(TEXTES), "total": draw(st.integers(10**6, 10**7))} for cle in cles],
        "travaux_votes": [
            {
                "date_ag": jour.isoformat(),
                "resolution": resolution,
                "libelle": draw(TEXTES),
                "montant": draw(MONTANTS),
                "echeances": [
                    (jour + timedelta(days=90 * rang)).isoformat() for rang in range(draw(st.integers(0, 3)))
                ],
                "cle": cle,
            }
            for jour, resolution, cle in travaux
        ],
        "appels_anterieurs": [
            {
                "nature": nature,
                "periode": draw(st.none() | TEXTES),
                "exigible": jour.isoformat(),
                "cle": cle,
                "lot": lot,
                "montant": draw(st.integers(-(10**9), 10**9)),
            }
            for jour, nature, cle, lot in appels
        ],
        "lots": [draw(lots(numero, cles)) for numero in numeros],
    }


@st.composite
def patrimoines(draw: st.DrawFn) -> Objet:
    """Any patrimoine that an export could have written, in any order."""
    agences = draw(st.lists(CODES, min_size=1, max_size=2, unique=True))
    syndics = draw(st.lists(CODES, min_size=1, max_size=2, unique=True))
    return {
        "bailleur": draw(
            st.none() | st.just({"nom": "ESH Deux Rives", "siren": None, "iban": None, "bic": "AGRIFRPP"})
        ),
        "agences": [{"code": code, "nom": draw(TEXTES)} for code in agences],
        "agents": [
            {
                "courriel": f"agent{rang}@bailleur.example",
                "nom": draw(TEXTES),
                "roles": sorted(draw(st.sets(st.sampled_from(["RC", "TE", "CO"])))),
                "agences": sorted(draw(st.sets(st.sampled_from(agences)))),
            }
            for rang in range(draw(st.integers(0, 2)))
        ],
        "syndics": [{"code": code, "nom": draw(TEXTES), "siret": None, "courriel": None} for code in syndics],
        "coproprietes": [
            draw(coproprietes(code, agences, syndics)) for code in draw(st.lists(CODES, max_size=2, unique=True))
        ],
    }
