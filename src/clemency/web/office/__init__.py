"""The office's pages: for officers, and for petitioners who file and follow their own petition."""
