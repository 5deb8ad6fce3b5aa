"""What kind of decision a title is, however it was typed, and when nobody can know."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.votes.qualification.decision import qualify_resolution
from services.votes.qualification.intitules import strip_accents
from services.votes.qualification.regles import load_regles
from services.votes.qualification.types_resolution import find_type, load_types

CORPUS = Path(__file__).with_name("corpus_intitules.csv")
SUR = Decimal("0.80")


def read_corpus(partie):
    with CORPUS.open(encoding="utf-8") as lignes:
        return [row for row in csv.DictReader(lignes, delimiter=";") if row["partie"] == partie]


def measure(rows):
    lues = [(row["type"], qualify_resolution(row["intitule"], row["texte"] or None)) for row in rows]
    types = sum(lue.type == attendu for attendu, lue in lues)
    roles = sum(lue.role == find_type(attendu).role for attendu, lue in lues)
    trop_sures = [lue for attendu, lue in lues if attendu == "A_QUALIFIER" and lue.confiance >= SUR]
    return 100 * types / len(rows), 100 * roles / len(rows), trop_sures


def test_the_corpus_covers_every_type_and_keeps_a_sixth_aside():
    reserve, reglage = read_corpus("reserve"), read_corpus("reglage")
    assert {row["type"] for row in reserve + reglage} == set(load_types())
    assert len(reserve) * 6 >= len(reserve + reglage) >= 1000


def test_on_the_part_kept_aside_types_and_roles_stay_above_their_floors():
    types, roles, trop_sures = measure(read_corpus("reserve"))
    assert types >= 94
    assert roles >= 96
    assert trop_sures == []


@pytest.mark.parametrize(
    "intitule",
    [
        "PPT",
        "Devenir de la loge",
        "Sinistre : suites",
        "Résolution n° 21 (courrier joint)",
        "Travaux",
        "",
        "12.",
        "???",
    ],
)
def test_a_title_that_says_too_little_is_never_guessed_and_the_question_is_given(intitule):
    lue = qualify_resolution(intitule)
    assert (lue.type, lue.article, lue.role) == ("A_QUALIFIER", "a_determiner", "RC")
    assert lue.confiance < Decimal("0.50")
    assert lue.question.endswith(("?", "."))


@pytest.mark.parametrize(
    "intitule",
    [
        "Réfection de l’étanchéité de la toiture",
        "REFECTION DE L'ETANCHEITE DE LA TOITURE",
        "Rfection de l'tanchit de la toiture",
        "Refection de l etanchéitée de la toitture",
        "19- Réfection de l'étanchéité de la toiture",
        "DIX-NEUVIÈME RÉSOLUTION — Réfection de l'étanchéité de la toiture (article 24)",
        "Question de M. Petit : « Réfection de l'étanchéité de la toiture »",
    ],
)
def test_capitals_typing_scanning_numbering_and_quotation_change_nothing(intitule):
    assert qualify_resolution(intitule).type == "TRAVAUX_CONSERVATION"


@pytest.mark.parametrize(
    ("intitule", "code"),
    [
        ("Aprobation des cornptes de l exercice", "COMPTES_APPROBATION"),
        ("Ouitus au syndic", "QUITUS"),
        ("Désignation du synd1c", "SYNDIC_DESIGNATION"),
        ("Election du consei1 syndical", "CS_ELECTION"),
        ("Rempl acement des portes de hal1", "TRAVAUX_CONSERVATION"),
        ("Travaux d'étanchéi té toiture", "TRAVAUX_CONSERVATION"),
    ],
)
def test_letters_a_scanner_took_for_others_and_words_it_cut_come_back(intitule, code):
    assert qualify_resolution(intitule).type == code


def test_a_decision_that_only_refers_to_what_was_asked_is_read_with_it_and_never_surely():
    corps = "La SCI sollicite l'autorisation d'ouvrir le mur porteur entre ses lots. L'assemblée autorise ces travaux."
    lue = qualify_resolution("Résolution de la SCI Le Phare", corps)
    assert lue.type == "AUTORISATION_PRIVATIVE"
    assert lue.confiance < SUR


def test_what_a_passive_sentence_decides_stands_before_its_verb_and_recitals_do_not():
    passive = (
        "Le montant de la cotisation au fonds de travaux est fixé au minimum légal, soit 5 % du budget prévisionnel."
    )
    assert qualify_resolution("Fonds de travaux", passive).type == "FONDS_TRAVAUX_MINIMUM"
    actif = "L'assemblée générale, après présentation du projet, adopte le plan pluriannuel de travaux."
    assert qualify_resolution("PPT", actif).type == "PPT_ADOPTION"


def test_a_sentence_wrapped_over_lines_is_read_as_one():
    corps = "L'assemblée générale,\naprès en avoir délibéré, décide de\nprocéder à la réfection de la\ntoiture."
    assert qualify_resolution("Décision", corps).type == "TRAVAUX_CONSERVATION"
    assert qualify_resolution("14- REMPLACEMENT DE LA\nCOLONNE MONTANTE").type == "TRAVAUX_CONSERVATION"


def test_a_text_without_end_is_read_quickly_enough_to_end():
    assert qualify_resolution("(" * 50_000, " " * 100_000 + "dix-" * 30_000).type == "A_QUALIFIER"


def test_the_words_that_decided_are_shown_as_written():
    lue = qualify_resolution("Quitus au syndic")
    assert "quitus" in lue.mots
    assert lue.question is None


def test_the_body_prevails_over_a_title_that_says_something_else():
    corps = (
        "L'assemblée générale fixe à 3 000 € le montant des marchés à partir duquel la mise en concurrence "
        "est obligatoire."
    )
    assert qualify_resolution("Consultation du conseil syndical : montant", corps).type == "SEUIL_MISE_CONCURRENCE"


@pytest.mark.parametrize(
    ("intitule", "corps"),
    [
        ("Désignation du secrétaire de séance", "L’assemblée désigne le syndic en qualité de secrétaire."),
        ("Secrétaire de séance", "L’assemblée nomme le cabinet Vial, syndic, aux fonctions de secrétaire."),
        ("Désignation des scrutateurs", "L’assemblée désigne M. Durand et le syndic."),
        ("Élection du président de séance", "L’assemblée élit Mme Rey, et le syndic assure le secrétariat."),
    ],
)
def test_a_body_that_takes_up_its_title_does_not_prevail_over_it(intitule, corps):
    assert qualify_resolution(intitule, corps).type == "BUREAU_SEANCE"


@pytest.mark.parametrize(
    "intitule",
    [
        "Approbation du PV précédent",
        "Approbation du procès-verbal de la dernière assemblée",
        "Adoption du procès verbal de l’AG du 12 juin 2025",
    ],
)
def test_approving_the_last_minutes_is_a_point_without_vote_and_never_a_claim_to_be_sure(intitule):
    lue = qualify_resolution(intitule)
    assert (lue.type, lue.article) == ("INFO_SANS_VOTE", "aucun")
    assert lue.confiance < SUR


def test_the_laws_a_body_quotes_decide_nothing():
    corps = (
        "Vu l'article 14-2-1 de la loi relatif au fonds de travaux et l'article 25 sur la désignation du syndic, "
        "l'assemblée générale décide de procéder au ravalement des façades. Les honoraires du syndic sont de 3 %."
    )
    assert qualify_resolution("Façades", corps).type == "TRAVAUX_CONSERVATION"


def test_a_body_that_decides_nothing_leaves_the_title_undecided():
    assert qualify_resolution("Sinistre : suites", "Le conseil syndical fera le point en séance.").type == "A_QUALIFIER"


@pytest.mark.parametrize(
    ("intitule", "code"),
    [
        ("Fonds de travaux : 5 % du budget", "FONDS_TRAVAUX_MINIMUM"),
        ("Fonds de travaux : 5,5 % du budget", "FONDS_TRAVAUX_SUPERIEUR"),
        ("Mandat au syndic pour choisir l'entreprise", "DELEGATION_25A"),
        ("Mandat du syndic : renouvellement", "SYNDIC_DESIGNATION"),
        ("Élection du conseil syndical", "CS_ELECTION"),
        ("Remplacement du portail", "TRAVAUX_CONSERVATION"),
        ("Motorisation du portail", "TRAVAUX_AMELIORATION"),
        ("Autorisation à M. Petit de remplacer ses fenêtres", "AUTORISATION_PRIVATIVE"),
        ("Remplacement des fenêtres d'intérêt collectif", "TRAVAUX_ENERGIE"),
    ],
)
def test_neighbours_are_told_apart(intitule, code):
    assert qualify_resolution(intitule).type == code


@given(st.text(max_size=200), st.none() | st.text(max_size=200))
def test_any_text_gets_an_answer_of_the_table(intitule, texte):
    lue = qualify_resolution(intitule, texte)
    assert lue.type in load_types()
    assert 0 <= lue.confiance <= 1
    assert (lue.type == "A_QUALIFIER") == (lue.confiance < Decimal("0.50")) == (lue.question is not None)


def test_the_rules_name_only_types_of_the_table_and_every_type_has_one():
    assert {regle.type for regle in load_regles().regles} == set(load_types())


def test_accents_are_lost_without_changing_the_length_of_usual_words():
    assert strip_accents("Éœ’–") == "eoe'–"


@pytest.mark.parametrize(
    "tour", ["{} : suites", "Devenir : {}", "{} (courrier joint)", "Dossier {}", "{} - bâtiment B"]
)
def test_the_name_of_a_thing_alone_never_makes_us_sure(tour):
    choses = ("toiture", "ascenseur", "loge", "parking", "chaudière", "fenêtres", "façade", "jardin", "portail", "eau")
    for chose in choses:
        assert qualify_resolution(tour.format(chose)).confiance < SUR


@pytest.mark.parametrize("titre", ["Loge : location ou vente ?", "Peinture ou carrelage", "Vendre ou louer la loge ?"])
def test_a_title_that_offers_a_choice_never_makes_us_sure(titre):
    assert qualify_resolution(titre).confiance < Decimal("0.80")


@pytest.mark.parametrize(
    ("titre", "type_"),
    [
        ("Question inscrite à la demande de M. Duval : « Toiture »", "A_QUALIFIER"),
        ("Point n° 9 inscrit à la demande d’un copropriétaire : « Scission »", "SCISSION"),
        ("Projet de résolution présenté par le conseil syndical : « Mandat du syndic : renouvellement »",
         "SYNDIC_DESIGNATION"),
        ("À la demande de Mme Perrin (lot 14) : « Approbation des comptes 2025 »", "COMPTES_APPROBATION"),
    ],
)  # fmt: skip
def test_a_title_that_only_wraps_a_quotation_is_the_quotation_decided_or_not(titre, type_):
    assert qualify_resolution(titre).type == type_


@pytest.mark.parametrize("suite", [" Clé : charges générales", " (article 24)", " – Clé de vote n° 2 : bâtiment A"])
def test_the_cle_and_the_article_printed_after_a_title_decide_nothing(suite):
    assert qualify_resolution("Chaudière" + suite).type == "A_QUALIFIER"
    assert qualify_resolution("Quitus au syndic" + suite).type == "QUITUS"


def test_a_body_that_decides_nothing_does_not_prevail_over_the_title():
    lue = qualify_resolution(
        "Sinistre : suites",
        "Le syndic informe l’assemblée de l’avancement du dossier. Ce point ne donne pas lieu à vote.",
    )
    assert lue.type == "INFO_SANS_VOTE"
    assert qualify_resolution("Quitus au syndic", "Voir le rapport sur le ravalement.").type == "QUITUS"
