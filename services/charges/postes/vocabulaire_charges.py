"""The words of syndics' labels, as data: what each one names, and how strongly.

A *notion* is what a word names (``ascenseur``, ``electricite``, ``entretien``). Words are written without accents nor
small words (de, du, la…), as ``libelles.split_mots`` leaves them; a star ends a stem; a phrase beats its own words.
Equipment and place (``vocabulaire_equipements``) come before nature; an account and a brand name the same notions, with
less weight; abbreviations are in ``mots_abreges``.
"""

NATURES = {
    "electricite": "electricite*, elec, electr, electrique*, edf, elect, force motrice, kwh, turpe, enedis, pdl",
    "gaz": (
        "gaz, gaz naturel, gdf, grdf, fioul, fuel, mazout, bois, granule*, pellet*, combustible*, combust, p1, "
        "plaquette*"
    ),
    "energie": "energie*, consommation* energie, energie thermique, calories",
    "reseau_chaleur": (
        "fourniture chaleur, fourniture* chaleur urbaine, chauffage urbain, chauff urbain, chaleur urbaine, reseau "
        "chaleur, r1, r2, r1 r2, cpcu, rcu, chaufferie urbaine, chauffage urb"
    ),
    "p2": (
        "p2, p 2, prestation p2, exploitation chauff*, conduite chauff*, conduite installation*, petit entretien "
        "chauff*"
    ),
    "p3": (
        "p3, p 3, garantie totale, gros entretien, ger, gros entretien renouvellement, provision renouvellement, "
        "grosse garantie"
    ),
    "eau": (
        "agence eau, modernisat* agence eau, redevance* modernis*, redevance* pollution*, compteur* general, cptr "
        "gal, cpteur general, cpt general, cpt ge, cpt gen, cpteur gen, compteur gen, eau, eaux, eau froide, ef, "
        "eau potable, assainissement, aep, conso eau, consommation eau, eau ville, m3"
    ),
    "entretien": (
        "entretien*, entr, entret*, entrtien, ent, maint, mainten*, contrat*, ctr, ctrat, cont, visite*, "
        "exploitation, conduite, forfait*, redevance*, abonnement*, abo, abt, abonnt, ramassage, revision*, "
        "annuel*, trimestriel*, suivi, prestation*, presta, changement code*, depannage* inclus, depannage* "
        "compris, pose depose*, depose pose"
    ),
    "minimal": (
        "clause* minimale*, minimal*, minimum, mini, contrat simple, contrat normal, entretien simple, contrat base"
    ),
    "etendu": (
        "etendu*, etend, complet*, tous risques, tout risque, contrat ce, ctr ce, ctrat ce, maint ce, omnium, "
        "contrat confort, full service, extension, elargi*"
    ),
    "hors_minimal": (
        "hors clause* minimale*, dela clause* minimale*, non minimal*, part etendue, part non recup*, supplement "
        "etendu, supplement contrat etendu, option* etendu*, option contrat etendu*, plus value etendu*, surcout "
        "etendu, complement etendu, hors minim*, part etend*, exced* minimal*"
    ),
    "reparation": (
        "entretien petite* repar*, repara*, rep, reprise*, depann*, refection*, conformite, mise conformite, "
        "desembou*, modernis*, creation*, boite* bouton*, renov*, relamping, travaux, reparer, intervention*, "
        "interv, remise etat, reparat*, installation neuve, fourniture pose, f p, piece, pieces, pose, mise "
        "securite, remise service, deblocage, recherche fuite*, rech fuite*"
    ),
    "remplacement": (
        "remplac*, rplac*, changement*, chgt, chang, renouvel*, mise neuf, neuf, neuve, neufs, neuves, interim*, "
        "supplean*, arret maladie, arret travail"
    ),
    "menue": (
        "menue*, menu repar*, petite* repar*, petites rep*, pte* repar*, joint, joints, clapet*, balai*, fusible*, "
        "ressort*, bouton, boutons, presse etoupe"
    ),
    "controle": (
        "control*, ctrl, verif*, bureau controle, organisme agree, quinquennal*, inspection*, vgp, cont technique, "
        "visite technique, reglementaire*, controle technique, audit securite, analyse*, prelevement*"
    ),
    "diagnostic": "diag*, amiante, plomb, dta, termite*, radon, merule*, carnet entretien numerique, reperage*",
    "etude": (
        "etude*, ppt, dtg, dpe, audit*, audit energetique, plan pluriannuel, diagnostic technique global, projet plan"
    ),
    "telephone": (
        "telephon*, poste* telephon*, gsm, ligne tel*, ligne*, sim, gprs, data, teletransmission*, mobile, "
        "portable, orange, sfr, bouygues, box internet, internet"
    ),
    "telealarme": (
        "telealarm*, tele alarm*, telesurv* asc, alarme asc, carte sim, liaison phonique, ligne asc, tele "
        "assistance, telesecours, module gsm"
    ),
    "surveillance": (
        "vigile*, agent* securite, securite privee, ronde*, ilotage, maitre chien, telesurv*, gardiennage*, "
        "surveill*, securite, rondier*, intrusion"
    ),
    "nettoyage": (
        "nettoy*, nettoi*, nettyage, menage, menager, menagers, proprete, balay*, lavage*, lessivage*, lustrage, "
        "depoussier*, cirage, net pc, entretien parti* commune*, entr pc, entretien pc, entretien menager*, "
        "entretien cage*, entretien hall*, entretien escalier*, entret* pc, entr part* com*, entretien communs"
    ),
    "produit": "produit*, fourniture*, consommable*, petit materiel, ingredient*",
    "exceptionnel": (
        "exceptionnel*, except, apres sinistre*, apres travaux, suite travaux, fin chantier, suite sinistre*, suite "
        "incendie, apres incendie, suite inondation*, apres inondation*, suite degat*, apres degat*, suite dde, "
        "apres dde, suite fuite*, apres fuite*, suite engorg*, apres engorg*, suite refoulement*, apres "
        "refoulement*, suite demenagement*, apres demenagement*, suite vandal*, suite chantier, apres chantier, "
        "ponctuel*"
    ),
    "en_plus": "supplement*, complement, complements, option*, surcout*, plus value*, exced*",
    "sinistre": (
        "suite degat*, apres degat*, suite dde, apres dde, sinistre*, sin, dde, degat* eau*, ddeaux, dommage*, bris "
        "glace*, bdg, inondation*, refoulement*, incident"
    ),
    "franchise": "franchise*",
    "vandalisme": "vandal*, tag, tags, graffiti*, detag*, degradation*, effraction*, squat*, degrad",
    "salaire": (
        "salaire*, sal, appointement*, remuner*, paie, paye, traitement brut, urssaf, charge* sociale*, ch "
        "sociales, ch soc*, cotisation* sociale*, cotis soc*, taxe* salaire*, conges payes, retraite "
        "complementaire, cotisation* retraite, 13e mois, treizieme mois, pole emploi, assedic, agirc, arrco, ircem, "
        "malakoff humanis, prevoyance, cotisation*, cotis, cot soc*, charges patronales"
    ),
    "exclu_personnel": (
        "medecine travail, medecin travail, med travail, mutuelle*, complementaire sante, licenciement*, depart "
        "retraite, indemnite* depart, prime depart, ifc gardien, avantage* nature, effort construction, cse, comite "
        "entreprise, interessement, participation construction, visite medicale, oeuvres sociales, 1 logement, "
        "action logement, formation*, sante travail, vetement* travail"
    ),
    "une_tache": (
        "seule tache, une tache, une seule*, menage seul*, poubelle* seul*, seulement, uniquement, seul, hors "
        "menage, hors om, sans menage, sans om, om seul*, 40, partiel, entretien seul, entr seul*"
    ),
    "sans_tache": (
        "gardien surveillance, gardien nuit, veilleur*, surveillance seule, sans tache, sans aucune tache, ni menage"
    ),
    "encadrement": (
        "encadr*, chef equipe, responsable gardien*, superviseur*, supervision*, technicien secteur, responsable "
        "secteur, gouvernant*"
    ),
    "desinsectisation": (
        "desinsect*, blatte*, cafard*, punaise*, guepe*, frelon*, nuisible*, desinfest*, 3d, fourmi*, puces, "
        "insect*, pigeon*, depigeonn*, moustique*, termites traitement, d d d, ddd, chenille*"
    ),
    "desinfection": "desinfection*, desinfect*",
    "deratisation": "derat*, rat, rats, rongeur*, souris, desouris*, raticide*",
    "debouchage": (
        "debouch*, curage*, curag, hydrocur*, engorg*, furet, pompage*, degorg*, desengorg*, bouchon*, cureuse, "
        "hydrocurage"
    ),
    "vidange": "vidange*, vidang, vider",
    "sortie": (
        "sortie*, rentree*, rotation*, presentation bacs, sort, manutention, sortir, evacuation*, enlevement*, "
        "collecte*"
    ),
    "produit_menage": "balais, serpill*, serpiller*, javel, detergent*, savon*, eponge*, microfibre*, seau, seaux",
    "sac": "sac, sacs, sacs poubelle*, sac poubelle*, sacs om",
    "location": "location*, loc, loyer*, bail, credit bail, leasing",
    "achat": "achat*, acquisition*, fourniture pose boite*",
    "assurance": (
        "assur*, ass, multirisque*, multi risque*, mri, police, prime assur*, prime annuelle, quittance assur*, "
        "multir*, ass mult*, assurances"
    ),
    "autre_assurance": (
        "do, resp civile, responsabilite civile, rc, protection juridique, pj, dommage* ouvrage*, ass do, assurance "
        "do, assurance personnel, ass cs, rc conseil"
    ),
    "indemnite": "indemnite*, indem, indemn, remboursement*, rbt, remb, rembt",
    "honoraires": "honor*, hono, hon, vacation*, hors forfait",
    "syndic": (
        "syndic, gestion courante, gest courante, forfait syndic, remuneration syndic, gestion syndic, cabinet, "
        "contrat syndic, forfait gestion, honoraires gestion, hono gestion, forfait base, gestion immeuble"
    ),
    "debours": (
        "debours*, affranch*, timbre*, courrier*, frais postaux, poste, postaux, reprograph*, photocop*, tirage*, "
        "recommande*, lrar, lre, frais poste, papeterie, envoi*, impression*, frais administratif*, numerisation, "
        "archiv*, frais dossier, fournitures bureau, extranet"
    ),
    "honoraires_travaux": (
        "honor* travaux, hono travaux, hono trvx, suivi travaux, honor* suivi travaux, honor* syndic travaux, hono "
        "syndic travaux, hon travaux, suivi tx, hono tx, hon tx, honor* tx, hono tvx, honor* s travaux, hon syndic "
        "travaux"
    ),
    "prestation_particuliere": (
        "prestation* particul*, prest particul*, vacation* syndic, ag supplementaire, assemblee extraordinaire, "
        "age, hors forfait, gestion sinistre*, suivi sinistre*, immatriculation*, suivi contentieux, prest "
        "supplementaire*, hono sinistre, honor* sinistre*, suivi dossier, visite supplementaire, prestation* "
        "supplementaire*"
    ),
    "tiers": (
        "avocat*, huissier*, commissaire justice, expert*, architecte*, geometre*, notaire*, maitre oeuvre, moe, "
        "procedure*, contentieux, bet, bureau etude*, constat*, tribunal*, greffe, juridique*, me, consignation*"
    ),
    "assemblee": (
        "ag, ago, assemblee*, assemblee generale, conseil syndical, cs, location salle*, salle*, convocation*, "
        "tenue ag, reunion*, loc salle"
    ),
    "frais_individuel": (
        "relance*, mise demeure, mise dem, recouvr*, etat date, mutation*, opposition*, hypotheque*, injonction*, "
        "impaye*, pre etat date, commandement*, frais copropri*"
    ),
    "delegation": "delegation*, montant alloue, budget conseil, delegue*",
    "taxe_fonciere": "taxe* fonciere*, tf, impot* foncier*, foncier*",
    "taxe_balayage": "taxe* balay*, redevance balay*",
    "teom": (
        "teom, reom, taxe* ordure*, tx ordure*, tx om, tx enlevement*, taxe om, redevance ordure*, taxe* "
        "enlevement*, redevance om, taxe enl*, redev om, redev ordure*"
    ),
    "frais_gestion_teom": "frais gestion teom, frais gestion taxe*, frais role, frais assiette",
    "autre_taxe": (
        "taxe*, impot*, redevance domaine, occupation domaine, redevance voirie, contribution*, droit voirie, cfe, "
        "taxe bureau*"
    ),
    "emprunt": (
        "emprunt*, pret, prets, annuite*, echeance* pret, eco pret, remboursement* pret*, remboursement* emprunt*, "
        "interet* emprunt*"
    ),
    "banque": (
        "agio*, interet* debiteur*, frais bancaire*, frais banque*, tenue compte, commission* bancaire*, bancaire*, "
        "banque, rejet prelevement, frais cheque"
    ),
    "travaux_votes": (
        "travaux vote*, ravalement*, ravalt, etancheite, art 14 2, isolation thermique, ite, resolution*, hors "
        "budget, travaux ag*, refection toiture*"
    ),
    "urgent": "travaux urgent*, urgence*, urgent*, travaux urgence",
    "irrecouvrable": (
        "irrecouvr*, creance* douteuse*, dotation*, pertes, charge* exceptionnelle*, perte creance*, depreciation*, "
        "creance*"
    ),
    "fonds_travaux": (
        "fonds travaux, fond travaux, alur, fonds alur, cotisation fonds*, fds travaux, ft alur, fonds trvx, fds "
        "trvx, f travaux"
    ),
    "avance": "avance*, fonds roulement, fond roulement, fonds reserve, avance tresorerie, fdr",
    "subvention": (
        "subvention*, produit* financier*, interet* livret*, interets, interet* place*, anah, maprimerenov*, prime "
        "cee, cee"
    ),
    "asl": (
        "asl, aful, union syndicat*, union, quote part asl, syndicat principal, quote part syndicat*, qp syndicat*, "
        "qp asl, aful dalle, asl dalle, charges dalle, gestion dalle, association syndicale*"
    ),
    "fuite": "fuite*, surconso*, sur consommation*, perte* eau, rupture canalisation",
    "neige": "deneig*, neige, sel deneig*, salage, verglas, viabilite hivernale, sel route, epandage sel",
    "sel": "sel",
    "sable": "sable*, bac sable",
    "peinture": "peintur*, ravivage, peint",
    "plantation": (
        "plantation*, plantation* nouvelle*, refection massif*, creation massif*, engazonn*, refection pelouse*, "
        "refection gazon*, refection espace*, refection jardin*, reamenag*, replantation*, amenagement paysag*, "
        "refect massif*"
    ),
    "fourniture_horticole": (
        "plant, plants, semence*, engrais, terreau*, bulbe*, graine*, fleur*, paillage, plants remplacement, gazon "
        "semence*, vegetaux, terre vegetale"
    ),
    "carburant": "essence, huile*, carburant*, gasoil, melange 2t, gazole",
    "arrosage": "arros*",
    "ramonage": "ramon*, debistrage, ramonag",
    "corps_etat": (
        "plomb*, serrur*, menuis*, macon*, carrel*, vitrier, electricien*, ferme porte*, gache*, groom*, porte "
        "hall, serrure*, quincaill*, metallerie, faience*, charpent*, faux plafond*, garde corps, porte*, main "
        "courante, crepi, enduit*"
    ),
    "telephone_locataires": (
        "telephone locataire*, poste* telephone locataire*, cabine telephonique, telephone disposition*"
    ),
    "divers": "divers*, autre*, petite* fourniture*",
    "vague": "solde*, nouveau, report*, regul*, provision*, ecart*, attente, arrondi*",
    "non_recuperable": "non recup*, nr, non deductible*",
}

MOTS_USUELS = (
    "ascenseur ascenseurs nettoyage entretien maintenance electricite chauffage chaufferie chaudiere parties "
    "communes compteur compteurs repartiteurs surpresseur adoucisseur ventilation extracteurs interphone digicode "
    "portail parking garage espaces jardin pelouse elagage desherbage deneigement desinsectisation deratisation "
    "desinfection encombrants conteneurs poubelles ordures curage debouchage canalisation canalisations vidange "
    "extincteur extincteurs desenfumage videosurveillance antenne toiture relevage assurance multirisque "
    "honoraires syndic gardien concierge remplacement remplacant salaire salaires reparation depannage controle "
    "verification diagnostic telealarme eclairage ampoules minuterie ramonage vitrerie produits fournitures "
    "location contrat abonnement consommation assainissement combustible exploitation garantie vandalisme "
    "sinistre franchise affranchissement photocopies avocat huissier assemblee recouvrement ravalement etancheite "
    "subvention indemnite irrecouvrables emprunt balayage plomberie serrurerie peinture menuiserie maconnerie "
    "gardiennage securite telesurveillance refection traitement licenciement enlevement renouvellement "
    "encadrement demenagement depassement"
)
"""Whole words that a typing mistake can hide."""

MOTS_VIDES = (
    "a au aux d de des du en et l la le les par pour sur un une n no num numero the sarl sas sa eurl ets ste "
    "societe entreprise fact facture factures fac trim trimestre sem semestre mois annee an ans jan janv janvier "
    "fev fevr fevrier mars avr avril mai juin juil juillet aout sept septembre oct octobre nov novembre dec "
    "decembre bat batiment bt esc imm immeuble residence res copro copropriete rue avenue cedex ttc ht tva eur "
    "euros exercice periode"
)
"""Words that name nothing: small words, companies' forms, dates, places of the building."""
