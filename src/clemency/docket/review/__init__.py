"""The review of one case: who reviews, what was asked of whom, findings, comparison, report, recommendations, votes."""
