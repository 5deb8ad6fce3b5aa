"""Files that must be refused before they hurt, each by its code; and what the opening says of a good one."""

import io
import struct
import zipfile

import openpyxl
import pytest
import xlsxwriter

from shared.excel.balises import read_particularites
from shared.excel.cellules import Feuille, adresse, name_colonne, parse_adresse, rank_colonne
from shared.excel.ouverture import open_classeur
from shared.excel.refus import FichierRefuse

FEUILLE = "xl/worksheets/sheet1.xml"


def _simple():
    tampon = io.BytesIO()
    classeur = xlsxwriter.Workbook(tampon, {"in_memory": True})
    page = classeur.add_worksheet("Appel")
    page.write_row(0, 0, ["Lot", "Montant"])
    page.write_row(1, 0, [12, 390.5])
    classeur.close()
    return tampon.getvalue()


def _rewrite(contenu, modifie, ajoute=None):
    source, tampon = zipfile.ZipFile(io.BytesIO(contenu)), io.BytesIO()
    with zipfile.ZipFile(tampon, "w", zipfile.ZIP_DEFLATED) as cible:
        for nom in source.namelist():
            cible.writestr(nom, modifie(source.read(nom)) if nom == FEUILLE else source.read(nom))
        for nom, brut in (ajoute or {}).items():
            cible.writestr(nom, brut)
    return tampon.getvalue()


def code(contenu, nom="appel.xlsx"):
    """Open and walk the whole file; the code of its refusal."""
    with pytest.raises(FichierRefuse) as refus:
        walk(contenu, nom)
    assert refus.value.detail.endswith(".")
    assert "\n" not in refus.value.detail
    return refus.value.code


def walk(contenu, nom="appel.xlsx") -> list[Feuille]:
    feuilles = list(open_classeur(contenu, nom).feuilles())
    for feuille in feuilles:
        for _ in feuille.lignes():
            pass
    return feuilles


def test_addresses_go_both_ways():
    assert [name_colonne(rang) for rang in (1, 26, 27, 52, 702, 703)] == ["A", "Z", "AA", "AZ", "ZZ", "AAA"]
    assert all(rank_colonne(name_colonne(rang)) == rang for rang in range(1, 2000))
    assert parse_adresse(adresse(5, 28)) == (5, 28)


def test_a_good_workbook_gives_its_rows_with_their_numbers():
    (feuille,) = walk(_simple())
    assert (feuille.nom, feuille.masquee) == ("Appel", False)
    assert list(feuille.lignes()) == [(1, ["Lot", "Montant"]), (2, [12.0, 390.5])]
    assert list(feuille.lignes()) == feuille.tete(10)


def test_a_zip_bomb_is_dangerous():
    assert (
        code(_rewrite(_simple(), lambda brut: brut, {"xl/media/image1.bin": b"\0" * (130 << 20)}))
        == "FICHIER_DANGEREUX"
    )


def test_a_bomb_inside_the_sheet_is_dangerous():
    assert (
        code(_rewrite(_simple(), lambda brut: brut.replace(b"</sheetData>", b" " * (125 << 20) + b"</sheetData>")))
        == "FICHIER_DANGEREUX"
    )


def _style(nombre):
    """``nombre`` rows of ten styled empty cells, as a sheet formatted to its end leaves them."""
    colonnes = [name_colonne(place) for place in range(1, 11)]
    rangees = []
    for rang in range(3, nombre + 3):
        cellules = "".join(f'<c r="{colonne}{rang}" s="1"/>' for colonne in colonnes)
        rangees.append(f'<row r="{rang}">{cellules}</row>')
    return "".join(rangees).encode() + b"</sheetData>"


def test_a_sheet_inflated_by_empty_styled_cells_is_only_too_large():
    vides = _style(600_000)
    assert len(vides) > 120 << 20
    assert code(_rewrite(_simple(), lambda brut: brut.replace(b"</sheetData>", vides))) == "FICHIER_TROP_GRAND"


def test_empty_styled_cells_within_the_bounds_do_not_keep_a_sheet_from_being_read():
    vides = _style(120_000)
    assert len(vides) > 20 << 20
    (feuille,) = walk(_rewrite(_simple(), lambda brut: brut.replace(b"</sheetData>", vides)))
    assert next(iter(feuille.lignes())) == (1, ["Lot", "Montant"])


def test_members_that_share_their_bytes_are_dangerous():
    source = _rewrite(_simple(), lambda brut: brut, {"m/a": bytes(range(256)) * 4000, "m/b": b"x"})
    archive, contenu = zipfile.ZipFile(io.BytesIO(source)), bytearray(source)
    un, deux = archive.getinfo("m/a"), archive.getinfo("m/b")
    tete = contenu.rindex(b"PK\x01\x02")
    struct.pack_into("<III", contenu, tete + 16, un.CRC, len(source), un.file_size)
    struct.pack_into("<I", contenu, tete + 42, un.header_offset)
    assert deux.header_offset != un.header_offset
    assert code(bytes(contenu)) == "FICHIER_DANGEREUX"


def test_a_declared_size_that_lies_is_dangerous():
    contenu = bytearray(_rewrite(_simple(), lambda brut: brut + b" " * 5_000_000))
    tete = contenu.index(b"PK\x01\x02")
    while contenu[tete : tete + 4] == b"PK\x01\x02":
        nom, extra, remarque = struct.unpack_from("<HHH", contenu, tete + 28)
        if contenu[tete + 46 : tete + 46 + nom] == FEUILLE.encode():
            struct.pack_into("<I", contenu, tete + 24, 1000)
        tete += 46 + nom + extra + remarque
    assert code(bytes(contenu)) == "FICHIER_DANGEREUX"


@pytest.mark.parametrize(
    "prologue",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>',
        b'<!DOCTYPE x SYSTEM "file:///etc/passwd">',
        b"<!-- rien -->\n<!DOCTYPE x>",
        b"<?" + b"x" * (2 << 20) + b"?><!DOCTYPE x>",
    ],
)
def test_xml_entities_are_dangerous_in_any_part(prologue):
    def insert(brut):
        tete, corps = brut.split(b"?>", 1)
        return tete + b"?>" + prologue + corps

    assert code(_rewrite(_simple(), insert)) == "FICHIER_DANGEREUX"
    source = zipfile.ZipFile(io.BytesIO(_simple()))
    for partie in ("xl/workbook.xml", "xl/sharedStrings.xml", "[Content_Types].xml", "xl/styles.xml", "_rels/.rels"):
        tampon = io.BytesIO()
        with zipfile.ZipFile(tampon, "w") as cible:
            for nom in source.namelist():
                cible.writestr(nom, insert(source.read(nom)) if nom == partie else source.read(nom))
        assert code(tampon.getvalue()) == "FICHIER_DANGEREUX", partie


def test_xml_entities_are_dangerous_in_a_part_of_any_name():
    parties = dict.fromkeys(("xl/textes.bin", "customXml/item1"), b'<?xml version="1.0"?><!DOCTYPE x><sst/>')
    for nom, brut in parties.items():
        assert code(_rewrite(_simple(), lambda feuille: feuille, {nom: brut})) == "FICHIER_DANGEREUX"


def test_a_part_in_utf_16_is_dangerous_since_it_could_hide_entities():
    assert code(_rewrite(_simple(), lambda brut: brut.decode().encode("utf-16"))) == "FICHIER_DANGEREUX"


def test_macros_are_dangerous():
    assert code(_rewrite(_simple(), lambda brut: brut, {"xl/vbaProject.bin": b"x"})) == "FICHIER_DANGEREUX"


def test_too_many_members_make_a_file_too_large():
    assert (
        code(_rewrite(_simple(), lambda brut: brut, {f"m/{rang}": b"" for rang in range(500)})) == "FICHIER_TROP_GRAND"
    )


def test_a_file_beyond_twenty_megabytes_is_too_large():
    assert code(b"PK" + b"x" * (21 << 20)) == "FICHIER_TROP_GRAND"


def _sheet_of(nombre):
    rangees = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (ligne, ligne) for ligne in range(1, nombre + 1))
    return _rewrite(_simple(), lambda brut: brut[: brut.index(b"<row")] + rangees + brut[brut.index(b"</sheetData>") :])


def test_two_hundred_thousand_rows_are_read_and_one_more_is_too_many():
    (feuille,) = walk(_sheet_of(200_000))
    assert sum(1 for _ in feuille.lignes()) == 200_000
    assert code(_sheet_of(200_001)) == "FICHIER_TROP_GRAND"


@pytest.mark.parametrize("lointaine", ["XFD1048576", "GS5", "A200001", "AA190000", "GR150000"])
@pytest.mark.parametrize("cellule", [b'<c r="%s" s="1"/>', b'<c s="1" r="%s"><v>1</v></c>'])
def test_a_cell_far_away_is_too_large_even_when_it_only_carries_a_style(lointaine, cellule):
    ligne = parse_adresse(lointaine)[0]
    rangee = b'<row r="%d">' % ligne + cellule % lointaine.encode() + b"</row></sheetData>"
    contenu = _rewrite(_simple(), lambda brut: brut.replace(b"</sheetData>", rangee))
    assert code(contenu) == "FICHIER_TROP_GRAND"


def test_a_far_cell_inside_a_row_that_claims_to_be_near_is_seen():
    rangee = b'<row r="3"><c r="A1048576"><v>1</v></c></row></sheetData>'
    contenu = _rewrite(_simple(), lambda brut: brut.replace(b"</sheetData>", rangee))
    assert code(contenu) == "FICHIER_TROP_GRAND"


def test_columns_without_addresses_are_counted():
    rangee = b'<row r="3">' + b"<c><v>1</v></c>" * 201 + b"</row></sheetData>"
    assert code(_rewrite(_simple(), lambda brut: brut.replace(b"</sheetData>", rangee))) == "FICHIER_TROP_GRAND"


def test_rows_without_addresses_are_counted_from_the_last_ordinary_one():
    tete = b'<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
    ordinaire = b'<row r="99999"><c r="A99999" s="1"><v>1</v></c><c r="T99999"><v>2</v></c></row>'
    suite = b"<row><c><v>1</v></c></row>"
    read_particularites([tete, ordinaire, suite * 100_001], "Appel", recalcul=False)
    with pytest.raises(FichierRefuse) as refus:
        read_particularites([tete, ordinaire, suite * 100_002], "Appel", recalcul=False)
    assert refus.value.code == "FICHIER_TROP_GRAND"


@pytest.mark.parametrize("loin", [b"GS7", b"A1048576", b"A200001", b"XFD7"])
@pytest.mark.parametrize("balise", [b'<c r="%s">', b'<c s="1" r="%s">'])
def test_one_far_cell_among_ordinary_ones_is_seen(loin, balise):
    rangees = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (rang, rang) for rang in range(2, 9))
    blocs = [b"<worksheet><sheetData>", rangees.replace(b'<c r="A7">', balise % loin)]
    with pytest.raises(FichierRefuse) as refus:
        read_particularites(blocs, "Appel", recalcul=False)
    assert refus.value.code == "FICHIER_TROP_GRAND"


def test_empty_rows_with_a_height_down_to_the_last_are_no_content():
    rangee = b'<row r="1048576" ht="12.8"/></sheetData>'
    (feuille,) = walk(_rewrite(_simple(), lambda brut: brut.replace(b"</sheetData>", rangee)))
    assert len(list(feuille.lignes())) == 2


def _ods(corps):
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w", zipfile.ZIP_DEFLATED) as cible:
        cible.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        cible.writestr("META-INF/manifest.xml", "<manifest/>")
        cible.writestr(
            "content.xml",
            '<?xml version="1.0"?><office:document-content '
            'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
            'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
            'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
            f'<table:table table:name="A">{corps}</table:table></office:spreadsheet></office:body>'
            "</office:document-content>",
        )
    return tampon.getvalue()


def test_an_opendocument_cell_repeated_a_billion_times_is_too_large():
    cellule = '<table:table-cell table:number-columns-repeated="{}" office:value-type="float" office:value="1"/>'
    rangee = '<table:table-row table:number-rows-repeated="{}">{}</table:table-row>'
    assert code(_ods(rangee.format(1_000_000, cellule.format(1)))) == "FICHIER_TROP_GRAND"
    assert code(_ods(rangee.format(1, cellule.format(16384)))) == "FICHIER_TROP_GRAND"
    assert len(list(walk(_ods(rangee.format(3, cellule.format(2))))[0].lignes())) == 3


def test_a_csv_of_too_many_rows_or_columns_is_too_large():
    assert code(b"a;b\n" * 200_001, "a.csv") == "FICHIER_TROP_GRAND"
    assert code(b";".join([b"a"] * 201) + b"\n", "a.csv") == "FICHIER_TROP_GRAND"


def test_an_html_table_of_too_many_rows_is_too_large():
    assert code(b"<table>" + b"<tr><td>1</td></tr>" * 200_001 + b"</table>", "a.xls") == "FICHIER_TROP_GRAND"


def test_damaged_files_are_unreadable():
    contenu = _simple()
    assert code(contenu[:-200]) == "FICHIER_ILLISIBLE"
    abime = bytearray(contenu)
    debut = contenu.index(FEUILLE.encode()) + len(FEUILLE) + 20
    abime[debut : debut + 8] = b"\xff" * 8
    assert code(bytes(abime)) == "FICHIER_ILLISIBLE"
    assert code(_rewrite(contenu, lambda brut: b"<worksheet><oups")) == "FICHIER_ILLISIBLE"
    assert code(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000, "a.xls") == "FICHIER_ILLISIBLE"


def _ole(nom_flux, donnees=b"\0" * 8192):
    """A minimal OLE2 file with one stream."""
    secteur = 512
    fin = 0xFFFFFFFE
    nombre = len(donnees) // secteur
    fat = [0xFFFFFFFD, fin] + [rang + 3 for rang in range(nombre - 1)] + [fin]
    fat += [0xFFFFFFFF] * (128 - len(fat))
    entete = struct.pack(
        "<8s16xHHHHH6xIII4xIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        1,
        1,
        4096,
        fin,
        0,
        fin,
        0,
    )
    entete += struct.pack("<I", 0) + b"\xff" * 432

    def entree(nom, genre, debut, taille):
        brut = (nom + "\0").encode("utf-16-le")
        return (
            brut.ljust(64, b"\0") + struct.pack("<HBB", len(brut), genre, 1) + b"\xff" * 12 + b"\0" * 36
            + struct.pack("<III", debut, taille, 0)
        )  # fmt: skip

    repertoire = entree("Root Entry", 5, fin, 0) + entree(nom_flux, 2, 2, len(donnees)) + b"\0" * 256
    return entete + struct.pack("<128I", *fat) + repertoire + donnees


def test_an_encrypted_workbook_asks_for_the_password_to_be_removed():
    assert code(_ole("EncryptedPackage")) == "FICHIER_CHIFFRE"
    chiffre = struct.pack("<HHHH12x", 0x0809, 16, 0x0600, 0x0005) + struct.pack("<HHHH", 0x002F, 4, 1, 1)
    assert code(_ole("Workbook", chiffre.ljust(8192, b"\0")), "a.xls") == "FICHIER_CHIFFRE"


def test_other_documents_are_not_recognised():
    assert code(_ole("WordDocument"), "a.xls") == "FORMAT_NON_RECONNU"
    for contenu in (
        b"%PDF-1.4",
        b"\x89PNG\r\n",
        b"{\\rtf1",
        b"MZ\x90\0",
        b"<?xml version='1.0'?><facture/>",
        b"\x01\x02\x03" * 50,
    ):
        assert code(contenu) == "FORMAT_NON_RECONNU"
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w") as cible:
        cible.writestr("[Content_Types].xml", "<Types>wordprocessingml.document.main+xml</Types>")
        cible.writestr("word/document.xml", "<w/>")
    assert code(tampon.getvalue()) == "FORMAT_NON_RECONNU"
    archive_nue = io.BytesIO()
    with zipfile.ZipFile(archive_nue, "w") as archive:
        archive.writestr("a.txt", "a")
    assert code(archive_nue.getvalue()) == "FORMAT_NON_RECONNU"


def test_what_the_values_do_not_say_is_told_with_its_address():
    tampon = io.BytesIO()
    classeur = xlsxwriter.Workbook(tampon, {"in_memory": True})
    page = classeur.add_worksheet("Appel")
    for ligne in range(6):
        page.write(ligne, 1, ligne)
    page.set_row(2, None, None, {"hidden": True})
    page.set_column(3, 4, None, None, {"hidden": True})
    page.write_formula("C1", "=1+1", None, 2)
    page.write_formula("C2", "=1+1")
    page.write_formula("C4", "=NA()", None, "#N/A")
    page.merge_range("F2:G3", "x")
    classeur.close()
    (feuille,) = walk(tampon.getvalue())
    details = feuille.particularites
    assert details.lignes_masquees == {3}
    assert details.colonnes_masquees == {4, 5}
    assert details.formules_sans_valeur == {(2, 3)}
    assert details.erreurs == {(4, 3): "#N/A"}
    fusion = feuille.fusions[0]
    assert (fusion.ligne, fusion.colonne, fusion.derniere_ligne, fusion.derniere_colonne) == (2, 6, 3, 7)


def test_formulas_of_openpyxl_never_have_a_value():
    classeur = openpyxl.Workbook()
    page = classeur.active
    page.append(["Lot", "Montant"])
    page.append([12, "=390+1"])
    page.append([13, 0])
    tampon = io.BytesIO()
    classeur.save(tampon)
    (feuille,) = walk(tampon.getvalue())
    assert feuille.particularites.formules_sans_valeur == {(2, 2)}


def test_an_empty_text_computed_by_a_formula_is_a_value():
    formule = b'<row r="3"><c r="A3" t="str"><f>IF(1,"")</f><v></v></c></row></sheetData>'
    (feuille,) = walk(_rewrite(_simple(), lambda brut: brut.replace(b"</sheetData>", formule)))
    assert feuille.particularites.formules_sans_valeur == frozenset()
