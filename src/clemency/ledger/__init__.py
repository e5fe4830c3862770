"""The public record of clemency: acts, grants, persons, the claims of sources, and what may be counted."""
