"""Whatever the layout, what was written comes back: same lines, same cells, same centimes."""

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from services.appels_fonds.lecture.corps.rangees_habituelles import LecteurRapide
from services.appels_fonds.lecture.valeurs.montants_lus import MontantNonArrondi, convert_rapide, read_exact
from services.appels_fonds.reception.anomalies import BLOQUANTE
from shared.excel.cellules import adresse
from shared.montants import MontantInvalide, convert_nombre, format_montant
from tests.appels_fonds.patrimoine_essai import lire, make_xlsx

LOTS = ["12", "13", "14A", "27", "101"]
CLES = {"GEN": "Charges générales", "BATA": "Bâtiment A", "ASC": "Ascenseur bâtiment A", "CHF": "Chauffage"}
NOMS = {
    "lot": ["Lot", "N° de lot", "Numéro de lot", "Réf. lot", "LOT(S)", "No Lot"],
    "cle": ["Clé", "Clé de répartition", "Code clé", "Nature de charges", "Base de répartition", "Poste"],
    "montant": [
        "Montant",
        "Montant appelé",
        "Votre quote-part",
        "Appel du trimestre",
        "À payer",
        "Net à payer",
        "Débit",
    ],
    "exigible": ["Exigible le", "Date d'exigibilité", "Échéance", "À régler avant le"],
    "copropriete": ["Copropriété", "Immeuble", "SDC", "Résidence"],
    "tantiemes": ["Tantièmes", "Vos tantièmes", "Millièmes"],
    "leurre": ["À répartir", "Dont locatif", "Budget annuel", "Appel N-1", "Déjà appelé", "Observations"],
}
TITRES = [
    ["Régie du Lac", "SDC Les Tilleuls", "Appel de provisions", "exigible le 01/04/2026"],
    ["Résidence Les Tilleuls (B12) — provisions 2e trimestre 2026", "Date d'exigibilité :", date(2026, 4, 1)],
    ["Copropriété", "AB7654321", "Charges courantes, à régler avant le 1er avril 2026"],
]
montant = st.integers(-9_999_999, 9_999_999).filter(bool)
lignes = st.lists(
    st.tuples(st.sampled_from(LOTS), st.sampled_from(sorted(CLES)), montant),
    min_size=1, max_size=60, unique_by=lambda ligne: ligne[:2],
)  # fmt: skip


def write_lot(tirage, lot):
    formes = [lot, f"Lot n° {lot}", f"lot {lot}", f"00{lot}"]
    return tirage(st.sampled_from([*formes, int(lot)] if lot.isdigit() else formes))


def write_montant(tirage, centimes):
    texte = format_montant(centimes)
    return tirage(st.sampled_from([centimes / 100, texte, texte.replace("\u202f", " "), texte.replace("\u202f", "")]))


@st.composite
def tables_longues(tirage):
    """(workbook, expected lines) of a long table under a random layout."""
    attendues = tirage(lignes)
    colonnes = tirage(st.permutations(["lot", "cle", "montant", "exigible", "copropriete", "tantiemes", "leurre"]))
    optionnelles = {nom for nom in ("exigible", "copropriete", "tantiemes", "leurre") if tirage(st.booleans())}
    colonnes = [nom for nom in colonnes if nom in ("lot", "cle", "montant") or nom in optionnelles]
    marge = tirage(st.integers(0, 3))
    rangees = [[] for _ in range(tirage(st.integers(0, 4)))]
    rangees += [[None] * marge + tirage(st.sampled_from(TITRES)), []]
    rangees.append([None] * marge + [tirage(st.sampled_from(NOMS[nom])) for nom in colonnes])
    cellules = []
    for lot, cle, centimes in attendues:
        valeurs = {
            "lot": write_lot(tirage, lot),
            "cle": tirage(st.sampled_from([cle, cle.lower(), CLES[cle], CLES[cle].upper()])),
            "montant": write_montant(tirage, centimes),
            "exigible": tirage(st.sampled_from([date(2026, 4, 1), "01/04/2026", "1er avril 2026"])),
            "copropriete": tirage(st.sampled_from(["B12", "Les Tilleuls", "RESIDENCE LES TILLEULS"])),
            "tantiemes": 312,
            "leurre": 50000.25,
        }
        rangees.append([None] * marge + [valeurs[nom] for nom in colonnes])
        cellules.append(adresse(len(rangees), marge + colonnes.index("montant") + 1))
    if tirage(st.booleans()):
        total: list[object] = [None] * (marge + len(colonnes))
        total[marge + colonnes.index("lot")] = tirage(st.sampled_from(["TOTAL", "Total général", "Net à payer"]))
        total[marge + colonnes.index("montant")] = sum(centimes for _, _, centimes in attendues) / 100
        rangees.append(total)
    return make_xlsx(("Appel", rangees)), [
        (cellule, (lot,), cle, centimes) for cellule, (lot, cle, centimes) in zip(cellules, attendues, strict=True)
    ]


@settings(max_examples=60, deadline=None)
@given(tables_longues())
def test_any_long_table_comes_back_exactly(tirage):
    contenu, attendues = tirage
    lecture = lire(contenu)
    assert lecture.anomalies == ()
    assert [(x.cellule, x.lots, x.cle, x.montant_centimes) for x in lecture.lignes] == attendues
    assert {(x.copropriete, x.nature, x.exigible) for x in lecture.lignes} == {("B12", "provision", date(2026, 4, 1))}


@st.composite
def tables_larges(tirage):
    """(workbook, expected lines) of a table with one column per key."""
    cles = tirage(st.permutations(sorted(CLES)))[: tirage(st.integers(2, 4))]
    lots = tirage(st.lists(st.sampled_from(LOTS), min_size=1, unique=True))
    valeurs = {(lot, cle): tirage(st.one_of(st.none(), montant)) for lot in lots for cle in cles}
    avec_total = tirage(st.booleans())
    entete = [tirage(st.sampled_from(NOMS["lot"])), *(tirage(st.sampled_from([cle, CLES[cle]])) for cle in cles)]
    rangees = [tirage(st.sampled_from(TITRES)), [], entete + (["Total"] if avec_total else [])]
    attendues = []
    for lot in lots:
        rangee: list[object] = [write_lot(tirage, lot)]
        for place, cle in enumerate(cles, 2):
            centimes = valeurs[lot, cle]
            rangee.append(None if centimes is None else write_montant(tirage, centimes))
            if centimes is not None:
                attendues.append((adresse(len(rangees) + 1, place), (lot,), cle, centimes))
        if avec_total:
            rangee.append(sum(valeurs[lot, cle] or 0 for cle in cles) / 100)
        rangees.append(rangee)
    return make_xlsx(("Appel", rangees)), attendues


@settings(max_examples=60, deadline=None)
@given(tables_larges())
def test_any_wide_table_comes_back_exactly(tirage):
    contenu, attendues = tirage
    lecture = lire(contenu)
    if attendues:
        assert lecture.anomalies == ()
    assert [(x.cellule, x.lots, x.cle, x.montant_centimes) for x in lecture.lignes] == attendues


@settings(max_examples=40, deadline=None)
@given(tables_longues(), st.integers(30, 60))
def test_the_fast_way_gives_the_same_lines_as_the_careful_one(tirage, repetitions):
    """The same rows again and again: the fast way takes over after the first ones, and changes nothing."""
    contenu, _ = tirage
    rapide = lire(contenu)
    ancien = LecteurRapide.read_rapide
    LecteurRapide.read_rapide = lambda *_: False
    try:
        assert lire(contenu).lignes == rapide.lignes
    finally:
        LecteurRapide.read_rapide = ancien
    assert repetitions


@given(st.one_of(st.floats(allow_nan=False), st.integers(-(10**12), 10**12).map(lambda centimes: centimes / 100)))
def test_the_fast_conversion_of_an_amount_agrees_with_the_exact_one(valeur):
    centimes = convert_rapide(valeur)
    if centimes is None:
        return
    assert convert_nombre(valeur) == centimes


@given(st.floats(allow_nan=True, allow_infinity=True))
def test_a_number_is_an_amount_to_the_centime_or_says_that_what_is_shown_of_it_is_rounded(valeur):
    try:
        centimes, marge = read_exact(valeur), Decimal("0.001")
    except MontantNonArrondi as fractions:
        centimes, marge = fractions.centimes, Decimal("0.5")
    except MontantInvalide:
        return
    assert abs(Decimal(repr(valeur)) * 100 - centimes) <= marge


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.lists(
            st.one_of(
                st.none(), st.text(max_size=30), st.floats(allow_nan=False, allow_infinity=False), st.booleans(),
                st.sampled_from(["Lot", "Clé", "Montant", "12", "Total", "exigible le 01/04/2026", "B12"]),
            ),
            max_size=6,
        ),
        max_size=12,
    )
)  # fmt: skip
def test_no_table_however_odd_breaks_the_reading(rangees):
    propres = [[v.replace("\0", "") if isinstance(v, str) else v for v in rangee] for rangee in rangees]
    texte = "\n".join(";".join("" if v is None else str(v).replace("\n", " ") for v in rangee) for rangee in propres)
    lecture = lire(texte.encode("utf-8", "replace"), "n.csv")
    assert lecture.lignes_a_integrer or any(x.gravite == BLOQUANTE for x in lecture.anomalies) or not lecture.lignes
