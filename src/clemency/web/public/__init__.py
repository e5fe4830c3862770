"""The public site: the record, the law by date, one case then and now, an API. No accounts, no cookies, no tracking."""
