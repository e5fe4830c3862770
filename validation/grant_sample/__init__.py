"""Three times one hundred commutation grants, read by hand twice, beside what the text parsers read out of them."""
