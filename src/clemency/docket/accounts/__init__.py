"""People and roles: who may sign in, in which roles, acting for whom."""
