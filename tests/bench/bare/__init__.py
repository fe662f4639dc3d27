"""A bare Django view to measure against: one query, 20 rows, a page of 30 KB, and nothing else."""
