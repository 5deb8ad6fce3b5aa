"""Which notions make which poste, as data: for each code, the combinations that name it.

Grammar of a combination: a space means *and*, ``a|b`` means *either*, ``-a`` means *without*. The combination with
the most weight wins (``POIDS``), so equipment beats nature and two notions beat one; between equals the lowest rate
wins, because a wrong 100 % is worse than a 0 %. Notions are those of ``vocabulaire_charges``.
"""

POIDS_EQUIPEMENT = 4.0
POIDS_NATURE = 3.0
POIDS_COMPTE = 1.5
POIDS_MARQUE = 1.0
POIDS_PARTICULIERS = {
    # A place that says little, natures that many lines carry: they decide only when nothing else does.
    1.0: "parties_communes location energie",
    2.5: "entretien produit telephone",
    # A place where any equipment may stand: the equipment names the poste.
    3.75: "parking exterieur",
    # Words that change the rate of whatever they qualify.
    3.5: (
        "controle diagnostic telealarme reparation remplacement menue p3 etendu hors_minimal vandalisme sinistre "
        "exceptionnel exclu_personnel une_tache sans_tache encadrement franchise fonds_travaux indemnite "
        "honoraires_travaux prestation_particuliere frais_individuel debouchage fuite"
    ),
    # What is done wherever it is done: the place, the equipment and the account never say more.
    6.0: "loge desinsectisation desinfection deratisation asl",
}

ALERTES = (
    "reparation remplacement achat sinistre franchise vandalisme exceptionnel controle diagnostic etendu hors_minimal "
    "p3 exclu_personnel une_tache sans_tache encadrement divers fuite debouchage etude travaux_votes indemnite "
    "honoraires tiers non_recuperable desinsectisation desinfection "
    "deratisation asl"
)
"""Notions that lower what is recovered: a poste that recovers must count with those that the label writes."""

REPARABLES = (
    "vmc|portail|interphone|antenne|relevage|toiture|parking|eclairage|traitement_eau|compteur|canalisation|electricite|"
    "parties_communes|exterieur|eau|mobilier_exterieur|espaces_verts|vitres|video|vide_ordures|repartiteur|bacs|"
    "ecs|cheminee|conduit|gaz|recharge"
)
"""What stays with the landlord as REP-01 when it is repaired or replaced."""

REGLES: dict[str, tuple[str, ...]] = {
    "EAU-01": ("eau", "eau entretien", "eau nettoyage"),
    "EAU-02": (
        "eau parties_communes|espaces_verts|exterieur|bacs|parking",
        "eau arrosage",
        "eau|compteur arrosage parties_communes|compteur|espaces_verts",
        "eau compteur arrosage parties_communes|espaces_verts",
        "eau parties_communes nettoyage",
    ),
    "EAU-03": ("compteur", "compteur eau|ecs", "compteur eau|ecs entretien", "compteur location|entretien"),
    "EAU-04": ("traitement_eau", "traitement_eau entretien|produit|sel"),
    "EAU-05": ("fuite|exceptionnel eau", "fuite eau compteur|canalisation"),
    "CHF-01": ("gaz", "gaz chauffage", "gaz chauffage energie", "chauffage energie"),
    "CHF-02": ("reseau_chaleur", "reseau_chaleur chauffage|energie", "reseau_chaleur entretien"),
    "CHF-03": ("ecs", "ecs gaz|energie|reseau_chaleur|eau", "ecs gaz chauffage"),
    "CHF-04": (
        "p2",
        "p2 chauffage|ecs",
        "p2 chauffage entretien",
        "chauffage|ecs entretien|nettoyage",
        "chauffage|ecs gaz entretien -vague",
    ),
    "CHF-05": ("p3", "p3 chauffage", "p3 chauffage entretien|remplacement|reparation", "p2 p3", "p2 p3 chauffage"),
    "CHF-06": ("chauffage|ecs electricite", "repartiteur electricite", "chauffage|ecs electricite compteur"),
    "CHF-07": (
        "repartiteur",
        "repartiteur entretien|location|compteur",
        "compteur chauffage|energie",
        "compteur chauffage entretien|location|energie",
    ),
    "CHF-08": (
        "ramonage",
        "ramonage chauffage|cheminee",
        "ramonage conduit|gaz cheminee|chauffage",
        "ramonage cheminee chauffage",
        "ramonage cheminee chauffage gaz",
        "cheminee entretien",
    ),
    "CHF-09": ("chauffage_individuel", "chauffage_individuel entretien"),
    "CHF-10": (
        "chauffage|chauffage_individuel|p2 reparation|remplacement",
        "chauffage fuite",
        "chauffage gaz|electricite reparation|remplacement",
        "chauffage ecs reparation|remplacement",
    ),
    "ELE-01": (
        "electricite",
        "electricite energie|parties_communes",
        "electricite compteur",
        "electricite compteur parties_communes|energie",
        "eclairage parties_communes",
        "electricite eclairage parties_communes",
        "electricite ampoule -remplacement -achat -produit -entretien -reparation",
    ),
    "ELE-02": ("electricite parking|exterieur|portail|espaces_verts", "eclairage parking|exterieur"),
    "ELE-03": ("electricite vmc",),
    "ELE-04": (
        "ampoule",
        "ampoule remplacement|produit|entretien|achat",
        "ampoule remplacement|produit|entretien|achat parties_communes|parking|eclairage",
        "ampoule eclairage",
        "eclairage entretien|produit",
        "eclairage entretien|produit parties_communes|parking",
    ),
    "ASC-01": ("ascenseur entretien|minimal", "ascenseur entretien minimal", "ascenseur nettoyage"),
    "ASC-02": ("ascenseur electricite", "ascenseur electricite energie"),
    "ASC-03": (
        "ascenseur hors_minimal",
        "ascenseur hors_minimal entretien|etendu",
        "ascenseur hors_minimal entretien etendu",
        "ascenseur en_plus etendu",
        "ascenseur en_plus etendu entretien",
    ),
    "ASC-04": (
        "telealarme",
        "ascenseur telealarme|telephone|surveillance",
        "ascenseur telealarme telephone|electricite",
    ),
    "ASC-05": ("ascenseur controle|diagnostic|etude|tiers", "ascenseur controle entretien"),
    "ASC-06": ("ascenseur reparation|remplacement|vandalisme|sinistre", "ascenseur reparation entretien|remplacement"),
    "ASC-07": (
        "ascenseur menue",
        "ascenseur menue reparation|remplacement",
        "ascenseur ampoule",
        "ascenseur ampoule remplacement",
    ),
    "ASC-08": ("ascenseur etendu", "ascenseur etendu entretien"),
    "NET-01": (
        "nettoyage",
        "nettoyage parties_communes|entretien",
        "nettoyage entretien parties_communes",
        "parties_communes entretien",
    ),
    "NET-02": (
        "produit_menage",
        "produit_menage produit|achat|nettoyage|entretien|menue",
        "produit_menage produit|nettoyage achat|parties_communes",
        "produit",
        "nettoyage produit",
        "produit entretien",
        "nettoyage produit entretien|parties_communes",
    ),
    "NET-03": ("vitres", "vitres nettoyage|entretien", "vitres nettoyage|entretien parties_communes"),
    "NET-04": ("tapis", "tapis nettoyage|entretien|location|parties_communes"),
    "NET-05": ("machine", "machine achat|nettoyage|remplacement|reparation|location", "machine achat nettoyage"),
    "NET-06": (
        "nettoyage exceptionnel|sinistre",
        "nettoyage exceptionnel|sinistre|reparation parties_communes|parking",
        "nettoyage exceptionnel|sinistre canalisation|exterieur|loge|ascenseur",
    ),
    "PER-01": ("salaire", "gardien salaire", "gardien salaire autre_taxe"),
    "PER-02": (
        "gardien une_tache",
        "gardien une_tache salaire",
        "gardien une_tache salaire|nettoyage|bacs nettoyage|bacs",
    ),
    "PER-03": ("sans_tache", "gardien sans_tache", "gardien sans_tache salaire", "gardien surveillance salaire"),
    "PER-04": (
        "employe_immeuble",
        "employe_immeuble salaire|nettoyage|remplacement",
        "employe_immeuble salaire nettoyage",
    ),
    "PER-05": ("encadrement salaire|gardien|employe_immeuble", "encadrement gardien|employe_immeuble salaire"),
    "PER-06": (
        "exclu_personnel",
        "exclu_personnel gardien|salaire|employe_immeuble|loge",
        "exclu_personnel gardien|employe_immeuble salaire|indemnite",
    ),
    "PER-07": ("gardien remplacement", "gardien remplacement salaire|nettoyage|entretien"),
    "PER-08": (
        "loge",
        "loge electricite|telephone|eau|gaz|location|loyer_immobilier|energie|chauffage|entretien|reparation|compteur",
        "gardien telephone|electricite|location|eau|gaz",
    ),
    "PER-09": ("surveillance", "surveillance entretien|parking|parties_communes"),
    "EXT-01": (
        "espaces_verts|jardinage",
        "espaces_verts|jardinage entretien|arrosage|nettoyage|exterieur",
        "jardinage espaces_verts",
        "jardinage espaces_verts entretien|arrosage|nettoyage|exterieur",
        "arrosage",
    ),
    "EXT-02": (
        "fourniture_horticole",
        "fourniture_horticole produit|remplacement|achat|espaces_verts",
        "fourniture_horticole produit|remplacement|achat espaces_verts",
        "espaces_verts produit",
    ),
    "EXT-03": (
        "carburant",
        "materiel_horticole",
        "materiel_horticole carburant|entretien|produit",
        "espaces_verts|jardinage carburant",
    ),
    "EXT-04": (
        "nettoyage parking|exterieur|jeux",
        "nettoyage parking|exterieur|jeux entretien|parties_communes|machine|espaces_verts|jardinage",
        "exterieur|parking entretien",
    ),
    "EXT-05": ("neige", "neige parking|exterieur|produit|entretien|sel|achat|nettoyage", "sel"),
    "EXT-06": (
        "arbre",
        "arbre espaces_verts|jardinage|entretien|reparation|urgent|sortie",
        "arbre espaces_verts jardinage|entretien",
    ),
    "EXT-07": (
        "mobilier_exterieur|jeux peinture|menue|entretien",
        "jeux reparation",
        "mobilier_exterieur jeux reparation",
        "mobilier_exterieur|jeux menue|peinture reparation|jeux|entretien",
    ),
    "EXT-08": (
        "plantation",
        "plantation espaces_verts|jardinage|arbre|reparation",
        "plantation espaces_verts entretien|jardinage|remplacement",
    ),
    "EXT-09": ("sable", "sable jeux|produit|remplacement", "sable jeux produit|remplacement"),
    "EXT-10": ("jeux controle|diagnostic", "jeux controle entretien"),
    "HYG-01": ("sac", "sac bacs|produit|achat"),
    "HYG-02": (
        "desinsectisation|desinfection produit",
        "desinsectisation desinfection produit",
        "desinsectisation|desinfection produit vide_ordures|bacs|nettoyage|parties_communes",
    ),
    "HYG-03": (
        "desinsectisation",
        "desinfection",
        "desinsectisation desinfection",
        "desinfection vide_ordures|bacs|entretien|parties_communes|nettoyage|reparation",
        "desinsectisation vide_ordures|bacs|entretien|parties_communes|nettoyage|reparation",
    ),
    "HYG-04": (
        "deratisation",
        "deratisation desinsectisation|desinfection",
        "deratisation entretien|produit|canalisation|bacs|vide_ordures",
    ),
    "HYG-05": ("bacs sortie", "bacs sortie entretien|nettoyage", "bacs -surveillance"),
    "HYG-06": (
        "bacs nettoyage desinfection",
        "bacs entretien|nettoyage|location",
        "bacs nettoyage entretien",
    ),
    "HYG-07": ("fosse", "fosse vidange|entretien|debouchage|nettoyage", "fosse vidange entretien|debouchage"),
    "HYG-08": (
        "debouchage",
        "debouchage canalisation|vide_ordures|reparation|entretien|parking|exterieur|toiture|urgent|parties_communes",
        "debouchage canalisation|vide_ordures reparation|entretien|parking|exterieur|urgent|relevage",
        "debouchage relevage",
        "debouchage relevage fosse|entretien|reparation|vidange",
        "canalisation|vide_ordures entretien|nettoyage|vidange",
    ),
    "HYG-09": (
        "encombrant",
        "encombrant sortie|bacs|parking|exceptionnel|nettoyage|entretien|parties_communes",
        "encombrant bacs sortie|entretien",
        "encombrant nettoyage exceptionnel",
    ),
    "EQP-01": ("vmc entretien|nettoyage", "vmc entretien|nettoyage conduit|parking|toiture"),
    "EQP-02": ("vmc|conduit ramonage", "vmc conduit ramonage"),
    "EQP-03": ("interphone", "interphone entretien|telephone"),
    "EQP-04": ("portail", "portail entretien", "portail entretien parking|exterieur", "portail parking"),
    "EQP-05": (
        "incendie",
        "incendie controle|entretien|remplacement|reparation|achat|parking|vmc|canalisation|eclairage|surveillance",
    ),
    "EQP-06": ("antenne", "antenne entretien|location"),
    "EQP-07": (
        "relevage",
        "relevage entretien|nettoyage|vidange|fosse",
        "relevage entretien parking|canalisation|vidange",
    ),
    "EQP-08": ("video", "video entretien|location|surveillance|parking"),
    "EQP-09": (
        "controle",
        "diagnostic",
        "controle|diagnostic electricite|portail|gaz|parties_communes|tiers|vmc|eau|toiture|canalisation|chauffage",
        "controle|diagnostic traitement_eau|relevage|recharge|parking|reparation|entretien|interphone",
        "controle|diagnostic electricite|portail|gaz|chauffage|vmc|traitement_eau entretien|parties_communes|parking",
        "diagnostic controle",
    ),
    "EQP-10": ("telephone_locataires",),
    "EQP-11": (
        "toiture",
        "toiture entretien|nettoyage",
        "toiture travaux_votes|canalisation entretien|nettoyage",
        "securite_toiture",
        "securite_toiture controle|entretien|reparation",
    ),
    "EQP-12": ("recharge", "recharge entretien|electricite|parking", "recharge entretien|electricite parking"),
    "REP-01": (
        "reparation|remplacement",
        "corps_etat|peinture|fuite",
        "corps_etat|peinture reparation|remplacement|parties_communes|urgent|entretien",
        "fuite reparation",
        f"{REPARABLES} reparation|remplacement",
        f"fuite reparation {REPARABLES}",
        "fuite toiture|compteur",
        "fuite eau|canalisation remplacement|reparation",
        "fuite eau canalisation remplacement|reparation",
        "eau compteur|parties_communes|traitement_eau reparation|remplacement",
        "electricite eclairage|parties_communes|parking|vmc|portail reparation|remplacement",
        "portail|eclairage|interphone parking|exterieur|parties_communes reparation|remplacement",
        "vmc conduit|entretien reparation",
    ),
    "REP-02": (
        "menue -ascenseur",
        "menue reparation|fuite|corps_etat|eau|remplacement|canalisation -ascenseur",
        "menue reparation|remplacement fuite|corps_etat|eau|canalisation|parties_communes -ascenseur",
        "menue fuite reparation -ascenseur",
    ),
    "REP-03": (
        "vandalisme",
        "vandalisme reparation|remplacement|nettoyage|parking|interphone|portail|corps_etat|boite_lettres|vitres",
        "vandalisme reparation|remplacement interphone|portail|corps_etat|boite_lettres|vitres|parties_communes",
        "vandalisme nettoyage parties_communes|parking",
        "vandalisme incendie",
    ),
    "REP-04": (
        "badge",
        "achat",
        "boite_lettres",
        "badge achat|interphone|portail|parking|remplacement|produit|boite_lettres|corps_etat",
        "badge achat|produit|reparation interphone|portail|parking",
        "boite_lettres achat|remplacement|reparation",
        "bacs achat|remplacement",
    ),
    "ASS-01": ("assurance", "assurance parties_communes|entretien"),
    "ASS-02": ("autre_assurance", "autre_assurance assurance|assemblee|tiers|honoraires", "assurance tiers|assemblee"),
    "ASS-03": (
        "franchise",
        "sinistre",
        "franchise assurance|sinistre|fuite",
        "sinistre reparation|canalisation|peinture|corps_etat|fuite|vitres|assurance",
        "sinistre reparation canalisation|peinture|corps_etat|fuite|vitres|assurance|franchise|toiture",
    ),
    "SYN-01": ("syndic", "honoraires", "honoraires|entretien syndic"),
    "SYN-02": (
        "debours",
        "debours assemblee|tiers|syndic|honoraires|produit",
        "debours assemblee syndic|honoraires|entretien",
    ),
    "SYN-03": (
        "honoraires_travaux",
        "honoraires reparation|travaux_votes",
        "honoraires_travaux travaux_votes|syndic|honoraires",
        "honoraires syndic reparation|travaux_votes",
    ),
    "SYN-04": (
        "prestation_particuliere",
        "prestation_particuliere honoraires|assemblee|sinistre|tiers|syndic",
        "prestation_particuliere honoraires assemblee|sinistre|syndic",
        "honoraires sinistre",
        "honoraires syndic sinistre",
    ),
    "SYN-05": (
        "autres_honoraires",
        "autres_honoraires|divers honoraires",
        "autres_honoraires|divers honoraires syndic",
    ),
    "SYN-06": (
        "tiers",
        "tiers honoraires|reparation|sinistre|fuite|travaux_votes|frais_individuel|toiture|etude|entretien",
        "tiers honoraires reparation|sinistre|fuite|travaux_votes|toiture|etude",
    ),
    "SYN-07": ("assemblee", "assemblee location|honoraires|loyer_immobilier|syndic|tiers"),
    "SYN-08": ("frais_individuel", "frais_individuel syndic|honoraires|debours|prestation_particuliere"),
    "SYN-09": ("delegation", "delegation assemblee"),
    "TAX-01": ("taxe_fonciere", "taxe_fonciere autre_taxe|parties_communes|loge|parking"),
    "TAX-02": ("taxe_balayage", "taxe_balayage|nettoyage autre_taxe", "taxe_balayage nettoyage"),
    "TAX-03": ("teom", "teom autre_taxe|bacs|taxe_fonciere"),
    "TAX-04": (
        "autre_taxe",
        "frais_gestion_teom",
        "frais_gestion_teom teom",
        "autre_taxe parking|exterieur|antenne|loge",
    ),
    "FIN-01": ("emprunt", "emprunt banque|travaux_votes|reparation"),
    "FIN-02": ("banque", "banque entretien|divers"),
    "TRX-01": (
        "travaux_votes",
        "travaux_votes reparation|remplacement|toiture|chauffage|ascenseur|corps_etat|peinture",
        "travaux_votes reparation|remplacement toiture|chauffage|ascenseur|parking|vmc",
    ),
    "TRX-02": ("urgent", "urgent reparation", "urgent reparation canalisation|toiture|chauffage|corps_etat|ascenseur"),
    "TRX-03": ("etude", "etude chauffage|toiture|reparation|travaux_votes|energie|honoraires|diagnostic|entretien"),
    "TRX-04": ("delegation reparation|travaux_votes",),
    "TRX-05": ("irrecouvrable", "irrecouvrable exceptionnel|frais_individuel|tiers"),
    "FDT-01": ("fonds_travaux", "fonds_travaux entretien|divers|reparation"),
    "FDT-02": ("avance", "avance divers|reparation"),
    "PRD-01": ("indemnite assurance|sinistre|franchise", "indemnite assurance sinistre"),
    "PRD-03": ("subvention", "subvention travaux_votes|reparation|banque"),
    "DIV-02": ("asl", "asl divers|entretien|parties_communes|espaces_verts|reparation|exterieur"),
}
