"""The points of an agenda as syndics word them, with the article they print and what we usually answer.

``{…}`` are filled in for each assembly. ``euros``: lowest and highest amount per dwelling, in euros; empty when the
point has none. ``cle``: the clé that votes and pays, when the building has it.
"""

from typing import NamedTuple


class Point(NamedTuple):
    """One point of an agenda. ``article``: 24, 25, 26, or empty when the syndic prints none."""

    section: str
    intitule: str
    texte: str
    article: str = "24"
    euros: tuple[int, int] = (0, 0)
    cle: str = "GEN"
    position: str = "POUR"
    motif: str = "Conforme à notre pratique."
    vote: bool = True


OUVERTURE = (
    Point("Bureau", "Élection du président de séance",
          "L’assemblée générale désigne le président de séance parmi les copropriétaires présents.",
          motif="Candidat copropriétaire, sans lien avec le syndic."),
    Point("Bureau", "Élection du scrutateur",
          "L’assemblée générale désigne un scrutateur parmi les copropriétaires présents.",
          motif="Candidat copropriétaire."),
    Point("Bureau", "Désignation du secrétaire de séance",
          "L’assemblée générale désigne {syndic} comme secrétaire de séance.",
          motif="Le syndic assure le secrétariat (décret 67-223, art. 15)."),
    Point("Comptes", "Rapport du conseil syndical", "Le conseil syndical rend compte de sa mission de l’année.", "",
          vote=False),
    Point("Comptes", "Approbation des comptes de l’exercice clos le {cloture}",
          "L’assemblée générale approuve sans réserve, en leur forme, teneur, imputation et répartition, les comptes "
          "de l’exercice clos le {cloture}, tels qu’ils figurent aux annexes jointes à la convocation.",
          motif="Comptes rapprochés de nos appels, annexes complètes."),
    Point("Comptes", "Quitus au syndic pour sa gestion de l’exercice clos le {cloture}",
          "L’assemblée générale donne quitus à {syndic} pour sa gestion.",
          position="ABSTENTION", motif="Des demandes de pièces restent sans réponse ; le quitus n’est pas "
          "obligatoire."),
    Point("Syndic", "Désignation du syndic {syndic} et approbation de son contrat",
          "L’assemblée générale désigne {syndic} en qualité de syndic pour une durée de 18 mois et approuve "
          "les termes de son contrat, pour un forfait annuel de {montant} TTC.", "25", (165, 205),
          motif="Forfait dans la moyenne de nos copropriétés, contrat type respecté."),
    Point("Syndic", "Élection des membres du conseil syndical",
          "L’assemblée générale désigne les membres du conseil syndical pour une durée de trois ans.", "25",
          motif="Nous présentons un candidat."),
    Point("Syndic", "Montant à partir duquel la consultation du conseil syndical est obligatoire",
          "L’assemblée générale fixe à 1 500,00 € TTC le montant des marchés à partir duquel la consultation du "
          "conseil syndical est obligatoire.", "25", motif="Seuil raisonnable."),
    Point("Syndic", "Montant à partir duquel la mise en concurrence est obligatoire",
          "L’assemblée générale fixe à 3 000,00 € TTC le montant des marchés à partir duquel la mise en concurrence "
          "est obligatoire.", "25", motif="Seuil raisonnable."),
)  # fmt: skip

BUDGET = Point(
    "Budget", "Vote du budget prévisionnel de l’exercice {budget}",
    "L’assemblée générale approuve le budget prévisionnel de l’exercice {budget}, arrêté à la somme de {montant}.",
    motif="Hausse expliquée poste par poste ; énergie conforme aux contrats.",
)  # fmt: skip
PROVISIONS = Point(
    "Budget", "Modalités et dates d’appel des provisions",
    "L’assemblée générale décide que le budget sera appelé par quarts, exigibles le premier jour de chaque trimestre "
    "de l’exercice.", motif="Calendrier légal.",
)  # fmt: skip
FONDS_MINIMUM = Point(
    "Budget", "Cotisation annuelle au fonds de travaux (loi ALUR) : 5 % du budget prévisionnel",
    "L’assemblée générale fixe la cotisation au fonds de travaux à 5 % du budget prévisionnel, soit {montant}.",
    motif="Minimum légal.",
)  # fmt: skip
FONDS_SUPERIEUR = Point(
    "Budget", "Cotisation annuelle au fonds de travaux portée à {taux} % du budget prévisionnel",
    "L’assemblée générale fixe la cotisation au fonds de travaux à {taux} % du budget prévisionnel, soit {montant}.",
    "25", motif="Cohérent avec les travaux à venir.",
)  # fmt: skip
TRAVAUX = Point(
    "Travaux", "Travaux : {travaux}",
    "L’assemblée générale décide de faire réaliser les travaux suivants : {travaux}, pour un montant total de "
    "{montant} TTC, réparti selon la clé {cle}.", motif="Travaux nécessaires, deux devis comparés, inscrits à notre "
    "plan.",
)  # fmt: skip
HONORAIRES_TRAVAUX = Point(
    "Travaux", "Honoraires du syndic pour le suivi administratif et financier des travaux",
    "L’assemblée générale fixe les honoraires du syndic sur les travaux votés à 2,5 % de leur montant hors taxes, soit "
    "{montant}.", position="CONTRE", motif="Taux supérieur à celui que nous acceptons (2 %).",
)  # fmt: skip
QUESTIONS = Point("Divers", "Questions diverses", "Échanges sans vote.", "", vote=False)

PROJETS = (
    Point("Travaux", "Réfection de l’étanchéité de la toiture-terrasse",
          "L’assemblée générale décide de faire réaliser la réfection de l’étanchéité de la toiture-terrasse selon le "
          "devis joint, pour un montant de {montant} TTC.", "24", (900, 1_900), "BAT",
          motif="Infiltrations constatées dans nos logements."),
    Point("Travaux", "Remplacement des menuiseries des parties communes",
          "L’assemblée générale décide de remplacer les menuiseries de la cage d’escalier, pour un montant de "
          "{montant} TTC.", "24", (350, 700), "BAT", motif="Portes hors d’usage, devis cohérents."),
    Point("Travaux", "Ravalement des façades",
          "L’assemblée générale décide de faire procéder au ravalement des façades, pour un montant de {montant} TTC.",
          "24", (1_600, 3_200), motif="Échéance du plan ; à coordonner avec nos menuiseries."),
    Point("Travaux", "Installation d’un système de vidéoprotection dans les halls",
          "L’assemblée générale décide d’installer un système de vidéoprotection dans les halls, pour un montant de "
          "{montant} TTC.", "25", (120, 220), position="CONTRE",
          motif="Coût de fonctionnement non chiffré, avis défavorable des locataires."),
    Point("Travaux", "Mise en conformité de l’ascenseur",
          "L’assemblée générale décide de réaliser les travaux de mise en conformité de l’ascenseur, pour un montant "
          "de {montant} TTC.", "24", (250, 600), "ASC", motif="Obligation réglementaire, devis de l’ascensoriste "
          "vérifié."),
    Point("Travaux", "Remplacement de la chaudière collective par une chaudière à condensation",
          "L’assemblée générale décide de remplacer la chaudière collective, pour un montant de {montant} TTC, travaux "
          "d’économies d’énergie.", "25", (1_100, 2_400), "CHF",
          motif="Gain attendu de 18 % ; aides demandées."),
    Point("Équipements", "Création d’un local à vélos sécurisé",
          "L’assemblée générale décide d’aménager un local à vélos sécurisé, pour un montant de {montant} TTC.", "25",
          (50, 110), motif="Attendu par nos locataires."),
)  # fmt: skip

COURANTS = (
    Point("Travaux", "Réalisation d’un diagnostic technique global",
          "L’assemblée générale décide de faire réaliser un diagnostic technique global, pour un montant de {montant} "
          "TTC.", "24", (60, 120), motif="Utile à notre plan stratégique de patrimoine."),
    Point("Travaux", "Élaboration du projet de plan pluriannuel de travaux",
          "L’assemblée générale confie l’élaboration du projet de plan pluriannuel de travaux au bureau d’études "
          "retenu par le conseil syndical, pour un montant de {montant} TTC.", "24", (70, 140),
          motif="Obligation légale, trois offres reçues."),
    Point("Travaux", "Adoption du plan pluriannuel de travaux",
          "L’assemblée générale adopte le plan pluriannuel de travaux annexé à la convocation.", "25",
          motif="Cohérent avec notre programmation."),
    Point("Travaux", "Audit énergétique de la copropriété",
          "L’assemblée générale décide de faire réaliser un audit énergétique, pour un montant de {montant} TTC.", "24",
          (90, 160), motif="Préalable aux aides."),
    Point("Travaux", "Ratification des travaux urgents de réparation de la colonne d’eaux usées",
          "L’assemblée générale ratifie les travaux urgents de réparation de la colonne d’eaux usées engagés par le "
          "syndic, pour un montant de {montant} TTC.", "24", (25, 80), motif="Urgence réelle, facture vérifiée."),
    Point("Contrats", "Renouvellement du contrat de nettoyage des parties communes",
          "L’assemblée générale décide de renouveler le contrat de nettoyage des parties communes, pour un montant "
          "annuel de {montant} TTC.", "24", (230, 290), motif="Prestation correcte selon nos gardiens."),
    Point("Contrats", "Contrat d’entretien des espaces verts",
          "L’assemblée générale retient l’entreprise d’espaces verts proposée par le conseil syndical, pour un montant "
          "annuel de {montant} TTC.", "24", (45, 90), motif="Moins-disant, charge récupérable."),
    Point("Contrats", "Contrat d’exploitation du chauffage P2 et P3",
          "L’assemblée générale approuve le contrat d’exploitation du chauffage (P2 et P3), pour un montant annuel de "
          "{montant} TTC.", "24", (110, 160), "CHF", motif="Part P3 identifiée, non récupérable."),
    Point("Contrats", "Changement d’ascensoriste",
          "L’assemblée générale décide de confier l’entretien de l’ascenseur à une nouvelle entreprise, pour un "
          "montant annuel de {montant} TTC.", "24", (40, 70), "ASC",
          motif="Pannes répétées signalées par nos locataires."),
    Point("Contrats", "Souscription d’un contrat d’assurance multirisque immeuble",
          "L’assemblée générale approuve la souscription du contrat d’assurance multirisque immeuble, pour une prime "
          "annuelle de {montant}.", "24", (140, 210), motif="Garanties comparées, franchise acceptable."),
    Point("Contrats", "Individualisation des contrats de fourniture d’eau",
          "L’assemblée générale décide de l’individualisation des contrats de fourniture d’eau.", "25", cle="EAU",
          motif="Intérêt pour les locataires ; relevés à organiser."),
    Point("Contrats", "Installation de répartiteurs de frais de chauffage",
          "L’assemblée générale décide l’installation de répartiteurs de frais de chauffage, pour un montant de "
          "{montant} TTC.", "25", (70, 110), "CHF", "ABSTENTION", "Rentabilité à démontrer : note demandée au syndic."),
    Point("Équipements", "Étude pour l’installation de bornes de recharge pour véhicules électriques",
          "L’assemblée générale décide de faire réaliser une étude pour l’équipement des stationnements, pour un "
          "montant de {montant} TTC.", "24", (15, 35), "PKG", motif="Étude seule, sans engagement."),
    Point("Équipements", "Convention avec un opérateur pour l’installation sans frais de bornes de recharge",
          "L’assemblée générale approuve la convention sans frais pour le syndicat avec l’opérateur.", "24", cle="PKG",
          motif="Sans coût pour nous, durée limitée à dix ans."),
    Point("Équipements", "Installation de panneaux photovoltaïques en toiture",
          "L’assemblée générale décide d’étudier l’installation de panneaux photovoltaïques, pour un montant de "
          "{montant} TTC.", "24", (40, 90), position="ABSTENTION", motif="Étanchéité de la toiture à traiter d’abord."),
    Point("Équipements", "Raccordement de l’immeuble à la fibre optique : mandat au conseil syndical",
          "L’assemblée générale donne mandat au conseil syndical de se prononcer sur toute proposition d’opérateur.",
          "24", motif="Sans frais pour le syndicat."),
    Point("Équipements", "Implantation d’une antenne relais en toiture",
          "L’assemblée générale autorise l’implantation d’une antenne relais de téléphonie mobile en toiture.", "25",
          position="CONTRE", motif="Opposition des locataires, garantie d’étanchéité menacée."),
    Point("Sécurité", "Autorisation permanente donnée à la police municipale de pénétrer dans les parties communes",
          "L’assemblée générale autorise de manière permanente la police municipale à pénétrer dans les parties "
          "communes.",
          "24", motif="Demandé par l’agence."),
    Point("Sécurité", "Modalités d’ouverture des portes d’accès de l’immeuble",
          "L’assemblée générale décide des modalités d’ouverture des portes d’accès de l’immeuble.", "25",
          motif="Accès de nos équipes préservé."),
    Point("Juridique", "Autorisation donnée au syndic d’agir en justice contre l’entreprise de ravalement",
          "L’assemblée générale autorise le syndic à agir en justice contre l’entreprise de ravalement.", "24",
          motif="Désordres établis par expertise."),
    Point("Juridique", "Saisie immobilière du lot d’un copropriétaire débiteur",
          "L’assemblée générale autorise le syndic à poursuivre la saisie immobilière du lot du copropriétaire "
          "débiteur.",
          "24", motif="Dette ancienne, mises en demeure sans effet."),
    Point("Juridique", "Adaptation du règlement de copropriété aux évolutions législatives",
          "L’assemblée générale approuve l’adaptation du règlement de copropriété aux évolutions législatives.", "24",
          motif="Projet relu, sans effet sur nos baux."),
    Point("Juridique", "Modification du règlement de copropriété : usage des parties communes",
          "L’assemblée générale modifie le règlement de copropriété en ce qu’il concerne l’usage de la cour.", "26",
          position="ABSTENTION", motif="Projet complet non reçu."),
    Point("Juridique", "Cession d’une partie du palier du 4e étage à un copropriétaire",
          "L’assemblée générale cède au copropriétaire du lot {lot} la partie de palier désignée au plan, pour un prix "
          "de {montant}.", "26", (80, 140), position="CONTRE", motif="Prix inférieur à l’estimation."),
    Point("Privatif", "Autorisation de fermer sa loggia donnée au copropriétaire du lot {lot}",
          "L’assemblée générale autorise le copropriétaire du lot {lot} à fermer sa loggia, à ses frais exclusifs.",
          "25", motif="Plans joints, aspect de la façade respecté."),
    Point("Privatif", "Autorisation d’installer une climatisation en façade donnée au copropriétaire du lot {lot}",
          "L’assemblée générale autorise le copropriétaire du lot {lot} à installer un groupe de climatisation en "
          "façade, à ses frais exclusifs.", "25", position="CONTRE", motif="Nuisance sonore pour nos locataires."),
    Point("Syndic", "Dispense de mise en concurrence du contrat de syndic",
          "L’assemblée générale dispense le conseil syndical de la mise en concurrence des projets de contrat de "
          "syndic.",
          "25", position="CONTRE", motif="Nous demandons la mise en concurrence."),
    Point("Syndic", "Délégation de pouvoirs au conseil syndical dans la limite d’un montant",
          "L’assemblée générale délègue au conseil syndical le pouvoir de décider des dépenses d’entretien, dans la "
          "limite de {montant} TTC par an.", "25", (40, 80), position="ABSTENTION",
          motif="Montant à plafonner davantage."),
    Point("Budget", "Constitution d’une avance de trésorerie",
          "L’assemblée générale décide de constituer une avance de trésorerie de {montant}.", "24", (60, 120),
          motif="Sous le plafond du sixième du budget."),
    Point("Budget", "Placement des fonds du syndicat",
          "L’assemblée générale décide du placement des fonds du syndicat sur un livret.", "24",
          motif="Placement sans risque."),
    Point("Personnel", "Remplacement du gardien pendant ses congés",
          "L’assemblée générale confie le remplacement du gardien à une entreprise, pour un montant de {montant} TTC.",
          "24", (35, 60), "PER", motif="Continuité du service."),
    Point("Personnel", "Suppression du poste de gardien et devenir de la loge",
          "L’assemblée générale décide la suppression du poste de gardien.", "26", cle="PER", position="CONTRE",
          motif="Service attendu par nos locataires."),
    Point("Divers", "PPT", "", "", position="ABSTENTION", motif="Projet de résolution non reçu."),
    Point("Divers", "Sinistre : suites", "", "", position="ABSTENTION", motif="Projet de résolution non reçu."),
)  # fmt: skip
