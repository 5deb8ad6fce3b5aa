"""The twenty-four copropriétés, one line each: where, how big, how equipped, and what we own there."""

from typing import NamedTuple


class Immeuble(NamedTuple):
    """A copropriété as its règlement describes it. ``base``: total of the general tantièmes.

    ``logements``, ``stationnements`` and ``caves`` count our lots; ``lots_principaux`` all dwellings.
    ``chauffage``: gaz, urbain, or None when each dwelling heats itself. ``debut_exercice``: month; None when the
    exercise is set so that the AG falls next month.
    """

    code: str
    nom: str
    adresse: str
    agence: str
    syndic: str
    lots_principaux: int
    logements: int
    stationnements: int
    caves: int
    batiments: str = "A"
    chauffage: str | None = None
    ascenseur: bool = False
    gardien: bool = False
    base: int = 10_000
    debut_exercice: int | None = 1
    vendeur_hlm: bool = False


IMMEUBLES = (
    Immeuble("C001", "Le Clos des Mûriers", "14 rue de l’Orangerie, 69003 Lyon", "LYO", "S01", 48, 12, 8, 0,
             "AB", "gaz", True, debut_exercice=None),
    Immeuble("C002", "Les Terrasses du Vinatier", "3 allée des Pépinières, 69500 Bron", "LYO", "S01", 64, 18, 12, 0,
             "ABC", "gaz", True, True, debut_exercice=None),
    Immeuble("C003", "Le Belvédère des Canuts", "27 montée du Gerbier, 69004 Lyon", "LYO", "S01", 22, 5, 0, 5),
    Immeuble("C004", "La Cour des Tisserands", "8 rue du Métier-à-Bras, 69100 Villeurbanne", "LYO", "S01", 36, 9, 6, 0,
             "A", "urbain", True, debut_exercice=None),
    Immeuble("C005", "Les Allées de Parilly", "2 à 6 rue des Marronniers, 69200 Vénissieux", "LYO", "S01", 42, 24, 0, 4,
             "AB", "urbain", False, True, vendeur_hlm=True),
    Immeuble("C006", "Villa Gerland", "51 rue du Port-aux-Bois, 69007 Lyon", "LYO", "S02", 18, 4, 3, 0,
             ascenseur=True),
    Immeuble("C007", "Les Jardins de Cusset", "19 rue des Lavandières, 69100 Villeurbanne", "LYO", "S02", 54, 13, 9, 0,
             "AB", "gaz", True, debut_exercice=None),
    Immeuble("C008", "Le Carré des Soies", "5 avenue du Moulinage, 69120 Vaulx-en-Velin", "LYO", "S02", 72, 16, 12, 0,
             "ABC", "urbain", True, debut_exercice=None),
    Immeuble("C009", "Les Balcons de Saône", "33 quai des Mariniers, 69300 Caluire-et-Cuire", "LYO", "S02", 30, 6, 4, 0,
             "A", "gaz", True, debut_exercice=4),
    Immeuble("C010", "Les Ormes de Revaison", "11 rue du Puits-Vieux, 69800 Saint-Priest", "LYO", "S03", 60, 15, 8, 0,
             "AB", "urbain", debut_exercice=None),
    Immeuble("C011", "Le Parc d’Yzeron", "7 chemin des Saules, 69600 Oullins-Pierre-Bénite", "LYO", "S03", 28, 6, 4, 2,
             ascenseur=True, debut_exercice=7),
    Immeuble("C012", "Les Hauts de Sermenaz", "1 à 9 rue du Plateau, 69140 Rillieux-la-Pape", "LYO", "S03", 110, 14, 0,
             0, "ABCD", "urbain", True, True, 100_000, None),
    Immeuble("C013", "Le Passage des Imprimeurs", "16 rue de la Casse-d’Or, 69002 Lyon", "LYO", "S03", 16, 3, 0, 3,
             base=1_000),
    Immeuble("C014", "Le Clos Fauriel", "22 rue des Armuriers, 42100 Saint-Étienne", "STE", "S04", 40, 9, 5, 0,
             "A", "gaz", True, debut_exercice=None),
    Immeuble("C015", "Les Jardins de Bellevue", "4 à 8 rue du Crêt, 42100 Saint-Étienne", "STE", "S04", 34, 18, 4, 0,
             "AB", "gaz", debut_exercice=None, vendeur_hlm=True),
    Immeuble("C016", "Les Terrasses de Tarentaize", "9 rue des Rubaniers, 42000 Saint-Étienne", "STE", "S04", 24, 4, 0,
             4),
    Immeuble("C017", "Villa Montaud", "30 rue de la Jacquarde, 42000 Saint-Étienne", "STE", "S04", 12, 3, 1, 0,
             base=1_000),
    Immeuble("C018", "Les Passementiers", "12 rue des Tresses, 42400 Saint-Chamond", "STE", "S05", 30, 6, 3, 2,
             "A", "gaz", True, debut_exercice=None),
    Immeuble("C019", "Le Val du Gier", "6 quai de la Verrerie, 42800 Rive-de-Gier", "STE", "S05", 26, 5, 0, 3,
             debut_exercice=4),
    Immeuble("C020", "Les Forges de l’Ondaine", "18 rue du Laminoir, 42500 Le Chambon-Feugerolles", "STE", "S05", 44, 8,
             4, 0, "AB", "gaz", True),
    Immeuble("C021", "La Résidence du Dorlay", "2 impasse des Cerisiers, 42400 Saint-Chamond", "STE", "S05", 20, 4, 2,
             0),
    Immeuble("C022", "Les Noyers", "1 boulevard du Corbeau-Blanc, 42700 Firminy", "STE", "S06", 80, 10, 2, 0,
             "ABC", "urbain", True, True, 100_000, None),
    Immeuble("C023", "Le Clos des Rochettes", "25 rue du Belvédère, 42270 Saint-Priest-en-Jarez", "STE", "S06", 34, 6,
             5, 0, "A", "gaz", True),
    Immeuble("C024", "Les Bruyères", "10 rue de la Varenne, 42230 Roche-la-Molière", "STE", "S06", 18, 4, 2, 0),
)  # fmt: skip

PAR_CODE = {immeuble.code: immeuble for immeuble in IMMEUBLES}


def codes_bat(immeuble: Immeuble) -> list[str]:
    """The clés of its buildings (BATA, BATB…), none when there is only one building."""
    return [f"BAT{lettre}" for lettre in immeuble.batiments] if len(immeuble.batiments) > 1 else []
