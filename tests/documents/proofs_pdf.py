"""Proofs of what docs/formats.md says of PDF, which becomes another document."""

from __future__ import annotations

from tests.documents.proofs import Proofs, Shown

_SET = Shown("test_pdf.test_what_is_set_in_two_columns_comes_in_order")
_WORD = Shown("test_pdf.test_word_has_tables_pictures_links_notes_and_headings")
_NOT_READ = Shown("test_pdf.test_comments_and_fields_of_forms_are_not_read")
PDF: Proofs = {
    "text in the order of columns": _SET,
    "headings by their size": Shown("test_pdf.test_a_headline_over_both_columns_is_read_first"),
    "lists": Shown("test_pdf.test_lists_keep_their_numbers_and_their_depth"),
    "tables": Shown("test_pdf.test_a_table_is_told_by_lines_or_by_words_below_each_other"),
    "footnotes": Shown("test_pdf.test_notes_at_the_foot_stand_behind_their_marks"),
    "title": Shown("test_pdf.test_title_and_language_are_taken_along"),
    "links": _WORD,
    "pictures": _WORD,
    "bold and italic": Shown("test_pdf.test_bold_italic_and_links_are_codes"),
    "numbers of lists": Shown("test_pdf.test_lists_keep_their_numbers_and_their_depth"),
    "words whole that a line end divides": Shown(
        "test_pdf.test_words_that_a_line_end_divides_are_whole"
    ),
    "it becomes another document": Shown(
        "test_pdf.test_it_says_what_it_becomes_and_pdf_is_not_written"
    ),
    "running headers and page numbers are left out": Shown(
        "test_pdf.test_lines_on_every_page_and_page_numbers_are_left_out"
    ),
    "drawings": Shown("test_pdf.test_drawings_are_told"),
    "text at an angle": Shown("test_pdf.test_a_page_is_read_as_it_is_turned_and_cut"),
    "fields of forms": _NOT_READ,
    "comments": _NOT_READ,
    "cells over several columns": Shown("test_pdf.test_a_cell_over_columns_stands_in_the_first"),
}
