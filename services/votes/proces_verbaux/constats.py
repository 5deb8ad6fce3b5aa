"""Whether minutes hold: their result recomputed at our majority, our vote compared with the instruction. Pure.

Nothing is settled here: what does not agree is said in a sentence, and stays until a person has dealt with it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from services.votes.majorites.articles import FERMES
from services.votes.majorites.calcul import DEUX, Bulletin, Resultat, can_contester, compute_majorite
from services.votes.majorites.issues import POSITIONS
from services.votes.majorites.voix import Compte, Scrutin
from services.votes.models import Canal, Position, ResultatAnnonce, VoteConstate
from services.votes.proces_verbaux.contenu import COLONNES, LignePv, ScrutinLu, to_vote
from shared.presentation import format_nombre

MOTS = {
    VoteConstate.POUR: "pour", VoteConstate.CONTRE: "contre", VoteConstate.ABSTENTION: "abstention",
    VoteConstate.DEFAILLANT: "défaillant",
}  # fmt: skip
DECISIONS = {
    ResultatAnnonce.ADOPTEE: "adoptée", ResultatAnnonce.REJETEE: "rejetée", ResultatAnnonce.SANS_VOTE: "sans vote",
}  # fmt: skip
_ANNONCES: Mapping[ResultatAnnonce, str] = {
    annonce: mot for annonce, mot in DECISIONS.items() if annonce is not ResultatAnnonce.SANS_VOTE
}
"""The results of a vote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruction:
    """What we had decided for a resolution, and how our vote left."""

    position: Position | None = None
    position_second: Position | None = None
    position_si_amendee: Position | None = None
    canal: Canal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteSeance:
    """What our representative noted of a resolution in the room."""

    annonce: ResultatAnnonce
    notre_vote: VoteConstate | None = None
    amendee: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Contexte:
    """What we know of a resolution: ``voix`` ours on its clé, after article 22; ``total`` of the clé, likewise."""

    article: str
    type: str
    information: bool = False
    voix: int | None = None
    total: int | None = None
    total_tetes: int | None = None
    instruction: Instruction = Instruction()
    note: NoteSeance | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Constat:
    """What is made of a line. ``adoptee``: by the counts, second ballot included; None when they do not say.

    ``issue``: the decision as it stands, the one announced, else the computed one. ``attendu``: the vote the
    instruction called for.
    """

    adoptee: bool | None
    issue: bool | None
    explication: str
    attendu: VoteConstate | None
    peut_contester: bool | None
    ecarts: tuple[str, ...]


def judge_ligne(ligne: LignePv, contexte: Contexte) -> Constat:
    """Recompute a line and list what does not agree, each in a sentence."""
    majorite = None if contexte.information else recompute(ligne, contexte)
    adoptee = None if majorite is None else majorite.adoptee or bool(majorite.second_adoptee)
    annonce = ligne.annonce
    issue = annonce is ResultatAnnonce.ADOPTEE if annonce in _ANNONCES else adoptee
    voted = not contexte.information and annonce is not ResultatAnnonce.SANS_VOTE
    attendu = expect_vote(contexte.instruction, amendee=ligne.amendee, second=not ligne.second.vide) if voted else None
    position = POSITIONS[ligne.notre_vote] if ligne.notre_vote else None
    ecarts = [*_check_total(ligne, contexte), *_check_majorite(ligne, majorite, adoptee)]
    if voted:
        ecarts += _check_vote(ligne, contexte, attendu, issue)
    if contexte.note is not None and not contexte.information:
        ecarts += _check_note(ligne, contexte.note)
    return Constat(
        adoptee=adoptee,
        issue=issue,
        explication=majorite.explication if majorite else explain_silence(ligne, contexte),
        attendu=attendu,
        peut_contester=None if issue is None else can_contester(position, issue, False),
        ecarts=tuple(ecarts),
    )


def recompute(ligne: LignePv, contexte: Contexte) -> Resultat | None:
    """The majority of the printed counts, by our article; None when a figure it needs is not printed."""
    total = ligne.total_voix or contexte.total
    first = ligne.premier
    if contexte.article not in FERMES or not total or first.pour.voix is None or first.somme_voix > total:
        return None
    if contexte.article == "24" and first.contre.voix is None:
        return None
    if contexte.article == "26" and (contexte.total_tetes is None or first.pour.tetes is None):
        return None
    second = None if ligne.second.vide or ligne.second.somme_voix > total else ligne.second
    bulletin = Bulletin(
        id=str(ligne.resolution_id),
        article=contexte.article,
        type=contexte.type,
        regime=DEUX if contexte.total_tetes == 2 else "normal",
        total_voix=total,
        total_tetes=contexte.total_tetes or 0,
        scrutin=_to_scrutin(first, total, contexte.total_tetes),
        second_scrutin=_to_scrutin(second, total, contexte.total_tetes) if second else None,
    )
    return compute_majorite(bulletin)


def explain_silence(ligne: LignePv, contexte: Contexte) -> str:
    """Why the majority was not recomputed."""
    if contexte.information or ligne.annonce is ResultatAnnonce.SANS_VOTE:
        return "Sans vote."
    if contexte.article not in FERMES:
        return "La majorité dépend d’une autre décision ou du texte : elle n’est pas recalculée."
    if not (ligne.total_voix or contexte.total):
        return "Ni le total imprimé ni la clé ne sont connus : la majorité n’est pas recalculée."
    if contexte.article == "26":
        return "L’article 26 demande les têtes et le nombre de copropriétaires : ils manquent, rien n’est recalculé."
    return "Les décomptes ne sont pas imprimés : la majorité n’est pas recalculée."


def expect_vote(instruction: Instruction, *, amendee: bool, second: bool) -> VoteConstate | None:
    """The vote that should be recorded, None when nobody gave an instruction for that case.

    On an amended resolution a favourable postal vote is défaillant, the others stay (loi 17-1 A); whoever is present
    or represented follows what was said for that case alone: a « pour » to the draft is none to another text. On a
    second ballot, what was said for it, else the same.
    """
    position = instruction.position
    if position is None:
        return None
    if amendee and instruction.canal is Canal.CORRESPONDANCE:
        return VoteConstate.DEFAILLANT if position is Position.POUR else to_vote(position)
    if amendee:
        said = instruction.position_si_amendee
        return to_vote(said) if said is not None else None
    return to_vote(instruction.position_second or position if second else position)


def _to_scrutin(lu: ScrutinLu, total: int, tetes: int | None) -> Scrutin:
    columns = {
        nom: Compte(getattr(lu, nom).voix or 0, getattr(lu, nom).tetes or 0) for nom in COLONNES
    }  # fmt: skip
    present = sum(compte.tetes for compte in columns.values())
    absent = Compte(total - lu.somme_voix, max(0, (tetes or 0) - present))
    return Scrutin(**columns, absent=absent)


def _check_total(ligne: LignePv, contexte: Contexte) -> list[str]:
    ecarts = []
    total = ligne.total_voix or contexte.total
    for nom, scrutin in (("premier", ligne.premier), ("second", ligne.second)):
        if total and scrutin.somme_voix > total:
            ecarts.append(
                f"Le {nom} vote totalise {format_nombre(scrutin.somme_voix)} voix, plus que les {format_nombre(total)} "
                "de la clé : le décompte est faux."
            )
    if contexte.article != "24" and ligne.total_voix and contexte.total and ligne.total_voix != contexte.total:
        ecarts.append(
            f"Le procès-verbal compte sur {format_nombre(ligne.total_voix)} voix, notre clé en porte "
            f"{format_nombre(contexte.total)}."
        )
    return ecarts


def _check_majorite(ligne: LignePv, majorite: Resultat | None, adoptee: bool | None) -> list[str]:
    ecarts: list[str] = []
    annonce = _ANNONCES.get(ligne.annonce) if ligne.annonce else None
    if majorite is None:
        return ecarts
    if annonce and adoptee is not None and (ligne.annonce is ResultatAnnonce.ADOPTEE) != adoptee:
        computed = "adoptée" if adoptee else "rejetée"
        ecarts.append(f"Annoncée {annonce}, {computed} d’après les décomptes. {majorite.explication}")
    if majorite.passerelle and ligne.second.vide:
        ecarts.append(
            f"La passerelle était ouverte (second vote à l’article {majorite.second_article}) : le procès-verbal n’en "
            "donne pas le décompte."
        )
    if not majorite.passerelle and not ligne.second.vide:
        ecarts.append("Un second vote est imprimé alors que la passerelle n’était pas ouverte : il est sans effet.")
    return ecarts


def _check_vote(ligne: LignePv, contexte: Contexte, attendu: VoteConstate | None, issue: bool | None) -> list[str]:
    constate = ligne.notre_vote
    if attendu is None:
        return [f"Nous avons voté « {MOTS[constate]} » sans consigne."] if constate not in (
            None, VoteConstate.DEFAILLANT) else []  # fmt: skip
    if constate is None:
        return [f"Notre vote n’apparaît pas : la consigne était « {MOTS[attendu]} »."]
    if constate is not attendu:
        return [_say_departure(attendu, constate, issue)]
    decisif = ligne.premier if ligne.second.vide else ligne.second
    column = getattr(decisif, constate.value.lower(), None)
    if column is not None and column.voix is not None and contexte.voix and column.voix < contexte.voix:
        return [
            f"La colonne « {MOTS[constate]} » porte {format_nombre(column.voix)} voix, moins que les nôtres "
            f"({format_nombre(contexte.voix)}) : notre vote n’y est pas compté en entier."
        ]
    return []


def _check_note(ligne: LignePv, note: NoteSeance) -> list[str]:
    """What the minutes say otherwise than our representative did; their silence says nothing."""
    ecarts = []
    if ligne.annonce is not None and ligne.annonce is not note.annonce:
        ecarts.append(
            f"Notée « {DECISIONS[note.annonce]} » en séance, « {DECISIONS[ligne.annonce]} » au procès-verbal."
        )
    if ligne.notre_vote is not None and note.notre_vote is not None and ligne.notre_vote is not note.notre_vote:
        ecarts.append(
            f"Notre vote noté en séance est « {MOTS[note.notre_vote]} », le procès-verbal nous compte "
            f"« {MOTS[ligne.notre_vote]} »."
        )
    if note.amendee and not ligne.amendee:
        ecarts.append("Notée amendée en séance, le procès-verbal ne le dit pas.")
    return ecarts


def _say_departure(attendu: VoteConstate, constate: VoteConstate, issue: bool | None) -> str:
    if attendu is VoteConstate.CONTRE and issue:
        return (
            f"La consigne était « contre », le procès-verbal nous compte « {MOTS[constate]} » : nous devrions figurer "
            "parmi les opposants, faute de quoi l’adoption ne peut plus être contestée (loi art. 42)."
        )
    return f"La consigne était « {MOTS[attendu]} », le procès-verbal nous compte « {MOTS[constate]} »."
