"""A file of yearly accounts, from bytes to what it says. Annexes and statement first: they name the keys."""

from dataclasses import replace

from services.charges.lecture_comptes.annexes.annexe1 import read_annexe1
from services.charges.lecture_comptes.annexes.annexe2 import LecteurAnnexe2
from services.charges.lecture_comptes.annexes.annexe3 import LecteurAnnexe3
from services.charges.lecture_comptes.colonnes.genres import Genre
from services.charges.lecture_comptes.colonnes.roles import Role
from services.charges.lecture_comptes.colonnes.tableaux import Decoupe, Tableau, cut_page, list_constantes
from services.charges.lecture_comptes.controles import assign_produits, find_ecarts
from services.charges.lecture_comptes.decomptes.detailles import drop_repeated
from services.charges.lecture_comptes.decomptes.individuels import tell_individuel
from services.charges.lecture_comptes.decomptes.repartition import LecteurRepartition
from services.charges.lecture_comptes.depenses.feuilles_par_cle import name_feuilles
from services.charges.lecture_comptes.depenses.rappels import drop_rappels
from services.charges.lecture_comptes.depenses.releve import LecteurReleve
from services.charges.lecture_comptes.depenses.totaux import settle_bruts
from services.charges.lecture_comptes.identite import find_bornes, find_copropriete, find_exercice, guess_copropriete
from services.charges.lecture_comptes.journal import Journal
from services.charges.lecture_comptes.panneaux import split_page
from services.charges.lecture_comptes.refus_comptes import refuse_autres, refuse_formules
from services.charges.lecture_comptes.resultat import INFORMATION, AnomalieLecture, LectureComptes, forget_feuille
from services.charges.lecture_comptes.tri import sort_tableaux
from services.charges.lecture_comptes.valeurs.cles import IndexCles
from services.charges.lecture_comptes.valeurs.comptes import print_compte
from services.charges.lecture_comptes.valeurs.pages import Page, cell, load_page
from shared.excel.ouverture import open_classeur
from shared.excel.refus import refuse_vide


def read_comptes(contenu: bytes, nom: str) -> LectureComptes:
    """Read a file of yearly accounts whole: lines, annexes, statement, and every gap between them.

    :param contenu: the bytes as received; their content decides the format, not ``nom``.
    :raises FichierRefuse: it cannot be read, or holds no yearly accounts.
    """
    journal = Journal()
    decoupes: list[Decoupe] = []
    pages: list[Page] = []
    vide = True
    classeur = open_classeur(contenu, nom)
    for feuille in classeur.feuilles():
        page = load_page(feuille)
        vide = vide and not page.rangees
        if feuille.masquee:
            if page.rangees:
                message = f"La feuille masquée « {feuille.nom} » n’a pas été lue : affichez-la si elle compte."
                journal.anomalies.append(AnomalieLecture(INFORMATION, "FEUILLE_MASQUEE", feuille.nom, None, message))
            continue
        pages.append(page)
        decoupes += map(cut_page, split_page(page))
    if vide:
        raise refuse_vide()
    tableaux = [tableau for decoupe in decoupes for tableau in decoupe.tableaux]
    sort_tableaux(tableaux)
    lecture = _read_tableaux(tableaux, journal)
    refuse_formules(lecture)
    refuse_autres(lecture, tableaux, [titre for decoupe in decoupes for titre in decoupe.titres])
    lecture.anomalies += tell_individuel(lecture)
    _identify(lecture, decoupes)
    lecture.situation = read_annexe1(pages)
    if classeur.sans_feuilles:
        forget_feuille(lecture)
    return lecture


def _read_tableaux(tableaux: list[Tableau], journal: Journal) -> LectureComptes:
    index = IndexCles()
    annexe2, annexe3 = LecteurAnnexe2(journal), LecteurAnnexe3(index, journal)
    repartition, releve = LecteurRepartition(index, journal), LecteurReleve(index, journal)
    releve.feuilles = name_feuilles(tableaux)
    for genres, lire in (
        ((Genre.ANNEXE3,), annexe3.read),
        ((Genre.REPARTITION, Genre.DETAIL), repartition.read),
        ((Genre.RELEVE, Genre.DETAIL), releve.read),
        ((Genre.ANNEXE2,), annexe2.read),
    ):
        siens = [tableau for tableau in tableaux if tableau.genre in genres]
        for tableau in sorted(siens, key=_is_libre) if lire == annexe3.read else siens:
            lire(tableau)
    drop_rappels(releve.lignes, releve.totaux, tableaux)
    drop_repeated(releve.lignes, [tableau for tableau in tableaux if tableau.genre is Genre.DETAIL])
    repartition.settle()
    lecture = LectureComptes(
        lignes=releve.lignes, annexe2=annexe2.lignes, annexe3=annexe3.lignes, rappels=annexe3.rappels,
        comptes_imprimes=_print_comptes(tableaux),
        quote_parts=repartition.parts + releve.pied.settle(repartition.parts, index),
        totaux=settle_bruts(releve.totaux) + annexe2.totaux + annexe3.totaux + repartition.totaux,
        anomalies=journal.anomalies,
    )  # fmt: skip
    for ligne in lecture.lignes:
        ligne.cle = index.settle(ligne.cle)
    for part in lecture.quote_parts:
        part.cle = index.settle(part.cle)
    for dite in (*lecture.annexe3, *lecture.rappels):
        dite.cle = index.settle(dite.cle) or dite.cle
    lecture.totaux = [replace(total, cle=index.settle(total.cle)) for total in lecture.totaux]
    assign_produits(lecture)
    lecture.ecarts, doutes = find_ecarts(lecture)
    lecture.anomalies += doutes
    return lecture


def _print_comptes(tableaux: list[Tableau]) -> dict[str, str]:
    """How each account is printed, in its column or in front of words, where it is not by its digits alone."""
    imprimes: dict[str, str] = {}
    for tableau in tableaux:
        if tableau.genre in (Genre.RELEVE, Genre.DETAIL, Genre.ANNEXE2):
            place = tableau.entete.first(Role.COMPTE)
            for _, rangee in tableau.rangees:
                premier = next((valeur for valeur in rangee if valeur != ""), "")
                for valeur in (cell(rangee, place), premier):
                    chiffres, imprime = print_compte(valeur)
                    if imprime != chiffres:
                        imprimes.setdefault(chiffres, imprime)
    return imprimes


def _is_libre(tableau: Tableau) -> bool:
    """Read after annex 3 itself: a table by key that no title says to be it."""
    return not tableau.formelle


def _identify(lecture: LectureComptes, decoupes: list[Decoupe]) -> None:
    titres = [titre for decoupe in decoupes for titre in decoupe.titres]
    voisins = [paire for decoupe in decoupes for paire in decoupe.voisins]
    lecture.titres = list(dict.fromkeys(titres))[:100]
    constantes = [paire for decoupe in decoupes for tableau in decoupe.tableaux for paire in list_constantes(tableau)]
    payes = {ligne.fournisseur for ligne in lecture.lignes}
    lecture.copropriete = find_copropriete(titres, voisins + constantes)
    lecture.copropriete = lecture.copropriete or guess_copropriete(hors_tableau(decoupes), payes)
    exercice = (
        find_exercice(titres) or find_exercice(_realised_headers(decoupes)) or find_bornes([*voisins, *constantes])
    )
    if exercice is not None:
        lecture.debut, lecture.fin = exercice


def hors_tableau(decoupes: list[Decoupe]) -> list[str]:
    """The titles of the sheets' tops, without their names."""
    dessus = [decoupe.tableaux[0].titres if decoupe.tableaux else decoupe.titres for decoupe in decoupes]
    return [titre for titres in dessus for titre in titres[1:6]]


def _realised_headers(decoupes: list[Decoupe]) -> list[str]:
    """The headers of what was spent, which often give the exercise when no title does."""
    return [
        tableau.entete.textes[colonne.place]
        for decoupe in decoupes
        for tableau in decoupe.tableaux
        for colonne in tableau.entete.annees
        if colonne.genre == "realise" and "pr" not in tableau.entete.textes[colonne.place].lower().split()
    ]
