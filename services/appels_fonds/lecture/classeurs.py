"""A file sent by a syndic, from bytes to recognised lines and faults. Nothing is written; the same reading serves the
preview and the integration."""

from collections.abc import Iterator
from dataclasses import replace

from services.appels_fonds.lecture.cellules_corrigees import Corrections, correct_feuille
from services.appels_fonds.lecture.colonnes.cote_a_cote import split_tables
from services.appels_fonds.lecture.feuilles import LecteurFeuille
from services.appels_fonds.lecture.lignes import Couverture, LectureAppel, LigneLue
from services.appels_fonds.lecture.patrimoine.rapprochement import IndexPatrimoine
from services.appels_fonds.lecture.patrimoine.referentiel import Patrimoine, Profil
from services.appels_fonds.lecture.questions import GenreQuestion, Question
from services.appels_fonds.lecture.sommes.doublons import find_doublons
from services.appels_fonds.lecture.sommes.masquees import tell_masquees
from services.appels_fonds.lecture.sommes.totaux import judge_ecart
from services.appels_fonds.lecture.valeurs.mots import normalise
from services.appels_fonds.reception.anomalies import A_CONFIRMER, BLOQUANTE, Anomalie
from shared.excel.cellules import Feuille, Rangee
from shared.excel.ouverture import open_classeur
from shared.excel.refus import FichierRefuse
from shared.montants import format_montant
from shared.taches import Suivi

PAS = 500
"""How many rows are read between two words about where the reading is."""
_RECAPITULATIF = ("recap", "synthese", "total", "resume")


def read_appel(
    contenu: bytes,
    nom: str,
    patrimoine: Patrimoine,
    profil: Profil | None = None,
    corrections: Corrections | None = None,
    suivre: Suivi | None = None,
) -> LectureAppel:
    """Read one file whole: every line with its cell, and every fault in one pass. Never raises for a bad file.

    :param contenu: the bytes as received; their content decides the format, not ``nom``.
    :param patrimoine: every copropriété the file may speak of.
    :param profil: what was learnt of this syndic's layouts.
    :param corrections: values to read in place of those of some cells.
    :param suivre: told, as the reading goes, which row of its sheet it has reached, and how many rows the sheet has.
    """
    try:
        return _read(contenu, nom, patrimoine, profil, corrections or {}, suivre)
    except FichierRefuse as refus:
        return LectureAppel(anomalies=(Anomalie(BLOQUANTE, refus.code, None, None, refus.detail),))


def _read(
    contenu: bytes,
    nom: str,
    patrimoine: Patrimoine,
    profil: Profil | None,
    corrections: Corrections,
    suivre: Suivi | None,
) -> LectureAppel:
    index = IndexPatrimoine(patrimoine, profil)
    lignes: list[LigneLue] = []
    lecteurs: list[LecteurFeuille] = []
    generales: list[Anomalie] = []
    feuilles: list[str] = []
    classeur = open_classeur(contenu, nom)
    for lue in _order(classeur.feuilles(), feuilles):
        feuille = correct_feuille(lue, corrections)
        if suivre is not None:
            feuille = _follow(feuille, suivre)
        if feuille.masquee:
            generales += _tell_masquee(feuille, index)
            continue
        debut = len(lignes)
        lecteurs += _read_tables(feuille, index, lignes)
        if _is_copie(feuille.nom, lignes, debut):
            del lignes[debut:]
    if index.profil.sens < 0:
        lignes = [ligne._replace(montant_centimes=-ligne.montant_centimes) for ligne in lignes]
    generales += _tell_vide(lecteurs, lignes)
    for lecteur in lecteurs:
        generales += [*lecteur.journal.anomalies(), *lecteur.journal_montants.anomalies()]
    generales += tell_masquees(lignes)
    lignes = [ligne for ligne in lignes if ligne.ecarte_centimes is None]
    generales += find_doublons(lignes)
    if not any(anomalie.gravite == BLOQUANTE for anomalie in generales):
        generales += _control_recapitulatifs(lecteurs, lignes)
    return LectureAppel(
        lignes=tuple(lignes),
        anomalies=tuple(generales),
        releves=tuple(releve for lecteur in lecteurs for releve in lecteur.releves),
        totaux=tuple(total for lecteur in lecteurs for total in lecteur.totaux),
        ibans=tuple(dict.fromkeys(iban for lecteur in lecteurs for iban in lecteur.contexte.ibans)),
        periode=next((lecteur.contexte.periode for lecteur in lecteurs if lecteur.contexte.periode), None),
        couverture=Couverture(
            rangees=sum(lecteur.rangees for lecteur in lecteurs),
            lignes=len(lignes),
            ignorees=tuple(ignoree for lecteur in lecteurs for ignoree in lecteur.ignorees()),
            colonnes=tuple(vue for lecteur in lecteurs for vue in lecteur.colonnes_vues),
            coproprietes=_list_nommees(index, lecteurs),
            feuilles=tuple(feuilles),
            sans_feuilles=classeur.sans_feuilles,
        ),
        questions=_list_questions(lecteurs),
    )


def _read_tables(feuille: Feuille, index: IndexPatrimoine, lignes: list[LigneLue]) -> list[LecteurFeuille]:
    """Read the tables of one sheet that stand side by side, each with lots that the others do not have; a sheet where
    one may repeat, recall or foresee what another calls is read as a whole, and asks."""
    tables = split_tables(feuille)
    debut, vus, lecteurs = len(lignes), set[tuple[object, ...]](), []
    for table in tables if len(tables) > 1 else []:
        avant = len(lignes)
        lecteurs.append(_read_feuille(table, index, lignes))
        siens = {(ligne.copropriete, lot) for ligne in lignes[avant:] for lot in ligne.lots}
        if not siens or siens & vus:
            del lignes[debut:]
            return [_read_feuille(feuille, index, lignes)]
        vus |= siens
    lignes[debut:] = sorted(lignes[debut:], key=lambda ligne: ligne.ligne)
    return lecteurs or [_read_feuille(feuille, index, lignes)]


def _read_feuille(feuille: Feuille, index: IndexPatrimoine, lignes: list[LigneLue]) -> LecteurFeuille:
    """Read one sheet; a second time when its foot says what its lines lacked."""
    debut = len(lignes)
    lecteur = LecteurFeuille(feuille, index, lignes)
    lecteur.read()
    pied = lecteur.find_pied()
    if pied is not None:
        del lignes[debut:]
        lecteur = LecteurFeuille(feuille, index, lignes, pied)
        lecteur.read()
    return lecteur


def _order(feuilles: Iterator[Feuille], noms: list[str]) -> Iterator[Feuille]:
    """The sheets named after a summary come last: what they sum is read by then. ``noms`` takes all their names, in the
    order of the file."""
    recapitulatives = []
    for feuille in feuilles:
        noms.append(feuille.nom)
        if any(mot in normalise(feuille.nom) for mot in _RECAPITULATIF):
            recapitulatives.append(feuille)
        else:
            yield feuille
    yield from recapitulatives


def _follow(feuille: Feuille, suivre: Suivi) -> Feuille:
    """The same sheet, which tells the row it has reached as it is walked."""

    def walk() -> Iterator[tuple[int, Rangee]]:
        for numero, rangee in feuille.lignes():
            if numero % PAS == 0:
                suivre(numero, feuille.rangees)
            yield numero, rangee

    return replace(feuille, parcourir=walk)


def _list_questions(lecteurs: list[LecteurFeuille]) -> tuple[Question, ...]:
    """What is asked of a person: first which column is the amount, since the rest may rest on it."""
    posees = [question for lecteur in lecteurs for question in lecteur.journal.questions.values()]
    return tuple(sorted(posees, key=lambda question: question.genre is not GenreQuestion.MONTANT))


def _list_nommees(index: IndexPatrimoine, lecteurs: list[LecteurFeuille]) -> tuple[str, ...]:
    """Codes of the copropriétés that a title names or whose lots were asked for."""
    nommees = {copropriete.code for copropriete in index.par_code.values() if copropriete.lots}
    nommees |= {lecteur.contexte.copropriete.code for lecteur in lecteurs if lecteur.contexte.copropriete}
    return tuple(sorted(nommees))


def _tell_vide(lecteurs: list[LecteurFeuille], lignes: list[LigneLue]) -> list[Anomalie]:
    """No table anywhere, or tables without a single line."""
    if not any(lecteur.rangees for lecteur in lecteurs):
        message = "Le classeur ne contient aucune donnée : demandez au syndic de renvoyer le classeur rempli."
        return [Anomalie(BLOQUANTE, "FICHIER_VIDE", None, None, message)]
    utiles = [lecteur for lecteur in lecteurs if lecteur.tableau_trouve]
    if utiles and (lignes or any(lecteur.has_faute() for lecteur in utiles)):
        return []
    if any(not lecteur.recapitulatif for lecteur in utiles):
        message = "Le tableau ne contient aucune ligne à comptabiliser : demandez au syndic le classeur rempli."
        feuille = utiles[0].feuille.nom if len(utiles) == 1 else None
        return [Anomalie(BLOQUANTE, "FICHIER_VIDE", feuille, None, message)]
    message = (
        "Aucun tableau d’appel n’a été reconnu : il faut une ligne d’en-tête avec au moins le lot et le montant appelé."
    )
    feuille = lecteurs[0].feuille.nom if len(lecteurs) == 1 else None
    return [Anomalie(BLOQUANTE, "EN_TETE_INTROUVABLE", feuille, None, message)]


def _tell_masquee(feuille: Feuille, index: IndexPatrimoine) -> list[Anomalie]:
    """A hidden sheet is not read into lines; what it holds is told."""
    lues: list[LigneLue] = []
    lecteur = LecteurFeuille(feuille, index, lues)
    lecteur.read()
    if not lues:
        return []
    total = format_montant(sum(ligne.montant_centimes for ligne in lues))
    message = (
        f"La feuille masquée « {feuille.nom} » contient {len(lues)} lignes d’appel ({total}) qui n’ont pas été prises "
        ": confirmez qu’elles ne sont pas appelées, ou affichez la feuille."
    )
    return [Anomalie(A_CONFIRMER, "LIGNE_MASQUEE", feuille.nom, None, message)]


def _is_copie(nom: str, lignes: list[LigneLue], debut: int) -> bool:
    """A summary sheet that repeats what other sheets say, line for line or added up by lot and key."""
    if not any(mot in normalise(nom) for mot in _RECAPITULATIF) or debut == len(lignes) or not debut:
        return False
    ailleurs = {(*ligne[3:8], ligne.montant_centimes) for ligne in lignes[:debut]}
    if all((*ligne[3:8], ligne.montant_centimes) in ailleurs for ligne in lignes[debut:]):
        return True
    avant, apres = _sum_par_lot(lignes[:debut]), _sum_par_lot(lignes[debut:])
    return all(avant.get(cle) == somme for cle, somme in apres.items())


def _sum_par_lot(lignes: list[LigneLue]) -> dict[tuple[object, ...], int]:
    sommes: dict[tuple[object, ...], int] = {}
    for ligne in lignes:
        sommes[ligne[3:6]] = sommes.get(ligne[3:6], 0) + ligne.montant_centimes
    return sommes


def _control_recapitulatifs(lecteurs: list[LecteurFeuille], lignes: list[LigneLue]) -> list[Anomalie]:
    """Each copropriété of a summary table against its own lines."""
    anomalies = []
    for lecteur in lecteurs:
        for code, imprime, cellule in lecteur.recapitulatif:
            siennes = [ligne.montant_centimes for ligne in lignes if ligne.copropriete == code]
            verdict = judge_ecart(imprime, sum(siennes), len(siennes))
            if verdict is not None:
                gravite, message = verdict
                anomalies.append(
                    Anomalie(gravite, "TOTAL_DIFFERENT", lecteur.feuille.nom, cellule, f"{code} : {message}")
                )
    return anomalies


__all__ = ["LectureAppel", "read_appel"]
