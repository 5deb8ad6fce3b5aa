"""The convocation of an assembly of forty resolutions, as a syndic sends it: letter, draft resolutions, annex."""

import json
from dataclasses import dataclass
from datetime import date

import typst

from shared.presentation import format_date_longue


@dataclass(frozen=True)
class Point:
    """An item as printed: its title, its article (None: an information item), its draft resolution."""

    titre: str
    article: str | None
    texte: str


POINTS = (
    Point("Élection du président de séance", "24", "L’assemblée élit en qualité de président de séance M. ou Mme ……"),
    Point("Désignation du ou des scrutateurs", "24", "L’assemblée désigne en qualité de scrutateur M. ou Mme ……"),
    Point("Désignation du secrétaire de séance", "24", "L’assemblée désigne le syndic en qualité de secrétaire."),
    Point("Rapport du conseil syndical sur l’exercice écoulé", None, "Point d’information, sans vote."),
    Point("Approbation des comptes de l’exercice clos le 31/12/2025", "24",
          "L’assemblée approuve les comptes de l’exercice pour un montant total de 148 310,42 € TTC."),
    Point("Quitus au syndic pour sa gestion", "24", "L’assemblée donne quitus au syndic de sa gestion."),
    Point("Désignation du syndic Cabinet Mornandier et approbation de son contrat", "25",
          "L’assemblée désigne le Cabinet Mornandier pour dix-huit mois, aux honoraires annuels de 14 400,00 € TTC."),
    Point("Dispense de mise en concurrence du contrat de syndic", "25",
          "L’assemblée dispense le conseil syndical de mettre en concurrence plusieurs projets de contrat."),
    Point("Élection des membres du conseil syndical", "24", "L’assemblée élit au conseil syndical les candidats."),
    Point("Montant à partir duquel la consultation du conseil syndical est obligatoire", "25",
          "L’assemblée fixe ce montant à 1 500,00 € TTC."),
    Point("Montant à partir duquel la mise en concurrence est obligatoire", "25",
          "L’assemblée fixe ce montant à 3 000,00 € TTC."),
    Point("Vote du budget prévisionnel de l’exercice 2027", "24",
          "L’assemblée arrête le budget prévisionnel à la somme de 152 000,00 €."),
    Point("Modalités et dates d’appel des provisions", "24",
          "Les provisions sont exigibles le premier jour de chaque trimestre."),
    Point("Cotisation annuelle au fonds de travaux fixée à 5 % du budget prévisionnel", "25",
          "L’assemblée fixe la cotisation au fonds de travaux à 7 600,00 €."),
    Point("Ravalement des façades de la résidence", "24",
          "L’assemblée décide le ravalement pour un montant de 186 000,00 € TTC."),
    Point("Honoraires du syndic sur les travaux de ravalement", "24",
          "L’assemblée fixe les honoraires du syndic à 5 580,00 € TTC."),
    Point("Réfection de l’étanchéité de la toiture terrasse", "24",
          "L’assemblée décide les travaux pour un montant de 48 000,00 € TTC."),
    Point("Isolation thermique des planchers bas", "25",
          "L’assemblée décide les travaux d’économies d’énergie pour un montant de 64 000,00 € TTC."),
    Point("Installation d’un portail motorisé", "25",
          "L’assemblée décide l’installation d’un portail pour un montant de 18 500,00 € TTC."),
    Point("Mise en place de la vidéosurveillance dans les halls", "25",
          "L’assemblée décide l’installation de caméras pour un montant de 9 800,00 € TTC."),
    Point("Élaboration du projet de plan pluriannuel de travaux", "24",
          "L’assemblée confie l’élaboration du projet au cabinet Altéa pour 4 342,80 € TTC."),
    Point("Réalisation d’un diagnostic technique global", "24",
          "L’assemblée confie le diagnostic au cabinet Altéa pour 3 900,00 € TTC."),
    Point("Contrat d’entretien des espaces verts", "24",
          "L’assemblée approuve le contrat pour un montant annuel de 5 400,00 € TTC."),
    Point("Contrat d’entretien des ascenseurs", "24",
          "L’assemblée approuve le contrat pour un montant annuel de 7 980,00 € TTC."),
    Point("Contrat d’assurance multirisque de l’immeuble", "24",
          "L’assemblée approuve le contrat pour un montant annuel de 21 250,00 € TTC."),
    Point("Individualisation des contrats de fourniture d’eau", "25",
          "L’assemblée décide l’individualisation des contrats de fourniture d’eau."),
    Point("Cession d’une partie du palier du 3e étage à un copropriétaire", "26",
          "L’assemblée cède à M. Durand quatre mètres carrés de palier au prix de 12 000,00 €."),
    Point("Modification du règlement de copropriété : usage des parties communes", "26",
          "L’assemblée modifie l’article 14 du règlement de copropriété."),
    Point("Interdiction des locations en meublés de tourisme", "26",
          "L’assemblée interdit la location des lots en meublés de tourisme."),
    Point("Autorisation donnée au syndic d’agir en justice contre l’entreprise de ravalement", "24",
          "L’assemblée autorise le syndic à assigner l’entreprise Façadéco."),
    Point("Saisie immobilière du lot d’un copropriétaire débiteur", "24",
          "L’assemblée autorise la saisie du lot n° 31, mise à prix 60 000,00 €."),
    Point("Autorisation d’installer une climatisation en façade donnée au copropriétaire du lot 48", "25",
          "L’assemblée autorise les travaux aux frais du demandeur."),
    Point("Autorisation de fermer sa loggia donnée au copropriétaire du lot 8", "25",
          "L’assemblée autorise les travaux aux frais du demandeur."),
    Point("Raccordement de l’immeuble à la fibre optique : mandat au conseil syndical", "24",
          "L’assemblée donne mandat au conseil syndical pour choisir l’opérateur."),
    Point("Autorisation permanente donnée à la police municipale de pénétrer dans les parties communes", "25",
          "L’assemblée donne cette autorisation pour un an."),
    Point("Installation de panneaux photovoltaïques en toiture", "25",
          "L’assemblée décide l’installation pour un montant de 37 600,00 € TTC."),
    Point("Constitution d’une avance de trésorerie", "24",
          "L’assemblée constitue une avance de trésorerie de 8 000,00 €."),
    Point("Délégation de pouvoirs au conseil syndical dans la limite d’un montant", "25",
          "L’assemblée délègue au conseil syndical, dans la limite de 4 000,00 €."),
    Point("PPT", None, "L’assemblée, après avoir délibéré, statue sur ce point."),
    Point("Remplacement de la porte du hall", "24",
          "L’assemblée décide les travaux pour un montant de 6 200,00 € TTC."),
    Point("Désignation d’un géomètre pour la mise à jour des plans", "24",
          "L’assemblée confie la mise à jour des plans pour 1 180,00 € TTC."),
)  # fmt: skip
"""Forty to vote on, one for information: accounts, budget, contract, works, a disposal, a title that says too little,
and a printed majority that is not ours."""

MODELE = """
#set page(paper: "a4", margin: (x: 2.2cm, y: 2cm),
  footer: context align(center, text(8pt)[Cabinet Mornandier · page #counter(page).display()]))
#set text(lang: "fr", size: 10pt)
#let points = json(bytes(sys.inputs.points))
#grid(columns: (1fr, 1fr), [*CABINET MORNANDIER*\\ Administrateur de biens\\ 41 cours de la Liberté, 69003 Lyon],
  align(right)[#sys.inputs.bailleur\\ 14 rue des Docks\\ 69009 Lyon])
#v(1cm)
Lyon, le #sys.inputs.envoi

*Lettre recommandée avec demande d’avis de réception*

#align(center, text(14pt)[*CONVOCATION À L’ASSEMBLÉE GÉNÉRALE ORDINAIRE*])

Madame, Monsieur,

Nous vous prions de bien vouloir assister à l’assemblée générale ordinaire des copropriétaires de la résidence
*#sys.inputs.residence*, #sys.inputs.adresse, qui se tiendra

#align(center)[*Le #sys.inputs.jour à 18 heures 30*\\ Lieu : salle des fêtes, 12 rue Neuve]

Si vous ne pouvez y assister, vous pouvez voter par correspondance : le formulaire joint doit être reçu par le syndic au
plus tard trois jours francs avant la réunion, à l’adresse 41 cours de la Liberté, 69003 Lyon ou à
assemblees\\@mornandier.example.

#align(right)[Le syndic]
#pagebreak()
#align(center, text(12pt)[*ORDRE DU JOUR ET PROJETS DE RÉSOLUTIONS*])
#for (rang, point) in points.enumerate(start: 1) {
  block(breakable: false, above: 14pt)[
    *#rang. #point.titre*\\
    #if point.article != none [_Majorité nécessaire : article #point.article de la loi du 10 juillet 1965_\\ ]
    #point.texte
  ]
}
#pagebreak()
#align(center, text(12pt)[*ANNEXE : NOTICE D’INFORMATION*])
Le syndicat des copropriétaires est représenté par le syndic. Les documents prévus à l’article 11 du décret du 17 mars
1967 peuvent être consultés sur l’espace en ligne de la copropriété.
"""


def print_convocation(residence: str, adresse: str, jour: date, envoi: date, bailleur: str) -> bytes:
    """The PDF of the convocation of a residence for a day, sent on another."""
    points = [{"titre": one.titre, "article": one.article, "texte": one.texte} for one in POINTS]
    pdf = typst.compile(
        MODELE.encode(),
        sys_inputs={
            "points": json.dumps(points), "residence": residence, "adresse": adresse, "bailleur": bailleur,
            "jour": format_date_longue(jour), "envoi": format_date_longue(envoi),
        },
        format="pdf",
    )  # fmt: skip
    assert isinstance(pdf, bytes)
    return pdf
