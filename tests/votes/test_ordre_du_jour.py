"""Agendas as syndics write them, cut into their resolutions."""

import pytest

from services.votes.assemblees.ordre_du_jour import parse_ordre_du_jour
from services.votes.lecture.mentions.corps import read_montant
from services.votes.lecture.mentions.majorites import read_article
from shared.errors import InvalidError

NUMEROTATIONS = {
    "13-": ["13- ELECTION DU BUREAU", "14- QUITUS AU SYNDIC"],
    "point": ["1. Élection du bureau", "2. Quitus au syndic", "3. Budget 2027"],
    "degré": ["1° Élection du bureau", "2° Quitus au syndic"],
    "zéro devant": ["01 - ELECTION DU BUREAU", "02 - QUITUS AU SYNDIC"],
    "mot": ["Résolution n° 1 : Élection du bureau", "Résolution n° 2 : Quitus au syndic"],
    "ordinal": ["PREMIÈRE RÉSOLUTION — Élection du bureau", "DEUXIÈME RÉSOLUTION — Quitus au syndic"],
    "parenthèse": ["1) Élection du bureau", "2) Quitus au syndic"],
    "romain": ["I. Élection du bureau", "II. Quitus au syndic"],
    "nu": ["1 ELECTION DU BUREAU", "2 QUITUS AU SYNDIC"],
    "scanner": ["Rsolution n 1 : lection du bureau", "Rsolution n 2 : Quitus au syndic"],
}


def titles(texte):
    return [resolution.intitule for resolution in parse_ordre_du_jour(texte).resolutions]


def numbers(texte):
    return [resolution.numero for resolution in parse_ordre_du_jour(texte).resolutions]


@pytest.mark.parametrize("style", NUMEROTATIONS)
def test_every_way_of_numbering_is_read(style):
    lignes = NUMEROTATIONS[style]
    if style == "13-":
        lignes = [f"{n}- POINT {n}" for n in range(1, 13)] + lignes
    resolutions = parse_ordre_du_jour("ORDRE DU JOUR\n\n" + "\n".join(lignes)).resolutions
    assert len(resolutions) == len(lignes)
    assert (
        "uitus" in resolutions[-1].intitule
        or "QUITUS" in resolutions[-1].intitule
        or "Budget" in resolutions[-1].intitule
    )


def test_ordinals_are_counted_up_to_the_sixties():
    ordinaux = ["DIX-NEUVIÈME", "VINGTIÈME", "VINGT-ET-UNIÈME", "VINGT-DEUXIÈME"]
    debut = [f"Résolution n° {n} : point {n}" for n in range(1, 19)]
    assert numbers("\n".join(debut + [f"{o} RÉSOLUTION : point" for o in ordinaux]))[-4:] == ["19", "20", "21", "22"]


def test_sub_items_follow_their_item():
    texte = "7. Travaux de toiture\n7.1 Choix de l'entreprise\n7.2 Honoraires du syndic\n8. Questions diverses"
    debut = "".join(f"{n}. Point {n}\n" for n in range(1, 7))
    assert numbers(debut + texte)[-4:] == ["7", "7.1", "7.2", "8"]
    assert numbers(debut.replace(". ", "- ") + "7- TOITURE\n7-1 SONDAGE\n7-2 PURGE\n8- DIVERS")[-4:] == [
        "7",
        "7-1",
        "7-2",
        "8",
    ]


def test_a_body_keeps_its_own_lists_amounts_and_dates():
    texte = """1. Travaux de ravalement
L'assemblée générale, après examen des devis suivants :
1) Entreprise Pitance
2) Entreprise Blanchon
2 ans de garantie, 3 appels de fonds
01/01/2027 : premier appel
décide de réaliser les travaux.

2. Quitus au syndic
L'assemblée générale donne quitus."""
    lue = parse_ordre_du_jour(texte)
    assert [r.intitule for r in lue.resolutions] == ["Travaux de ravalement", "Quitus au syndic"]
    assert "Entreprise Blanchon" in lue.resolutions[0].texte
    assert lue.resolutions[1].texte == "L'assemblée générale donne quitus."


def test_a_title_in_capitals_goes_on_over_two_lines():
    texte = (
        "1- MONTANT DES MARCHES DE TRAVAUX A PARTIR DUQUEL UNE MISE EN\n"
        "CONCURRENCE EST RENDUE OBLIGATOIRE\nL'assemblée fixe à 1500 euros."
    )
    assert titles(texte + "\n2- QUITUS") == [
        "MONTANT DES MARCHES DE TRAVAUX A PARTIR DUQUEL UNE MISE EN CONCURRENCE EST RENDUE OBLIGATOIRE",
        "QUITUS",
    ]


def test_a_number_alone_takes_the_next_line_as_its_title():
    assert titles("Résolution n° 1\nApprobation des comptes\n\nRésolution n° 2\nQuitus") == [
        "Approbation des comptes",
        "Quitus",
    ]


def test_points_of_information_are_marked_by_their_section_or_by_their_title():
    vote, sans_vote = "POINTS SOUMIS AU VOTE\n1. Quitus\n", "POINTS D'INFORMATION (sans vote)\n2. Procédures en cours"
    texte = vote + sans_vote + "\n3. Questions diverses"
    assert [r.information for r in parse_ordre_du_jour(texte).resolutions] == [False, True, True]


def test_annexes_and_forms_are_not_resolutions():
    texte = "1. Quitus\n2. Budget\nANNEXE 1\n3. Conditions du contrat\n4. Durée"
    assert titles(texte) == ["Quitus", "Budget"]


def test_without_any_number_each_bullet_or_line_is_a_resolution():
    assert titles("Ordre du jour :\n- Quitus au syndic\n- Budget 2027") == ["Quitus au syndic", "Budget 2027"]
    assert titles("Quitus au syndic\nBudget 2027") == ["Quitus au syndic", "Budget 2027"]
    assert parse_ordre_du_jour("- Quitus").resolutions[0].numero is None


def test_a_heading_out_of_order_is_shown_as_not_understood():
    lue = parse_ordre_du_jour("1- QUITUS\n2- BUDGET PREVISIONNEL\n88- TRAVAUX DE TOITURE\n3- DIVERS")
    assert lue.non_compris == ("88- TRAVAUX DE TOITURE",)
    assert len(lue.resolutions) == 3


def test_an_empty_text_has_no_resolution():
    assert parse_ordre_du_jour("  \n").resolutions == ()


@pytest.mark.parametrize(
    ("texte", "article"),
    [
        ("Quitus (article 24)", "24"),
        ("Syndic\nMajorité de l'article 25 de la loi du 10 juillet 1965", "25"),
        ("Syndic\nMajorit requise: article 25", "25"),
        ("Second vote\nMajorité : art. 25-1", "25-1"),
        ("Vente\nMajorité nécessaire : Article 26", "26"),
        ("Cession\nMajorité : unanimité", "unanimite"),
        ("Quitus\nVote à la majorité simple", "24"),
        ("ITE (art. 25 f)", "25"),
        ("Travaux d'accessibilité (article 25-2)", None),
        ("Fonds\nEn application de l'article 24 de la loi, l'assemblée décide", None),
        ("Budget de 25 000 euros", None),
    ],
)
def test_the_printed_majority_is_read_and_a_quoted_law_is_not_one(texte, article):
    assert read_article(texte) == article


@pytest.mark.parametrize(
    ("texte", "montant"),
    [
        ("Ravalement pour 84 500 € TTC", 84_500_00),
        ("Ravalement : 70 000 € HT soit 84 000,50 € TTC", 84_000_50),
        ("Devis A : 12 000 € TTC ; devis B : 13 500 € TTC", None),
        (
            "Devis A : 12 000 € TTC\nDevis B : 13 500 € TTC\n\nL'assemblée retient le devis A pour 12 000 € TTC.",
            12_000_00,
        ),
        ("Lot 1 : 10 000 € TTC, lot 2 : 5 000 € TTC, total 15 000 € TTC", 15_000_00),
        ("Travaux 10 000 € TTC, honoraires du syndic 300 € TTC", 10_000_00),
        ("Montant à partir duquel la consultation est obligatoire : 1 500 €", None),
        ("Étude pour 7 000 € HT", None),
        ("Budget de 198.934,53 €", 198_934_53),
        ("Quitus au syndic", None),
        (
            "Isolation\nL’assemblée vote les travaux, pour un budget global, honoraires compris, de 293 000,00 € TTC.",
            29300000,
        ),
        (
            "Ravalement : choix de l’entreprise\n- BATIFAC : 43 760,00 € TTC ;\n- RAVAL SUD : 46 250,00 € TTC ;\n"
            "- DUPUY : 59 280,00 € TTC ;\ndécide de retenir l’une de ces trois propositions.",
            None,
        ),
    ],
)
def test_the_amount_is_the_total_put_to_the_vote_or_nothing(texte, montant):
    assert read_montant(texte) == montant


@pytest.mark.parametrize(
    ("texte", "phrase"),
    [
        ("1. Quitus au syndic\n2. Budget prévisionnel\n2. Approbation des comptes\n3. Élection du conseil syndical",
         "La résolution 2 est dite deux fois, « Approbation des comptes » et « Budget prévisionnel »"),
        ("1. Portail\n2. Achat d’une tondeuse\n2. Pose d’un banc\n3. Questions diverses",
         "La résolution 2 est dite deux fois, « Pose d’un banc » et « Achat d’une tondeuse »"),
        ("1. Quitus au syndic\n2. Budget 2027\n3. Portail\n3. Portail",
         "La résolution 3, « Portail », est dite deux fois"),
    ],
)  # fmt: skip
def test_a_number_that_says_two_resolutions_is_refused_in_one_sentence(texte, phrase):
    with pytest.raises(InvalidError) as refus:
        parse_ordre_du_jour(texte)
    assert refus.value.detail.startswith(phrase)
    assert [faute["ou"] for faute in refus.value.fautes] == ["agenda"]


def test_a_summary_before_the_whole_text_says_no_resolution_twice():
    sommaire = "ORDRE DU JOUR\n1. Quitus au syndic\n2. Budget prévisionnel 2027\n\n"
    texte = "1. Quitus au syndic\nL’assemblée donne quitus.\n2. Budget prévisionnel 2027\nL’assemblée vote le budget."
    assert titles(sommaire + texte) == ["Quitus au syndic", "Budget prévisionnel 2027"]


@pytest.mark.parametrize("texte", ["Bonjour,\nCi-joint le relevé de charges.\nCordialement,\nM. Dupont", "azertyuiop"])
def test_a_text_that_is_no_agenda_is_refused(texte):
    with pytest.raises(InvalidError, match="n’est pas un ordre du jour"):
        parse_ordre_du_jour(texte)


def test_one_resolution_of_a_type_we_do_not_know_is_an_agenda_once_numbered():
    assert titles("1. Achat de matériel") == ["Achat de matériel"]


def test_the_list_that_a_draft_numbers_is_no_item():
    agenda = parse_ordre_du_jour(
        "1. Choix de l’entreprise de nettoyage\nTrois devis :\n1) société Net\n2) société Propre\n2. Quitus au syndic"
    )
    assert [point.intitule for point in agenda.resolutions] == [
        "Choix de l’entreprise de nettoyage", "Quitus au syndic",
    ]  # fmt: skip


def test_one_point_added_late_is_an_agenda_by_its_number_alone() -> None:
    assert len(parse_ordre_du_jour("3. Pouvoirs pour les formalités").resolutions) == 1


def test_the_drafts_below_the_list_of_an_agenda_keep_the_majorities_that_only_the_list_prints():
    texte = """Résolution n° 1 : Quitus au syndic
Majorité : art. 24
Résolution n° 2 : Travaux de couverture
Majorité : art. 25
Résolution n° 3 : Vie de l’immeuble
Majorité : sans vote

PROJETS DE RÉSOLUTIONS
1. Quitus au syndic
L’assemblée générale donne quitus au syndic.
2. Travaux de couverture
L’assemblée générale décide ces travaux pour 114 312,40 € TTC.
3. Vie de l’immeuble
Échanges sur la vie de l’immeuble."""
    lues = parse_ordre_du_jour(texte).resolutions
    assert [r.article_imprime for r in lues] == ["24", "25", None]
    assert [r.montant for r in lues] == [None, 11431240, None]
