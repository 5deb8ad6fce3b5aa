"""What an account number or a brand says of an expense, as data: a hint, weaker than any word of the label.

They name the same notions as ``vocabulaire_charges``. Accounts are those of the arrêté of 14 March 2005, article 7.
"""

MARQUES = {
    "ascenseur": (
        "otis, kone, schindler, tke, thyssen*, thyssenkrupp, orona, sodimas, amfiasc*, cnim, euro ascenseurs, ilex, abh"
    ),
    "chauffage": (
        "dalkia, idex, cofely, engie solutions, coriance, herve thermique, eiffage energie, cram, missenard, "
        "savelys, climespace, spie"
    ),
    "eau": (
        "veolia, suez, saur, lyonnaise eaux, sedif, eau lyon, eau paris, grand lyon eau, stephanoise eaux, sodexo "
        "eau, cge"
    ),
    "compteur": "ista, techem, ocea, proxiserve, brunata, itron, diehl, iloa, cis",
    "nettoyage": (
        "onet, samsic, derichebourg, iss, gsf, atalian, elior, brille, net plus, clair net, penauille, arcade "
        "nettoyage, laser proprete"
    ),
    "desinsectisation": "rentokil, anticimex, avipur, ecolab, sapian, hygiene service, farago",
    "debouchage": "sarp, sanitra, sra savac, allo debouchage, sanitec, vidange service",
    "interphone": "urmet, comelit, castel, aiphone, noralsy, cdvi, hexact",
    "incendie": "sicli, desautel, eurofeu, chubb, gloria",
    "controle": "socotec, apave, veritas, bureau veritas, dekra, qualiconsult, norisko, ascaudit",
    "assurance": (
        "axa, allianz, maif, macif, mma, groupama, generali, gan, covea, smabtp, aviva, abeille, verspieren, "
        "maaf, swisslife, swiss life"
    ),
    "syndic": "foncia, citya, nexity, sergic, lamy, oralia, regie simon, immo france",
    "energie": (
        "engie, totalenergies, total energies, ekwateur, vattenfall, eni, alpiq, enercoop, ohm energie, gaz "
        "bordeaux, planete oui, plum"
    ),
    "gaz": "primagaz, antargaz, butagaz, finagaz, gazprom, bolloré energie, bollore energy",
    "surveillance": "securitas, prosegur, fiducial, goron, seris",
    "bacs": "plastic omnium, sulo, esterra, pizzorno, nicollin, citec",
    "espaces_verts": "id verde, terideal, tarvel, parcs sports",
    "antenne": "canal, canalplus, sogetrel",
    "portail": "hormann, came, faac, record, portalp, thyssen portes, dormakaba",
    "vmc": "aldes, anjos, vim, atlantic ventilation",
}

COMPTES = {
    "601": "eau",
    "602": "electricite",
    "603": "gaz",
    "604": "produit",
    "605": "achat",
    "611": "nettoyage",
    "612": "loyer_immobilier",
    "613": "location",
    "614": "entretien",
    "615": "reparation",
    "616": "assurance",
    "6211": "syndic",
    "6212": "debours",
    "6213": "debours",
    "6221": "honoraires_travaux",
    "6222": "prestation_particuliere",
    "6223": "autres_honoraires",
    "623": "tiers",
    "624": "assemblee",
    "632": "taxe_balayage",
    "633": "taxe_fonciere",
    "634": "autre_taxe",
    "641": "salaire",
    "642": "salaire",
    "643": "salaire",
    "644": "exclu_personnel",
}
"""What an account of the arrêté of 14 March 2005 says of a line: a nature, never more."""

COMPTES_DECISIFS = {
    "1031": "FDT-02",
    "1032": "FDT-02",
    "1033": "FDT-02",
    "103": "FDT-02",
    "105": "FDT-01",
    "65": "SYN-09",
    "661": "FIN-01",
    "662": "FIN-02",
    "671": "TRX-01",
    "672": "TRX-02",
    "673": "TRX-03",
    "674": "TRX-04",
    "677": "TRX-05",
    "678": "TRX-05",
    "68": "TRX-05",
    "711": "PRD-03",
    "713": "PRD-01",
    "714": "PRD-02",
    "716": "PRD-03",
    "718": "PRD-02",
}
"""Accounts that decide by themselves: what was decided as works, or is not an expense, is never recovered."""

COMPTES_MUETS = ("604", "605", "612", "613", "614", "615")
"""Accounts that hold too many things to say anything alone."""
