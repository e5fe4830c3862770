"""Rules about petitions themselves: waits, presumed concurrence, re-application, votes, and which form is whose.

All of it is dated data in `jurisdictions/*.toml` and `which_form.toml`, read by the modules here. The rules advise
(28 CFR 1.11): a finding never says that a petition cannot be received.
"""
