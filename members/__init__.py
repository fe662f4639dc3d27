"""The ground floor: people, their consents, values, questions, news and privacy."""
