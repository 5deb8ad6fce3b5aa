"""The equipment, places and persons that syndics' labels name, as data: written as in ``vocabulaire_charges``."""

EQUIPEMENTS = {
    "ascenseur": (
        "asc, ascens*, asscens*, cabine, cabines, paliere*, porte* paliere*, porte* cabine*, operateur* porte*, "
        "machinerie*, elevateur*, monte charge, montecharge, monte handicape"
    ),
    "chauffage": (
        "chauff, chauf, chauffage*, chfg, chauff coll*, chaufferie*, sous station*, s station*, ss station*, "
        "chaudiere*, bruleur*, circulateur*, echangeur*, radiateur*, vase expansion, regulation chauff*, production "
        "chaleur, pac, pompe chaleur, calorifug*"
    ),
    "chauffage_individuel": (
        "chaudiere* individuelle*, chaudiere* privat*, chaudiere* indiv, chaudiere* ind, chaudiere* murale*, "
        "chauffe eau* individuel*, chaud* ind*, chaudiere* gaz logement*, robinetterie* logement*, contrat "
        "robinet*, robinetterie* individuelle*, chauffe bain*, ballon* individuel*, entretien robinet*, robinet* "
        "entretien*, robinet* contrat*"
    ),
    "ecs": "ecs, eau chaude, eau chaude sanitaire, rechauffage eau, rechauff eau, prod ecs, m3 ecs",
    "traitement_eau": (
        "surpress*, adoucisseur*, detendeur*, disconnecteur*, traitement eau*, trait eau*, antitartre, anti tartre, "
        "sel adoucisseur, legionel*"
    ),
    "compteur": "compteur*, comptage*, cpteur*, cpt, cptr*, cpts, telereleve*, releve index, releve compteur*, releves",
    "repartiteur": (
        "repartiteur*, repart chauff*, rfc, compteur* energie*, compteur* thermique*, compteur* calorie*, "
        "calorimetre*, compteur* chauff*, releve* chauffage, individualisation chauff*, cpt chauff*, cpt calor*, "
        "cet chauff*, comptage energie, comptage thermique*, comptage calorie*, comptage chauff*"
    ),
    "loge": "loge, logement gardien*, logement fonction, appartement gardien*, appt gardien*, logt gardien*",
    "gardien": "gardien*, concierge*, gard, gardien concierge",
    "employe_immeuble": (
        "employe* immeuble*, empl immeuble*, employe* imm, agent* entretien, agent* proprete, femme menage, homme "
        "menage, personnel entretien, personnel menage, agent service, ouvrier entretien"
    ),
    "vmc": (
        "vmc, ventil*, ventil* mecanique* controlee*, ventilation controlee*, extracteur*, caisson* extraction, "
        "extraction air, bouche* extraction, vmc gaz"
    ),
    "parking": "parking*, pkg, park, garage*, box, stationnement*, ssol, sous sol*, s sol, rampe*, voie* garage*",
    "exterieur": (
        "exterieur*, ext, voirie*, voie*, abord*, allee*, cour, cours, trottoir*, caniveau*, lampadaire*, candelabre*"
    ),
    "portail": (
        "portail*, porte* automatique*, porte* auto, porte* garage*, porte* parking*, porte* basculante*, "
        "barriere*, porte* sectionnelle*, portillon*, ptes auto*, porte* sous sol*, porte* box, rideau metallique, "
        "pte* garage*, pte* parking*, pte* auto*, pte* basculante*, porte* pkg"
    ),
    "interphone": (
        "interphon*, interph, digicod*, visiophon*, videophon*, vigik*, platine*, controle* acces, ctrl acces, "
        "intratone, parlophon*, portier* audio*, portier* video*, portier* phonique*, portier*"
    ),
    "antenne": (
        "antenne*, tnt, parabole*, reseau cable*, fibre*, fibre optique, television*, tv, cable tv, numericable, "
        "reception tv"
    ),
    "incendie": (
        "extincteur*, incendie*, desenfum*, colonne* seche*, ria, baes, bloc* secours, eclairage secours, coupe "
        "feu, ssi, exutoire*, sprinkler*, detection fumee*, plan* evacuation"
    ),
    "video": "videosurv*, video surveillance, camera*, videoprotection, video protection",
    "espaces_verts": (
        "espace* vert*, ev, jardin*, pelouse*, gazon*, haie*, massif*, paysag*, arbuste*, rosier*, plate bande*"
    ),
    "jardinage": (
        "tonte*, taille*, desherb*, debroussaill*, fauchage, feuilles mortes, ramassage feuille*, scarificat*, bechage"
    ),
    "arbre": "arbre*, elagage*, abattage*, elag, dessouchage, essouchement, etetage",
    "jeux": "aire* jeu*, jeux, jeu enfant*, air jeux, structure jeu*",
    "mobilier_exterieur": "banc, bancs, grillage*, cloture*, mobilier urbain, mobilier exterieur",
    "toiture": (
        "toiture*, terrasse*, couverture, gouttiere*, cheneau*, zinguerie, toit, toits, descente* ep, velux, skydome*"
    ),
    "securite_toiture": "paratonnerre*, parafoudre*, ligne* vie, point* ancrage, garde corps toiture",
    "relevage": (
        "pompe* relevage, relevage*, station relevage, poste* relevage, pompe* eaux usees, pompe* vide cave, vide cave"
    ),
    "canalisation": (
        "canalisation*, col ev, col eu, col ep, colonne* ev, colonne* eu, colonne* ep, eaux usees, eu, eu ev, eaux "
        "vannes, eaux pluviales, ep, egout*, siphon*, reseau* eu*, chute*, collecteur*, colonne*, reseau* "
        "horizontal*, reseau* evacuation, canalis, wc, evier*"
    ),
    "vide_ordures": "vide ordure*, vo, colonne* vo, gaine* vo, colonne* vide ordure*",
    "fosse": "fosse*, separateur*, bac graisse*, degraisseur*, micro station, dessableur, puisard*",
    "bacs": (
        "poub, poubelle*, conteneur*, container*, contener*, bac, bacs, om, ordure* menagere*, ordure*, rejet*, "
        "dechet*, local om, locaux om, local poubelle*, pav, tri selectif, compacteur*"
    ),
    "encombrant": "encombr*, matelas, meuble*, debarras*, monstres, enlevement objet*, epave*",
    "recharge": "irve, borne*, borne* recharge*, recharge vehicule*, infrastructure recharge",
    "tapis": "tapis, paillasson*",
    "vitres": "vitre*, vitrerie, vitrage*, carreaux, laveur vitre*, laveur carreaux, baie vitree, verriere*",
    "eclairage": "eclairage*, eclair, luminaire*, point* lumineux, hublot*",
    "ampoule": (
        "ampoule*, lampe*, minuterie*, telerupteur*, detecteur* presence, neon*, tube* fluo*, relampage, led, leds, "
        "piles"
    ),
    "boite_lettres": "boite* lettre*, bal, boites lettres, bte lettre*, btes lettre*",
    "badge": (
        "badge*, telecommande*, emetteur*, bip, bips, cle, cles, clef, clefs, double cles, cylindre*, barillet*, "
        "plaque*"
    ),
    "machine": "autolaveuse*, monobrosse*, aspirateur*, nettoyeur*, balayeuse*, karcher, laveuse, materiel nettoyage",
    "materiel_horticole": (
        "tondeuse*, debroussailleuse*, tronconneuse*, souffleur*, motoculteur*, mat horticole*, materiel horticole*"
    ),
    "parties_communes": (
        "partie* commune*, pc, pties communes, part communes, p communes, escalier*, cage* escalier*, cages, hall*, "
        "entree*, palier*, couloir*, couloirs, communs, services generaux, serv generaux, sg, pties com*, parties "
        "com*"
    ),
    "cheminee": "cheminee*, carneau*, fumisterie, conduit* fumee*, conduit* chaudiere*, conduit* chaufferie*",
    "conduit": "conduit*, shunt*, gaine*",
}
