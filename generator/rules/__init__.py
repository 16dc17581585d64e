"""The lint rules, one module each; this list is the only one."""

from generator.linting import Rule, code_of
from generator.rules import (
    kb001_invalid_utf8,
    kb201_unknown_reference,
    kb301_uncited_claim,
    kb302_unknown_source,
    kb303_unknown_clause,
    kb304_citation_without_clause,
    kb305_repealed_clause,
    kb306_clause_not_yet_in_force,
    kb307_hard_coded_parameter,
    kb308_unknown_parameter,
    kb309_parameter_range_gap_or_overlap,
    kb310_parameter_without_value_today,
    kb311_misquoted_clause,
    kb312_article_number_mismatch,
    kb313_unused_source,
    kb314_unused_parameter,
    kb315_weak_official_tier,
    kb316_clause_without_words,
)

RULES: tuple[Rule, ...] = (
    kb001_invalid_utf8,
    kb201_unknown_reference,
    kb301_uncited_claim,
    kb302_unknown_source,
    kb303_unknown_clause,
    kb304_citation_without_clause,
    kb305_repealed_clause,
    kb306_clause_not_yet_in_force,
    kb307_hard_coded_parameter,
    kb308_unknown_parameter,
    kb309_parameter_range_gap_or_overlap,
    kb310_parameter_without_value_today,
    kb311_misquoted_clause,
    kb312_article_number_mismatch,
    kb313_unused_source,
    kb314_unused_parameter,
    kb315_weak_official_tier,
    kb316_clause_without_words,
)

BY_CODE: dict[str, Rule] = {code_of(rule): rule for rule in RULES}
