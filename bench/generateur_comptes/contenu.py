"""What the accounts say, before any layout: keys, lines, budgets, shares, all in centimes and consistent."""

# ruff: noqa: E501, E731 - rows of made-up data read better on one line

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

CLES = [
    ("GEN", "Charges générales"), ("ASC", "Ascenseur"), ("CHF", "Chauffage"), ("BATA", "Bâtiment A"),
    ("BATB", "Bâtiment B"), ("EAU", "Eau froide"), ("PKG", "Parkings"), ("ESC1", "Escalier 1"),
]  # fmt: skip
POSTES = {
    "GEN": [
        ("602", "Électricité", ["Consommation hall", "Éclairage parties communes", "Facture janvier-février"], "Volt Forézien", 9000, 100),
        ("611", "Nettoyage", ["Entretien ménage mensuel", "1er trimestre", "Nettoyage des halls"], "Propreté Stéphanoise", 60000, 100),
        ("616", "Assurance", ["Multirisque immeuble", "Prime annuelle"], "Prévoyance du Gier", 300000, 0),
        ("6211", "Honoraires du syndic", ["Forfait annuel", "Honoraires 2e semestre"], "Régie", 420000, 0),
        ("6213", "Affranchissement", ["Convocation AG", "Envoi du PV"], "Régie", 8000, 0),
        ("615", "Entretien et petites réparations", ["Réparation porte hall", "Remplacement serrure", "Joint de colonne"], "Serrurerie Roux", 25000, 0),
        ("614", "Contrats de maintenance", ["Contrat VMC", "Vérification extincteurs", "Espaces verts, forfait"], "Maintenance Pilat", 40000, 100),
        ("601", "Eau", ["Relevé du 15/03", "Eau parties communes"], "Stéphanoise des Eaux", 15000, 100),
        ("623", "Rémunérations de tiers", ["Huissier, constat", "Avocat impayés"], "Me Dupuis", 30000, 0),
        ("662", "Frais bancaires", ["Frais de tenue de compte"], "Banque du Forez", 1200, 0),
    ],
    "ASC": [
        ("614", "Contrat d’ascenseur", ["Forfait 1er semestre", "Forfait 2e semestre"], "Montée Douce", 96000, 73),
        ("615", "Réparation d’ascenseur", ["Bouton d’appel 3e", "Câble téléalarme"], "Montée Douce", 20000, 0),
        ("602", "Électricité ascenseur", ["Force motrice", "Abonnement cabine"], "Volt Forézien", 12000, 100),
    ],
    "CHF": [
        ("603", "Chauffage, combustible", ["P1 gaz janvier", "Fourniture gaz T4", "Gaz chaufferie"], "Énergie Loire", 500000, 100),
        ("614", "Exploitation de chauffage", ["P2 1er semestre", "P2 2e semestre"], "Chaleur Service", 80000, 100),
        ("615", "Réparation de chaufferie", ["Remplacement circulateur"], "Chaleur Service", 60000, 0),
    ],
    "EAU": [("601", "Eau froide", ["Facture 1er semestre", "Facture 2e semestre", "Solde annuel"], "Stéphanoise des Eaux", 280000, 100)],
    "PKG": [
        ("614", "Contrat portail", ["Entretien porte parking"], "Portes du Midi", 30000, 100),
        ("602", "Électricité parking", ["Éclairage sous-sol"], "Volt Forézien", 11000, 100),
        ("615", "Réparations parking", ["Télécommande", "Moteur de porte"], "Portes du Midi", 18000, 0),
    ],
}  # fmt: skip
for _cle in ("BATA", "BATB", "ESC1"):
    POSTES[_cle] = [
        ("615", "Réparations", ["Recherche de fuite", "Ampoules palier", "Vitre cassée"], "Plomberie Sagnard", 22000, 0),
        ("611", "Nettoyage escalier", ["Ménage semaine", "Ménage exceptionnel"], "Propreté Stéphanoise", 30000, 100),
        ("614", "Contrat interphone", ["Abonnement annuel interphone"], "Montée Douce", 15000, 100),
    ]  # fmt: skip
NOMS = [
    "Le Bizillon",
    "Les Tilleuls",
    "Les Ormes",
    "Bel Horizon",
    "Le Parc du Marais",
    "Côte Chaude",
    "La Terrasse",
    "Montplaisir",
]
SYNDICS = ["Régie du Furan", "Cabinet Montaud", "Immobilière du Pilat", "Foncière Bellevue", "SYNDICALIA"]
PRODUITS = [
    ("713", "Indemnités d’assurance", ["Bris de glace", "Dégât des eaux, indemnité"], "Prévoyance du Gier", 40000),
    ("714", "Produits divers", ["Vente de badges", "Location de toiture"], "Divers", 9000),
    ("716", "Produits financiers", ["Intérêts du livret"], "Banque du Forez", 3000),
]


@dataclass(frozen=True)
class Cle:
    """A key and the total of its tantièmes."""

    code: str
    libelle: str
    total: int


@dataclass
class Depense:
    """One line; credits and class 7 negative. ``recuperable`` as the syndic declares it."""

    cle: str
    compte: str
    intitule: str
    jour: date
    fournisseur: str
    libelle: str
    montant: int
    recuperable: int
    quote_part: int = 0


@dataclass
class Comptes:
    """The accounts of one exercise. ``budgets``: account → (N-1 approved, N budget, N+1, N+2), None for an empty cell."""

    syndic: str
    copropriete: str
    debut: date
    fin: date
    cles: list[Cle]
    depenses: list[Depense]
    intitules: dict[str, str]
    budgets: dict[str, tuple[int | None, ...]]
    lots: dict[str, dict[str, int]]
    parts: dict[tuple[str, str], int] = field(default_factory=dict)

    def total_cle(self, cle: str) -> int:
        return sum(depense.montant for depense in self.depenses if depense.cle == cle)

    def total_compte(self, compte: str) -> int:
        return sum(depense.montant for depense in self.depenses if depense.compte == compte)

    @property
    def comptes(self) -> list[str]:
        return sorted({depense.compte for depense in self.depenses})


def build_comptes(hasard: random.Random, suffixe: str) -> Comptes:
    """Consistent accounts: every total can be recomputed from the lines."""
    annee = hasard.randint(2022, 2025)
    mois = hasard.choice([1, 1, 1, 4, 7, 10])
    debut = date(annee - (mois != 1), mois, 1)
    fin = date(debut.year + (mois != 1), mois, 1) - timedelta(days=1) if mois != 1 else date(annee, 12, 31)
    choisies = [CLES[0], *hasard.sample(CLES[1:], hasard.randint(1, 4))]
    cles = [Cle(code, libelle, hasard.choice([1000, 10000, 800, 1024, 100000])) for code, libelle in choisies]
    depenses = [depense for cle in cles for depense in _depenses(hasard, cle.code, debut, fin, suffixe)]
    if hasard.random() < 0.75:
        for compte, intitule, motifs, fournisseur, ordre in hasard.sample(PRODUITS, hasard.randint(1, 2)):
            jour = debut + timedelta(days=hasard.randint(5, 350))
            depenses.append(
                Depense(
                    "GEN",
                    compte,
                    intitule + suffixe,
                    jour,
                    fournisseur,
                    hasard.choice(motifs),
                    -_montant(hasard, ordre),
                    0,
                )
            )
    intitules = {}
    for depense in depenses:
        intitules.setdefault(depense.compte, depense.intitule)
    lots = {}
    for numero in sorted(hasard.sample(range(1, 90), hasard.randint(2, 6))):
        siennes = [cle for rang, cle in enumerate(cles) if rang == 0 or hasard.random() < 0.7]
        lots[str(numero)] = {cle.code: hasard.randint(5, cle.total // 12) for cle in siennes}
    comptes = Comptes(hasard.choice(SYNDICS), hasard.choice(NOMS), debut, fin, cles, depenses, intitules, {}, lots)
    comptes.budgets = {compte: _budget(hasard, comptes.total_compte(compte), compte) for compte in comptes.comptes}
    for lot, tantiemes in lots.items():
        for cle in cles:
            if cle.code in tantiemes:
                comptes.parts[lot, cle.code] = round(
                    Fraction(comptes.total_cle(cle.code) * tantiemes[cle.code], cle.total)
                )
    pour_tout = {cle.code: sum(lot.get(cle.code, 0) for lot in lots.values()) for cle in cles}
    for depense in depenses:
        total = next(cle.total for cle in cles if cle.code == depense.cle)
        depense.quote_part = round(Fraction(depense.montant * pour_tout[depense.cle], total))
    return comptes


def _depenses(hasard: random.Random, cle: str, debut: date, fin: date, suffixe: str) -> list[Depense]:
    trouvees = []
    duree = (fin - debut).days
    for compte, intitule, motifs, fournisseur, ordre, taux in hasard.sample(
        POSTES[cle], hasard.randint(1, len(POSTES[cle]))
    ):
        for _ in range(hasard.randint(1, 4)):
            montant = _montant(hasard, ordre)
            if hasard.random() < 0.05:
                montant = -montant // 3
            trouvees.append(
                Depense(cle, compte + suffixe, intitule, debut + timedelta(days=hasard.randint(0, duree)), fournisseur,
                        hasard.choice(motifs), montant, montant * taux // 100)
            )  # fmt: skip
    return sorted(trouvees, key=lambda depense: (depense.compte, depense.jour))


def _montant(hasard: random.Random, ordre: int) -> int:
    return round(ordre * hasard.uniform(0.3, 1.8))


def _budget(hasard: random.Random, realise: int, compte: str) -> tuple[int | None, ...]:
    if compte.startswith("7") and hasard.random() < 0.7:
        return (None, None, None, None)
    rond = lambda taux: round(realise * taux / 10000) * 10000 or None
    return (
        None if hasard.random() < 0.08 else round(realise * hasard.uniform(0.8, 1.1)),
        rond(hasard.uniform(0.9, 1.1)), rond(hasard.uniform(0.95, 1.15)), rond(hasard.uniform(1, 1.2)),
    )  # fmt: skip
