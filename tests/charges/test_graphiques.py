"""The geometry of the pictures of charges, without a database: whole pixels, exact sums, words beside every mark."""

from hypothesis import given
from hypothesis import strategies as st

from services.charges.graphiques.cascade import ETAPES_MAXIMALES, build_cascade, draw_cascade
from services.charges.graphiques.chaleur import SEUILS_POURCENT, choose_pas, compute_cote, measure_pairs
from services.charges.graphiques.dessin import Dessin, Echelle, Marque, choose_graduations
from services.charges.graphiques.entonnoir import EtapeCampagne, draw_entonnoir
from services.charges.graphiques.formats import compute_pourcent, format_euros, format_kilo, format_pourcent
from services.charges.graphiques.pareto import count_vitaux, draw_pareto, rank_pareto
from services.charges.graphiques.repartition import build_bande, draw_repartition
from services.charges.graphiques.svg import write_dessin
from services.charges.graphiques.tendance import draw_tendance

CODES = [f"F{rang:02d}" for rang in range(14)]
montants = st.dictionaries(st.sampled_from(CODES), st.integers(-5_000_000, 90_000_000), max_size=14)


@given(montants, montants)
def test_the_steps_of_a_waterfall_lead_exactly_from_one_total_to_the_other(
    avant: dict[str, int], apres: dict[str, int]
) -> None:
    cascade = build_cascade("2024", "2025", avant, apres, {})
    assert cascade.avant + sum(etape.ecart for etape in cascade.etapes) == cascade.apres
    assert len(cascade.etapes) <= ETAPES_MAXIMALES + 1
    tailles = [abs(etape.ecart) for etape in cascade.etapes if etape.libelle != "Autres"]
    assert tailles == sorted(tailles, reverse=True)
    dessin = draw_cascade(cascade)
    assert all(0 <= m.x <= dessin.largeur and 0 <= m.y <= dessin.hauteur for m in dessin.marques)


def test_a_waterfall_says_its_euros_its_direction_and_its_total_without_any_colour() -> None:
    dessin = draw_cascade(
        build_cascade("2024", "2025", {"CHF": 10_000_00, "EAU": 5_000_00}, {"CHF": 13_000_00, "EAU": 4_500_00}, {})
    )
    textes = [marque.texte for marque in dessin.marques]
    assert format_euros(3_000_00, signe=True) in textes
    assert format_euros(-500_00) in textes
    titres = [marque.titre for marque in dessin.marques if marque.titre]
    assert len(titres) == 4
    assert format_pourcent(300) in titres[1]
    assert {m.classe for m in dessin.marques if m.titre} == {"total", "hausse", "baisse"}


def test_the_whole_bars_of_a_waterfall_stand_on_zero() -> None:
    dessin = draw_cascade(build_cascade("2024", "2025", {"CHF": 100_000}, {"CHF": 50_000}, {}))
    [zero] = [marque.y for marque in dessin.marques if marque.classe == "zero"]
    assert {marque.y + marque.h for marque in dessin.marques if marque.classe == "total"} == {zero}


def test_a_pareto_marks_those_that_make_eighty_percent() -> None:
    rangs = rank_pareto([("A", "", 700), ("B", "", 100), ("C", "", 100), ("D", "", 100), ("E", "", -50)])
    assert [rang.cumul_pour_mille for rang in rangs] == [700, 800, 900, 1000]
    assert count_vitaux(rangs) == 2
    barres = [marque.classe for marque in draw_pareto(rangs, quoi="copropriétés").marques if marque.genre == "rect"]
    assert barres == ["plein", "plein", "reste", "reste"]


def test_below_eight_peers_only_dots_are_shown() -> None:
    peu, assez = build_bande("EAU", "Eau", 500, [400] * 7), build_bande("EAU", "Eau", 900, [100 * n for n in range(11)])
    assert (peu.bas, peu.haut, peu.place) == (None, None, "trop peu de pairs")
    assert (assez.bas, assez.mediane, assez.haut, assez.place) == (200, 500, 800, "au-dessus de P80")
    dessin = draw_repartition([peu, assez])
    assert [marque.classe for marque in dessin.marques if marque.genre == "rect"] == ["bande"]
    assert any("n = 7" in marque.texte for marque in dessin.marques)


def test_a_missing_exercise_breaks_the_sparkline_and_is_told() -> None:
    dessin = draw_tendance(["2023", "2024", "2025"], [100_00, None, 300_00])
    assert not [marque for marque in dessin.marques if marque.genre == "trait"]
    assert "2024 absent" in dessin.description


def test_the_heatmap_scale_is_centred_on_zero() -> None:
    assert [choose_pas(v, SEUILS_POURCENT) for v in (-300, -100, -30, 0, 29, 30, 250)] == [-3, -2, -1, 0, 0, 1, 3]
    assert choose_pas(None, SEUILS_POURCENT) == 0
    milieu, ecart = measure_pairs([900, 950, 1000, 1000, 1050, 1100, 1000, 5000]) or (0, 0.0)
    assert milieu == 1000
    assert (compute_cote(5000, milieu, ecart) or 0) > 100
    assert measure_pairs([1000] * 7) is None


def test_the_funnel_writes_its_numbers_and_says_what_is_not_followed() -> None:
    dessin = draw_entonnoir([EtapeCampagne("Déposés", 3, 4), EtapeCampagne("Envoyés", None, 4)])
    assert "3 · 75,0\u00a0%" in [marque.texte for marque in dessin.marques]
    assert [m.classe for m in dessin.marques if m.genre == "rect" and m.titre] == ["plein", "hachure"]


def test_amounts_follow_french_conventions() -> None:
    assert format_euros(1234567) == "12\u202f346\u00a0€"
    assert format_euros(-50) == "\u22121\u00a0€"
    assert format_kilo(34_512_00) == "34,5\u00a0k€"
    assert format_kilo(134_512_00) == "135\u00a0k€"
    assert format_pourcent(compute_pourcent(35, 10_00)) == "n.s."
    assert format_pourcent(compute_pourcent(350_00, 10_000_00)) == "+3,5\u00a0%"


@given(st.integers(1, 10**12))
def test_graduations_are_few_round_and_cover_the_largest_bar(maximum: int) -> None:
    graduations = choose_graduations(maximum)
    assert graduations[-1] >= maximum
    assert 2 <= len(graduations) <= 6
    assert Echelle(0, graduations[-1], 200, 10).place(graduations[-1]) == 10


def test_a_picture_says_each_mark_that_has_a_title_and_nothing_typed_becomes_markup() -> None:
    marques = [
        Marque("rect", 1, 2, 3, 4, "hausse", titre='<b>"Eau"</b>'),
        Marque("point", 5, 6, 3, classe="sien", titre="ici"),
        Marque("semis", 0, 7, 3, classe="pair", abscisses=(1, 2)),
        Marque("texte", 8, 9, classe="axe", texte="A & B"),
    ]
    rect, point, semis, texte = write_dessin(Dessin(10, 10, "", marques), "cascade").split("\n")
    dit = "&lt;b&gt;&#34;Eau&#34;&lt;/b&gt;"
    assert 'fill="url(#cascade-hausse)" tabindex="0" role="img"' in rect
    assert f'aria-label="{dit}"><title>{dit}</title></rect>' in rect
    assert point.endswith('tabindex="0" role="img" aria-label="ici"><title>ici</title></circle>')
    assert semis == '<path d="M1 7h0M2 7h0" class="d-pair"/>'
    assert texte.endswith(">A &amp; B</text>")
