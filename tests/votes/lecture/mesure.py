# ruff: noqa: E501
"""What a reading gives against what was expected: the rates named by the acceptance, document by document."""

import re
from collections import Counter
from copy import deepcopy
from difflib import SequenceMatcher
from typing import Any

from rapidfuzz.fuzz import ratio

from services.votes.lecture.textes import fold

NOS_NOMS = ("deux rives", "rhone et forez habitat", "habitat du confluent")
_VIDE = {"voix": None, "tetes": None}
_ROMAIN = re.compile(r"[IVXL]{1,7}(?![A-Za-z])")
_CHIFFRES_ROMAINS = {"I": 1, "V": 5, "X": 10, "L": 50}
_PAS = re.compile(r"(\w+)(?:\[(\d+)\])?")


def align(attendues: list[dict[str, Any]], lues: list[dict[str, Any]]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Pairs of expected and read resolutions, in order: same number and alike titles."""
    cles_a = [_numero(a["numero"]) for a in attendues]
    cles_l = [_numero(lue["numero"]) for lue in lues]
    paires = []
    for bloc in SequenceMatcher(None, cles_a, cles_l, autojunk=False).get_matching_blocks():
        for ecart in range(bloc.size):
            a, lue = attendues[bloc.a + ecart], lues[bloc.b + ecart]
            if ratio(_titre(a["intitule"]), _titre(lue["intitule"])) >= 80:
                paires.append((a, lue))
    return paires


def _numero(numero: str | None) -> str:
    """« 04-1 », « 4.1 » and « 4.a », « A3 » without their signs; « IV » is 4."""
    romain = _ROMAIN.match((numero or "").strip())
    if romain:
        numero = f"{_count_romain(romain[0])}{(numero or '').strip()[romain.end() :]}"
    return ".".join(str(int(n)) if n.isdigit() else n for n in re.findall(r"\d+|[a-z]+", (numero or "0").lower()))


def _count_romain(romain: str) -> int:
    valeurs = [_CHIFFRES_ROMAINS[c] for c in romain]
    return sum(-v if v < max(valeurs[rang:]) else v for rang, v in enumerate(valeurs))


def _titre(texte: str) -> str:
    return "".join(c for c in fold(texte) if c.isalnum())


def _is_nous(noms: list[str]) -> bool:
    return any(notre in fold(nom) for nom in noms for notre in NOS_NOMS)


def settle(attendu: dict[str, Any], lu: dict[str, Any], tolere: dict[str, list[Any]]) -> dict[str, Any]:
    """What was expected, taking what was read where a reasonable judge would also take it (``tolere``: by path)."""
    attendu = deepcopy(attendu)
    lues = {id(a): r for a, r in align(attendu["resolutions"], lu["resolutions"])}
    for chemin, admis in tolere.items():
        juste, trouve = attendu, lu
        *pas, dernier = chemin.split(".")
        for nom, rang in (_PAS.fullmatch(un).groups() for un in pas):  # type: ignore[union-attr]
            juste = juste[nom][int(rang)] if rang else juste[nom]
            trouve = lues.get(id(juste)) if rang else (trouve or {}).get(nom)
            if juste is None:
                break
        if juste is not None and _find(trouve, dernier) in admis:
            juste[dernier] = _find(trouve, dernier)
    return attendu


def _find(objet: dict[str, Any] | None, nom: str) -> Any:
    valeur = (objet or {}).get(nom)
    return None if valeur == _VIDE else valeur


def measure_convocation(attendu: dict[str, Any], lu: dict[str, Any], ecarts: list[str]) -> Counter[str]:
    """Counts of right and wrong for one agenda; what differs is said in ``ecarts``."""
    c: Counter[str] = Counter()
    paires = _measure_resolutions(attendu, lu, c, ecarts)
    for a, r in paires:
        c["information"] += 1
        c["information_juste"] += a["information"] == r["information"]
        if a["montant"] is not None or r["montant"] is not None:
            c["montants"] += 1
            c["montant_juste"] += a["montant"] == r["montant"]
            faux = r["montant"] is not None and a["montant"] != r["montant"]
            c["montant_faux"] += faux
            if a["montant"] != r["montant"]:
                ecarts.append(
                    f"{'FAUX ' if faux else ''}montant {r['numero']} {r['intitule'][:40]}: attendu {a['montant']}, lu {r['montant']}"
                )
        if a["information"] != r["information"]:
            ecarts.append(f"information {r['numero']} {r['intitule'][:40]}: attendu {a['information']}")
    for champ in ("copropriete", "date"):
        c[champ + "s"] += 1
        juste = _titre(attendu[champ] or "") in _titre(lu[champ] or "") or (
            lu[champ] and _titre(lu[champ]) in _titre(attendu[champ])
        )
        c[champ + "_juste"] += bool(juste)
        if not juste:
            ecarts.append(f"{champ}: attendu {attendu[champ]}, lu {lu[champ]}")
    return c


def _measure_resolutions(attendu: dict[str, Any], lu: dict[str, Any], c: Counter[str], ecarts: list[str]) -> list[Any]:
    paires = align(attendu["resolutions"], lu["resolutions"])
    trouvees, prises = {id(a) for a, _ in paires}, {id(r) for _, r in paires}
    c["resolutions"] += len(attendu["resolutions"])
    c["trouvees"] += len(paires)
    c["lues"] += len(lu["resolutions"])
    c["inventees"] += max(0, len(lu["resolutions"]) - len(paires))
    ecarts += [f"MANQUE {a['numero']} {a['intitule']}" for a in attendu["resolutions"] if id(a) not in trouvees]
    ecarts += [f"EN TROP {r['numero']} {r['intitule'][:90]}" for r in lu["resolutions"] if id(r) not in prises]
    for a, r in paires:
        c["articles"] += 1
        c["article_juste"] += a["article_imprime"] == r["article_imprime"]
        if a["article_imprime"] != r["article_imprime"]:
            ecarts.append(
                f"article {r['numero']} {r['intitule'][:40]}: attendu {a['article_imprime']}, lu {r['article_imprime']}"
            )
    return paires


def measure_pv(attendu: dict[str, Any], lu: dict[str, Any], ecarts: list[str]) -> Counter[str]:
    """Counts of right and wrong for minutes."""
    c: Counter[str] = Counter()
    for a, r in _measure_resolutions(attendu, lu, c, ecarts):
        for scrutin, nom in (("premier", "comptes"), ("second", "seconds")):
            vrai = {p: compte or _VIDE for p, compte in (a[scrutin] or {}).items()} or None
            vrai = None if vrai and all(compte == _VIDE for compte in vrai.values()) else vrai
            if vrai is not None:
                c[nom] += 1
                c[nom + "_justes"] += vrai == r[scrutin]
            c["chiffres_inventes"] += _count_inventes(vrai, r[scrutin])
            if vrai != r[scrutin]:
                ecarts.append(f"{scrutin} {r['numero']}: attendu {_court(vrai)}, lu {_court(r[scrutin])}")
        for champ in ("resultat_annonce", "total_voix"):
            c[champ + "s"] += 1
            c[champ + "_juste"] += a[champ] == r[champ]
            if a[champ] != r[champ]:
                ecarts.append(f"{champ} {r['numero']}: attendu {a[champ]}, lu {r[champ]}")
        nous = _is_nous(a["opposants"])
        c["nous_opposants"] += nous
        c["nous_trouves"] += nous and _is_nous(r["opposants"])
        c["opposants"] += bool(a["opposants"])
        c["opposants_justes"] += bool(a["opposants"]) and sorted(map(_titre, a["opposants"])) == sorted(
            map(_titre, r["opposants"])
        )
        if sorted(map(_titre, a["opposants"])) != sorted(map(_titre, r["opposants"])):
            ecarts.append(f"opposants {r['numero']}: attendu {a['opposants']}, lu {r['opposants']}")
    for champ in ("copropriete", "date", "total_voix", "presents"):
        c["entetes"] += 1
        juste = attendu[champ] == lu[champ] or (
            champ == "copropriete" and lu[champ] and _titre(lu[champ]) in _titre(attendu[champ])
        )
        c["entetes_justes"] += bool(juste)
        if not juste:
            ecarts.append(f"{champ}: attendu {attendu[champ]}, lu {lu[champ]}")
    return c


def _court(scrutin: dict[str, Any] | None) -> str:
    return " ".join(f"{k}={v['voix']}/{v['tetes']}" for k, v in scrutin.items()) if scrutin else "rien"


def _count_inventes(a: dict[str, Any] | None, r: dict[str, Any] | None) -> int:
    """Figures given that the document does not print there."""
    if r is None:
        return 0
    return sum(r[k][u] is not None and (a is None or a[k][u] != r[k][u]) for k in r for u in ("voix", "tetes"))


def rates(c: Counter[str]) -> dict[str, str]:
    """The rates, in percent, of what was counted."""

    def part(juste: str, total: str) -> str:
        return f"{100 * c[juste] / c[total]:.1f} %" if c[total] else "-"

    return {"résolutions": part("trouvees", "resolutions"), "inventées": part("inventees", "lues"), "articles": part("article_juste", "articles"),
            "montants": part("montant_juste", "montants"), "montants faux": str(c["montant_faux"]), "information": part("information_juste", "information"),
            "comptes": part("comptes_justes", "comptes"), "seconds": part("seconds_justes", "seconds"), "chiffres inventés": str(c["chiffres_inventes"]),
            "résultats": part("resultat_annonce_juste", "resultat_annonces"), "total de la clé": part("total_voix_juste", "total_voixs"),
            "nous": part("nous_trouves", "nous_opposants"), "opposants": part("opposants_justes", "opposants"), "en-têtes": part("entetes_justes", "entetes"),
            "copropriété": part("copropriete_juste", "coproprietes"), "date": part("date_juste", "dates")}  # fmt: skip
