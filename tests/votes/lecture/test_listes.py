"""Lists of owners in wordings put together at random: every name of the list, and no other word."""

from random import Random

import pytest

from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.page.rangees import expand_rangees
from services.votes.lecture.page.tables import Cellule, Rangee
from services.votes.lecture.pv import read_pv_lignes, write_pv
from services.votes.lecture.pv_lu import Decompte
from services.votes.lecture.votants.noms import split_noms
from services.votes.lecture.votants.recapitulatif import read_recapitulatif

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
        (
            "M. PETIT : 255 voix\tESH DEUX RIVES :\nMme ROY : 236 voix\t1 737 voix\nM. NOVAK : 2 voix\tMme KACI : 9",
            ("M. PETIT", "Mme ROY", "M. NOVAK", "ESH DEUX RIVES", "Mme KACI"),
        ),
        (
            "M. PETIT : 255 voix\t1 737 voix\nMme ROY : 236 voix\tMme KACI : 9 voix\nESH DEUX RIVES :",
            ("M. PETIT", "Mme ROY", "ESH DEUX RIVES", "Mme KACI"),
        ),
        ("SARL PETIT / DEUX RIVES - SA D'HLM", ("SARL PETIT", "DEUX RIVES - SA D'HLM")),
        ("PETIT ANNE / ROY YVES / DEUX\nRIVES - SA D'HLM", ("PETIT ANNE", "ROY YVES", "DEUX RIVES - SA D'HLM")),
        ("VALLEE / MERCIER - PETIT / ROY - KACI / NOVAK", ("VALLEE / MERCIER", "PETIT / ROY", "KACI / NOVAK")),
        ("ROY J., SCI J.M.B., Succession PETIT, KACI O..", ("ROY J.", "SCI J.M.B.", "Succession PETIT", "KACI O.")),
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


def read_pages(*textes: str) -> list[dict]:
    """The resolutions of pasted minutes."""
    return write_pv(read_pv_lignes([Ligne(texte) for texte in textes]))["resolutions"]


COMPTES = ("Pour : 800 voix", "Contre : 300 voix", "Abstention : 0 voix")
FIN = ("2. Divers", "Sans vote.")


@pytest.mark.parametrize(
    "titre", ["Opposants à la décision", "Copropriétaires opposants", "Contre", "Ont voté contre", "Opposants :"]
)
def test_a_title_alone_on_its_line_heads_the_owners_below_it(titre: str) -> None:
    lue = read_pages(
        "1. Quitus", *COMPTES, titre, "M. PETIT\t100,00", "ESH DEUX RIVES — 200 tantièmes", "Adoptée", *FIN
    )[0]
    assert lue["opposants"] == ["M. PETIT", "ESH DEUX RIVES"]


def test_a_title_alone_heads_nothing_when_no_owner_stands_below_it() -> None:
    assert (
        read_pages("1. Quitus", *COMPTES, "Contre", "La discussion est close.", "Adoptée", *FIN)[0]["opposants"] == []
    )


def test_opponents_are_those_of_the_ballot_that_their_title_names() -> None:
    lue = read_pages(
        "1. Quitus",
        *COMPTES,
        "Second vote",
        "Pour : 850 voix",
        "Contre : 250 voix",
        "Abstention : 0 voix",
        "Opposants (1er vote) : ESH DEUX RIVES, 200 voix ; M. PETIT, 100 voix",
        "Opposants (2e vote) : M. ROY, 250 voix",
        "Adoptée",
        *FIN,
    )[0]
    assert lue["opposants"] == ["M. ROY"]


@pytest.mark.parametrize("titre", ["ANNEXE 1 – Détail nominatif des votes", "Liste nominative des votes"])
def test_a_list_at_the_end_gives_the_opponents_of_the_last_ballot_of_each_number(titre: str) -> None:
    lues = read_pages(
        "1. Quitus",
        *COMPTES,
        "Adoptée",
        "2. Budget",
        *COMPTES,
        "Adoptée",
        "3. Divers",
        "Sans vote.",
        "La séance est levée.",
        titre,
        "Résolution 1",
        "Contre : M. PETIT (100), VALLEE / ROY (200)",
        "Abstention : Mme NOVAK (12)",
        "Résolution 2 – 1er vote",
        "Contre : ESH DEUX RIVES (300)",
        "Résolution 2 – 2nd vote",
        "Contre : M. PETIT (100), ESH",
        "DES RIVES (200)",
        "ANNEXE 2 – Feuille de présence",
    )
    assert [lue["opposants"] for lue in lues] == [["M. PETIT", "VALLEE / ROY"], ["M. PETIT", "ESH DES RIVES"], []]


def make_table(*rangees: tuple[str, ...]) -> list[Ligne]:
    """The rows of a ruled table, its columns 100 points wide."""
    lignes = []
    for rang, textes in enumerate(rangees):
        cellules = tuple(Cellule(100.0 * n, 100.0 * n + 99, (t,), (False,), (False,)) for n, t in enumerate(textes))
        rangee = Rangee(20.0 * rang, 20.0 * rang + 19, tuple(100.0 * n for n in range(len(textes))), cellules)
        lignes.append(Ligne("\t".join(textes), rangee=rangee))
    return lignes


def test_a_table_of_names_is_a_list_however_many_pairs_it_has() -> None:
    table = make_table(
        ("Nom", "Voix", "Nom", "Voix"), ("M. PETIT", "100,00", "ESH DEUX RIVES", "2 200,00"), ("Mme ROY", "7")
    )
    dites = [ligne.texte for ligne in expand_rangees([Ligne("Liste des opposants :"), *table])]
    assert dites[1:] == ["M. PETIT (100,00)", "ESH DEUX RIVES (2 200,00)", "Mme ROY (7)"]


def test_a_row_for_each_owner_and_resolution_reads_as_a_list_at_the_end() -> None:
    table = make_table(
        ("Rés.", "Scrutin", "Sens", "Copropriétaire", "Voix"),
        ("3", "1er", "Contre", "M. PETIT", "100"),
        ("3", "2nd", "Contre", "Mme ROY", "80"),
        ("3", "2nd", "Abstention", "M. PETIT", "100"),
        ("12", "1er", "Contre", "ESH DEUX RIVES", "200"),
    )
    lignes = expand_rangees([Ligne("Liste nominative des opposants et des abstentionnistes"), *table])
    assert {n: lu.opposants for n, lu in read_recapitulatif(lignes).items()} == {
        "3": ("Mme ROY",),
        "12": ("ESH DEUX RIVES",),
    }


def test_what_a_list_left_open_has_before_the_next_label_is_of_the_list() -> None:
    lue = read_pages(
        "1. Quitus",
        "Ont voté pour 8 copropriétaires (800 voix) ; ont voté contre 3 copropriétaires (300 voix) : M. PETIT,",
        "Mme ROY, ESH DEUX RIVES ; se sont abstenus 1 copropriétaire (20 voix), à savoir : M. NOVAK.",
        "Adoptée",
        *FIN,
    )[0]
    assert lue["opposants"] == ["M. PETIT", "Mme ROY", "ESH DEUX RIVES"]


def test_those_said_to_be_absent_before_the_counts_are_named() -> None:
    lue = read_pages("1. Quitus", "Réputés défaillants : M. PETIT (12), Mme ROY (20).", *COMPTES, "Adoptée", *FIN)[0]
    assert lue["defaillants"] == ["M. PETIT", "Mme ROY"]


def test_a_list_at_the_end_says_in_brackets_of_which_ballot_a_position_is() -> None:
    lignes = [
        "ANNEXE 2 – COPROPRIÉTAIRES OPPOSANTS ET ABSTENTIONNISTES",
        "(article 17 du décret du 17 mars 1967)",
        "Résolution n° 8",
        "Contre (1er et second votes) : Mme ROY : 447 voix ; ESH Deux Rives : 359 voix.",
        "Abstention (1er vote) : M. PETIT : 442 voix.",
        "Résolution n° 9",
        "Contre : M. PETIT : 442 voix.",
        "Abstention (second vote) : Mme ROY : 447 voix.",
        "Résolution n° 10",
        "Contre (1er vote) : M. PETIT : 442 voix.",
        "Contre (second vote) : ESH Deux Rives : 359 voix.",
    ]
    lu = read_recapitulatif([Ligne(ligne) for ligne in lignes])
    assert {numero: votants.opposants for numero, votants in lu.items()} == {
        "8": ("Mme ROY", "ESH Deux Rives"),
        "9": ("M. PETIT",),
        "10": ("ESH Deux Rives",),
    }


def test_a_list_at_the_end_may_number_its_resolutions_with_a_sign_after_the_figure() -> None:
    lignes = [
        "ANNEXE 1 — OPPOSANTS ET ABSTENTIONNISTES",
        "Résolution 3°",
        "Opposants : ESH Deux Rives (1.913 voix), M. PETIT (251 voix)",
        "Abstentionnistes : Mme ROY (272 voix)",
        "Résolution 12°",
        "Opposants : Mme ROY (272 voix)",
    ]
    lu = read_recapitulatif([Ligne(ligne) for ligne in lignes])
    assert {n: votants.opposants for n, votants in lu.items()} == {
        "3": ("ESH Deux Rives", "M. PETIT"),
        "12": ("Mme ROY",),
    }


def test_a_list_by_owner_says_the_numbers_that_each_opposed() -> None:
    lignes = [
        "Copropriétaires opposants :",
        "- ESH Deux Rives (359 voix) : résolutions n° 2, 4 et 7",
        "- M. PETIT (442 voix) : résolution n° 4",
        "La séance est levée à 20 h 30.",
    ]
    lu = read_recapitulatif([Ligne(ligne) for ligne in lignes])
    assert {numero: votants.opposants for numero, votants in lu.items()} == {
        "2": ("ESH Deux Rives",),
        "4": ("ESH Deux Rives", "M. PETIT"),
        "7": ("ESH Deux Rives",),
    }


def test_a_dash_opens_a_list_and_bars_part_its_names() -> None:
    lue = read_pages(
        "1. Quitus", "Pour : 4 999 voix", "Contre : 1 536 voix", "Abstention : 263 voix",
        "Opposants – PETIT Anne & Luc (corr.) | RHÔNE HABITAT (corr.) | ROY Paul", "Abstentions – NOVAK Hélène",
        "2. Budget", "Sans vote.",
    )[0]  # fmt: skip
    assert lue["opposants"] == ["PETIT Anne & Luc", "RHÔNE HABITAT", "ROY Paul"]


def test_a_dash_parts_two_owners_where_other_lists_name_each() -> None:
    comptes = ("Pour : 5 992 voix", "Contre : 1 518 voix", "Abstention : 0 voix")
    premiere, seconde, _ = read_pages(
        "1. Comptes", *comptes, "Opposants : Anne PETIT – RHÔNE HABITAT",
        "2. Quitus", *comptes, "Opposants : Anne PETIT – Luc NOVAK – RHÔNE HABITAT", "3. Divers", "Sans vote.",
    )  # fmt: skip
    assert premiere["opposants"] == ["Anne PETIT", "RHÔNE HABITAT"]
    assert seconde["opposants"] == ["Anne PETIT", "Luc NOVAK", "RHÔNE HABITAT"]


def test_a_table_at_the_end_may_tell_every_position_of_a_resolution_in_one_cell() -> None:
    table = make_table(
        ("Résolution I", "aucune opposition, aucune abstention"),
        ("Résolution II", "abstention : Mme Novak"),
        ("Résolution III (premier scrutin)", "contre : Mme Roy, M. Petit ; abstention : Mme Novak"),
        ("Résolution III (second scrutin)", "contre : RHÔNE HABITAT, M. et Mme Petit ; abstention : M. Roy"),
    )
    lus = read_recapitulatif(expand_rangees([Ligne("Annexe 1 – Relevé nominatif des votes contre"), *table]))
    assert {numero: votants.opposants for numero, votants in lus.items()} == {
        "2": (), "3": ("RHÔNE HABITAT", "M. et Mme Petit"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("texte", "noms"),
    [
        (
            "SA Deux Rives, Mme NIVON, M. OUALI et M. TOURNIER",
            ("SA Deux Rives", "Mme NIVON", "M. OUALI", "M. TOURNIER"),
        ),
        ("M. ROY, Mme RIGOLLET et M. et Mme SERVE", ("M. ROY", "Mme RIGOLLET", "M. et Mme SERVE")),
        ("M. ROY, M. et Mme SERVE", ("M. ROY", "M. et Mme SERVE")),
    ],
)
def test_et_parts_the_last_two_owners_of_a_list_and_no_couple(texte: str, noms: tuple[str, ...]) -> None:
    assert split_noms(texte) == noms


def test_a_list_at_the_end_may_tell_both_ballots_of_a_resolution_on_one_line() -> None:
    lus = read_recapitulatif(
        [
            Ligne("Annexe A — Détail nominatif des votes"),
            Ligne("Les copropriétaires qui ne sont pas nommés ont voté pour."),
            Ligne("Résolution 4 — contre : DEUX RIVES HABITAT, Karim Durieu.", corps=10.0),
            Ligne("Résolution 5 — 1er vote, contre : Jean Fabre, Laurent", corps=10.0, pleine=True),
            Ligne("Palluy – second vote, contre : DEUX RIVES HABITAT, Jean Fabre.", corps=10.0),
        ]
    )
    assert lus["4"].opposants == ("DEUX RIVES HABITAT", "Karim Durieu")
    assert lus["5"].opposants == ("DEUX RIVES HABITAT", "Jean Fabre")
