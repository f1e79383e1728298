"""Quotations drawn from real documents: true ones under noise are found, mutated ones are refused."""

from quotation_material import false_quotations, true_quotations, with_scanned_text


def test_true_quotations_of_real_documents_are_found_at_their_place():
    tally = true_quotations(count=25, seed=3)
    assert tally.asked.total() >= 150
    assert tally.share >= 0.99, tally.wrong


def test_clean_quotations_are_found_in_scanned_text():
    tally = with_scanned_text(count=80, seed=3)
    assert tally.asked.total() >= 60
    assert tally.share >= 0.95, tally.wrong


def test_mutated_quotations_of_real_documents_are_refused():
    tally = false_quotations(count=18, seed=3)
    assert tally.asked.total() >= 150
    assert tally.share >= 0.99, tally.wrong
