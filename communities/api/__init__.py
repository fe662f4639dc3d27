"""Communities over HTTP: communities, memberships, reports, search."""
