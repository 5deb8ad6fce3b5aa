"""Announced results in wordings put together at random: badges, sentences, majorities, before or after the counts."""

from itertools import product
from random import Random

import pytest

from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.pv import read_pv_lignes, write_pv

OUI = ("adoptée", "approuvée", "acceptée", "validée", "votée", "ratifiée", "entérinée")
NON = ("rejetée", "refusée", "repoussée", "écartée")
COMPTES = ("Pour : 6 334 voix", "Contre : 1 156 voix", "Abstention : 310 voix")
PHRASES = (
    "La résolution est {}.",
    "Cette résolution est {} à la majorité requise.",
    "Elle est, en conséquence, {}.",
    "En conséquence, la proposition est {} à la majorité de l’article 24.",
    "La présente résolution n° 3, mise aux voix, est donc {}.",
    "Par suite, la décision se trouve {}.",
    "Résultat : {}",
    "Décision : POINT {}",
    "→ {}",
    "Vote : {} à l’unanimité des votants.",
    "Issue du scrutin – {}",
    "*** RÉSOLUTION {} ***",
    "{} (charges générales)",
    "Statut\t{}",
)
NIEES = (
    "La résolution n’est pas {}.",
    "Elle n’a pas été {}, la majorité n’étant pas réunie.",
    "Résolution non {}",
    "Décision : non {}",
    "Résultat : n’est pas {}, la majorité requise n’étant pas atteinte.",
    "La proposition n’est donc pas {}.",
)
MAJORITES = (
    ("La proposition recueille la majorité requise.", "adoptee"),
    ("La majorité de l’article 24 est atteinte.", "adoptee"),
    ("La résolution a obtenu la majorité nécessaire.", "adoptee"),
    ("La proposition ne recueille pas la majorité requise.", "rejetee"),
    ("La majorité requise n’étant pas atteinte.", "rejetee"),
    ("Faute de majorité, la résolution est écartée.", "rejetee"),
    ("La majorité n’est pas réunie.", "rejetee"),
    ("Donc ce n’est pas adopté.", "rejetee"),
    ("Donc c’est adopté.", "adoptee"),
    ("L’assemblée, statuant à la majorité simple (article 24), adopte cette résolution.", "adoptee"),
    ("L’assemblée générale rejette la proposition.", "rejetee"),
    ("Résultat du vote : rejet", "rejetee"),
)
AUTRES = {
    "adoptee": (
        "La résolution passe à la majorité.",
        "Proposition retenue",
        "La résolution est déclarée adoptée.",
        "Le président déclare la résolution adoptée.",
        "Par conséquent cette décision est adoptée à la majorité",
        "RÉSOLUTION ADOPTÉE",
        "Adopté à la majorité des voix exprimées (84,5 %)",
        "Sens du vote : favorable",
        "Avis : FAVORABLE",
        "Statut : Validée ✔",
        "✔ Adoptée",
        "Élue",
        "Mme BLANC est élue membre du conseil syndical.",
        "La majorité étant acquise, la résolution est adoptée.",
        "La condition de majorité est remplie.",
        "La résolution, ayant réuni la majorité absolue, est adoptée.",
        "La candidature de M. ROY est retenue.",
        "M. ROY est élu.",
        "Mme PETIT est donc élue membre du conseil syndical.",
        "Les comptes sont approuvés.",
        "Le quitus est accordé.",
        "Le budget est voté.",
        "L’assemblée approuve.",
        "Accord de l’assemblée",
        "Conclusion : majorité atteinte",
        "Majorité requise atteinte : oui",
        "Cette question est adoptée à l’unanimité moins une voix",
        "⇒ ADOPTÉE À LA MAJORITÉ ART. 25",
        "Approuvé",
        "ADOPTION",
        "Vote acquis",
        "Le vote est acquis à la majorité.",
        "La décision est prise à la majorité.",
    ),
    "rejetee": (
        "Non élu",
        "M. FAVRE n’est pas élu.",
        "Le président proclame le rejet de la résolution.",
        "La proposition échoue.",
        "La résolution ne passe pas.",
        "Sens du vote : défavorable",
        "✘ Rejetée",
        "Cette résolution n’ayant pas obtenu la majorité requise, elle est rejetée.",
        "Le seuil de majorité n’est pas atteint.",
        "N’ayant pas recueilli la majorité, la proposition est abandonnée.",
        "M. ROY n’est pas élu.",
        "Le quitus est refusé.",
        "Le quitus n’est pas donné.",
        "Quitus refusé à la majorité.",
        "Les travaux sont rejetés.",
        "Les travaux ne sont pas votés.",
        "Le mandat n’est pas renouvelé.",
        "L’assemblée générale n’adopte pas cette résolution.",
        "Majorité : NON ATTEINTE",
        "La proposition, soumise au vote, est rejetée à la majorité.",
        "Le projet de résolution est repoussé par 12 copropriétaires.",
        "Résultat du scrutin : la résolution est REJETÉE",
        "REFUS",
        "Rejet de la résolution",
        "Résolution écartée faute de majorité suffisante",
        "La résolution tombe.",
        "Le vote n’est pas acquis.",
        "Décision non prise",
        "La décision n’a pu être prise, faute de majorité.",
    ),
}
RIENS = (
    "L’assemblée adopte les modalités suivantes :",
    "Le conseil syndical a retenu l’offre de SMAC.",
    "Une offre a été rejetée par le conseil syndical.",
    "Le plan est accepté par l’architecte.",
    "La demande de subvention a été acceptée par l’ANAH.",
    "Le devis DUPONT a été écarté car trop cher.",
    "Les devis ont été validés par l’architecte.",
    "La proposition est jointe à la convocation.",
    "La déclaration de travaux n’a pas été acceptée par la mairie.",
    "Le point est approuvé par le conseil syndical.",
    "Si la majorité de l’article 25 n’est pas atteinte, un second vote aura lieu.",
    "Pour être adoptée, la résolution doit recueillir la majorité.",
    "L’an dernier, la résolution avait été rejetée.",
    "Offre retenue : 9 259,00 €.",
    "Adoptée / Rejetée",
)


def read(*lignes: str) -> dict:
    textes = ("3. Entretien", *lignes, "4. Questions diverses", "Sans vote.")
    return write_pv(read_pv_lignes([Ligne(texte) for texte in textes]))["resolutions"][0]


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_verdict_is_read_whatever_its_subject_and_its_verb(phrase: str) -> None:
    for sens, mots in (("adoptee", OUI), ("rejetee", NON)):
        for mot in mots:
            dit = phrase.format(mot.upper() if phrase.isupper() or "POINT" in phrase else mot)
            assert read(*COMPTES, dit)["resultat_annonce"] == sens, dit


@pytest.mark.parametrize(("phrase", "mot"), list(product(NIEES, OUI)))
def test_a_negation_turns_the_verdict_over(phrase: str, mot: str) -> None:
    assert read(*COMPTES, phrase.format(mot))["resultat_annonce"] == "rejetee"


@pytest.mark.parametrize(("phrase", "sens"), MAJORITES)
def test_a_majority_that_is_reached_or_missed_is_a_result(phrase: str, sens: str) -> None:
    assert read(*COMPTES, phrase)["resultat_annonce"] == sens


@pytest.mark.parametrize("sens", AUTRES)
def test_other_ways_to_tell_how_a_vote_ended_are_results_after_the_counts(sens: str) -> None:
    assert {dit: read(*COMPTES, dit)["resultat_annonce"] for dit in AUTRES[sens]} == dict.fromkeys(AUTRES[sens], sens)


@pytest.mark.parametrize("phrase", RIENS)
def test_what_is_supposed_past_or_left_to_fill_in_announces_nothing(phrase: str) -> None:
    assert read(phrase, *COMPTES)["resultat_annonce"] is None


def test_the_final_result_is_that_of_the_last_ballot_whatever_is_said_of_the_first() -> None:
    hasard = Random(2026)
    for _ in range(60):
        passage = hasard.choice(
            (
                "La majorité de l’article 25 n’est pas atteinte. Second vote, article 25-1 :",
                "Résultat du premier vote : majorité absolue non obtenue, voir second vote ci-après.\nSECOND VOTE",
                "La résolution n’est pas adoptée à l’article 25. Second vote à la majorité de l’article 24 :",
            )
        ).split("\n")
        phrase, (sens, mots) = hasard.choice(PHRASES), hasard.choice((("adoptee", OUI), ("rejetee", NON)))
        lue = read(*COMPTES, *passage, "Pour : 7 000 voix", "Contre : 800 voix", phrase.format(hasard.choice(mots)))
        assert (lue["resultat_annonce"], lue["second"]["pour"]["voix"]) == (sens, 7000), (passage, phrase)


def test_the_result_in_the_last_cell_of_a_heading_leaves_its_title() -> None:
    lignes = ("1. Élire le scrutateur\tAdoptée", "Pour : 800 voix", "Contre : 76 voix", "2. Divers", "Sans vote.")
    lue = write_pv(read_pv_lignes([Ligne(texte) for texte in lignes]))["resolutions"][0]
    assert (lue["intitule"], lue["resultat_annonce"]) == ("Élire le scrutateur", "adoptee")


@pytest.mark.parametrize(
    "ailleurs",
    [
        "Le conseil syndical, réuni le 4 mars, s’est prononcé favorablement par 4 voix contre 1.",
        "Pour mémoire, l’assemblée du 12 juin 2024 avait rejeté cette proposition par 5 210 voix contre 3 104.",
        "Historique : résolution n° 11 de l’assemblée du 21 mai 2024, adoptée par 6 102 voix contre 1 250 ; "
        "résolution n° 9 de l’assemblée du 3 juin 2025, rejetée faute de majorité (3 480 voix pour).",
        "En 2024, ce point avait été refusé (3 940 tantièmes pour, 4 105 contre).",
        "Il est rappelé que le vote du 3 mai 2023 avait recueilli 4 870 voix sur 10 000.",
    ],
)
def test_votes_of_the_council_or_of_a_past_assembly_count_nothing(ailleurs: str) -> None:
    lue = read(ailleurs, *COMPTES, "La résolution est adoptée.")
    assert (lue["premier"]["pour"]["voix"], lue["premier"]["contre"]["voix"], lue["second"]) == (6334, 1156, None)
    seule = read(ailleurs)
    assert (seule["premier"], seule["second"], seule["resultat_annonce"]) == (None, None, None)


def test_a_second_vote_in_a_block_of_the_same_number_joins_its_resolution() -> None:
    textes = (
        "RÉSOLUTION 1 : Caméras", *COMPTES, "Majorité absolue non obtenue, voir second vote ci-après.",
        "RÉSOLUTION 1 - SECOND VOTE (article 25-1) : Caméras", "Pour : 7 000 voix", "Contre : 800 voix",
        "Résultat : votée à la majorité requise.", "RÉSOLUTION 2 : Divers", "Sans vote.",
    )  # fmt: skip
    lues = write_pv(read_pv_lignes([Ligne(texte) for texte in textes]))["resolutions"]
    assert [r["numero"] for r in lues] == ["1", "2"]
    assert (lues[0]["premier"]["pour"]["voix"], lues[0]["second"]["pour"]["voix"]) == (6334, 7000)
    assert lues[0]["resultat_annonce"] == "adoptee"


@pytest.mark.parametrize("forme", ["{h} ({v})", "{v} ({h})", "{h} – {v}", "{v} / {h}"])
def test_the_larger_of_two_figures_is_the_voix_whatever_the_lines_above_name_first(forme: str) -> None:
    votes = {"Pour": (21, "7 410"), "Contre": (4, "1 046"), "Abstention": (2, "692")}
    lignes = [f"{label} : {forme.format(h=h, v=v)}" for label, (h, v) in votes.items()]
    lue = read("Majorité : Art 24 - voix exprimées", "Votants : 27 (9 148)", *lignes, "Adoptée")
    assert lue["premier"]["pour"] == {"voix": 7410, "tetes": 21}
    assert lue["premier"]["abstention"] == {"voix": 692, "tetes": 2}


def test_shares_of_named_owners_are_no_count() -> None:
    dit = (
        "428 millièmes (8 copropriétaires) se prononcent pour ; 395 millièmes (3 copropriétaires) contre, à savoir "
        "M. Aubert pour 58, M. Vasseur pour 67, la société Deux Rives pour 270. La résolution est repoussée."
    )
    lue = read(dit)
    assert [lue["premier"][p]["voix"] for p in ("pour", "contre", "abstention")] == [428, 395, None]
    assert (lue["second"], lue["resultat_annonce"]) == (None, "rejetee")
