"""The ground floor over HTTP, and what every floor of the API shares: tokens, pages, problems."""
