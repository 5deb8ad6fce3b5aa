"""Abbreviations of syndics' labels, as data: the word each one stands for, and those that may stand for two things.

``ABREVIATIONS`` is applied to the label and to the vocabulary alike, so that a phrase of the vocabulary is known
however each of its words is cut (``cpts energie therm``). Only what has one reading is here; the rest is ``AMBIGUS``.
"""

_FORMES = {
    "appartement": "appt appts appart",
    "ascenseur": "asc ascs",
    "chauffage": "chauf chauff chfg chauffge",
    "compteur": "cpt cpts cptr cptrs cpteur cpteurs",
    "contrat": "ctr ctrs ctrat ctrats ctrt cntrat",
    "controle": "ctrl ctle",
    "degats": "degt degts",
    "demenagement": "demenagt",
    "electricite": "elec electr elect",
    "entretien": "ent entr entret entrt",
    "espaces": "esp",
    "fourniture": "fournit fournt",
    "general": "gal gen ge",
    "generaux": "gx gaux",
    "gestion": "gest",
    "honoraires": "hon hono honos honor honors",
    "individuelles": "indiv indivs",
    "logement": "logt logts",
    "maintenance": "maint mainten",
    "mensuel": "mens",
    "minuterie": "minut",
    "nettoyage": "nett nettoy nettge",
    "ordures": "ord",
    "porte": "pte",
    "portes": "ptes",
    "prestation": "prest presta prests",
    "produits": "prod prods pdt pdts",
    "remplacement": "rempl remplt rplt rpl rempt rplct remplct remplact",
    "reparation": "rep repar reparat",
    "services": "serv",
    "supplement": "suppl supplt",
    "syndicat": "synd",
    "telephone": "tel tph",
    "thermique": "therm",
    "thermiques": "therms",
    "travaux": "tvx trvx trx",
    "verification": "verif verifs",
}
ABREVIATIONS = {forme: mot for mot, formes in _FORMES.items() for forme in formes.split()}

PARTOUT = ""
AMBIGUS: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "contrat_ou_controle": (
        "ct, contr",
        (
            ("entretien", "entretien minimal etendu hors_minimal"),
            ("controle", "ascenseur controle diagnostic tiers"),
            ("entretien", PARTOUT),
        ),
    ),
    "appat": ("appat*", (("produit", "desinsectisation"), ("deratisation", PARTOUT))),
    "fourniture_ou_fournisseur": (
        "fourn",
        (("", "divers vague"), ("produit", PARTOUT)),
    ),
}
"""Notion → (its words, its readings): the first reading whose neighbours stand in the label, or are said by its
account (when it is no mute one) or a brand, is the one meant. An empty reading names nothing."""
