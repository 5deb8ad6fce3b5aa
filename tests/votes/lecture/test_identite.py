"""The day and the hour of an assembly, in figures or in words, wherever the margin cuts them."""

from datetime import date, time

import pytest

from services.votes.lecture.identite import read_identite, read_identite_assemblee
from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.plan.agenda import read_texte_colle


@pytest.mark.parametrize(
    ("texte", "heure"),
    [
        (
            "Vous êtes convoqués à l’assemblée générale le jeudi 11 juin 2026 à 18\nheures 30, salle des fêtes.",
            time(18, 30),
        ),
        ("L’assemblée générale se tiendra le 11 juin 2026 à dix-huit heures trente.", time(18, 30)),
        ("L’assemblée générale se tiendra le 11 juin 2026 à neuf heures et quart.", time(9, 15)),
        ("L’assemblée générale se tiendra le 11 juin 2026 à neuf heures dans le hall.", time(9)),
        ("L’assemblée générale se tiendra le 11 juin 2026 à neuf heures moins le quart.", None),
        ("ASSEMBLÉE GÉNÉRALE DU 11 JUIN 2026\nà 9 h 05, au cabinet", time(9, 5)),
        ("Assemblée générale du 11/06/2026 à 18:00", time(18)),
        ("Assemblée générale du 11 juin 2026.", None),
    ],
)
def test_the_hour_is_read_next_to_the_day_of_the_assembly(texte: str, heure: time | None) -> None:
    lue = read_identite(read_texte_colle(texte))
    assert (lue.date, lue.heure) == (date(2026, 6, 11), heure)


def test_the_day_of_the_assembly_is_not_the_end_of_an_exercise_that_it_approves() -> None:
    lue = read_identite(
        read_texte_colle("DATE : 10/06/2027 A 17H30\nL’ASSEMBLEE GENERALE DONNE QUITUS POUR SA GESTION AU 31/12/2026.")
    )
    assert lue.date == date(2027, 6, 10)


def test_the_day_a_form_must_be_back_is_not_that_of_the_assembly() -> None:
    textes = ("qui se tiendra :", "le mardi 9 février 2027 à 18h30", "Le formulaire est à retourner au plus tard trois "
              "jours francs avant la réunion, soit le 5 février 2027.")  # fmt: skip
    lue = read_identite([Ligne(texte, pleine=False) for texte in textes])
    assert (lue.date, lue.heure) == (date(2027, 2, 9), time(18, 30))


def test_an_assembly_is_fixed_at_a_day_and_that_day_is_no_end_of_exercise() -> None:
    lue = read_identite(read_texte_colle("L’assemblée générale est fixée au 03/12/2026 à 18h15, hôtel de ville."))
    assert (lue.date, lue.heure) == (date(2026, 12, 3), time(18, 15))


def test_what_stands_above_the_first_resolution_prevails_over_the_words_of_the_resolutions() -> None:
    textes = ["Copropriété LES TERRASSES", "1. MISE À JOUR DU RÈGLEMENT DE", "COPROPRIÉTÉ : INTERDICTION DES MEUBLÉS"]
    lignes = [Ligne(texte, pleine=False) for texte in textes]
    assert read_identite_assemblee(lignes, premiere=1).copropriete == "LES TERRASSES"


@pytest.mark.parametrize(
    ("textes", "nom"),
    [
        (["PROCÈS-VERBAL", "IMMEUBLE LE BEAULIEU", "118 bd des Belges 69006 LYON"], "LE BEAULIEU"),
        (["ASSEMBLÉE GÉNÉRALE", "LE MANSART", "2 place Jean Jaurès, 42600 Montbrison"], "LE MANSART"),
        (["CONVOCATION", "Les Jardins d’Or – 20 allée de la Toison, 21000 DIJON"], "Les Jardins d’Or"),
        (["Jean DUPRÉ", "Syndic bénévole de la copropriété « Le Clos Fleuri »", "5 rue Haute"], "Le Clos Fleuri"),
        (["Procès-verbal des copropriétaires de la résidence « Les Hauts de Bellecombe »"], "Les Hauts de Bellecombe"),
        (["Copropriété Villa Montaigne, 5 rue Montaigne, 33000 Bordeaux"], "Villa Montaigne"),
        (["Vous êtes convoqués à l’assemblée générale de l’immeuble Les Arcades, 19 cours Lafayette."], "Les Arcades"),
        (["Assemblée des copropriétaires du 28 mai 2026", "Copropriété 14 RUE VICTOR HUGO"], "14 RUE VICTOR HUGO"),
        (["Les copropriétaires du bâtiment B décident la modernisation de l’ascenseur."], None),
        (["Immeuble géré : Les Balcons – 7 chemin du Sablon, 69520 Grigny"], "Les Balcons"),
        (["Ensemble immobilier Les Hauts – 69290 Craponne"], "Ensemble immobilier Les Hauts"),
        (["L’ensemble immobilier est assuré."], None),
        (["ASSEMBLÉE GÉNÉRALE", "Cabinet Massena", "7 rue Gioffredo, 06000 Nice"], None),
        (["Les copropriétaires de l’immeuble désigné ci-dessus se sont réunis."], None),
        (["9. Vie de la résidence", "Échanges sur la vie de la résidence."], None),
    ],
)  # fmt: skip
def test_the_name_of_the_building_is_a_name_and_no_phrase(textes: list[str], nom: str | None) -> None:
    lignes = [Ligne(texte, pleine=False) for texte in [*textes, "Fin"]]
    assert read_identite(lignes).copropriete == nom


def test_the_end_of_a_sentence_that_the_margin_cuts_is_not_a_name_under_the_title() -> None:
    textes = ("Convocation à l’assemblée générale du samedi 6 juin 2026",
              "Notre réunion annuelle aura lieu le samedi 6 juin 2026 à 10 h 30, chez M.",
              "Dupré, 5 bis chemin du Vallon, 42400 Saint-Chamond.", "Merci de venir nombreux.")  # fmt: skip
    lignes = [Ligne(texte, corps=11, pleine=n == 1, saut=n == 1) for n, texte in enumerate(textes)]
    assert read_identite(lignes).copropriete is None


@pytest.mark.parametrize(
    ("texte", "nom"),
    [
        ("Copropriété : 212 LE PARC DES AUBIERS", "LE PARC DES AUBIERS"),
        ("Immeuble : 0212 - Les Jardins d’Or", "Les Jardins d’Or"),
        ("Immeuble : 212 rue des Lilas", "212 rue des Lilas"),
        ("Copropriété : 118 Grande Rue", "118 Grande Rue"),
        ("Copropriété : SDC LE BELLERIVE, 2 promenade du Lac, 73100 AIX", "SDC LE BELLERIVE"),
        ("Les copropriétaires de la résidence « Les Hauts », sise 22 rue Bossuet", "Les Hauts"),
        ("Les copropriétaires de la résidence « Les Hauts", "Les Hauts"),
        ('Résidence "Le Parc" 12 rue Bossuet', "Le Parc"),
    ],
)
def test_the_name_is_without_its_number_its_address_nor_its_quotes(texte: str, nom: str) -> None:
    assert read_identite([Ligne(texte, pleine=False), Ligne("Fin")]).copropriete == nom


@pytest.mark.parametrize(
    ("suite", "nom"),
    [
        ("12-14 quai des Mariniers", "12-14 quai des Mariniers"),
        ("LE MANSART", "LE MANSART"),
        ("Procès-verbal de l’assemblée générale", None),
        ("représenté par son syndic", None),
    ],
)
def test_what_stands_under_syndicat_des_coproprietaires_names_it(suite: str, nom: str | None) -> None:
    lignes = [Ligne(texte, pleine=False) for texte in ("Syndicat des copropriétaires", suite, "Fin")]
    assert read_identite(lignes).copropriete == nom


def test_the_day_of_the_letters_that_called_the_assembly_is_not_its_own() -> None:
    lue = read_identite(
        read_texte_colle(
            "Procès-verbal de l’assemblée générale\nLe mardi sept octobre deux mille vingt-cinq (07/10/2025), à "
            "dix-huit heures, les copropriétaires se sont assemblés au siège du syndic, qui les avait convoqués par "
            "lettres du 10 septembre 2025."
        )
    )
    assert (lue.date, lue.heure) == (date(2025, 10, 7), time(18))


@pytest.mark.parametrize(
    "autre",
    [
        "L’assemblée précédente, tenue le mercredi 11 mars 2026 à 18h00, avait réuni 62 % des voix.",
        "La dernière assemblée, réunie le mercredi 11 mars 2026 à 18h00, a voté le ravalement.",
        "L’assemblée se réunit sur la convocation adressée par le syndic le mercredi 11 mars 2026.",
        "Convocation à l’assemblée envoyée le mercredi 11 mars 2026 à 18h00.",
    ],
)
@pytest.mark.parametrize("avant", [True, False])
def test_the_day_of_another_assembly_or_of_a_letter_is_not_that_of_this_one(autre: str, avant: bool) -> None:
    textes = ["Nous vous convoquons à l’assemblée générale", "Mardi 16 mars 2027 à 18h30"]
    textes = [autre, *textes] if avant else [*textes, autre]
    lue = read_identite([Ligne(texte, pleine=False, saut=True) for texte in textes])
    assert (lue.date, lue.heure) == (date(2027, 3, 16), time(18, 30))


@pytest.mark.parametrize("annonce", ["Date : mardi 16 mars 2027", "L’assemblée datée du mardi 16 mars 2027 à 18h30"])
def test_the_word_date_announces_the_day(annonce: str) -> None:
    assert read_identite(read_texte_colle(f"ASSEMBLÉE GÉNÉRALE\n{annonce}")).date == date(2027, 3, 16)


@pytest.mark.parametrize(
    ("tete", "suite", "nom"),
    [
        ("Les Terrasses de l’Ouvèze", "", "Les Terrasses de l’Ouvèze"),
        ("Villa Montaigne", "", "Villa Montaigne"),
        ("Les Terrasses de l’Ouvèze", "Le syndic, Les Terrasses de l’Ouvèze, vous salue.", None),
        ("La Foncière du Rhône", "", None),
        ("L’Immobilière des Alpes", "", None),
        ("Le Cabinet Massena", "", None),
        ("Gestia", "", None),
        ("FONCIA", "", None),
    ],
)
def test_the_largest_words_above_the_title_are_the_name_when_they_name_a_building_and_no_firm(
    tete: str, suite: str, nom: str | None
) -> None:
    textes = [(tete, 22), ("Assemblée générale ordinaire", 11), ("Date : 29/04/2027", 11), (suite, 11)]
    lignes = [Ligne(texte, corps=corps, gras=corps > 20, pleine=False, saut=True) for texte, corps in textes]
    assert read_identite(lignes).copropriete == nom


def test_words_above_the_title_in_its_own_type_are_no_name() -> None:
    textes = ("Les documents joints", "Assemblée générale ordinaire")
    assert read_identite([Ligne(texte, corps=11, pleine=False) for texte in textes]).copropriete is None


@pytest.mark.parametrize(
    "autre",
    [
        "sur convocation régulière du syndic en date du 11 septembre 2026.",
        "La date limite de réception du formulaire pour l’assemblée est fixée au dimanche 6 décembre 2026.",
        "18 Annulation de la résolution n° 14 de l’assemblée du 11 juin 2025",
    ],
)
def test_the_day_of_a_letter_a_form_or_another_assembly_is_not_its_own(autre: str) -> None:
    lue = read_identite(read_texte_colle(f"Procès-verbal\nRésidence du Parc\nJeudi 25 juin 2026, 18 heures\n{autre}"))
    assert lue.date == date(2026, 6, 25)


@pytest.mark.parametrize("partie", ["Bâtiments A et B – ", "Bâtiments A, B et C – ", "Escalier 2, ", "Bât. C - "])
def test_the_buildings_named_before_the_address_are_not_the_name_above_it(partie: str) -> None:
    lue = read_identite(
        read_texte_colle(
            "PROCÈS-VERBAL DE L’ASSEMBLÉE GÉNÉRALE\nSyndicat des copropriétaires\nLES BALCONS DE LOIRE\n"
            f"{partie}8 quai Magellan, 44000 NANTES\nLe mardi 17 novembre 2026 à 17 h 00"
        )
    )
    assert lue.copropriete == "LES BALCONS DE LOIRE"


def test_the_last_day_to_vote_by_correspondence_is_not_that_of_the_assembly() -> None:
    textes = ("Assemblée générale", "Quand\tMardi 24 mars 2026 à 19h15", "Voter avant\tVendredi 20 mars 2026, 23h59")
    lue = read_identite([Ligne(texte, pleine=False) for texte in textes])
    assert (lue.date, lue.heure) == (date(2026, 3, 24), time(19, 15))
