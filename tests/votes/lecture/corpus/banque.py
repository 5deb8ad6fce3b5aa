# ruff: noqa: E501
"""What assemblies vote on, in the words of cabinets: titles, bodies, amounts and their traps, with the truth beside."""

import random
from dataclasses import dataclass, field


@dataclass
class Point:
    """One item: ``montant`` in centimes is the truth that a reader must find (None: none, or several compete)."""

    intitule: str
    corps: list[str]
    article: str | None
    montant: int | None = None
    information: bool = False
    numero: str | None = None
    electif: bool = False
    vote: "Vote | None" = None
    enfants: list["Point"] = field(default_factory=list)


@dataclass
class Decompte:
    """A printed count; None: not printed."""

    voix: int | None
    tetes: int | None


@dataclass
class Vote:
    """What the minutes print of one item."""

    premier: dict[str, Decompte] | None
    second: dict[str, Decompte] | None
    resultat: str | None
    opposants: list[str]
    abstenus: list[str]
    defaillants: list[str]
    total: int | None
    genre: str = "normal"


def argent(centimes: int, style: int = 0) -> str:
    """An amount as cabinets type it."""
    entiers, decimales = divmod(centimes, 100)
    if style == 0:
        return f"{entiers:,}".replace(",", " ") + f",{decimales:02d} €"
    if style == 1:
        return f"{entiers:,}".replace(",", "\u00a0") + f",{decimales:02d} €"
    if style == 2:
        return f"{entiers:,}".replace(",", ".") + f",{decimales:02d} Euros"
    if style == 3:
        return f"{entiers},{decimales:02d}€"
    if style == 4:
        return f"{entiers:,}".replace(",", " ") + (f",{decimales:02d}" if decimales else "") + " €"
    return f"{entiers:,}".replace(",", " ") + f",{decimales:02d} EUR"


def rond(hasard: random.Random, bas: int, haut: int, pas: int = 1) -> int:
    """A plausible amount in centimes."""
    return hasard.randrange(bas, haut, pas) * 100 + hasard.choice([0, 0, 0, 50, 37, 84])


def points(hasard: random.Random, style: int, annee: int) -> list[Point]:
    """Every item of the bank, with fresh figures."""

    def a(centimes: int) -> str:
        return argent(centimes, style)

    m = {nom: rond(hasard, *bornes) for nom, bornes in {
        "comptes": (30000, 190000), "budget": (30000, 190000), "budget2": (30000, 190000), "toiture": (18000, 140000),
        "ite": (250000, 900000), "syndic": (4200, 14800), "moe": (3000, 18000), "nettoyage": (4800, 21000), "velos": (2500, 14000),
        "rav1": (60000, 90000), "rav2": (91000, 130000), "portail": (6000, 19000), "mri": (5200, 17000), "fuite": (800, 4800),
        "dtg": (3500, 9800), "ppt": (150000, 900000), "ascenseur": (9000, 48000), "avance": (3000, 15000), "colonnes": (22000, 88000),
        "irve": (4000, 12000), "eau": (2500, 8000), "cam": (7000, 15000), "chauff": (30000, 99000), "sub": (8000, 24000)}.items()}  # fmt: skip
    ht = round(m["toiture"] / 1.1)
    p = Point
    return [
        p(
            "Élection du président de séance",
            ["L’assemblée générale désigne en qualité de président de séance M. Aubert."],
            "24",
            electif=True,
        ),
        p(
            "Désignation du ou des scrutateurs",
            ["Est candidate : Mme Lacombe. L’assemblée générale élit Mme Lacombe comme scrutatrice."],
            "24",
            electif=True,
        ),
        p(
            "Élection du secrétaire de séance",
            [
                "Conformément à l’article 15 du décret du 17 mars 1967, le syndic assure le secrétariat de la séance, sauf décision contraire."
            ],
            "24",
            electif=True,
        ),
        p(
            "Rapport du conseil syndical sur l’exercice écoulé",
            ["Le président du conseil syndical rend compte de son activité. Ce point ne donne pas lieu à un vote."],
            None,
            information=True,
        ),
        p(
            f"Approbation des comptes de l’exercice clos le 31/12/{annee - 1}",
            [
                f"L’assemblée générale, connaissance prise des documents joints à la convocation, approuve sans réserve en leur forme, teneur, imputation et répartition les comptes de l’exercice du 01/01/{annee - 1} au 31/12/{annee - 1}, arrêtés à la somme de {a(m['comptes'])}."
            ],
            "24",
            m["comptes"],
        ),
        p(
            "Quitus au syndic pour sa gestion",
            [
                f"L’assemblée générale donne quitus entier et sans réserve au syndic pour sa gestion au cours de l’exercice {annee - 1}."
            ],
            "24",
        ),
        p(
            f"Approbation du budget prévisionnel de l’exercice du 01/01/{annee + 1} au 31/12/{annee + 1}",
            [
                f"Le projet de budget, élaboré par le syndic en concertation avec le conseil syndical, est arrêté à la somme de {a(m['budget'])} et sera appelé par quarts, le premier jour de chaque trimestre.",
                "Il est rappelé que l’article 14-1 de la loi du 10 juillet 1965 prévoit l’exigibilité des provisions.",
            ],
            "24",
            m["budget"],
        ),
        p(
            f"Ajustement du budget {annee}",
            [
                f"L’assemblée générale décide de porter le budget de l’exercice {annee}, voté pour {a(m['budget2'])}, à un montant de {a(m['budget2'] + 120000)}."
            ],
            "24",
            m["budget2"] + 120000,
        ),
        p(
            "Désignation du syndic et approbation de son contrat",
            [
                f"L’assemblée générale désigne le cabinet en qualité de syndic, pour une durée de 18 mois à compter de ce jour, moyennant une rémunération forfaitaire annuelle de {a(m['syndic'])} TTC. Elle mandate le président de séance pour signer le contrat joint."
            ],
            "25",
            m["syndic"],
        ),
        p(
            "Renouvellement du conseil syndical",
            [
                "Sont candidats : M. Aubert, Mme Lacombe, M. Tissot.",
                "L’assemblée élit les candidats ci-dessus pour une durée de trois ans.",
            ],
            "25",
        ),
        p(
            "Fixation du montant des marchés à partir duquel la consultation du conseil syndical est obligatoire",
            [
                "L’assemblée générale décide que le conseil syndical sera consulté pour tout marché ou contrat supérieur à 2 500 € TTC."
            ],
            "25",
        ),
        p(
            "Montant à partir duquel une mise en concurrence est rendue obligatoire",
            ["Le seuil est fixé à 3 000,00 € TTC, hors travaux urgents."],
            "25",
        ),
        p(
            "Travaux de réfection de l’étanchéité de la toiture-terrasse du bâtiment A",
            [
                f"Historique : des infiltrations ont été constatées en mars {annee - 1} dans les logements du dernier étage.",
                f"L’assemblée générale, après avoir pris connaissance du devis de l’entreprise SEC Étanchéité, décide de faire réaliser les travaux pour un montant de {a(ht)} HT, soit {a(m['toiture'])} TTC.",
                "Le coût sera réparti selon la clé BATA et appelé ainsi : 30 % le 01/04, 40 % le 01/07, 30 % le 01/10.",
            ],
            "24",
            m["toiture"],
        ),
        p(
            "Honoraires du syndic pour le suivi administratif et financier des travaux votés",
            [
                "Les honoraires du syndic sont fixés à 3,00 % HT du montant HT des travaux, soit un taux dégressif au-delà de 50 000 €."
            ],
            "24",
        ),
        p(
            "Ravalement des façades : choix de l’entreprise",
            [
                f"Trois devis ont été demandés : entreprise Pitance {a(m['rav1'])} TTC ; entreprise Blanchon {a(m['rav2'])} TTC.",
                "L’assemblée générale retient l’entreprise qui aura recueilli le plus de voix.",
            ],
            "24",
            None,
        ),
        p(
            "Isolation thermique par l’extérieur et remplacement des menuiseries des parties communes",
            [
                f"L’assemblée générale décide la réalisation des travaux d’économie d’énergie décrits au projet joint, pour un budget global maximum de {a(m['ite'])} TTC, comprenant maîtrise d’œuvre, coordonnateur SPS et assurance dommages-ouvrage."
            ],
            "25",
            m["ite"],
        ),
        p(
            "Mission de maîtrise d’œuvre pour l’étude de la rénovation énergétique",
            [f"L’assemblée confie au bureau d’études Thermia une mission pour un prix de {a(m['moe'])} TTC."],
            "24",
            m["moe"],
        ),
        p(
            "Délégation de pouvoir au conseil syndical (article 21-1 de la loi)",
            [
                "L’assemblée générale décide de déléguer au conseil syndical, pour une durée de deux ans, le choix des entreprises d’entretien des espaces verts."
            ],
            "25",
        ),
        p(
            "Contrat de nettoyage des parties communes",
            [
                f"Le contrat de la société Netto Services est approuvé pour un montant annuel de {a(m['nettoyage'])} TTC à effet du 1er janvier {annee + 1}."
            ],
            "24",
            m["nettoyage"],
        ),
        p(
            "Création d’un local à vélos dans l’ancien local poussettes",
            [
                f"L’assemblée générale décide cet aménagement suivant devis de {a(m['velos'])} TTC.",
                "1) fourniture et pose de 24 arceaux",
                "2) remplacement de la porte",
                "3) mise en place d’un contrôle d’accès",
            ],
            "25",
            m["velos"],
        ),
        p(
            "Motorisation du portail et vidéophonie",
            [f"Coût total TTC : {a(m['portail'])}, dont 650,00 € de raccordement."],
            "25",
            m["portail"],
        ),
        p(
            "Cotisation annuelle au fonds de travaux",
            [
                f"L’assemblée fixe à 5 % du budget prévisionnel le montant de la cotisation au fonds de travaux prévu par l’article 14-2-1 de la loi, pour l’exercice {annee + 1}."
            ],
            "24",
        ),
        p(
            "Placement du fonds de travaux sur un livret ouvert au nom du syndicat",
            ["Les intérêts sont acquis au syndicat."],
            "25",
        ),
        p(
            "Contrat d’assurance multirisque de l’immeuble",
            [
                f"Le contrat est renouvelé aux conditions jointes, prime annuelle TTC {a(m['mri'])}, franchise de 1 500 € par sinistre."
            ],
            "24",
            m["mri"],
        ),
        p(
            "Recherche de fuite et réparation de la colonne d’eaux usées : ratification",
            [f"L’assemblée ratifie les travaux urgents engagés par le syndic pour {a(m['fuite'])} TTC."],
            "24",
            m["fuite"],
        ),
        p(
            "Diagnostic technique global",
            [
                f"L’assemblée générale décide de faire établir le diagnostic par le cabinet Socotra pour {a(m['dtg'])} TTC."
            ],
            "24",
            m["dtg"],
        ),
        p(
            "Adoption du plan pluriannuel de travaux",
            [
                f"Le plan joint à la convocation prévoit {a(m['ppt'])} de travaux sur dix ans. L’assemblée adopte le plan dans son entier."
            ],
            "25",
            m["ppt"],
        ),
        p(
            "Mise aux normes de l’ascenseur du bâtiment B, y compris les travaux demandés par le contrôleur technique après sa visite quinquennale",
            [f"Devis de la société Liftis retenu pour {a(m['ascenseur'])} TTC. Vote selon la clé « ascenseur B »."],
            "24",
            m["ascenseur"],
        ),
        p(
            "Remplacement des colonnes montantes",
            [
                f"Montant des travaux : {a(round(m['colonnes'] / 1.1))} HT",
                f"TVA 10 % : {a(m['colonnes'] - round(m['colonnes'] / 1.1))}",
                f"Montant total TTC : {a(m['colonnes'])}",
            ],
            "24",
            m["colonnes"],
        ),
        p(
            "Demande de M. Gauthier : pose d’un climatiseur sur le balcon du lot 112",
            [
                "L’assemblée autorise M. Gauthier à effectuer à ses frais exclusifs les travaux, sous réserve du respect du règlement et de la fourniture d’une attestation d’assurance."
            ],
            "25",
        ),
        p(
            "Autorisation donnée au syndic d’agir en justice contre la société Bâti-Rhône",
            [
                "L’assemblée générale autorise le syndic à engager toute procédure, en référé et au fond, à raison des désordres affectant la façade nord."
            ],
            "24",
        ),
        p(
            "Suppression du poste de gardien",
            ["La suppression est proposée à la suite du départ en retraite du titulaire."],
            "26",
        ),
        p(
            "Cession au profit de l’indivision Morel d’une partie du palier du 5e étage",
            ["Cession de 4 m² au prix de 6 000 €, frais d’acte à la charge de l’acquéreur."],
            "26",
            600000,
        ),
        p(
            "Modification du règlement de copropriété : destination du lot n° 41",
            ["Changement de destination du local en habitation."],
            "unanimite",
        ),
        p(
            "Installation d’infrastructures de recharge pour véhicules électriques",
            [f"L’assemblée approuve la convention et le devis d’études de {a(m['irve'])} TTC."],
            "25",
            m["irve"],
        ),
        p(
            "Pose de compteurs individuels d’eau froide",
            [f"Proposition de la société Hydrelia : {a(m['eau'])} TTC pour 46 compteurs, hors location."],
            "25",
            m["eau"],
        ),
        p(
            "Autorisation permanente accordée à la police municipale de pénétrer dans les parties communes",
            ["L’assemblée générale accorde cette autorisation."],
            "24",
        ),
        p(
            "Dispense de mise en concurrence du contrat de syndic",
            ["L’assemblée dispense le conseil syndical de procéder à la mise en concurrence."],
            "25",
        ),
        p(
            "Vidéosurveillance du hall et du parking",
            [f"Offre retenue : {a(m['cam'])} TTC. Deux autres offres n’ont pas été jugées conformes."],
            "25",
            m["cam"],
        ),
        p(
            "Remplacement de la chaudière collective",
            [
                f"L’assemblée générale décide du remplacement de la chaudière, retient la proposition de Thermo-Rhône et arrête l’enveloppe à {a(m['chauff'])} TTC. Une subvention de {a(m['sub'])} est attendue."
            ],
            "25",
            m["chauff"],
        ),
        p(
            "Point d’information sur la procédure Bâti-Rhône",
            ["L’expert judiciaire a déposé un pré-rapport. Pas de vote."],
            None,
            information=True,
        ),
        p("Questions diverses", ["Aucune décision ne peut être prise sous ce point."], None, information=True),
    ]
