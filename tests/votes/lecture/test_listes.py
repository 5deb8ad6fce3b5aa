"""Lists of owners in wordings put together at random: every name of the list, and no other word."""

from random import Random

import pytest

from services.votes.lecture.noms import split_noms
from services.votes.lecture.pv_lu import Decompte

NOMS = (
    "M. PETIT",
    "Mme Anne ROY",
    "M. et Mme NOVAK",
    "SCI DU 14 JUILLET",
    "ESH DEUX RIVES",
    "SUCCESSION BARBIER",
    "Indivision KACI",
    "COMMUNE DE SAINT-VALLIER",
    "la société Deux Rives",
    "SAS PIERRE ET PATRIMOINE",
    "Mme N'DIAYE",
    "M. ou Mme DA SILVA Yvette",
    "SCI M3 INVEST",
)
VOIX = (
    "{nom} ({n})",
    "{nom} ({n} voix)",
    "{nom} ({n} tantièmes)",
    "{nom}, {n} voix",
    "{nom} — {n} tantièmes",
    "{nom} : {n} voix",
    "{nom} pour {n}",
    "{n} voix {nom}",
    "{nom} ({n},00)",
    "{nom} ({n} / 10 000)",
)
SIGNES = (" ; ", "\n", "\n– ", " • ")
SIGNES_FERMES = (", ", " - ", " et ")
MANDATS = ("", "", " (pouvoir à M. NOUVEL)", " représenté(e) par M. NOUVEL", " (représentée par Mme NOUVEL)")
SUITES = (
    "",
    ".",
    ".\nC’est adopté.",
    "\nDonc c'est rejeté.",
    "\nLa résolution est adoptée.",
    "\nSuite de la résolution 14",
)


def draw(hasard: Random) -> tuple[str, tuple[str, ...], Decompte]:
    """A list as printed, its names, and what it counts."""
    noms = tuple(hasard.sample(NOMS, hasard.randint(1, 6)))
    voix = [hasard.randint(12, 2600) for _ in noms]
    maniere = hasard.choice(VOIX)
    signes = SIGNES_FERMES + SIGNES if maniere.endswith(")") else SIGNES
    signe = hasard.choice(signes)
    mandats = MANDATS if maniere.startswith("{nom} (") and signe != " et " else ("",)
    items = []
    for nom, combien in zip(noms, voix, strict=True):
        dit = f"{combien:,}".replace(",", hasard.choice((" ", "\u00a0")))
        items.append(maniere.format(nom=nom + hasard.choice(mandats[:3] + mandats[4:]), n=dit))
    return signe.join(items) + hasard.choice(SUITES), noms, Decompte(sum(voix), len(noms))


@pytest.mark.parametrize("graine", range(8))
def test_a_list_gives_its_names_alone_whatever_the_place_of_their_voix(graine: int) -> None:
    hasard = Random(graine)
    for _ in range(60):
        texte, noms, compte = draw(hasard)
        assert (texte, split_noms(texte, compte)) == (texte, noms)


@pytest.mark.parametrize(
    ("texte", "noms"),
    [
        (
            "– Monsieur Hugo PETIT, 448 voix\n– Monsieur et Madame ROY, 263 voix",
            ("Monsieur Hugo PETIT", "Monsieur et Madame ROY"),
        ),
        ("80 M. et Mme PETIT\n260 ESH deux rives", ("M. et Mme PETIT", "ESH deux rives")),
        ("M. PETIT (16\n000), Mme ROY (50\nvoix)", ("M. PETIT", "Mme ROY")),
        ("PETIT Anne 3 039, ESH DES DEUX RIVES 16\n000", ("PETIT Anne", "ESH DES DEUX RIVES")),
        ("M. PETIT (78 voix) et M. ROY (50\nvoix). C’est refusé", ("M. PETIT", "M. ROY")),
        ("M. PETIT\t7 410,00", ("M. PETIT",)),
    ],
)
def test_a_list_that_a_margin_or_a_sign_cuts_is_read_whole(texte: str, noms: tuple[str, ...]) -> None:
    assert split_noms(texte) == noms


def test_the_count_tells_where_a_list_ends_and_what_parts_it() -> None:
    deux = Decompte(300, 2)
    assert split_noms("M. PETIT (100), Mme ROY (200), M. NOVAK (50)", deux) == ("M. PETIT", "Mme ROY")
    assert split_noms("VALLEE / MERCIER - PETIT / ROY", Decompte(300, 2)) == ("VALLEE / MERCIER", "PETIT / ROY")
    assert split_noms("1001 VIES HABITAT", Decompte(300, 1)) == ("1001 VIES HABITAT",)


@pytest.mark.parametrize(
    "phrase", ["Donc c'est adopté", "Suite de la résolution 14", "Règle de majorité : art. 24", "Fait le 28 juin 2025"]
)
def test_a_sentence_is_no_owner(phrase: str) -> None:
    assert split_noms(phrase) == ()
