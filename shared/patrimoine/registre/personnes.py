"""Does the name of a building hold the name of a person? Then it is personal data, and is told."""

import re

from shared.excel.mots import normalise

_CIVILITE = re.compile(
    r"\b(?:monsieur|madame|mademoiselle|mme|mlle|mmes|mr|mrs|messieurs|mesdames|consorts?|indivision|succession|"
    r"heritiers?|epoux|veuve|vve|hoirs|hoirie|famille|melle)\b"
)
_M_POINT = re.compile(
    r"(?:^|[\s/(,-])M\.\s*(?:et\s+Mme\s+)?[A-ZÉÈ]|(?:^|[\s/(,])M(?:R|ME)?\s+(?:ET|&|OU)\s+M(?:ME|R)?\b", re.I
)
_LIEUX = frozenset((
    "rue", "avenue", "av", "boulevard", "bd", "place", "pl", "quai", "chemin", "impasse", "allee", "allees",
    "cours", "square", "route", "faubourg", "fg", "residence", "res", "villa", "villas", "immeuble", "imm",
    "domaine", "parc", "jardin", "jardins", "clos", "hameau", "tour", "tours", "batiment", "bat", "ilot", "cite",
    "ensemble", "hotel", "passage", "lotissement", "le", "la", "les", "l", "aux", "au", "du", "de", "des", "saint",
    "sainte", "st", "ste", "general", "marechal", "docteur", "dr", "abbe", "president", "colonel", "commandant",
    "capitaine", "pere", "notre", "dame", "château", "chateau", "moulin", "terrasses",
))  # fmt: skip
_PRENOMS = frozenset((
    "jean", "pierre", "michel", "andre", "philippe", "rene", "louis", "alain", "jacques", "bernard", "marcel",
    "daniel", "roger", "robert", "paul", "claude", "christian", "henri", "georges", "nicolas", "francois",
    "christophe", "patrick", "gerard", "frederic", "maurice", "julien", "laurent", "olivier", "david", "thierry",
    "stephane", "eric", "pascal", "guy", "sebastien", "raymond", "serge", "gilbert", "bruno", "dominique", "yves",
    "vincent", "didier", "franck", "emile", "antoine", "charles", "thomas", "alexandre", "lucien", "joseph",
    "guillaume", "jerome", "marc", "benoit", "fabrice", "hubert", "xavier", "gilles", "denis", "ahmed", "mohamed",
    "ali", "mehdi", "karim", "rachid", "marie", "jeanne", "francoise", "monique", "catherine", "nathalie",
    "isabelle", "jacqueline", "anne", "sylvie", "martine", "madeleine", "nicole", "suzanne", "helene", "christine",
    "marguerite", "denise", "christiane", "sophie", "valerie", "annie", "brigitte", "sandrine", "chantal",
    "patricia", "anna", "veronique", "yvonne", "simone", "germaine", "odette", "colette", "corinne", "genevieve",
    "josette", "michelle", "evelyne", "laurence", "caroline", "florence", "virginie", "claudine", "paulette",
    "lucie", "julie", "camille", "emilie", "aurelie", "celine", "sabrina", "fatima", "karine", "stephanie",
    "delphine", "carole", "agnes", "beatrice", "elisabeth", "therese", "roland", "fernand", "edouard", "arnaud",
    "cedric", "ludovic", "lionel", "regis", "yannick", "mathieu", "romain", "maxime", "kevin", "hugo", "leo",
    "lucas",
))  # fmt: skip
_CELEBRES = frozenset((
    "jean moulin", "victor hugo", "jean jaures", "jules ferry", "pierre curie", "marie curie", "albert camus",
    "jules verne", "emile zola", "paul eluard", "louis pasteur", "charles de gaulle", "jean mermoz", "georges sand",
    "jean mace", "paul bert", "jacques brel", "pablo neruda", "marcel pagnol", "paul verlaine", "jean giono",
    "marcel proust", "claude monet", "paul cezanne", "auguste renoir", "henri matisse", "jeanne d arc", "paul claudel",
    "louis aragon", "pierre mendes france", "robert schuman", "jean monnet", "georges brassens", "antoine watteau",
    "charles peguy", "jean bart", "henri barbusse", "marcel cachin", "maurice ravel", "claude debussy", "paul gauguin",
    "georges clemenceau", "pierre brossolette", "marie anne", "jean racine", "jean baptiste", "louis xiv", "louis xvi",
    "henri iv", "francois mitterrand", "georges pompidou", "louis bleriot", "jacques cartier", "jean lurcat",
    "rene cassin", "pierre semard", "denis papin", "louise michel", "francois 1er", "francois premier", "louis armand",
    "jules guesde", "rene descartes", "pierre loti", "pierre de coubertin", "ambroise croizat", "danielle casanova",
    "henri dunant", "jean zay", "georges bizet", "hector berlioz", "charles perrault", "emile littre", "louis braille",
    "paul langevin", "pierre mendes", "robert desnos", "jacques prevert", "guy moquet", "edouard herriot",
    "raymond poincare", "jean rostand", "louis lumiere", "antoine lavoisier", "charles baudelaire", "jean cocteau",
    "olympe de gouges", "simone veil", "romain rolland", "thomas edison", "marc chagall", "henri wallon", "paul valery",
    "alexandre dumas", "jean perrin", "georges guynemer", "maurice thorez", "francois villon", "pierre corneille",
    "blaise pascal", "joseph kessel", "edouard vaillant", "frederic chopin", "frederic mistral", "benoit frachon",
))  # fmt: skip
_PREFIXES = re.compile(
    r"^(?:sdc|syndicat(?: des coproprietaires)?|copropriete|copro|cop|immeuble|imm)\s+(?:de\s+|du\s+)?"
)


def names_personne(nom: str) -> bool:
    """Whether a name of building names somebody: a civility, or a first name beside a family name and nothing else."""
    mots = normalise(nom)
    if _CIVILITE.search(mots) or _M_POINT.search(nom):
        return True
    reste = _PREFIXES.sub("", mots)
    parties = reste.split()
    if not 2 <= len(parties) <= 3 or any(partie.isdecimal() or len(partie) < 3 for partie in parties):
        return False
    if any(partie in _LIEUX for partie in parties) or reste in _CELEBRES:
        return False
    prenoms = sum(partie in _PRENOMS for partie in parties)
    return 0 < prenoms < len(parties) or (prenoms == len(parties) and len(parties) == 3)
